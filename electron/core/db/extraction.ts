import { basename } from 'node:path'
import type {
  ExtractedField,
  ExtractionChange,
  ExtractionPreview,
  ExtractionState,
} from '../../shared/model.ts'
import type { Db, ReadDb } from './connection.ts'
import type { NewRecord } from './records.ts'

/** What a preview found of one record. */
export interface Pending {
  recordId: number
  title: string
  /** null where nothing would change but the extractor's name */
  fields: ExtractionChange['fields'] | null
}

/** A record to extract again. */
export interface ExtractableRecord {
  id: number
  importId: number
  dumpId: number
  path: string
  number: number
  byteStart: number
  byteEnd: number
  line: number | null
  member: string | null
  originalId: number
  /** null for a refused one */
  articleId: number | null
}

/** The extractors of today, and the formats (as dumps call them) that have one. */
export interface Today {
  extractors: readonly string[]
  formats: readonly string[]
}

const PREVIEW = 'extraction_preview'

/**
 * A record whose article has its current text from it, or a refused one whose bytes are kept. Not what came with an export of
 * another program: its original is what the export says of it, and the text stood in another file.
 */
const EXTRACTABLE = `original_id IS NOT NULL AND coalesce(extractor, '') NOT LIKE 'export/%' AND (state = 'rejected' OR (state = 'imported' AND original_id =
  (SELECT original_id FROM body WHERE body.article_id = record.article_id)))`

const placeholders = (values: readonly string[]) => values.map(() => '?').join(', ')

/** Refused when no extractor took its format, or by an older one. */
function readable(today: Today): { sql: string; values: string[] } {
  return {
    sql: `state = 'rejected' AND original_id IS NOT NULL AND (extractor IS NULL OR extractor NOT IN (${placeholders(today.extractors)}))
      AND replace((SELECT format FROM dump WHERE dump.id = record.dump_id), ' in gzip', '') IN (${placeholders(today.formats)})`,
    values: [...today.extractors, ...today.formats],
  }
}

function outdated(today: Today): { sql: string; values: string[] } {
  return {
    sql: `state = 'imported' AND extractor NOT IN (${placeholders(today.extractors)}) AND ${EXTRACTABLE}`,
    values: [...today.extractors],
  }
}

/** Whether something can be extracted better, and what a preview found. */
export function extractionState(db: ReadDb, today: Today): ExtractionState {
  const count = ({ sql, values }: { sql: string; values: string[] }) =>
    db
      .prepare(`SELECT count(*) FROM record WHERE ${sql}`)
      .pluck()
      .get(...values) as number
  const preview = db.prepare('SELECT value FROM archive_info WHERE key = ?').pluck().get(PREVIEW) as
    string | undefined
  return {
    outdated: count(outdated(today)),
    readable: count(readable(today)),
    all: count({ sql: EXTRACTABLE, values: [] }),
    preview: preview === undefined ? null : (JSON.parse(preview) as ExtractionPreview),
  }
}

/** The next records to extract again, in the order in which they came. */
export function extractableRecords(
  db: ReadDb,
  today: Today,
  which: { all: boolean; after: number; limit: number },
): ExtractableRecord[] {
  const old = outdated(today)
  const refused = readable(today)
  const { sql, values } = which.all
    ? { sql: EXTRACTABLE, values: [] }
    : { sql: `((${old.sql}) OR (${refused.sql}))`, values: [...old.values, ...refused.values] }
  return db
    .prepare(
      `SELECT record.id, import_id AS importId, dump_id AS dumpId, (SELECT path FROM dump WHERE id = dump_id) AS path, number,
         byte_start AS byteStart, byte_end AS byteEnd, line, member, original_id AS originalId, article_id AS articleId
       FROM record WHERE ${sql} AND record.id > ? ORDER BY record.id LIMIT ?`,
    )
    .all(...values, which.after, which.limit) as ExtractableRecord[]
}

/** The records of a preview, to apply it. */
export function pendingRecords(db: ReadDb, after: number, limit: number): ExtractableRecord[] {
  return db
    .prepare(
      `SELECT record.id, record.import_id AS importId, dump_id AS dumpId, dump.path, number, byte_start AS byteStart,
         byte_end AS byteEnd, line, member, original_id AS originalId, article_id AS articleId
       FROM pending_extraction JOIN record ON record.id = record_id JOIN dump ON dump.id = record.dump_id
       WHERE record.id > ? ORDER BY record.id LIMIT ?`,
    )
    .all(after, limit) as ExtractableRecord[]
}

