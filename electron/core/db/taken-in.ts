/** What taking in another archive writes to the ledger, and what it looks up there. */
import type { Db } from './connection.ts'
import { FIRST_IMPORT, type ForeignDump } from './foreign.ts'

export interface TakenRecord {
  articleId: number | null
}

/** Counts of one dump of the ledger. */
export interface DumpSums {
  imported: number
  duplicates: number
  rejected: number
  headlines: number
}

/** The dumps of another archive in this one's ledger. Everything runs inside the caller's transaction. */
export class CameWithLedger {
  readonly #db: Db
  readonly #importId: number
  readonly #carrier: number
  readonly #find
  readonly #insert
  readonly #record
  readonly #addToDump
  readonly #addToImport

  /** @param carrier the dump that is the other archive */
  constructor(db: Db, importId: number, carrier: number) {
    this.#db = db
    this.#importId = importId
    this.#carrier = carrier
    this.#find = db.prepare('SELECT id FROM dump WHERE came_with = ? AND came_as = ?').pluck()
    this.#insert = db.prepare(
      `INSERT INTO dump (import_id, path, path_bytes, format, size_bytes, modified_at_ms, state, problem, came_with, came_as,
         first_import_name, first_imported_at_ms)
       VALUES (:importId, :path, :pathBytes, :format, :sizeBytes, :modifiedAtMs, 'done', :problem, :carrier, :id,
         :importName, :importedAtMs)`,
    )
    this.#record = db.prepare('SELECT article_id AS articleId FROM record WHERE dump_id = ? AND number = ?')
    this.#addToDump = db.prepare(
      `UPDATE dump SET records = records + :records, next_record = next_record + :records, imported = imported + :imported,
         duplicates = duplicates + :duplicates, rejected = rejected + :rejected, headlines = headlines + :headlines
       WHERE id = :id`,
    )
    this.#addToImport = db.prepare(
      `UPDATE import_run SET dumps = dumps + :dumps, records = records + :records, imported = imported + :imported,
         duplicates = duplicates + :duplicates, rejected = rejected + :rejected, headlines = headlines + :headlines
       WHERE id = :id`,
    )
  }

  /** The dump in this ledger that stands for one of the other; null before the first of its records came in. */
  find(foreignDumpId: number): number | null {
    return (this.#find.get(this.#carrier, foreignDumpId) as number | undefined) ?? null
  }

  add(dump: ForeignDump): number {
    const id = this.#insert.run({ ...dump, importId: this.#importId, carrier: this.#carrier }).lastInsertRowid
    return Number(id)
  }

  record(dumpId: number, number: number): TakenRecord | null {
    return (this.#record.get(dumpId, number) as TakenRecord | undefined) ?? null
  }

  /** How many records a dump has: the number of the next is one more. */
  recordsIn(dumpId: number): number {
    return this.#db.prepare('SELECT records FROM dump WHERE id = ?').pluck().get(dumpId) as number
  }

  addSums(byDump: ReadonlyMap<number, DumpSums>, newDumps: number): void {
    const all = { records: 0, imported: 0, duplicates: 0, rejected: 0, headlines: 0 }
    for (const [id, sums] of byDump) {
      const records = sums.imported + sums.duplicates + sums.rejected
      this.#addToDump.run({ id, records, ...sums })
      all.records += records
      all.imported += sums.imported
      all.duplicates += sums.duplicates
      all.rejected += sums.rejected
      all.headlines += sums.headlines
    }
    this.#addToImport.run({ id: this.#importId, dumps: newDumps, ...all })
  }

  /** The other archive is taken in to its end. */
  finish(): void {
    this.#db.prepare("UPDATE dump SET state = 'done' WHERE id = ?").run(this.#carrier)
  }

  /** It could not be taken in: one refused record says why. */
  refuse(reason: string): void {
    const size = this.#db
      .prepare('SELECT size_bytes FROM dump WHERE id = ?')
      .pluck()
      .get(this.#carrier) as number
    this.refuseLine({ number: null, byteStart: 0, byteEnd: size, reason })
    this.finish()
  }

  /** One of its lines could not be taken. @param place with its number among the lines */
  refuseLine({
    number,
    byteStart,
    byteEnd,
    reason,
  }: {
    number: number | null
    byteStart: number
    byteEnd: number
    reason: string
  }): void {
    this.#db
      .prepare(
        `INSERT INTO record (import_id, dump_id, number, byte_start, byte_end, line, state, reason)
         VALUES (?, ?, ?, ?, ?, ?, 'rejected', ?)`,
      )
      .run(
        this.#importId,
        this.#carrier,
        this.recordsIn(this.#carrier) + 1,
        byteStart,
        byteEnd,
        number,
        reason,
      )
    this.#db.prepare('UPDATE dump SET problem = coalesce(problem, ?) WHERE id = ?').run(reason, this.#carrier)
    this.addSums(new Map([[this.#carrier, { imported: 0, duplicates: 0, rejected: 1, headlines: 0 }]]), 0)
  }
}

/**
 * The dumps of this archive that may be those of another one: what both have from a copy, or from having been merged before.
 * @returns by path and time of their first import
 */
export function kinDumps(db: Db, foreign: Db): Map<string, number[]> {
  const times = new Set(
    foreign
      .prepare(
        `SELECT started_at_ms FROM import_run UNION SELECT first_imported_at_ms FROM dump
         WHERE first_imported_at_ms IS NOT NULL`,
      )
      .pluck()
      .all() as number[],
  )
  const mine = db
    .prepare(
      `SELECT started_at_ms FROM import_run UNION SELECT first_imported_at_ms FROM dump
       WHERE first_imported_at_ms IS NOT NULL`,
    )
    .pluck()
    .all() as number[]
  const kin = mine.filter((time) => times.has(time))
  const found = new Map<string, number[]>()
  const dumps = db.prepare(
    `SELECT * FROM (SELECT dump.id, path, ${FIRST_IMPORT} FROM dump JOIN import_run ON import_run.id = dump.import_id
         WHERE import_id IN (SELECT id FROM import_run WHERE started_at_ms = :time)
       UNION SELECT dump.id, path, ${FIRST_IMPORT} FROM dump JOIN import_run ON import_run.id = dump.import_id
         WHERE first_imported_at_ms = :time)
     WHERE importedAtMs = :time`,
  )
  for (const time of kin) {
    for (const { id, path } of dumps.iterate({ time }) as Iterable<{ id: number; path: string }>) {
      const key = kinKey(path, time)
      const same = found.get(key)
      if (same) same.push(id)
      else found.set(key, [id])
    }
  }
  return found
}

export function kinKey(path: string, importedAtMs: number): string {
  return `${importedAtMs} ${path}`
}

/** A record that both archives have, as far as its place says. */
export class KnownRecords {
  readonly #at
  readonly #originalsOf

  constructor(db: Db) {
    this.#at = db.prepare(
      `SELECT article_id AS articleId, lower(hex(sha256)) AS sha256 FROM record
       LEFT JOIN original ON original.id = original_id
       WHERE dump_id = ? AND number = ? AND byte_start = ? AND byte_end = ?`,
    )
    this.#originalsOf = db
      .prepare(
        `SELECT DISTINCT lower(hex(sha256)) FROM record JOIN original ON original.id = original_id WHERE article_id = ?`,
      )
      .pluck()
  }

  at(
    dumpIds: readonly number[],
    place: { number: number; byteStart: number; byteEnd: number },
  ): { articleId: number | null; sha256: string } | null {
    for (const id of dumpIds) {
      const row = this.#at.get(id, place.number, place.byteStart, place.byteEnd)
      if (row) return row as { articleId: number | null; sha256: string }
    }
    return null
  }

  /** SHA-256 of all bytes that an article is known to have come from. */
  originalsOf(articleId: number): Set<string> {
    return new Set(this.#originalsOf.all(articleId) as string[])
  }
}

/** The articles that came from these bytes, with what tells several of them apart. */
export class ArticlesByOriginal {
  readonly #find
  readonly #texts

  constructor(db: Db) {
    this.#find = db.prepare(
      `SELECT DISTINCT record.article_id AS id, article.title, text_key AS textKey FROM original
       JOIN record ON record.original_id = original.id JOIN article ON article.id = record.article_id
       JOIN body ON body.article_id = article.id
       WHERE sha256 = ? AND record.state = 'imported' ORDER BY record.article_id`,
    )
    this.#texts = db.prepare(
      `SELECT title, text_key AS textKey FROM body JOIN article ON article.id = article_id WHERE article_id = :id
       UNION ALL SELECT title, text_key FROM version WHERE article_id = :id`,
    )
  }

  find(sha256: Uint8Array): { id: number; title: string; textKey: Buffer | null }[] {
    return this.#find.all(sha256) as { id: number; title: string; textKey: Buffer | null }[]
  }

  textsOf(id: number): { title: string; textKey: Buffer | null }[] {
    return this.#texts.all({ id }) as { title: string; textKey: Buffer | null }[]
  }
}
