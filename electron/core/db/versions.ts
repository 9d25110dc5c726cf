import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import {
  type Author,
  bodyText,
  type DatePrecision,
  type DateSource,
  type VersionInfo,
} from '../../shared/model.ts'
import { fieldsOf, writeFields } from './article-fields.ts'
import {
  type ArticleContent,
  type ArticleWriter,
  placeInTime,
  readContent,
  readRows,
  type TextSource,
  toPublished,
} from './articles.ts'
import {
  type StoredBody,
  type StoredDetails,
  unpackBlocks,
  unpackDetails,
  VERSION_COLUMNS,
  VERSION_TABLES,
} from './blobs.ts'
import type { Db, ReadDb } from './connection.ts'
import { readCorrections } from './corrections.ts'
import type { PreparedArticle } from './prepared.ts'

const WRITTEN = `article_id, title, outlet, published, published_precision, published_source, language, words, authors, url,
  original_id, captured_at_ms, text_key, details_codec, details, codec, blocks`

/** Writes the texts that an article had at its address. Everything runs inside the caller's transaction. */
export class VersionWriter {
  readonly #db: Db
  readonly #articles: ArticleWriter

  constructor(db: Db, articles: ArticleWriter) {
    this.#db = db
    this.#articles = articles
  }

  /**
   * Adds another text. The newest becomes the current one, by the time of its capture where both say it, else by the order
   * in which they came; the others are kept as they are.
   */
  add(
    articleId: number,
    article: PreparedArticle,
    source: TextSource,
  ): { isCurrent: boolean; headlines: number } {
    const isEarlier = this.#isEarlier(articleId, source.capturedAtMs)
    if (isEarlier) this.keepEarlier(articleId, article, source)
    else {
      this.#keepCurrent(articleId)
      this.replace(articleId, article, source)
    }
    return { isCurrent: !isEarlier, headlines: this.#articles.headlines.add(articleId, article.headlines) }
  }

  /**
   * Gives a text to an article of which only the address was known: nothing of it is worth a version. What the text's record
   * does not say stays.
   * @returns how many headlines it lists
   */
  fill(articleId: number, article: PreparedArticle, source: TextSource): number {
    const { row, authors, outletAsWritten } = readContent(this.#db, articleId)
    const whole = {
      ...article,
      title: article.title || row.title,
      outlet: article.outlet ?? outletAsWritten,
      authors: article.authors.length > 0 ? article.authors : authors,
      published: article.published ?? row.published,
    }
    this.replace(articleId, whole, source)
    return this.#articles.headlines.add(articleId, article.headlines)
  }

  /**
   * What stood at the address before has come back: makes that version the current text again, unless this capture of it is
   * from before the current one.
   * @returns whether it did
   */
  restore(
    articleId: number,
    version: number,
    article: PreparedArticle,
    capturedAtMs: number | null,
  ): boolean {
    if (this.#isEarlier(articleId, capturedAtMs)) return false
    const originalId = this.#db
      .prepare('SELECT original_id FROM version WHERE id = ?')
      .pluck()
      .get(version) as number
    this.#keepCurrent(articleId)
    this.replace(articleId, article, { originalId, capturedAtMs })
    this.#db.prepare('DELETE FROM version WHERE id = ?').run(version)
    return true
  }

  /** By the time of the capture where both say it, else by the order in which they come. */
  #isEarlier(articleId: number, capturedAtMs: number | null): boolean {
    const current = this.#db
      .prepare('SELECT captured_at_ms FROM body WHERE article_id = ?')
      .pluck()
      .get(articleId) as number | null
    return current !== null && capturedAtMs !== null && capturedAtMs < current
  }

  /** Puts another text and other fields in the place of the current ones; what a person corrected stays. */
  replace(articleId: number, article: PreparedArticle, { originalId, capturedAtMs }: TextSource): void {
    const db = this.#db
    const before = readContent(db, articleId)
    const corrected = new Set(Object.keys(readCorrections(db, articleId)))
    this.#keepExtracted(articleId, article, corrected)
    const { title, outlet, authors, published } = article
    const known = Object.entries(fieldsOf(before)).filter(([field]) => corrected.has(field))
    const fields = { title, outlet, authors, published, ...Object.fromEntries(known) }
    const moreBytes = article.textBytes - Buffer.byteLength(bodyText(before.blocks))
    db.prepare('UPDATE article SET language = ?, words = ?, summary = ? WHERE id = ?').run(
      article.language,
      article.words,
      article.summary,
      articleId,
    )
    db.prepare(
      `UPDATE body SET url = ?, codec = ?, blocks = ?, original_id = ?, captured_at_ms = ?, url_key = ?, text_key = ?,
         details_codec = ?, details = ? WHERE article_id = ?`,
    ).run(
      article.url,
      article.codec,
      article.blocks,
      originalId,
      capturedAtMs,
      article.urlKey,
      article.textKey,
      article.details?.codec ?? null,
      article.details?.data ?? null,
      articleId,
    )
    writeFields(db, this.#articles, articleId, fields, moreBytes)
  }

  /** A corrected field keeps beside it what the newest text says. */
  #keepExtracted(articleId: number, article: PreparedArticle, corrected: ReadonlySet<string>): void {
    const update = this.#db.prepare('UPDATE correction SET extracted = ? WHERE article_id = ? AND field = ?')
    const { title, outlet, authors, published } = article
    for (const [field, value] of Object.entries({ title, outlet, authors, published }))
      if (corrected.has(field)) update.run(JSON.stringify(value), articleId, field)
  }

  /** The current text with its own fields, not with what a person corrected. */
  #keepCurrent(articleId: number): void {
    this.#db
      .prepare(
        `INSERT INTO version (${WRITTEN})
         SELECT article.id, article.title, coalesce(outlet_as_written, nullif(outlet.name, '')), published,
           published_precision, published_source, language, words, authors, url, original_id, captured_at_ms, text_key,
           details_codec, details, codec, blocks
         FROM article JOIN body ON body.article_id = article.id JOIN outlet ON outlet.id = article.outlet_id
         WHERE article.id = ?`,
      )
      .run(articleId)
    const id = this.#db
      .prepare('SELECT max(id) FROM version WHERE article_id = ?')
      .pluck()
      .get(articleId) as number
    const { title, outlet, authors, published } = readCorrections(this.#db, articleId)
    const set = (columns: string, ...values: (string | null)[]) =>
      this.#db.prepare(`UPDATE version SET ${columns} WHERE id = ?`).run(...values, id)
    if (title) set('title = ?', title.extracted)
    if (outlet) set('outlet = ?', outlet.extracted)
    if (authors) set('authors = ?', JSON.stringify(authors.extracted))
    if (published) {
      const { value = null, precision = null, source = null } = published.extracted ?? {}
      set('published = ?, published_precision = ?, published_source = ?', value, precision, source)
    }
  }

  /** Keeps a text from before the current one. */
  keepEarlier(articleId: number, article: PreparedArticle, { originalId, capturedAtMs }: TextSource): void {
    const { published } = placeInTime(article.published)
    this.#db
      .prepare(
        `INSERT INTO version (${WRITTEN})
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        articleId,
        article.title,
        article.outlet,
        published?.value ?? null,
        published?.precision ?? null,
        published?.source ?? null,
        article.language,
        article.words,
        JSON.stringify(article.authors),
        article.url,
        originalId,
        capturedAtMs,
        article.textKey,
        article.details?.codec ?? null,
        article.details?.data ?? null,
        article.codec,
        article.blocks,
      )
  }
}

interface VersionRow {
  id: number
  title: string
  published: string | null
  precision: DatePrecision | null
  source: DateSource | null
  words: number
  capturedAtMs: number | null
  importedAtMs: number
  path: string
  sha256: string
  extractor: string | null
}

const FROM_RECORD = `JOIN original ON original.id = text.original_id
  JOIN record ON record.id = (SELECT min(id) FROM record WHERE article_id = :id AND original_id = text.original_id)
  JOIN dump ON dump.id = record.dump_id JOIN import_run ON import_run.id = record.import_id`

const COLUMNS = `captured_at_ms AS capturedAtMs, coalesce(dump.first_imported_at_ms, import_run.started_at_ms) AS importedAtMs, dump.path,
  lower(hex(original.sha256)) AS sha256, record.extractor`

/** All texts of an article, newest first: the current one, then the others by the time of their capture. */
export function versionsOf(db: ReadDb, articleId: number): VersionInfo[] {
  const rows = db
    .prepare(
      `SELECT 0 AS id, article.title, published, published_precision AS precision, published_source AS source, words, ${COLUMNS}
       FROM article JOIN body AS text ON text.article_id = article.id ${FROM_RECORD} WHERE article.id = :id
       UNION ALL
       SELECT text.id, title, published, published_precision, published_source, words, ${COLUMNS}
       FROM version AS text ${FROM_RECORD} WHERE text.article_id = :id`,
    )
    .all({ id: articleId }) as VersionRow[]
  const age = (row: VersionRow) => row.capturedAtMs ?? row.importedAtMs
  rows.sort((a, b) => Number(a.id !== 0) - Number(b.id !== 0) || age(b) - age(a) || b.id - a.id)
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    published: toPublished(row),
    words: row.words,
    capturedAtMs: row.capturedAtMs,
    importedAtMs: row.importedAtMs,
    dump: basename(row.path),
    sha256: row.sha256,
    extractor: row.extractor ?? '',
  }))
}

/** The numbers of an article's texts other than the current one, last kept first. */
export function otherVersions(db: ReadDb, articleId: number): number[] {
  return db
    .prepare('SELECT id FROM version WHERE article_id = ? ORDER BY id DESC')
    .pluck()
    .all(articleId) as number[]
}

/** When a text was captured, where its dump says so. @param version 0 for the current one */
export function capturedAtMs(db: ReadDb, articleId: number, version: number): number | null {
  const sql =
    version === 0
      ? 'SELECT captured_at_ms FROM body WHERE article_id = ?'
      : 'SELECT captured_at_ms FROM version WHERE article_id = ? AND id = ?'
  const values = version === 0 ? [articleId] : [articleId, version]
  return (
    (db
      .prepare(sql)
      .pluck()
      .get(...values) as number | null | undefined) ?? null
  )
}

interface VersionContent
  extends
    StoredBody,
    StoredDetails,
    Omit<VersionRow, 'capturedAtMs' | 'importedAtMs' | 'path' | 'sha256' | 'extractor'> {
  outlet: string | null
  language: string | null
  authors: string
  url: string | null
}

/**
 * One of an article's other texts, with the fields that came with it.
 * @throws AppError `not-found`
 */
export function readVersion(db: ReadDb, articleId: number, id: number): ArticleContent {
  const [current] = readRows(db, [articleId])
  const row = db
    .prepare(
      `SELECT version.id, title, outlet, published, published_precision AS precision, published_source AS source, language, words,
         authors, url, ${VERSION_COLUMNS}, details_codec AS detailsCodec, details
       FROM ${VERSION_TABLES} WHERE version.id = ? AND article_id = ?`,
    )
    .get(id, articleId) as VersionContent | undefined
  if (!row || !current) throw new AppError('not-found', `Article ${articleId} has no version ${id}.`)
  const { title, outlet, language, words } = row
  return {
    row: { ...current, title, outlet, language, words, published: toPublished(row) },
    outletAsWritten: outlet,
    authors: JSON.parse(row.authors) as Author[],
    url: row.url,
    blocks: unpackBlocks(row),
    details: unpackDetails(row),
  }
}
