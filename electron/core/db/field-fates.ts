/** What became of the fields of an import's records: see core/import/brought.ts. */
import type { FieldFateRow } from '../../shared/losses.ts'
import type { Db, ReadDb } from './connection.ts'

interface Fate {
  field: string
  fate: FieldFateRow['fate']
  how?: string
}

/** An export has some dozens of fields; a hostile one must not fill the archive with them. */
const MOST = 2000
const MOST_LETTERS = 300

/** Where a record stands, and what read it. */
export interface FateSource {
  importId: number
  dumpId: number
  /** the format’s name; null: that of the dump */
  format: string | null
}

interface Counted extends Required<Fate> {
  source: FateSource
  records: number
}

/** Counts fates and adds them to those of the import. Runs inside the caller's transaction. */
export class FateTally {
  readonly #add
  readonly #count
  readonly #format
  #counts = new Map<string, Counted>()

  constructor(db: Db) {
    this.#add = db.prepare(
      `INSERT INTO field_fate (import_id, format, field, fate, how, records) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET records = records + excluded.records`,
    )
    this.#count = db.prepare('SELECT count(*) FROM field_fate WHERE import_id = ?').pluck()
    this.#format = db.prepare('SELECT format FROM dump WHERE id = ?').pluck()
  }

  /** Of one record. */
  add(source: FateSource, fates: readonly Fate[]): void {
    for (const { field, fate, how = '' } of fates) {
      const key = `${source.dumpId}\0${source.format}\0${field}\0${fate}\0${how}`
      const known = this.#counts.get(key)
      if (known) known.records++
      else this.#counts.set(key, { source, field, fate, how, records: 1 })
    }
  }

  /** When the lines of the dumps are written; must run before COMMIT. */
  flush(): void {
    for (const { source, field, fate, how, records } of this.#counts.values()) {
      const { importId, dumpId } = source
      if ((this.#count.get(importId) as number) >= MOST) continue
      const format = source.format ?? (this.#format.get(dumpId) as string | null) ?? ''
      this.#add.run(importId, format, cut(field), fate, cut(how), records)
    }
    this.reset()
  }

  /** After a rollback. */
  reset(): void {
    this.#counts = new Map()
  }
}

/** Half a letter would be another text when it is read again. */
const HALF = /\p{Cs}/gu

function cut(text: string): string {
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text
  return short.replace(HALF, '')
}

/** By format, then what is lost, what changed and what is as it was, each by the number of records. */
export function listFieldFates(db: ReadDb, importId: number): FieldFateRow[] {
  return db
    .prepare(
      `SELECT format, field, fate, how, records FROM field_fate WHERE import_id = ?
       ORDER BY format, CASE fate WHEN 'lost' THEN 0 WHEN 'mapped' THEN 1 ELSE 2 END, records DESC, field, how`,
    )
    .all(importId) as FieldFateRow[]
}
