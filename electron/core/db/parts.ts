import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { unpack } from './blobs.ts'
import type { Db, ReadDb } from './connection.ts'

/** A picture or another file that came with a page, packed and summed up in a parser thread. */
export interface NewPart {
  sha256: Uint8Array
  mime: string
  name: string
  isShown: boolean
  sizeBytes: number
  codec: number
  data: Uint8Array
}

/** Keeps each part's bytes once. Everything runs inside the caller's transaction. */
export class PartWriter {
  readonly #insert
  readonly #find
  readonly #link

  constructor(db: Db) {
    this.#insert = db.prepare(
      'INSERT INTO part (sha256, mime, size_bytes, codec, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#find = db.prepare('SELECT id FROM part WHERE sha256 = ?').pluck()
    this.#link = db.prepare(
      `INSERT INTO original_part (original_id, part_id, name, is_shown) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET is_shown = max(is_shown, excluded.is_shown)`,
    )
  }

  keep(originalId: number, parts: readonly NewPart[]): void {
    for (const { sha256, mime, name, isShown, sizeBytes, codec, data } of parts) {
      const done = this.#insert.run(sha256, mime, sizeBytes, codec, data)
      const id = done.changes > 0 ? done.lastInsertRowid : (this.#find.get(sha256) as number)
      this.#link.run(originalId, id, name, isShown ? 1 : 0)
    }
  }
}

export interface Picture {
  mime: string
  data: Uint8Array
}

/**
 * The bytes of a picture, by the SHA-256 in lower-case hex that a figure names.
 * @throws AppError `not-found`; `archive-damaged` when they are not what their checksum says
 */
export function readPicture(db: ReadDb, sha256: string): Picture {
  const key = Buffer.from(sha256, 'hex')
  const row = db.prepare('SELECT mime, codec, data FROM part WHERE sha256 = ?').get(key) as
    { mime: string; codec: number; data: Buffer } | undefined
  if (!row) throw new AppError('not-found', 'There is no such picture in this archive.')
  const data = unpack(row.codec, row.data)
  if (createHash('sha256').update(data).digest().equals(key)) return { mime: row.mime, data }
  throw new AppError('archive-damaged', 'A picture is not what its SHA-256 says.')
}

/** The parts that came with an original, by their names: what extracting it again needs. */
export function partsOf(db: ReadDb, originalId: number): { name: string; read(): Uint8Array }[] {
  const rows = db
    .prepare('SELECT part_id AS id, name FROM original_part WHERE original_id = ? ORDER BY name')
    .all(originalId) as { id: number; name: string }[]
  const bytes = db.prepare('SELECT codec, data FROM part WHERE id = ?')
  return rows.map(({ id, name }) => ({
    name,
    read() {
      const { codec, data } = bytes.get(id) as { codec: number; data: Buffer }
      return unpack(codec, data)
    },
  }))
}
