/** Emptying the trash: for good, and a job of its own, because what lies there may be half an archive. */
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { asAppError, type Db, type ReadDb } from '../db/connection.ts'
import { PURGED_AT_ONCE, purgeArticles } from '../db/purge.ts'
import { deletedBefore, removeDeleted, type WhichDeleted } from '../db/deleted.ts'
import { noteEmptied, trashDays, trashedBefore, trashedRows } from '../db/trash.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'

/** What is to go: what has lain there for longer than was set, all, or some of it. */
export type Emptying = 'old' | 'all' | { articleIds: readonly number[]; deletedIds?: readonly number[] }

export interface Emptied {
  articles: number
  /** tags, collections, annotations … */
  deleted: number
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
  const { articleIds, deleted: which } = going(db, what, nowMs)
  const progress = new Progress(control)
  progress.update({ step: 'Emptying the trash', total: articleIds.length })
  let articles = 0
  for (let first = 0; first < articleIds.length; first += PURGED_AT_ONCE) {
    if (control.signal.aborted) throw new AppError('cancelled', 'The rest is in the trash still.')
    articles += purgeArticles(db, articleIds.slice(first, first + PURGED_AT_ONCE), nowMs)
    progress.update({ current: Math.min(first + PURGED_AT_ONCE, articleIds.length) })
    await breathe()
  }
  // last, as what was on an article has gone with it
  const deleted = which === null ? 0 : purgeDeleted(db, which)
  progress.say(true)
  return { articles, deleted }
}

/** Whether something has lain in the trash for longer than was set, if a time was set. */
export function hasOldTrash(db: ReadDb, nowMs = Date.now()): boolean {
  const days = trashDays(db)
  if (days === null) return false
  const ms = nowMs - days * DAY_MS
  return trashedBefore(db, ms).length > 0 || deletedBefore(db, ms)
}

function going(
  db: ReadDb,
  what: Emptying,
  nowMs: number,
): { articleIds: readonly number[]; deleted: WhichDeleted | null } {
  if (what === 'all') return { articleIds: trashedRows(db).map(({ id }) => id), deleted: 'all' }
  if (what !== 'old') return { articleIds: what.articleIds, deleted: { ids: what.deletedIds ?? [] } }
  const days = trashDays(db)
  if (days === null) return { articleIds: [], deleted: null }
  const beforeMs = nowMs - days * DAY_MS
  return { articleIds: trashedBefore(db, beforeMs), deleted: { beforeMs } }
}

function purgeDeleted(db: Db, which: WhichDeleted): number {
  return db
    .transaction(() => {
      const removed = removeDeleted(db, which)
      if (removed > 0) noteEmptied(db)
      return removed
    })
    .immediate()
}
