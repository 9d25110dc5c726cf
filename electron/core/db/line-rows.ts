/** Writes the rows that lines say into an archive that is being made, under their own numbers. */
import type { PublishedDate } from '../../shared/model.ts'
import type { CheckedLine } from '../../shared/foreign-lines.ts'
import { dayOfDate, monthOfDay, NO_MONTH } from '../../shared/days.ts'
import { foldName, foldTag, titleHash } from '../text/names.ts'
import { placeInTime } from './articles.ts'
import type { Db } from './connection.ts'

/** A text of an article, packed. */
export interface PackedText {
  blocks: { codec: number; data: Uint8Array }
  details: { codec: number; data: Uint8Array } | null
  originalId: number
  urlKey: Uint8Array | null
  textKey: Uint8Array | null
}

type Prepared = ReturnType<Db['prepare']>

/** Each method writes one row, or throws what SQLite throws: a number or a name that is taken. */
export class LineRows {
  readonly #db: Db
  readonly #prepared = new Map<string, Prepared>()

  constructor(db: Db) {
    this.#db = db
  }

  #insert(table: string, row: Record<string, unknown>): number {
    const columns = Object.keys(row)
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `:${column}`).join(', ')})`
    let prepared = this.#prepared.get(sql)
    if (!prepared) this.#prepared.set(sql, (prepared = this.#db.prepare(sql)))
    return Number(prepared.run(row).lastInsertRowid)
  }

  info(key: string, value: string): void {
    this.#insert('archive_info', { key, value })
  }

  outlet({ id, name, hue, colour, aliases }: CheckedLine<'outlet'>): void {
    this.#insert('outlet', { id, name, name_key: foldName(name), hue })
    if (colour !== null) this.#insert('outlet_colour', { outlet_id: id, hue: colour })
    for (const alias of aliases) {
      this.#insert('outlet_alias', { name_key: foldName(alias), name: alias, outlet_id: id })
    }
  }

  outletMerge(id: number, into: number, atMs: number): void {
    this.#insert('outlet_merge', { outlet_id: id, into_id: into, at_ms: atMs })
  }

  import(line: CheckedLine<'import'>): void {
    this.#insert('import_run', {
      id: line.id,
      name: line.name,
      // whoever ran it, nobody does here
      state: line.state === 'running' ? 'interrupted' : line.state,
      started_at_ms: line.startedAtMs,
      finished_at_ms: line.finishedAtMs,
      paths: JSON.stringify(line.paths),
      listed: line.listed,
      left_out: line.leftOut,
      size_bytes: line.sizeBytes,
      error: line.error,
      paused: line.paused ?? 0,
      only_new: line.onlyNew ?? 0,
    })
    if (line.takenBackAtMs != null)
      this.#insert('taken_back', { import_id: line.id, at_ms: line.takenBackAtMs })
  }

  dump({ cameWith = null, ...line }: CheckedLine<'dump'>): void {
    this.#insert('dump', {
      id: line.id,
      import_id: line.importId,
      path: line.path,
      path_bytes: line.pathBytes === null ? null : Buffer.from(line.pathBytes, 'base64'),
      format: line.format,
      size_bytes: line.sizeBytes,
      modified_at_ms: line.modifiedAtMs,
      state: line.state,
      headlines: line.headlines,
      problem: line.problem,
      place: line.place ?? null,
      is_set: line.isSet ?? 0,
      retry_from: line.retryFrom ?? null,
      came_with: cameWith?.dumpId ?? null,
      came_as: cameWith?.as ?? null,
      first_import_name: cameWith?.importName ?? null,
      first_imported_at_ms: cameWith?.importedAtMs ?? null,
    })
  }

  tag({ id, parentId, name, colour }: CheckedLine<'tag'>): void {
    this.#insert('tag', { id, parent_id: parentId, name, name_key: foldTag(name), colour })
  }

  part(
    sha256: Uint8Array,
    mime: string,
    sizeBytes: number,
    { codec, data }: { codec: number; data: Uint8Array },
  ): number {
    return this.#insert('part', { sha256, mime, size_bytes: sizeBytes, codec, data })
  }

  original(
    sha256: Uint8Array,
    sizeBytes: number,
    { codec, data }: { codec: number; data: Uint8Array },
  ): number {
    return this.#insert('original', { sha256, size_bytes: sizeBytes, codec, data })
  }

  originalPart(originalId: number, partId: number, name: string, shown: boolean): void {
    this.#insert('original_part', {
      original_id: originalId,
      part_id: partId,
      name,
      is_shown: shown ? 1 : 0,
    })
  }

  headline({ id, title, outletId, originId, date, listedIn }: CheckedLine<'headline'>): void {
    const day = date === null ? null : dayOfDate(date)
    this.#insert('headline', {
      id,
      title,
      title_hash: titleHash(title),
      outlet_id: outletId,
      day,
      month: day === null ? NO_MONTH : monthOfDay(day),
      listed_in: listedIn,
    })
    if (originId !== null) this.#insert('moved_headline', { headline_id: id, outlet_id: originId })
  }

  article(line: CheckedLine<'article'>, { blocks, details, originalId, urlKey, textKey }: PackedText): void {
    const { id } = line
    const { published, sortAt, month } = placeInTime(line.published as PublishedDate | null)
    this.#insert('article', {
      id,
      title: line.title,
      outlet_id: line.outletId,
      sort_at: sortAt,
      month,
      ...dateColumns(published),
      language: line.language,
      words: line.words,
      summary: line.summary,
      import_id: line.importId,
    })
    this.#insert('body', {
      article_id: id,
      outlet_as_written: line.outletAsWritten,
      authors: JSON.stringify(line.authors),
      url: line.url,
      codec: blocks.codec,
      blocks: blocks.data,
      original_id: originalId,
      captured_at_ms: line.capturedAtMs,
      url_key: urlKey,
      text_key: textKey,
      details_codec: details?.codec ?? null,
      details: details?.data ?? null,
    })
    if (line.originId !== null) this.#insert('moved_article', { article_id: id, outlet_id: line.originId })
    line.listings.forEach(({ headlineId, outletAsWritten }, position) =>
      this.#insert('listing', {
        article_id: id,
        position,
        headline_id: headlineId,
        outlet_as_written: outletAsWritten,
      }),
    )
    this.#marks(line)
  }

  #marks({ id, corrections, tags, readAtMs, starredAtMs, position }: CheckedLine<'article'>): void {
    for (const { field, extracted, value, atMs } of corrections) {
      this.#insert('correction', { article_id: id, field, extracted: JSON.stringify(extracted), at_ms: atMs })
      this.#insert('corrected', { article_id: id, field, value: JSON.stringify(value) })
    }
    for (const tag of tags) this.#insert('article_tag', { article_id: id, tag_id: tag })
    if (readAtMs !== null) this.#insert('article_read', { article_id: id, at_ms: readAtMs })
    if (starredAtMs !== null) this.#insert('article_star', { article_id: id, at_ms: starredAtMs })
    if (position !== null) {
      this.#insert('reading_position', { article_id: id, position: position.at, at_ms: position.atMs })
    }
  }

  version(
    articleId: number,
    line: CheckedLine<'article'>['versions'][number],
    { blocks, details, originalId, textKey }: PackedText,
  ): void {
    this.#insert('version', {
      id: line.id,
      article_id: articleId,
      title: line.title,
      outlet: line.outlet,
      ...dateColumns(line.published as PublishedDate | null),
      language: line.language,
      words: line.words,
      authors: JSON.stringify(line.authors),
      url: line.url,
      original_id: originalId,
      captured_at_ms: line.capturedAtMs,
      text_key: textKey,
      details_codec: details?.codec ?? null,
      details: details?.data ?? null,
      codec: blocks.codec,
      blocks: blocks.data,
    })
  }

  trashed(articleId: number, atMs: number): void {
    this.#insert('trashed', { article_id: articleId, at_ms: atMs })
  }

  record(line: CheckedLine<'record'>, originalId: number | null): void {
    this.#insert('record', {
      import_id: line.importId,
      dump_id: line.dumpId,
      number: line.number,
      byte_start: line.byteStart,
      byte_end: line.byteEnd,
      line: line.line,
      member: line.member ?? null,
      state: line.state,
      reason: line.reason,
      original_id: originalId,
      article_id: line.articleId,
      extractor: line.extractor,
    })
  }

  /** @returns its number and what follows from it, see own/effects.ts */
  annotation(line: CheckedLine<'annotation'>): Record<string, string | number | null> {
    const row = {
      ...(line.id === undefined ? {} : { id: line.id }),
      uuid: line.uuid,
      article_id: line.articleId,
      exact: line.quote?.exact ?? null,
      prefix: line.quote?.prefix ?? null,
      suffix: line.quote?.suffix ?? null,
      start_at: line.startAt,
      end_at: line.endAt,
      text_key: line.textKey,
      colour: line.colour,
      note: line.note,
      created_at_ms: line.createdAtMs,
      modified_at_ms: line.modifiedAtMs,
      revision: line.revision,
      foreign_json: line.foreign === null ? null : JSON.stringify(line.foreign),
    }
    return { ...row, id: this.#insert('annotation', row) }
  }

  collection({ id, parentId, title, description, position, revision }: CheckedLine<'collection'>): void {
    this.#insert('collection', { id, parent_id: parentId, title, description, position, revision })
  }

  item({ collectionId, articleId, position, note, revision }: CheckedLine<'item'>): void {
    this.#insert('collection_item', {
      collection_id: collectionId,
      article_id: articleId,
      position,
      note,
      revision,
    })
  }

  search({ id, name, query }: CheckedLine<'search'>): void {
    this.#insert('saved_search', { id, name, query: JSON.stringify(query) })
  }

  rule({ id, name, query, tags, collectionId, enabled }: CheckedLine<'rule'>): void {
    this.#insert('rule', {
      id,
      name,
      query,
      tags: JSON.stringify(tags),
      collection_id: collectionId,
      enabled: enabled ? 1 : 0,
    })
  }

  apart({ articleId, atMs }: CheckedLine<'apart'>): void {
    this.#insert('story_apart', { article_id: articleId, at_ms: atMs })
  }

  join({ articleId, withId, atMs }: CheckedLine<'join'>): void {
    this.#insert('story_join', { article_id: articleId, with_id: withId, at_ms: atMs })
  }

  /** @param packed its rows, as own/steps.ts packs them */
  deleted(
    { id, kind, name, atMs, articleId, articles, below, rows }: CheckedLine<'deleted'>,
    { codec, data }: { codec: number; data: Uint8Array },
  ): void {
    const steps = Buffer.from(data).toString('base64')
    this.#insert('deleted', {
      id,
      kind,
      name,
      at_ms: atMs,
      article_id: articleId,
      articles,
      below,
      codec,
      steps,
    })
    for (const { table, before } of rows) {
      const number = before?.['id']
      if (typeof number === 'number' && Number.isSafeInteger(number)) this.#keepFree(table, number)
    }
  }

  /** Its number stays taken where what it names is gone: taking the import back must not hit what comes later. */
  brought({ articleId, kind, key, importId, what }: CheckedLine<'brought'>): void {
    this.#insert('brought', { article_id: articleId, kind, key, import_id: importId, what })
    const isNumber = kind === 'tag' || kind === 'collection' || kind === 'annotation'
    if (isNumber && what !== null) this.#keepFree(kind, what)
  }

  broughtMade({ kind, id, importId }: CheckedLine<'brought-made'>): void {
    this.#insert('brought_made', { kind, id, import_id: importId })
    this.#keepFree(kind, id)
  }

  fate({ importId, format, field, fate, how, records }: CheckedLine<'fate'>): void {
    this.#insert('field_fate', { import_id: importId, format, field, fate, how, records })
  }

  mapping({ columns, mapping, savedAtMs }: CheckedLine<'mapping'>): void {
    this.#insert('column_mapping', { columns, mapping, saved_at_ms: savedAtMs })
  }

  /** A number that somebody will come back under is given to nobody else. */
  #keepFree(table: string, id: number): void {
    const { changes } = this.#db
      .prepare('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?')
      .run(id, table)
    if (changes === 0)
      this.#db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, id)
  }
}

function dateColumns(published: PublishedDate | null) {
  return {
    published: published?.value ?? null,
    published_precision: published?.precision ?? null,
    published_source: published?.source ?? null,
  }
}
