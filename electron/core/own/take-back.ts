/** Undoing an import as a whole: one step of the history, which loses nothing that a person made. */
import { AppError } from '../../shared/errors.ts'
import type { Outcome, TakingBack } from '../../shared/own.ts'
import { readImport } from '../db/imports.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import { listRules } from '../db/rules.ts'
import { selectArticles } from '../db/selected.ts'
import { findTag } from '../db/tags.ts'
import {
  articlesToTakeBack,
  cameAgain,
  countTakingBack,
  type GivenByRules,
  importsOfHidden,
  setTakenBack,
  unsetTakenBack,
  wentWith,
} from '../db/taken-back.ts'
import { restoreSelected, trashSelected } from '../db/trash.ts'
import { takeBackBrought } from './take-back-brought.ts'
import { recordChange } from './history.ts'
import { articlesIn, shortened } from './words.ts'

/** What {@link takeBackImport} would do. @throws AppError `not-found` */
export function lookTakeBack(db: ReadDb, importId: number): TakingBack {
  readImport(db, importId)
  return countTakingBack(db, importId, givenByRules(db))
}

/**
 * Puts what an import alone brought into the trash.
 * @param keepOwn whether articles with notes, tags and the like by a person stay
 * @throws AppError `not-found`, `job-running`
 */
export function takeBackImport(db: Db, importId: number, keepOwn = false): Outcome<number> {
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
    const atMs = Date.now()
    selectArticles(db, articlesToTakeBack(db, importId, keepOwn, givenByRules(db)))
    setTakenBack(db, importId, atMs)
    const trashed = trashSelected(db, atMs)
    takeBackBrought(db, importId)
    return trashed
  })
}

/** Takes an import's articles out of the trash again. @throws AppError `not-found` */
export function bringBackImport(db: Db, importId: number): Outcome<number> {
  const { name } = readImport(db, importId)
  const label = (count: number): string =>
    `Import “${shortened(name)}” brought back: ${articlesIn(count)} taken out of the trash`
  return recordChange(db, label, () => {
    selectArticles(db, wentWith(db, importId))
    unsetTakenBack(db, importId)
    return restoreSelected(db)
  })
}

/** What went with an import that was taken back, and came again with this one, is in sight again. @returns how many */
export function restoreComeAgain(db: Db, importId: number): number {
  const again = cameAgain(db, importId)
  if (again.length === 0) return 0
  const label = (count: number): string => `${articlesIn(count)} came again and left the trash`
  return recordChange(db, label, () => {
    selectArticles(db, again)
    const imports = importsOfHidden(db, again)
    const restored = restoreSelected(db)
    // the rows of the trash are gone, those of what is hidden go at the end of the step
    for (const id of imports) if (wentWith(db, id).length === 0) unsetTakenBack(db, id)
    return restored
  }).value
}

function givenByRules(db: ReadDb): GivenByRules {
  const rules = listRules(db)
  const tagIds = rules.flatMap(({ tags }) => tags.map((path) => findTag(db, path.split('/'))))
  return {
    tagIds: tagIds.filter((id) => id !== null),
    collectionIds: rules.flatMap(({ collectionId }) => collectionId ?? []),
  }
}
