/** The writer's part of a retry: of a dump that is read again, only what had been refused becomes something new. */
import type { Db } from '../db/connection.ts'
import type { NewRecord } from '../db/records.ts'
import { isRetried, RetriedRecords } from '../db/retry.ts'
import type { Sums } from './ledger-writer.ts'
import type { PreparedRecord } from './prepare.ts'
import type { DumpPart } from './read-dump.ts'

/** How the ledger's writer takes records in. */
export interface RetrySettling {
  /** what becomes of a record; the line is not written yet */
  settle(dumpId: number, record: PreparedRecord, sums: Sums): NewRecord
  /** writes a record that the ledger did not have */
  insert(dumpId: number, record: PreparedRecord, sums: Sums): void
}

const GONE = 'the file holds no such record now.'

export class RetryWriter {
  readonly #records: RetriedRecords
  readonly #settling: RetrySettling

  /** @returns null for an import that is not retried */
  static of(db: Db, importId: number, settling: RetrySettling): RetryWriter | null {
    return isRetried(db, importId) ? new RetryWriter(db, settling) : null
  }

  private constructor(db: Db, settling: RetrySettling) {
    this.#records = new RetriedRecords(db)
    this.#settling = settling
  }

  /**
   * Writes a part of a dump that is read again.
   * @returns from which record on it goes on, and whether the part was written at all: null for a dump that is read for the first time
   */
  write(part: DumpPart, sums: Sums): { nextRetry: number } | null {
    const retry = this.#records.of(part.dumpId)
    if (!retry) return null
    const [first] = part.records
    // of a file that cannot be read at all, what was refused before says more than this
    const isWhole = part.format === null && part.last && part.records.length === 1 && first?.refusal
    const others = isWhole ? this.#records.countRefused(part.dumpId, retry.from) : 0
    if (isWhole && (others > 1 || retry.someIn > 0)) {
      this.#records.stillRefused(part.dumpId, retry.from, first.refusal!)
      return { nextRetry: retry.from }
    }
    let next = retry.from
    for (const record of part.records) {
      this.#writeRecord(part.dumpId, record, retry.records, sums)
      next = record.number + 1
    }
    if (part.last && !isWhole) this.#records.stillRefused(part.dumpId, next, GONE)
    return { nextRetry: next }
  }

  renewProblem(dumpId: number): void {
    this.#records.renewProblem(dumpId)
  }

  #writeRecord(dumpId: number, record: PreparedRecord, known: number, sums: Sums): void {
    // what came after the last refused record was never read
    if (record.number > known) return this.#settling.insert(dumpId, record, sums)
    const id = this.#records.refused(dumpId, record.number)
    if (id === null) return
    const line = this.#settling.settle(dumpId, record, sums)
    this.#records.replace(id, line)
    if (line.state === 'rejected') return
    sums.rejected--
    if (line.state === 'imported') sums.imported++
    else sums.duplicates++
  }
}
