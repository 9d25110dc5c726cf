import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { bodyText } from '../../shared/model.ts'
import { BODY_COLUMNS, BODY_TABLES, type StoredBody, unpack, unpackBlocks } from '../db/blobs.ts'
import type { ReadDb } from '../db/connection.ts'
import { breathe, type Progress } from '../job-control.ts'
import type { Problems } from './problems.ts'

const PAGE = 200

interface Original {
  id: number
  sha256: Buffer
  sizeBytes: number
  codec: number
  data: Buffer
}

/** Unpacks every original and compares its checksum. */
export async function checkOriginals(
  db: ReadDb,
  problems: Problems,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const sql =
    'SELECT id, sha256, size_bytes AS sizeBytes, codec, data FROM original WHERE id > ? ORDER BY id LIMIT ?'
  progress.update({ step: 'Checking the originals', current: 0, total: count(db, 'original') })
  for await (const original of pages<Original>(db, sql, signal, progress)) {
    try {
      const bytes = unpack(original.codec, original.data)
      const sum = createHash('sha256').update(bytes).digest()
      if (sum.equals(original.sha256) && bytes.length === original.sizeBytes) continue
      problems.add('originals', `Original ${original.id} is not what its SHA-256 says.`)
    } catch {
      problems.add('originals', `Original ${original.id} cannot be unpacked: its bytes are damaged.`)
    }
  }
}

interface Body extends StoredBody {
  id: number
}

/** Unpacks every text, and compares the sum of their lengths with the kept one. */
export async function checkBodies(
  db: ReadDb,
  problems: Problems,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { last, kept } = db
    .prepare('SELECT (SELECT coalesce(max(article_id), 0) FROM body) AS last, text_bytes AS kept FROM total')
    .get() as { last: number; kept: number }
  const sql = `SELECT article_id AS id, ${BODY_COLUMNS} FROM ${BODY_TABLES}
    WHERE article_id > ? AND article_id <= ${last} ORDER BY article_id LIMIT ?`
  progress.update({ step: 'Checking the texts', current: 0, total: count(db, 'body') })
  let counted = 0
  let damaged = 0
  for await (const body of pages<Body>(db, sql, signal, progress)) {
    try {
      counted += Buffer.byteLength(bodyText(unpackBlocks(body)))
    } catch {
      damaged++
      problems.add('texts', `The text of article ${body.id} cannot be read: its bytes are damaged.`)
    }
  }
  if (damaged === 0 && counted !== kept) {
    problems.add('text bytes', `Wrong count of bytes of all texts: kept ${kept}, counted ${counted}.`)
  }
}

/** Rows by key, a page at a time, so that a cancel is heard and a writer is not held up. */
async function* pages<Row extends { id: number }>(
  db: ReadDb,
  sql: string,
  signal: AbortSignal,
  progress: Progress,
): AsyncGenerator<Row> {
  const page = db.prepare(sql)
  let done = 0
  for (let after = 0; ;) {
    const rows = page.all(after, PAGE) as Row[]
    if (rows.length === 0) return
    yield* rows
    after = rows.at(-1)!.id
    done += rows.length
    progress.update({ current: done })
    await breathe()
    if (signal.aborted) throw new AppError('cancelled', 'The check was cancelled.')
  }
}

function count(db: ReadDb, table: 'original' | 'body'): number {
  return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
}
