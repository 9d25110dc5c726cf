import type { ArchiveOptions } from '../archive.ts'
import { asAppError } from '../db/connection.ts'
import { IndexWriter } from '../index/index-writer.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'

/** Articles in one transaction of the index: about a third of a second, so that a cancel is heard. */
const STEP = 2000

/** Brings the index up to the archive; makes it anew where it is missing or damaged. */
export async function runIndex(
  path: string,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<void> {
  const archive = openForJob(path, options, false)
  try {
    const index = IndexWriter.open(archive.path, archive.db, options)
    try {
      await finishIndex(index, control.signal, new Progress(control))
    } finally {
      index.close()
    }
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

/** Takes in what is left and finds its stories, until there is nothing, or the signal comes. */
export async function finishIndex(
  index: IndexWriter,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  await takeAll(index, signal, progress)
  const due = index.storiesDue()
  if (due === 0 || signal.aborted) return
  progress.update({ step: 'Finding stories', current: 0, total: null })
  await index.findStories(async (current, total) => {
    progress.update({ current, total })
    await breathe()
    return !signal.aborted
  })
}

async function takeAll(index: IndexWriter, signal: AbortSignal, progress: Progress): Promise<void> {
  let left = index.lag()
  if (left === 0 || signal.aborted) return
  const total = left
  progress.update({ step: 'Indexing', current: 0, total })
  while (left > 0 && !signal.aborted) {
    const taken = index.catchUp({ maxArticles: STEP })
    if (taken === 0) break
    left -= taken
    progress.update({ current: Math.min(total, total - left) })
    await breathe()
  }
}
