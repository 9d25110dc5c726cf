import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { bodyText, type ExportedArticle } from '../../shared/model.ts'
import type { ArchiveOptions } from '../archive.ts'
import { readContent } from '../db/articles.ts'
import { asAppError, type ReadDb } from '../db/connection.ts'
import { listedHeadlines } from '../db/headlines.ts'
import { sourcesOf } from '../db/records.ts'
import { breathe, type JobControl, openForJob, Progress } from '../job-control.ts'

const PAGE = 200
const FLUSH_BYTES = 1024 * 1024

/**
 * Writes all articles as JSON Lines, in the order of their ids and in bounded memory. Under the final name there is
 * either the whole export or what was there before.
 * @throws AppError `cancelled`, `disk-full`, `write-failed`
 */
export async function runExport(
  path: string,
  request: { format: 'jsonl'; target: string },
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<{ articles: number; target: string }> {
  const target = resolve(request.target)
  const unfinished = `${target}.part`
  const archive = openForJob(path, options, false)
  try {
    const file = openSync(unfinished, 'w')
    let articles: number
    try {
      articles = await writeArticles(archive.db, control, (text) => writeAll(file, text))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, target)
    syncFolder(dirname(target))
    return { articles, target }
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw asWriteError(asAppError(error, path), target)
  } finally {
    archive.close()
  }
}

/**
 * Hands all articles over as JSON Lines, in pieces of about a megabyte.
 * @throws AppError `cancelled`
 */
export async function writeArticles(
  db: ReadDb,
  control: JobControl,
  write: (text: string) => void | Promise<void>,
): Promise<number> {
  const progress = new Progress(control)
  const { last, total } = db
    .prepare('SELECT coalesce(max(id), 0) AS last, (SELECT articles FROM total) AS total FROM article')
    .get() as { last: number; total: number }
  // What comes in while we write belongs to the next export.
  const page = db.prepare('SELECT id FROM article WHERE id > ? AND id <= ? ORDER BY id LIMIT ?').pluck()
  progress.update({ step: 'Exporting', total })
  let text = ''
  let bytes = 0
  let articles = 0
  for (let after = 0; ;) {
    const ids = page.all(after, last, PAGE) as number[]
    for (const id of ids) text += `${JSON.stringify(exportedArticle(db, id))}\n`
    if (text.length >= FLUSH_BYTES || ids.length === 0) {
      await write(text)
      bytes += Buffer.byteLength(text)
      text = ''
    }
    if (ids.length === 0) break
    after = ids.at(-1)!
    articles += ids.length
    progress.update({ current: articles, bytes })
    await breathe()
    if (control.signal.aborted)
      throw new AppError('cancelled', 'The export was cancelled; no file was written.')
  }
  progress.update({ current: articles, bytes })
  progress.say(true)
  return articles
}

/** An article in the stable shape that the README documents. */
export function exportedArticle(db: ReadDb, id: number): ExportedArticle {
  const { row, outletAsWritten, authors, url, blocks } = readContent(db, id)
  const [source] = sourcesOf(db, id)
  return {
    id,
    title: row.title,
    outlet: outletAsWritten,
    authors,
    published: row.published,
    url,
    language: row.language,
    blocks,
    text: bodyText(blocks),
    headlines: listedHeadlines(db, id),
    source: { dump: source?.dump ?? '', record: source?.record ?? 0, sha256: source?.sha256 ?? '' },
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

/** Makes the new name itself last; not every system can. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // Windows has no folders to sync
  }
}

function asWriteError(error: unknown, target: string): unknown {
  if (error instanceof AppError) return error
  const code = (error as { code?: string }).code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      `The disk is full: ${target} was not written.`,
      'Free some space and try again.',
    )
  }
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error
  const message = error instanceof Error ? error.message : code
  return new AppError(
    'write-failed',
    `${target} cannot be written: ${message}`,
    'Choose another folder or name.',
  )
}