export function addPending(db: Db, found: readonly Pending[]): void {
  const insert = db.prepare('INSERT INTO pending_extraction (record_id, title, fields) VALUES (?, ?, ?)')
  db.transaction(() => {
    for (const { recordId, title, fields } of found)
      insert.run(recordId, title, fields === null ? null : JSON.stringify(fields))
  }).immediate()
}

export function countPending(db: ReadDb): number {
  return db.prepare('SELECT count(*) FROM pending_extraction').pluck().get() as number
}

/** A record of the preview is done with. */
export function settlePending(db: Db, recordId: number): void {
  db.prepare('DELETE FROM pending_extraction WHERE record_id = ?').run(recordId)
}

/** How many records of the same bytes come before this one: several pages may stand in one file. */
export function placeAmongSiblings(
  db: ReadDb,
  {
    dumpId,
    byteStart,
    member,
    number,
  }: Pick<ExtractableRecord, 'dumpId' | 'byteStart' | 'member' | 'number'>,
): number {
  return db
    .prepare(
      'SELECT count(*) FROM record WHERE dump_id = ? AND byte_start = ? AND member IS ? AND number < ?',
    )
    .pluck()
    .get(dumpId, byteStart, member, number) as number
}

/** What made an article's text now. */
export function keepExtractor(db: Db, recordId: number, extractor: string | null): void {
  db.prepare('UPDATE record SET extractor = ? WHERE id = ?').run(extractor, recordId)
}

/** Refused once more, perhaps for another reason. */
export function keepRefusal(db: Db, recordId: number, reason: string, extractor: string | null): void {
  db.prepare('UPDATE record SET reason = ?, extractor = ? WHERE id = ?').run(reason, extractor, recordId)
}

/** A refused record is an article now, or one more source of one; the ledger's sums follow. */
export function keepGained(
  db: Db,
  recordId: number,
  line: Pick<NewRecord, 'state' | 'reason' | 'articleId' | 'extractor' | 'dumpId' | 'importId'>,
  headlines: number,
): void {
  const { state, reason, articleId, extractor, dumpId, importId } = line
  db.prepare('UPDATE record SET state = ?, reason = ?, article_id = ?, extractor = ? WHERE id = ?').run(
    state,
    reason,
    articleId,
    extractor,
    recordId,
  )
  const column = state === 'imported' ? 'imported' : 'duplicates'
  for (const [table, id] of [
    ['dump', dumpId],
    ['import_run', importId],
  ] as const)
    db.prepare(
      `UPDATE ${table} SET rejected = rejected - 1, ${column} = ${column} + 1, headlines = headlines + ? WHERE id = ?`,
    ).run(headlines, id)
}

export function keepPreview(db: Db, preview: ExtractionPreview): void {
  db.prepare(
    'INSERT INTO archive_info (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  ).run(PREVIEW, JSON.stringify(preview))
}

/** Forgets a preview. */
export function discardExtraction(db: Db): void {
  db.transaction(() => {
    db.prepare('DELETE FROM pending_extraction').run()
    db.prepare('DELETE FROM archive_info WHERE key = ?').run(PREVIEW)
  }).immediate()
}

interface ChangeRow {
  id: number
  articleId: number | null
  title: string
  path: string
  record: number
  fields: string
}

/** A page of what a preview found. */
export function extractionChanges(
  db: ReadDb,
  offset: number,
  limit: number,
): { rows: ExtractionChange[]; total: number } {
  const rows = db
    .prepare(
      `SELECT pending_extraction.id, record.article_id AS articleId, pending_extraction.title, dump.path, record.number AS record,
         fields
       FROM pending_extraction JOIN record ON record.id = record_id JOIN dump ON dump.id = record.dump_id
       WHERE fields IS NOT NULL ORDER BY pending_extraction.id LIMIT ? OFFSET ?`,
    )
    .all(limit, offset) as ChangeRow[]
  const total = db
    .prepare('SELECT count(*) FROM pending_extraction WHERE fields IS NOT NULL')
    .pluck()
    .get() as number
  return {
    rows: rows.map(({ path, fields, ...row }) => ({
      ...row,
      dump: basename(path),
      fields: JSON.parse(fields) as { field: ExtractedField; before: string; after: string }[],
    })),
    total,
  }
}
