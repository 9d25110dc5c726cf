import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { asAppError, type ReadDb } from '../db/connection.ts'
import { TRASH_OUTLET } from '../db/trash.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'
import { exportedArticle } from './exported-article.ts'
import { wholeFile } from './write-whole.ts'

export interface ExportRequest {
  format: 'jsonl'
  /** a file, or a stream such as a terminal's output */
  target: string | Writable
}

/** Articles between two looks at the signal. */
const PAGE = 200
const WRITE_LENGTH = 1024 * 1024

/**
 * Writes all articles as JSON Lines, in the order of their ids and in bounded memory. Under the final name there is
 * either the whole export or what was there before.
 * @throws AppError `cancelled`, `disk-full`, `write-failed`
 */
export async function runExport(
  path: string,
  request: ExportRequest,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<{ articles: number; target: string }> {
  const { target } = request
  const archive = openForJob(path, options, false)
  try {
    if (typeof target !== 'string') {
      return {
        articles: await writeArticles(archive.db, control, (text) => writeTo(target, text)),
        target: '-',
      }
    }
    if (resolve(target) === resolve(path)) {
      throw new AppError(
        'bad-request',
        'An export cannot take the place of its own archive.',
        'Choose another name.',
      )
    }
    return await exportToFile(archive.db, resolve(target), control)
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

async function exportToFile(
  db: ReadDb,
  target: string,
  control: JobControl,
): Promise<{ articles: number; target: string }> {
  return wholeFile(target, async (write) => {
    const articles = await writeArticles(db, control, write)
    return { articles, target }
  })
}

async function writeArticles(
  db: ReadDb,
  control: JobControl,
  write: (text: string) => void | Promise<void>,
): Promise<number> {
  const progress = new Progress(control)
  const { last, total } = db
    .prepare('SELECT coalesce(max(id), 0) AS last, (SELECT articles FROM total) AS total FROM article')
    .get() as { last: number; total: number }
  // What comes in while we write belongs to the next export.
  const page = db
    .prepare(
      `SELECT id FROM article WHERE id > ? AND id <= ? AND outlet_id <> ${TRASH_OUTLET} ORDER BY id LIMIT ?`,
    )
    .pluck()
  progress.update({ step: 'Exporting', total })
  let text = ''
  let bytes = 0
  let articles = 0
  for (let after = 0; ;) {
    const ids = page.all(after, last, PAGE) as number[]
    for (const id of ids) text += `${JSON.stringify(exportedArticle(db, id))}\n`
    if (text.length >= WRITE_LENGTH || (ids.length === 0 && text !== '')) {
      await write(text)
      bytes += Buffer.byteLength(text)
      text = ''
    }
    articles += ids.length
    progress.update({ current: articles, bytes })
    if (ids.length === 0) break
    after = ids.at(-1)!
    await breathe()
    if (control.signal.aborted)
      throw new AppError('cancelled', 'The export was cancelled; no file was written.')
  }
  progress.say(true)
  return articles
}

/** Waits for a slow reader, so that memory stays bounded. */
async function writeTo(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}
