import type { Db } from '../db/connection.ts'
import type { NewRecord } from '../db/records.ts'
import { Waiting } from '../db/turns.ts'
import type { PreparedRecord } from './prepare.ts'
import type { DumpPart } from './read-dump.ts'
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
  /** the parts, or what of them, that were written */
  done: DumpPart[]
  /** what was not, because somebody waits to write */
  left: DumpPart[]
}

/** A look at whether somebody waits takes 3 µs, a record 80. */
const LOOK_AFTER = 10

/** The only writer of an import: records with their articles and originals, and the sums that must agree with them. */
export class LedgerWriter {
  readonly #db: Db
  readonly #importId: number
  readonly #settler: Settler
  readonly #waiting: Waiting
  #texts: WrittenText[] = []
  readonly #updateDump
  readonly #updateImport

  constructor(db: Db, importId: number) {
    this.#db = db
    this.#importId = importId
    this.#settler = new Settler(db)
    this.#waiting = new Waiting(db)
    this.#updateDump = db.prepare(
      `UPDATE dump SET format = coalesce(?, format), size_bytes = ?, modified_at_ms = ?, state = ?,
         next_record = next_record + ?, records = records + ?, imported = imported + ?, duplicates = duplicates + ?,
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
    const done: DumpPart[] = []
    let left: DumpPart[] = []
    this.#texts = []
    try {
      this.#db
        .transaction(() => {
          for (const [i, part] of parts.entries()) {
            const rest = this.#writePart(part, all, done)
            if (rest || this.#isOver(all.records)) {
              left = [...(rest ? [rest] : []), ...parts.slice(i + 1)]
              break
            }
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
      return { sums: all, texts: this.#texts, done, left }
    } catch (error) {
      this.#settler.reset()
      throw error
    }
  }

  /** Looked at now and then: after so many records, which take about a millisecond. */
  #isOver(records: number): boolean {
    return records % LOOK_AFTER === 0 && this.#waiting.isAnyone()
  }

  /** @returns what is left of the part when the batch is to end in the middle of it */
  #writePart(part: DumpPart, all: Sums, done: DumpPart[]): DumpPart | null {
    const sums = { ...NO_SUMS }
    let problem: string | null = null
    let rest: DumpPart | null = null
    for (const [i, record] of part.records.entries()) {
      const written = this.#writeRecord(part.dumpId, record, sums)
      if (written.state === 'rejected' || (written.state === 'imported' && written.reason))
        problem ??= written.reason
      if (i + 1 < part.records.length && this.#isOver(all.records + sums.records)) {
        rest = { ...part, records: part.records.slice(i + 1) }
        break
      }
    }
    const written = rest ? { ...part, records: part.records.slice(0, sums.records), last: false } : part
    this.#updateDump.run(
      part.format,
      part.sizeBytes,
      part.modifiedAtMs,
      written.last ? 'done' : 'pending',
      sums.records,
      sums.records,
      sums.imported,
      sums.duplicates,
      sums.rejected,
      sums.headlines,
      problem,
      part.dumpId,
    )
    addSums(all, sums)
    done.push(written)
    return rest
  }

  #writeRecord(dumpId: number, record: PreparedRecord, sums: Sums): NewRecord {
    const line: NewRecord = {
      importId: this.#importId,
      dumpId,
      number: record.number,
      byteStart: record.byteStart,
      byteEnd: record.byteEnd,
      line: record.line,
      extractor: record.extractor,
      originalId: null,
      articleId: null,
      state: 'rejected',
      reason: record.refusal,
    }
    const settled = this.#settler.settle(line, record)
    sums.headlines += settled.headlines
    if (settled.text) this.#texts.push(settled.text)
    this.#settler.records.insert(line)
    sums.records++
    if (line.state === 'imported') sums.imported++
    else if (line.state === 'duplicate') sums.duplicates++
    else sums.rejected++
    return line
  }
}
