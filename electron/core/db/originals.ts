import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { type Source, unpack } from './blobs.ts'
import type { Db, ReadDb } from './connection.ts'

/** A record's raw bytes, compressed and summed up in a parser thread. */
export interface NewOriginal {
  sha256: Uint8Array
  sizeBytes: number
  codec: number
  data: Uint8Array
}

/** Keeps each run of bytes once. Everything runs inside the caller's transaction. */
export class OriginalWriter {
  readonly #insert
  readonly #find
  readonly #total
  #bytes = 0

  constructor(db: Db) {
    this.#insert = db.prepare(
      'INSERT INTO original (sha256, size_bytes, codec, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#find = db.prepare('SELECT id FROM original WHERE sha256 = ?').pluck()
    this.#total = db.prepare('UPDATE total SET originals_bytes = originals_bytes + ?')
  }

  /** @returns its number, and whether these bytes were there before */
  keep(original: NewOriginal): { id: number; known: boolean } {
    const { sha256, sizeBytes, codec, data } = original
    const done = this.#insert.run(sha256, sizeBytes, codec, data)
    if (done.changes === 0) return { id: this.#find.get(sha256) as number, known: true }
    this.#bytes += sizeBytes
    return { id: Number(done.lastInsertRowid), known: false }
  }

  /** Writes the kept sum; must run before COMMIT. */
  flush(): void {
    if (this.#bytes > 0) this.#total.run(this.#bytes)
    this.#bytes = 0
  }

  /** Forgets what a rolled back transaction had made. */
  reset(): void {
    this.#bytes = 0
  }
}

/**
 * The raw bytes of a record, exactly as they stood in its dump.
 * @throws AppError `not-found`, `archive-damaged` when they are not what their checksum says
 */
export function readOriginal(db: ReadDb, id: number): Uint8Array {
  const row = db.prepare('SELECT sha256, codec, data FROM original WHERE id = ?').get(id) as
    { sha256: Buffer; codec: number; data: Buffer } | undefined
  if (!row) throw new AppError('not-found', `There is no original ${id} in this archive.`)
  const bytes = unpack(row.codec, row.data)
  if (createHash('sha256').update(bytes).digest().equals(row.sha256)) return bytes
  throw new AppError('archive-damaged', `Original ${id} is not what its SHA-256 says.`)
}

/** Looks originals up by their SHA-256, and reads what texts are packed after. */
export class OriginalReader {
  readonly #find
  readonly #read

  constructor(db: Db) {
    this.#find = db.prepare('SELECT id FROM original WHERE sha256 = ?').pluck()
    this.#read = db.prepare('SELECT sha256, codec, data FROM original WHERE id = ? AND size_bytes <= 65536')
  }

  /** @param sha256 in lower-case hex */
  idOf(sha256: string): number | null {
    return (this.#find.get(Buffer.from(sha256, 'hex')) as number | undefined) ?? null
  }

  /** @returns null for one too large to pack a text after */
  sourceOf(id: number): Source | null {
    const row = this.#read.get(id) as { sha256: Buffer; codec: number; data: Buffer } | undefined
    return row ? { sha256: row.sha256, bytes: unpack(row.codec, row.data) } : null
  }
}

/**
 * The raw bytes whose SHA-256 this is, in lower-case hex.
 * @throws AppError `not-found`, `archive-damaged`
 */
export function originalNamed(db: ReadDb, sha256: string): Uint8Array {
  const id = db.prepare('SELECT id FROM original WHERE sha256 = ?').pluck().get(Buffer.from(sha256, 'hex'))
  if (id === undefined) throw new AppError('not-found', 'This archive has no original of that SHA-256.')
  return readOriginal(db, id as number)
}
