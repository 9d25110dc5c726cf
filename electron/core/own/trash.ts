/** What people do with the trash. Putting in and taking out are steps of the history; emptying is for good. */
import { AppError } from '../../shared/errors.ts'
import type { Outcome, Trash } from '../../shared/own.ts'
import { articlesOfImport, readImport } from '../db/imports.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import { purgeArticles } from '../db/purge.ts'
import { selectArticles } from '../db/selected.ts'
import { restoreSelected, trashedBefore, trashedRows, trashSelected } from '../db/trash.ts'
import { recordChange } from './history.ts'
import { articlesIn, shortened } from './words.ts'

const KEEP_DAYS = 'trash_days'
const DAY_MS = 86_400_000

/** Puts the selected articles into the trash. @returns how many were not there */
export function trashArticles(db: Db): Outcome<number> {
  return recordChange(
    db,
    (count) => `${articlesIn(count)} moved to the trash`,
    () => trashSelected(db),
  )
}

export function restoreArticles(db: Db): Outcome<number> {
  return recordChange(
    db,
    (count) => `${articlesIn(count)} taken out of the trash`,
    () => restoreSelected(db),
  )
}

/** Puts what an import brought into the trash. @throws AppError `not-found`, `job-running` */
export function takeBackImport(db: Db, importId: number): Outcome<number> {
  const { name, state } = readImport(db, importId)
  if (state === 'running') {
    throw new AppError(
      'job-running',
      `“${shortened(name)}” is running still.`,
      'Stop it first, or wait for its end.',
    )
  }
  const label = (count: number): string =>
    `Import “${shortened(name)}” taken back: ${articlesIn(count)} moved to the trash`
  return recordChange(db, label, () => {
    selectArticles(db, articlesOfImport(db, importId))
    return trashSelected(db)
  })
}

export function readTrash(db: ReadDb): Trash {
  const { articles, annotations } = db
    .prepare(
      `SELECT (SELECT count(*) FROM trashed) AS articles,
         (SELECT count(*) FROM annotation WHERE article_id IN (SELECT article_id FROM trashed)) AS annotations`,
    )
    .get() as Pick<Trash, 'articles' | 'annotations'>
  return { articles, annotations, keepDays: keepDays(db) }
}

/** Sets after how many days what lies in the trash is removed; null: by hand only. */
export function keepTrash(db: Db, days: number | null): Trash {
  if (days === null) db.prepare('DELETE FROM archive_info WHERE key = ?').run(KEEP_DAYS)
  else
    db.prepare('INSERT OR REPLACE INTO archive_info (key, value) VALUES (?, ?)').run(KEEP_DAYS, String(days))
  return readTrash(db)
}

/** Removes for good what lies in the trash, or some of it. @returns how many articles */
export function emptyTrash(db: Db, articleIds: readonly number[] | null): number {
  return purgeArticles(db, articleIds ?? trashedRows(db).map(({ id }) => id))
}

/** Removes what has lain in the trash for longer than was set, if anything was. @returns how many articles */
export function emptyOldTrash(db: Db, nowMs = Date.now()): number {
  const days = keepDays(db)
  return days === null ? 0 : purgeArticles(db, trashedBefore(db, nowMs - days * DAY_MS), nowMs)
}

function keepDays(db: ReadDb): number | null {
  const value = db.prepare('SELECT value FROM archive_info WHERE key = ?').pluck().get(KEEP_DAYS)
  return value === undefined ? null : Number(value)
}
