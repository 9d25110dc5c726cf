/** Emptying the trash: for good, and a job of its own, because what lies there may be half an archive. */
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { asAppError, type Db, type ReadDb } from '../db/connection.ts'
import { PURGED_AT_ONCE, purgeArticles } from '../db/purge.ts'
import { trashDays, trashedBefore, trashedRows } from '../db/trash.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'

/** What is to go: what has lain there for longer than was set, all, or some of it. */
export type Emptying = 'old' | 'all' | { articleIds: readonly number[] }

export interface Emptied {
  articles: number
}

const DAY_MS = 86_400_000

/**
 * Removes things from the trash for good, some hundred in one transaction: whoever else writes waits for one of them at most.
 * A cancel leaves the rest in the trash.
 * @throws AppError `cancelled`, `archive-read-only`, and what openArchive throws
 */
export async function runEmptyTrash(
  path: string,
  what: Emptying,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<Emptied> {
  const archive = openForJob(path, options, true)
  try {
    return await emptyTrash(archive.db, what, control)
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

/** @param nowMs for tests @throws AppError `cancelled` */
export async function emptyTrash(
  db: Db,
  what: Emptying,
  control: JobControl,
  nowMs = Date.now(),
): Promise<Emptied> {
  const articleIds = going(db, what, nowMs)
  const progress = new Progress(control)
  progress.update({ step: 'Emptying the trash', total: articleIds.length })
  let articles = 0
  for (let first = 0; first < articleIds.length; first += PURGED_AT_ONCE) {
    if (control.signal.aborted) throw new AppError('cancelled', 'The rest is in the trash still.')
    articles += purgeArticles(db, articleIds.slice(first, first + PURGED_AT_ONCE), nowMs)
    progress.update({ current: Math.min(first + PURGED_AT_ONCE, articleIds.length) })
    await breathe()
  }
  progress.say(true)
  return { articles }
}

/** Whether something has lain in the trash for longer than was set, if a time was set. */
export function hasOldTrash(db: ReadDb, nowMs = Date.now()): boolean {
  return going(db, 'old', nowMs).length > 0
}

function going(db: ReadDb, what: Emptying, nowMs: number): readonly number[] {
  if (typeof what === 'object') return what.articleIds
  if (what === 'all') return trashedRows(db).map(({ id }) => id)
  const days = trashDays(db)
  return days === null ? [] : trashedBefore(db, nowMs - days * DAY_MS)
}
