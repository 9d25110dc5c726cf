/** Refused records that are read again: the ledger keeps each one's number, and gets what becomes of it now. */
import type { Db, ReadDb } from './connection.ts'
import { purgeOriginals, REMOVED } from './purge.ts'
import type { NewRecord } from './records.ts'

/** What was removed from the trash for good is refused too, and stays gone. */
const REFUSED = `state = 'rejected' AND reason NOT LIKE '${REMOVED}%'`

/**
 * Marks the dumps of an import, or one of them, whose refused records are to be read again.
 * @param archives formats whose dumps hold whole archives: these are imported again as a whole
 * @returns how many records that is about
 */
export function markForRetry(
  db: Db,
  importId: number,
  dumpId: number | null,
  archives: readonly string[],
): number {
  endRetry(db, importId)
  const which = `import_id = :importId AND rejected > 0 AND came_with IS NULL
    AND (:dumpId IS NULL OR id = :dumpId)
    AND (format IS NULL OR format NOT IN (SELECT value FROM json_each(:archives)))`
  const given = { importId, dumpId, archives: JSON.stringify(archives) }
  db.prepare(
    `UPDATE dump SET state = 'pending', place = NULL, retry_from =
       (SELECT min(number) FROM record WHERE dump_id = dump.id AND ${REFUSED})
     WHERE ${which} AND EXISTS (SELECT 1 FROM record WHERE dump_id = dump.id AND ${REFUSED})`,
  ).run(given)
  return db
    .prepare(
      `SELECT count(*) FROM record JOIN dump ON dump.id = record.dump_id
       WHERE dump.import_id = ? AND dump.state = 'pending' AND retry_from IS NOT NULL AND record.${REFUSED.replace('reason', 'record.reason')}`,
    )
    .pluck()
    .get(importId) as number
}

/** Writes what became of refused records. Runs inside the caller's transaction. */
export class RetriedRecords {
  readonly #db: Db
  readonly #from
  readonly #refused
  readonly #original
  readonly #replace
  readonly #unlook
  readonly #again
  readonly #allRefused
  readonly #problem

  constructor(db: Db) {
    this.#db = db
    this.#from = db.prepare(
      `SELECT retry_from AS "from", records, imported + duplicates > 0 AS someIn FROM dump
       WHERE id = ? AND retry_from IS NOT NULL`,
    )
    this.#refused = db
      .prepare(`SELECT id FROM record WHERE dump_id = ? AND number = ? AND ${REFUSED}`)
      .pluck()
    this.#original = db.prepare('SELECT original_id FROM record WHERE id = ?').pluck()
    this.#unlook = db.prepare('DELETE FROM pending_extraction WHERE record_id = ?')
    this.#replace = db.prepare(
      `UPDATE record SET byte_start = ?, byte_end = ?, line = ?, member = ?, state = ?, reason = ?, original_id = ?,
         article_id = ?, extractor = ? WHERE id = ?`,
    )
    this.#again = db.prepare(
      `UPDATE record SET reason = CASE instr(reason, ' Tried again on ') WHEN 0 THEN reason
         ELSE substr(reason, 1, instr(reason, ' Tried again on ') - 1) END || ' Tried again on ' || ?
       WHERE dump_id = ? AND number >= ? AND ${REFUSED}`,
    )
    this.#allRefused = db
      .prepare(`SELECT count(*) FROM record WHERE dump_id = ? AND number >= ? AND ${REFUSED}`)
      .pluck()
    this.#problem = db.prepare(
      `UPDATE dump SET problem = (SELECT reason FROM record WHERE dump_id = dump.id AND reason IS NOT NULL
         AND state <> 'duplicate' ORDER BY number LIMIT 1) WHERE id = ?`,
    )
  }

  /** From which number on a dump is read again, and how many records it had; null when it is not. */
  of(dumpId: number): { from: number; records: number; someIn: number } | null {
    return (this.#from.get(dumpId) as { from: number; records: number; someIn: number } | undefined) ?? null
  }

  /** The refused record of this number; null where another one stands. */
  refused(dumpId: number, number: number): number | null {
    return (this.#refused.get(dumpId, number) as number | undefined) ?? null
  }

  replace(id: number, line: NewRecord): void {
    const { byteStart, byteEnd, member, state, reason, originalId, articleId, extractor } = line
    const before = this.#original.get(id) as number | null
    // what extracting it again would have made of it is out of date
    this.#unlook.run(id)
    const place = [byteStart, byteEnd, line.line, member]
    this.#replace.run(...place, state, reason, originalId, articleId, extractor, id)
    if (before !== null && before !== originalId) purgeOriginals(this.#db, [before])
  }

  countRefused(dumpId: number, from: number): number {
    return this.#allRefused.get(dumpId, from) as number
  }

  /** The records from a number on stay refused, for what they were refused for and this. */
  stillRefused(dumpId: number, from: number, why: string, nowMs = Date.now()): void {
    this.#again.run(`${new Date(nowMs).toISOString().slice(0, 10)}: ${why}`, dumpId, from)
  }

  /** What the list of files says of it follows its records. */
  renewProblem(dumpId: number): void {
    this.#problem.run(dumpId)
  }
}

/** Whether any dump of an import is being read again. */
export function isRetried(db: ReadDb, importId: number): boolean {
  return !!db
    .prepare('SELECT 1 FROM dump WHERE import_id = ? AND retry_from IS NOT NULL LIMIT 1')
    .get(importId)
}

/** The retry has come to its end. */
export function endRetry(db: Db, importId: number): void {
  db.prepare(
    `UPDATE dump SET retry_from = NULL WHERE import_id = ? AND state = 'done' AND retry_from IS NOT NULL`,
  ).run(importId)
}
