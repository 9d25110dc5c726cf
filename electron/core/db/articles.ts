import { dayOfSeconds, monthOfDay, NO_MONTH, secondsOf, UNDATED } from '../../shared/days.ts'
import { AppError } from '../../shared/errors.ts'
import type {
  ArticleDetails,
  ArticleRow,
  Author,
  Block,
  DatePrecision,
  DateSource,
  PublishedDate,
} from '../../shared/model.ts'
import {
  BODY_COLUMNS,
  BODY_TABLES,
  type StoredBody,
  type StoredDetails,
  unpackBlocks,
  unpackDetails,
} from './blobs.ts'
import type { Db, ReadDb } from './connection.ts'
import { HeadlineLinks } from './headline-links.ts'
import { HeadlineWriter } from './headlines.ts'
import { KeptCounts } from './kept-counts.ts'
import { OutletDirectory } from './outlets.ts'
import type { PreparedArticle } from './prepared.ts'

/** Where an article's text came from. */
export interface TextSource {
  originalId: number
  /** when the page was saved or the message sent, where the dump says so */
  capturedAtMs: number | null
}

/** Writes articles with their headlines and counts. Everything runs inside the caller's transaction. */
export class ArticleWriter {
  readonly outlets: OutletDirectory
  readonly counts: KeptCounts
  readonly headlines: HeadlineWriter
  readonly links: HeadlineLinks
  readonly #article
  readonly #body
  readonly #origin
  readonly #noOrigin

  constructor(db: Db) {
    this.outlets = new OutletDirectory(db)
    this.counts = new KeptCounts(db)
    this.links = new HeadlineLinks(db, this.counts)
    this.headlines = new HeadlineWriter(db, this.outlets, this.counts, this.links)
    this.#article = db.prepare(
      `INSERT INTO article (title, outlet_id, sort_at, month, published, published_precision, published_source,
         language, words, summary, import_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#origin = db.prepare('INSERT OR REPLACE INTO moved_article (article_id, outlet_id) VALUES (?, ?)')
    this.#noOrigin = db.prepare('DELETE FROM moved_article WHERE article_id = ?')
    this.#body = db.prepare(
      `INSERT INTO body (article_id, outlet_as_written, authors, url, codec, blocks, original_id, captured_at_ms, url_key,
         text_key, details_codec, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
  }

  insert(
    article: PreparedArticle,
    importId: number,
    { originalId, capturedAtMs }: TextSource,
  ): { articleId: number; headlines: number } {
    const outlet = this.outlets.find(article.outlet)
    const { published, sortAt, month } = placeInTime(article.published)
    const articleId = Number(
      this.#article.run(
        article.title,
        outlet.id,
        sortAt,
        month,
        published?.value ?? null,
        published?.precision ?? null,
        published?.source ?? null,
        article.language,
        article.words,
        article.summary,
        importId,
      ).lastInsertRowid,
    )
    this.#body.run(
      articleId,
      outlet.asWritten,
      JSON.stringify(article.authors),
      article.url,
      article.codec,
      article.blocks,
      originalId,
      capturedAtMs,
      article.urlKey,
      article.textKey,
      article.details?.codec ?? null,
      article.details?.data ?? null,
    )
    this.counts.addArticle(outlet.id, month, published?.precision === 'year', article.textBytes)
    if (outlet.origin !== null) this.#origin.run(articleId, outlet.origin)
    const { title } = article
    this.links.arrived(articleId, {
      title,
      outletId: outlet.id,
      sortAt,
      precision: published?.precision ?? null,
    })
    this.headlines.write(articleId, article.headlines)
    return { articleId, headlines: article.headlines.length }
  }

  /** Writes the counts gathered since the last flush; must run before COMMIT. */
  flush(): void {
    this.counts.flush()
    // until the next batch a person may merge outlets, or split them
    this.outlets.reset()
  }

  /** After an article was given another outlet: keeps under which name that came, where it is merged into another one. */
  keepOrigin(articleId: number, origin: number | null): void {
    if (origin === null) this.#noOrigin.run(articleId)
    else this.#origin.run(articleId, origin)
  }

  /** Forgets what a rolled back transaction had made. */
  reset(): void {
    this.outlets.reset()
    this.counts.reset()
  }
}

