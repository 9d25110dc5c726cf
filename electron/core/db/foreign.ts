/** The rows of another archive, as they are read to be taken in. Its values are a stranger's: merge/ checks them. */
import type { CorrectableField } from '../../shared/model.ts'
import type { ReadDb } from './connection.ts'

/** A text as it is stored: the current one of an article, or one of its versions. */
export interface StoredText {
  /** 0 for the current one */
  version: number
  originalId: number | null
  capturedAtMs: number | null
  codec: number
  blocks: Buffer
  detailsCodec: number | null
  details: Buffer | null
}

const TEXT = `original_id AS originalId, captured_at_ms AS capturedAtMs, codec, blocks, details_codec AS detailsCodec, details`

export interface StoredBytes {
  sha256: Buffer
  sizeBytes: number
  codec: number
  data: Buffer
}

export interface StoredPart extends StoredBytes {
  mime: string
  name: string
  isShown: number
}

export interface ForeignRecord {
  id: number
  dumpId: number
  number: number
  byteStart: number
  byteEnd: number
  line: number | null
  member: string | null
  state: 'imported' | 'duplicate' | 'rejected'
  reason: string | null
  originalId: number | null
  extractor: string | null
}

const RECORD = `id, dump_id AS dumpId, number, byte_start AS byteStart, byte_end AS byteEnd, line, member, state, reason,
  original_id AS originalId, extractor`

/** A dump with the import that first read it. */
export interface ForeignDump {
  id: number
  path: string
  pathBytes: Buffer | null
  format: string | null
  sizeBytes: number
  modifiedAtMs: number | null
  problem: string | null
  importName: string
  importedAtMs: number
}

export const FIRST_IMPORT = `coalesce(dump.first_import_name, import_run.name) AS importName,
  coalesce(dump.first_imported_at_ms, import_run.started_at_ms) AS importedAtMs`

/** Reads another archive article by article. */
export class ForeignReader {
  readonly #ids
  readonly #body
  readonly #versions
  readonly #corrections
  readonly #original
  readonly #parts
  readonly #records
  readonly #loose
  readonly #dump
  readonly #isTrashed

  constructor(db: ReadDb) {
    this.#ids = db.prepare('SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?').pluck()
    this.#body = db.prepare(`SELECT 0 AS version, ${TEXT} FROM body WHERE article_id = ?`)
    this.#versions = db.prepare(`SELECT id AS version, ${TEXT} FROM version WHERE article_id = ? ORDER BY id`)
    this.#corrections = db.prepare('SELECT field, extracted FROM correction WHERE article_id = ?')
    this.#original = db.prepare(
      'SELECT sha256, size_bytes AS sizeBytes, codec, data FROM original WHERE id = ?',
    )
    this.#parts = db.prepare(
      `SELECT sha256, size_bytes AS sizeBytes, codec, data, mime, name, is_shown AS isShown FROM original_part
       JOIN part ON part.id = part_id WHERE original_id = ? ORDER BY part_id`,
    )
    this.#records = db.prepare(`SELECT ${RECORD} FROM record WHERE article_id = ? ORDER BY id`)
    this.#loose = db.prepare(
      `SELECT ${RECORD} FROM record WHERE article_id IS NULL AND id > ? ORDER BY id LIMIT ?`,
    )
    this.#dump = db.prepare(
      `SELECT dump.id, path, path_bytes AS pathBytes, format, dump.size_bytes AS sizeBytes,
         modified_at_ms AS modifiedAtMs, problem, ${FIRST_IMPORT}
       FROM dump JOIN import_run ON import_run.id = dump.import_id WHERE dump.id = ?`,
    )
    this.#isTrashed = db.prepare('SELECT 1 FROM trashed WHERE article_id = ?')
  }

  articleIds(after: number, most: number): number[] {
    return this.#ids.all(after, most) as number[]
  }

  /** The current text first, then the versions in the order in which they came. */
  texts(articleId: number): StoredText[] {
    return [...this.#body.all(articleId), ...this.#versions.all(articleId)] as StoredText[]
  }

  /** What the text says where a person corrected it, as JSON. */
  extracted(articleId: number): { field: CorrectableField; extracted: string }[] {
    return this.#corrections.all(articleId) as { field: CorrectableField; extracted: string }[]
  }

  original(id: number): StoredBytes | null {
    return (this.#original.get(id) as StoredBytes | undefined) ?? null
  }

  parts(originalId: number): StoredPart[] {
    return this.#parts.all(originalId) as StoredPart[]
  }

  recordsOf(articleId: number): ForeignRecord[] {
    return this.#records.all(articleId) as ForeignRecord[]
  }

  /** Records without an article: those that were refused. */
  looseRecords(after: number, most: number): ForeignRecord[] {
    return this.#loose.all(after, most) as ForeignRecord[]
  }

  dump(id: number): ForeignDump | null {
    return (this.#dump.get(id) as ForeignDump | undefined) ?? null
  }

  isTrashed(articleId: number): boolean {
    return this.#isTrashed.get(articleId) !== undefined
  }
}

export function lastArticleId(db: ReadDb): number {
  return db.prepare('SELECT coalesce(max(id), 0) FROM article').pluck().get() as number
}
