/** Puts together what comes of a dump in pieces: counts its records and lines, and sees that no stretch overlaps the next. */
import { NO_ARTICLE, refusedRecord } from './refused.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'

export class Taken {
  readonly dump: DumpTask
  #next: number
  /** lines before the stretch that is being taken */
  #lines = 0
  /** where the next stretch must begin; null where that is not known */
  #expected: number | null = null

  constructor(dump: DumpTask) {
    this.dump = dump
    this.#next = dump.firstRecord
  }

  get expected(): number | null {
    return this.#expected
  }

  /** A part as it goes to the writer. @param isOver whether it is the dump's last */
  take(part: DumpPart, isOver: boolean): DumpPart {
    const lines = this.#lines
    const records = part.records.map((record) => ({
      ...record,
      number: this.#next++,
      line: record.line === null ? null : record.line + lines,
    }))
    if (isOver && this.#next === 1 && !part.holdsArchive)
      records.push(refusedRecord(this.#next++, part.sizeBytes, NO_ARTICLE))
    if (part.last) this.#expected = part.end?.at ?? null
    if (part.last && part.end) this.#lines += part.end.line - 1
    const place = part.place && { ...part.place, line: part.place.line + lines }
    return { ...part, records, place, last: isOver }
  }
}