/** What the browse table says of a date. A value that is no date is no date: it must not sort as one. */
export function placeInTime(published: PublishedDate | null): {
  published: PublishedDate | null
  sortAt: number
  month: number
} {
  const seconds = published ? secondsOf(published.value) : null
  if (seconds === null) return { published: null, sortAt: UNDATED, month: NO_MONTH }
  return { published, sortAt: seconds, month: monthOfDay(dayOfSeconds(seconds)) }
}

interface BrowseRow {
  id: number
  title: string
  outletId: number
  outlet: string
  published: string | null
  precision: DatePrecision | null
  source: DateSource | null
  language: string | null
  words: number
  summary: string
}

/** An article in the trash still says which outlet it is from. */
const WITH_OUTLET = `LEFT JOIN hidden_article ON hidden_article.article_id = article.id
  JOIN outlet ON outlet.id = coalesce(hidden_article.outlet_id, article.outlet_id)`

/** The name under which it came in, where that outlet is merged into another one. */
const ORIGIN = `(SELECT origin.name FROM moved_article JOIN outlet AS origin ON origin.id = moved_article.outlet_id
  WHERE moved_article.article_id = article.id)`

const BROWSE = `article.id, article.title, outlet.id AS outletId, outlet.name AS outlet, article.published,
  article.published_precision AS precision, article.published_source AS source, article.language, article.words,
  article.summary`

/** The rows of these articles, in the order asked; ids that are gone are left out. */
export function readRows(db: ReadDb, ids: readonly number[]): ArticleRow[] {
  const read = db.prepare(`SELECT ${BROWSE} FROM article ${WITH_OUTLET} WHERE article.id = ?`)
  return ids.flatMap((id) => {
    const row = read.get(id) as BrowseRow | undefined
    return row ? [toArticleRow(row)] : []
  })
}

const NOTHING_OWN: ArticleRow['own'] = { read: false, starred: false, tags: [], annotations: 0, item: null }

function toArticleRow(row: BrowseRow): ArticleRow {
  return {
    id: row.id,
    title: row.title,
    outletId: row.outletId || null,
    outlet: row.outlet || null,
    published: toPublished(row),
    summary: row.summary,
    words: row.words,
    language: row.language,
    snippet: null,
    titleMatches: [],
    own: NOTHING_OWN,
  }
}

export function toPublished(
  row: Pick<BrowseRow, 'published' | 'precision' | 'source'>,
): PublishedDate | null {
  if (row.published === null || row.precision === null || row.source === null) return null
  return { value: row.published, precision: row.precision, source: row.source }
}

/** An article's text and people, without its headlines and sources. */
export interface ArticleContent {
  row: ArticleRow
  /** as its own dump spells it */
  outletAsWritten: string | null
  authors: Author[]
  url: string | null
  blocks: Block[]
  details: ArticleDetails
}

/** @throws AppError `not-found` */
export function readContent(db: ReadDb, id: number): ArticleContent {
  const row = db
    .prepare(
      `SELECT ${BROWSE}, coalesce(body.outlet_as_written, ${ORIGIN}) AS outletAsWritten, body.authors, body.url, ${BODY_COLUMNS},
         body.details_codec AS detailsCodec, body.details
       FROM ${BODY_TABLES} JOIN article ON article.id = body.article_id ${WITH_OUTLET}
       WHERE body.article_id = ?`,
    )
    .get(id) as
    | (BrowseRow &
        StoredBody &
        StoredDetails & { outletAsWritten: string | null; authors: string; url: string | null })
    | undefined
  if (!row) throw new AppError('not-found', `There is no article ${id} in this archive.`)
  return {
    row: toArticleRow(row),
    outletAsWritten: row.outletAsWritten ?? (row.outlet || null),
    authors: JSON.parse(row.authors) as Author[],
    url: row.url,
    blocks: unpackBlocks(row),
    details: unpackDetails(row),
  }
}

/** Only the blocks, for one article after the other: snippets, the index. */
export function blocksReader(db: ReadDb): (id: number) => Block[] {
  const read = db.prepare(`SELECT ${BODY_COLUMNS} FROM ${BODY_TABLES} WHERE body.article_id = ?`)
  return (id) => {
    const row = read.get(id) as StoredBody | undefined
    return row ? unpackBlocks(row) : []
  }
}
