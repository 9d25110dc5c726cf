/** What people do with the trash. Putting in and taking out are steps of the history; emptying (empty-trash.ts) is for good. */
import type { Outcome, Trash } from '../../shared/own.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import { countDeleted } from '../db/deleted.ts'
import { restoreSelected, setTrashDays, trashDays, trashSelected, trashSums } from '../db/trash.ts'
import { recordChange } from './history.ts'
import { articlesIn } from './words.ts'

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

export function readTrash(db: ReadDb): Trash {
  return { ...trashSums(db), deleted: countDeleted(db), keepDays: trashDays(db) }
}

/** Sets after how many days what lies in the trash is removed; null: by hand only. */
export function keepTrash(db: Db, days: number | null): Trash {
  setTrashDays(db, days)
  return readTrash(db)
}
