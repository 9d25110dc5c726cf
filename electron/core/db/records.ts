import { basename } from 'node:path'
import type { RecordRow, RecordState, Source } from '../../shared/model.ts'
import type { Db, ReadDb } from './connection.ts'
import { recordsWithReason } from './reasons.ts'
import { TRASH_OUTLET } from './trash.ts'

/** One line of the ledger, to be written. */
export interface NewRecord {
  importId: number
  dumpId: number
  number: number
  byteStart: number
  byteEnd: number
  line: number | null
  /** the file within its dump; null where the dump is no container */
  member: string | null
  state: RecordState
  reason: string | null
  originalId: number | null
  articleId: number | null
  extractor: string | null
}

/** The record that brought an article, for the reason of its duplicates. */
export interface FirstRecord {
  articleId: number
  dumpId: number
  byteStart: number
  member: string | null
  number: number
  path: string
  importId: number
  startedAtMs: number
}

const GAVE_WAY = 'Only its address was saved here; its text came with another record.'

export class RecordWriter {
  readonly #insert
  readonly #withOriginal
  readonly #ofArticle
  readonly #giveWay
  readonly #recount

  constructor(db: Db) {
    this.#insert = db.prepare(
      `INSERT INTO record (import_id, dump_id, number, byte_start, byte_end, line, member, state, reason, original_id,
         article_id, extractor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#giveWay = db.prepare(
      `UPDATE record SET state = 'duplicate', reason = ? WHERE article_id = ? AND state = 'imported'
       RETURNING dump_id AS dumpId, import_id AS importId`,
    )
    const recount = (table: string) =>
      db.prepare(`UPDATE ${table} SET imported = imported - 1, duplicates = duplicates + 1 WHERE id = ?`)
    this.#recount = { dump: recount('dump'), run: recount('import_run') }
    const first = (where: string) =>
      db.prepare(
        `SELECT record.article_id AS articleId, record.dump_id AS dumpId, record.byte_start AS byteStart, record.member,
           record.number, dump.path, record.import_id AS importId, import_run.started_at_ms AS startedAtMs
         FROM record JOIN dump ON dump.id = record.dump_id JOIN import_run ON import_run.id = record.import_id
         WHERE ${where} AND record.state = 'imported' ORDER BY record.id LIMIT 1`,
      )
    this.#withOriginal = first('record.original_id = ?')
    this.#ofArticle = first('record.article_id = ?')
  }

  insert(record: NewRecord): void {
    this.#insert.run(
      record.importId,
      record.dumpId,
      record.number,
      record.byteStart,
      record.byteEnd,
      record.line,
      record.member,
      record.state,
      record.reason,
      record.originalId,
      record.articleId,
      record.extractor,
    )
  }

  /**
   * The record that brought an article’s address alone is one more source of it, now that another one brings the text: so there
   * are as many imported records as texts.
   */
  giveWay(articleId: number): void {
    for (const { dumpId, importId } of this.#giveWay.all(GAVE_WAY, articleId) as FirstRecord[]) {
      this.#recount.dump.run(dumpId)
      this.#recount.run.run(importId)
    }
  }

  /** The record whose article these bytes are already, if there is one. */
  firstWith(originalId: number): FirstRecord | null {
    return (this.#withOriginal.get(originalId) as FirstRecord | undefined) ?? null
  }

  /** The record that brought an article. */
  firstOf(articleId: number): FirstRecord | null {
    return (this.#ofArticle.get(articleId) as FirstRecord | undefined) ?? null
  }
}

interface Row {
  id: number
  dumpId: number
  path: string
  record: number
  byteStart: number
  byteEnd: number
  sizeBytes: number
  line: number | null
  member: string | null
  state: RecordState
  reason: string | null
  articleId: number | null
  title: string | null
  trashed: number | null
}

export interface RecordQuery {
  importId: number
  dumpId: number | null
  state: RecordState | null
  /** with a state: only records whose reason is of this kind (reasons.ts) */
  reason?: string | null
  offset: number
  limit: number
}

/** A page of the ledger, in the order in which records were written. */
export function listRecords(db: ReadDb, input: RecordQuery): { rows: RecordRow[]; total: number } {
  if (input.reason != null && input.state !== null) {
    const { ids, total } = recordsWithReason(db, { ...input, state: input.state, reason: input.reason })
    return { rows: readRows(db, 'SELECT value FROM json_each(?)', [JSON.stringify(ids)]), total }
  }
  const { where, values } = conditions(input)
  const ids = `SELECT id FROM record WHERE ${where} LIMIT ? OFFSET ?`
  return { rows: readRows(db, ids, [...values, input.limit, input.offset]), total: totalOf(db, input) }
}

function readRows(db: ReadDb, ids: string, values: (string | number)[]): RecordRow[] {
  const rows = db
    .prepare(
      `SELECT record.id, record.dump_id AS dumpId, dump.path, record.number AS record, byte_start AS byteStart,
         byte_end AS byteEnd, dump.size_bytes AS sizeBytes, line, member, record.state, record.reason,
         record.article_id AS articleId, article.title, article.outlet_id = ${TRASH_OUTLET} AS trashed
       FROM record JOIN dump ON dump.id = record.dump_id LEFT JOIN article ON article.id = record.article_id
       WHERE record.id IN (${ids}) ORDER BY record.id`,
    )
    .all(...values) as Row[]
  return rows.map(toRecordRow)
}

function conditions({ importId, dumpId, state }: RecordQuery): {
  where: string
  values: (string | number)[]
} {
  const byState = state === null ? '' : 'AND state = ?'
  const values = state === null ? [] : [state]
  return dumpId === null
    ? { where: `import_id = ? ${byState} ORDER BY id`, values: [importId, ...values] }
    : {
        // unary plus: the index by import and state would find them too, but not in order within one dump
        where: `dump_id = ? AND +import_id = ? ${byState.replace('state', '+state')} ORDER BY number`,
        values: [dumpId, importId, ...values],
      }
}

/** From the sums that import and dump keep: counting a million records takes a while. */
function totalOf(db: ReadDb, { importId, dumpId, state }: RecordQuery): number {
  const column =
    state === null
      ? 'records'
      : { imported: 'imported', duplicate: 'duplicates', rejected: 'rejected' }[state]
  const sql =
    dumpId === null
      ? `SELECT ${column} FROM import_run WHERE id = ?`
      : `SELECT ${column} FROM dump WHERE import_id = ? AND id = ?`
  const values = dumpId === null ? [importId] : [importId, dumpId]
  return (
    (db
      .prepare(sql)
      .pluck()
      .get(...values) as number | undefined) ?? 0
  )
}

function toRecordRow(row: Row): RecordRow {
  const { id, dumpId, path, record, member, state, reason, articleId, title, trashed } = row
  return {
    id,
    dumpId,
    dump: dumpName(path, member),
    record,
    place: placeOf(row),
    state,
    reason,
    articleId,
    title,
    trashed: trashed === 1,
  }
}

/** A dump and the file in it: `articles.zip ▸ part_000001.csv`. */
function dumpName(path: string, member: string | null): string {
  return member === null ? basename(path) : `${basename(path)} ▸ ${member}`
}

/** Where a record stands in its file, as people look for it: by line where there are several, else by bytes. */
export function placeOf(row: { line: number | null; byteStart: number; byteEnd: number }): string {
  const bytes = `bytes ${row.byteStart}–${row.byteEnd}`
  return row.line === null ? bytes : `line ${row.line}, ${bytes}`
}

/** All the records that hold an article, first the one that it was extracted from. */
export function sourcesOf(db: ReadDb, articleId: number): Source[] {
  const rows = db
    .prepare(
      `SELECT record.import_id AS importId, dump.path, record.number AS record, byte_start AS byteStart,
         byte_end AS byteEnd, line, record.member, lower(hex(original.sha256)) AS sha256, original.size_bytes AS sizeBytes,
         coalesce(dump.first_imported_at_ms, import_run.started_at_ms) AS importedAtMs, coalesce(record.extractor, '') AS extractor
       FROM record JOIN dump ON dump.id = record.dump_id JOIN import_run ON import_run.id = record.import_id
         JOIN original ON original.id = record.original_id
       WHERE record.article_id = ? ORDER BY record.state <> 'imported', record.id`,
    )
    .all(articleId) as (Omit<Source, 'dump' | 'place'> &
    Pick<Row, 'line' | 'member' | 'byteStart' | 'byteEnd'>)[]
  return rows.map(({ byteStart, byteEnd, line, member, ...source }) => ({
    ...source,
    dump: dumpName(source.path, member),
    place: placeOf({ line, byteStart, byteEnd }),
  }))
}

/** One line of a ledger that is written down. */
export interface LedgerLine {
  importId: number
  path: string
  format: string | null
  record: number
  /** the file within a container */
  member: string | null
  place: string
  state: RecordState
  reason: string | null
  articleId: number | null
  title: string | null
  sha256: string | null
}

const LINES_AT_ONCE = 1000

/** All records of an import, or those of one dump or state, in the order in which they were written. */
export function* ledgerLines(
  db: ReadDb,
  { importId, dumpId, state }: Pick<RecordQuery, 'importId' | 'dumpId' | 'state'>,
): Generator<LedgerLine> {
  const read = db.prepare(
    `SELECT record.id, record.import_id AS importId, dump.path, dump.format, record.number AS record, byte_start AS byteStart,
       byte_end AS byteEnd, line, member, record.state, record.reason, record.article_id AS articleId, article.title,
       lower(hex(original.sha256)) AS sha256
     FROM record JOIN dump ON dump.id = record.dump_id LEFT JOIN article ON article.id = record.article_id
       LEFT JOIN original ON original.id = record.original_id
     WHERE record.import_id = :importId AND record.id > :after AND (:dumpId IS NULL OR record.dump_id = :dumpId)
       ${state === null ? '' : 'AND record.state = :state'} ORDER BY record.id LIMIT ${LINES_AT_ONCE}`,
  )
  const given = state === null ? { importId, dumpId } : { importId, dumpId, state }
  for (let after = 0; ;) {
    const rows = read.all({ ...given, after }) as (Omit<LedgerLine, 'place'> & Row)[]
    for (const { id: _, byteStart, byteEnd, line, sha256, ...row } of rows)
      yield { ...row, place: placeOf({ line, byteStart, byteEnd }), sha256: sha256 || null }
    if (rows.length < LINES_AT_ONCE) return
    after = rows.at(-1)!.id
  }
}
