/** What people do with the trash. Putting in and taking out are steps of the history; emptying (empty-trash.ts) is for good. */
import { AppError } from '../../shared/errors.ts'
import type { Outcome, Trash } from '../../shared/own.ts'
import { articlesOfImport, readImport } from '../db/imports.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import { countDeleted } from '../db/deleted.ts'
import { selectArticles } from '../db/selected.ts'
import { restoreSelected, setTrashDays, trashDays, trashSelected, trashSums } from '../db/trash.ts'
import { recordChange } from './history.ts'
import { articlesIn, shortened } from './words.ts'

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
  return { ...trashSums(db), deleted: countDeleted(db), keepDays: trashDays(db) }
}

/** Sets after how many days what lies in the trash is removed; null: by hand only. */
export function keepTrash(db: Db, days: number | null): Trash {
  setTrashDays(db, days)
  return readTrash(db)
}
