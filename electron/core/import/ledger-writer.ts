import type { Db } from '../db/connection.ts'
import type { NewRecord } from '../db/records.ts'
import { Waiting } from '../db/turns.ts'
import type { PreparedRecord } from './prepare.ts'
import type { DumpPart } from './read-dump.ts'
import { RetryWriter } from './retry-writer.ts'
import { Settler, type WrittenText } from './settle.ts'

export type { WrittenText } from './settle.ts'

/** What a batch, or all batches so far, brought. */
export interface Sums {
  records: number
  imported: number
  duplicates: number
  rejected: number
  headlines: number
}

export const NO_SUMS: Sums = { records: 0, imported: 0, duplicates: 0, rejected: 0, headlines: 0 }

export function addSums(sums: Sums, more: Sums): void {
  sums.records += more.records
  sums.imported += more.imported
  sums.duplicates += more.duplicates
  sums.rejected += more.rejected
  sums.headlines += more.headlines
}

/** What became of a batch. */
export interface Written {
  sums: Sums
  /** of its articles, for the index */
  texts: WrittenText[]
  /** the parts that were written */
  done: DumpPart[]
  /** what was not, because somebody waits to write */
  left: DumpPart[]
}

/** A look at whether somebody waits takes 3 µs, a record 80. Between parts only: where reading goes on is known for those. */
const LOOK_AFTER = 10

/** The only writer of an import: records with their articles and originals, and the sums that must agree with them. */
export class LedgerWriter {
  readonly #db: Db
  readonly #importId: number
  readonly #settler: Settler
  readonly #retries: RetryWriter | null
  readonly #waiting: Waiting
  #texts: WrittenText[] = []
  readonly #updateDump
  readonly #updateImport

  constructor(db: Db, importId: number) {
    this.#db = db
    this.#importId = importId
    this.#settler = new Settler(db)
    this.#retries = RetryWriter.of(db, importId, {
      settle: (...record) => this.#settle(...record),
      insert: (...record) => void this.#writeRecord(...record),
    })
    this.#waiting = new Waiting(db)
    this.#updateDump = db.prepare(
      `UPDATE dump SET format = coalesce(?, format), size_bytes = ?, modified_at_ms = coalesce(nullif(?, 0), modified_at_ms),
         state = ?, place = iif(?, NULL, coalesce(?, place)), retry_from = ?, next_record = next_record + ?,
         records = records + ?, imported = imported + ?, duplicates = duplicates + ?,
         rejected = rejected + ?, headlines = headlines + ?, problem = coalesce(problem, ?) WHERE id = ?`,
    )
    this.#updateImport = db.prepare(
      `UPDATE import_run SET records = records + ?, imported = imported + ?, duplicates = duplicates + ?,
         rejected = rejected + ?, headlines = headlines + ? WHERE id = ?`,
    )
  }

  /**
   * Writes a batch and its checkpoint in one transaction: after a kill either all of it is in, or nothing. Ends early where
   * somebody waits to write.
   */
  write(parts: readonly DumpPart[]): Written {
    const all = { ...NO_SUMS }
    let done = 0
    this.#texts = []
    try {
      this.#db
        .transaction(() => {
          let looked = 0
          for (const part of parts) {
            addSums(all, this.#writePart(part))
            done++
            if (all.records - looked < LOOK_AFTER) continue
            looked = all.records
            if (this.#waiting.isAnyone()) break
          }
          this.#updateImport.run(
            all.records,
            all.imported,
            all.duplicates,
            all.rejected,
            all.headlines,
            this.#importId,
          )
          this.#settler.flush()
        })
        .immediate()
      return { sums: all, texts: this.#texts, done: parts.slice(0, done), left: parts.slice(done) }
    } catch (error) {
      this.#settler.reset()
      throw error
    }
  }

  #writePart(part: DumpPart): Sums {
    const sums = { ...NO_SUMS }
    let problem: string | null = null
    const retried = this.#retries?.write(part, sums) ?? null
    for (const record of retried ? [] : part.records) {
      const written = this.#writeRecord(part.dumpId, record, sums)
      if (written.state === 'rejected' || (written.state === 'imported' && written.reason))
        problem ??= written.reason
    }
    this.#updateDump.run(
      part.format,
      part.sizeBytes,
      part.modifiedAtMs,
      part.last ? 'done' : 'pending',
      part.last ? 1 : 0,
      part.place && JSON.stringify(part.place),
      // kept at the end too, so that a retry knows its own dumps until all are read
      retried?.nextRetry ?? null,
      sums.records,
      sums.records,
      sums.imported,
      sums.duplicates,
      sums.rejected,
      sums.headlines,
      problem,
      part.dumpId,
    )
    if (retried) this.#retries?.renewProblem(part.dumpId)
    return sums
  }

  #writeRecord(dumpId: number, record: PreparedRecord, sums: Sums): NewRecord {
    const line = this.#settle(dumpId, record, sums)
    this.#settler.records.insert(line)
    sums.records++
    if (line.state === 'imported') sums.imported++
    else if (line.state === 'duplicate') sums.duplicates++
    else sums.rejected++
    return line
  }

  #settle(dumpId: number, record: PreparedRecord, sums: Sums): NewRecord {
    const line: NewRecord = {
      importId: this.#importId,
      dumpId,
      number: record.number,
      byteStart: record.byteStart,
      byteEnd: record.byteEnd,
      line: record.line,
      member: record.member,
      extractor: record.extractor,
      originalId: null,
      articleId: null,
      state: 'rejected',
      reason: record.refusal,
    }
    const settled = this.#settler.settle(line, record)
    sums.headlines += settled.headlines
    if (settled.text) this.#texts.push(settled.text)
    return line
  }
}
