import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SavedMapping } from '../../shared/mapping.ts'
import { readMappings } from '../db/column-mappings.ts'
import type { ReadDb } from '../db/connection.ts'
import type { ImportPlan } from '../db/imports.ts'
import { placeFrom } from './place.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'

interface PendingRow {
  dumpId: number
  path: string
  pathBytes: Buffer | null
  sizeBytes: number
  modifiedAtMs: number
  nextRecord: number
  place: string | null
  isSet: number
  problem: string | null
  retryFrom: number | null
  /** records that are no refused ones */
  settled: number
}

/** The dumps of an import that are still to be read, from the ledger, and how far the import is in all of them. */
export class DumpQueue {
  readonly #db: ReadDb
  readonly #plan: ImportPlan
  readonly #given: Set<string>
  readonly #mappings: readonly SavedMapping[]
  readonly #sizes = new Map<number, number>()
  #last = 0
  #finishedBytes: number
  #partBytes = 0
  filesDone: number

  constructor(db: ReadDb, plan: ImportPlan) {
    this.#db = db
    this.#plan = plan
    this.#mappings = readMappings(db)
    this.#given = new Set(plan.paths.map((path) => resolve(path)))
    const done = db
      .prepare(
        `SELECT count(*) AS files, coalesce(sum(size_bytes), 0) AS bytes FROM dump
         WHERE import_id = ? AND state = 'done' ${plan.isRetry ? 'AND retry_from IS NOT NULL' : ''}`,
      )
      .get(plan.id) as { files: number; bytes: number }
    this.filesDone = done.files
    this.#finishedBytes = done.bytes
  }

  next(most: number): DumpTask[] {
    const rows = this.#db
      .prepare(
        `SELECT id AS dumpId, path, path_bytes AS pathBytes, size_bytes AS sizeBytes, modified_at_ms AS modifiedAtMs,
           next_record AS nextRecord, place, is_set AS isSet, problem, retry_from AS retryFrom, imported + duplicates AS settled
         FROM dump WHERE import_id = ? AND state = 'pending' AND id > ? ORDER BY id LIMIT ?`,
      )
      .all(this.#plan.id, this.#last, most) as PendingRow[]
    this.#last = rows.at(-1)?.dumpId ?? this.#last
    return rows.map((row) => ({ ...this.#task(row), mappings: this.#mappings }))
  }

  #task(row: PendingRow): DumpTask {
    if (row.retryFrom !== null) return this.#retry(row, row.retryFrom)
    const begun = row.nextRecord > 1
    this.#sizes.set(row.dumpId, row.sizeBytes)
    return {
      dumpId: row.dumpId,
      path: row.path,
      pathBytes: row.pathBytes,
      sizeBytes: row.sizeBytes,
      firstRecord: row.nextRecord,
      place: placeFrom(row.place, row.nextRecord),
      isSet: row.isSet === 1,
      known: begun ? { sizeBytes: row.sizeBytes, modifiedAtMs: row.modifiedAtMs } : null,
      followLink: this.#given.has(row.path),
      // the listing's; that of a dump already begun is about one of its records
      refusal: begun ? null : row.problem,
    }
  }

  /** A dump of which some records were refused: where others went in, only the same file is read again. */
  #retry(row: PendingRow, firstRecord: number): DumpTask {
    this.#sizes.set(row.dumpId, row.sizeBytes)
    const { dumpId, path, pathBytes, sizeBytes, modifiedAtMs, settled } = row
    const followLink = this.#given.has(path)
    const stats = lstatSync(pathBytes ?? path, { throwIfNoEntry: false })
    // what a folder or a link was refused for is as true as before: neither is read as a file
    const isSame =
      stats && ((stats.isDirectory() && row.isSet === 0) || (stats.isSymbolicLink() && !followLink))
    return {
      ...{ dumpId, path, pathBytes, sizeBytes, firstRecord, followLink },
      place: placeFrom(row.place, firstRecord),
      isSet: row.isSet === 1,
      known: settled > 0 ? { sizeBytes, modifiedAtMs } : null,
      refusal: isSame ? row.problem : null,
    }
  }

  /** Counts what a committed batch finished. */
  wrote(parts: readonly DumpPart[]): void {
    for (const part of parts) {
      this.#partBytes = part.bytesDone
      if (!part.last) continue
      this.filesDone++
      this.#finishedBytes += this.#sizes.get(part.dumpId) ?? 0
      this.#sizes.delete(part.dumpId)
      this.#partBytes = 0
    }
  }

  get bytesDone(): number {
    return this.#finishedBytes + this.#partBytes
  }

  /** Where an import stands that is about to begin or to be resumed. */
  progress() {
    const row = this.#db
      .prepare(
        `SELECT ${
          this.#plan.isRetry
            ? `(SELECT count(*) FROM dump WHERE import_id = import_run.id AND retry_from IS NOT NULL) AS total,
              (SELECT sum(size_bytes) FROM dump WHERE import_id = import_run.id AND retry_from IS NOT NULL) AS bytesTotal`
            : 'dumps AS total, size_bytes AS bytesTotal'
        }, imported, duplicates, rejected, headlines FROM import_run WHERE id = ?`,
      )
      .get(this.#plan.id) as {
      total: number
      bytesTotal: number
      imported: number
      duplicates: number
      rejected: number
      headlines: number
    }
    return { ...row, current: this.filesDone, bytes: this.bytesDone }
  }
}
