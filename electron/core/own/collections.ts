/** What people do with collections and saved searches. */
import type { ListQuery } from '../../shared/list-query.ts'
import { AppError } from '../../shared/errors.ts'
import type { Collection, ItemNote, Outcome, Saved, SavedSearch } from '../../shared/own.ts'
import {
  addSelected,
  countItems,
  collectionsBelow,
  insertCollection,
  itemNote,
  placeCollection,
  placeItems,
  readCollection,
  removeCollection,
  removeSelected,
  setItemNote,
  updateCollection,
} from '../db/collections.ts'
import type { Db } from '../db/connection.ts'
import { insertSearch, readSearch, removeSearch, updateSearch } from '../db/saved-searches.ts'
import { selectedIds } from '../db/selected.ts'
import { removeToTrash } from './deleted.ts'
import { recordChange } from './history.ts'
import { cleanName, cleanText } from './names.ts'
import { articlesIn, shortened } from './words.ts'

const TITLE_LETTERS = 300

export function createCollection(db: Db, title: string, parentId: number | null): Outcome<Collection> {
  const clean = cleanName(title, 'A title', TITLE_LETTERS)
  if (parentId !== null) readCollection(db, parentId)
  const label = `Collection “${shortened(clean)}” created`
  const { value, change } = recordChange(db, label, () => insertCollection(db, clean, parentId))
  return { value: readCollection(db, value), change }
}

/** Saves title or description, unless somebody else has saved since `revision`. */
export function saveCollection(
  db: Db,
  id: number,
  revision: number,
  change: { title?: string | undefined; description?: string | undefined },
): Saved<Collection> {
  const title = change.title === undefined ? undefined : cleanName(change.title, 'A title', TITLE_LETTERS)
  const description = change.description === undefined ? undefined : cleanText(change.description)
  const label = title === undefined ? 'Collection described' : `Collection renamed to “${shortened(title)}”`
  const joins = title === undefined ? { joins: `collection ${id}` } : {}
  const outcome = recordChange(
    db,
    label,
    () => {
      const now = readCollection(db, id)
      if (now.revision !== revision) return now
      updateCollection(db, id, { title, description })
      return null
    },
    joins,
  )
  if (outcome.value) return { state: 'conflict', theirs: outcome.value }
  return { state: 'saved', value: readCollection(db, id), change: outcome.change }
}

export function moveCollection(
  db: Db,
  id: number,
  parentId: number | null,
  beforeId: number | null,
): Outcome<Collection> {
  const { title } = readCollection(db, id)
  if (parentId !== null && collectionsBelow(db, id).includes(readCollection(db, parentId).id)) {
    throw new AppError('bad-input', `A collection cannot lie within itself: “${shortened(title)}”.`)
  }
  const label = `Collection “${shortened(title)}” moved`
  const { change } = recordChange(db, label, () => placeCollection(db, id, parentId, beforeId))
  return { value: readCollection(db, id), change }
}

export function deleteCollection(db: Db, id: number): Outcome {
  const { title } = readCollection(db, id)
  const { change } = recordChange(db, `Collection “${shortened(title)}” deleted`, () => {
    const collections = collectionsBelow(db, id)
    const [articles, below] = [countItems(db, collections), collections.length - 1]
    removeToTrash(db, { kind: 'collection', name: title, articles, below }, () => {
      for (const one of collections.reverse()) removeCollection(db, one)
    })
  })
  return { value: null, change }
}

/** Adds the selected articles, before another one or at the end. @returns how many were not in it */
export function addToCollection(db: Db, id: number, beforeId: number | null): Outcome<number> {
  const { title } = readCollection(db, id)
  const label = (count: number): string => `${articlesIn(count)} put into “${shortened(title)}”`
  return recordChange(db, label, () => {
    const there = new Set(beforeId === null ? [] : inCollection(db, id))
    const added = addSelected(db, id)
    if (beforeId !== null && added > 0) {
      placeItems(
        db,
        id,
        selectedIds(db).filter((one) => !there.has(one)),
        beforeId,
      )
    }
    return added
  })
}

export function removeFromCollection(db: Db, id: number): Outcome<number> {
  const { title } = readCollection(db, id)
  const label = (count: number): string => `${articlesIn(count)} taken out of “${shortened(title)}”`
  return recordChange(db, label, () => removeSelected(db, id))
}

export function moveInCollection(
  db: Db,
  id: number,
  articleIds: readonly number[],
  beforeId: number | null,
): Outcome<number> {
  const { title } = readCollection(db, id)
  const label = `${articlesIn(articleIds.length)} moved in “${shortened(title)}”`
  const { change } = recordChange(db, label, () => placeItems(db, id, articleIds, beforeId))
  return { value: articleIds.length, change }
}

export function saveItemNote(
  db: Db,
  {
    collectionId,
    articleId,
    revision,
    note,
  }: { collectionId: number; articleId: number; revision: number; note: string },
): Saved<ItemNote> {
  const outcome = recordChange(
    db,
    'Note in a collection edited',
    () => {
      const now = noteNow(db, collectionId, articleId)
      if (now.revision !== revision) return now
      if (now.note !== cleanText(note)) setItemNote(db, collectionId, articleId, cleanText(note))
      return null
    },
    { joins: `item ${collectionId} ${articleId}` },
  )
  if (outcome.value) return { state: 'conflict', theirs: outcome.value }
  return { state: 'saved', value: noteNow(db, collectionId, articleId), change: outcome.change }
}

function noteNow(db: Db, collectionId: number, articleId: number): ItemNote {
  const now = itemNote(db, collectionId, articleId)
  if (now) return now
  throw new AppError('not-found', 'This article is not in the collection any more.')
}

function inCollection(db: Db, id: number): number[] {
  return selectedIds(db).filter((articleId) => itemNote(db, id, articleId) !== null)
}

/** Makes a collection of the selected articles, in their order. */
export function freeze(db: Db, title: string, parentId: number | null): Outcome<Collection> {
  const clean = cleanName(title, 'A title', TITLE_LETTERS)
  const label = `Collection “${shortened(clean)}” made of a search`
  const { value, change } = recordChange(db, label, () => {
    const id = insertCollection(db, clean, parentId)
    addSelected(db, id)
    return id
  })
  return { value: readCollection(db, value), change }
}

// ---------------------------------------------------------------- saved searches

export function createSearch(db: Db, name: string, query: ListQuery): Outcome<SavedSearch> {
  const clean = cleanName(name)
  const label = `Search “${shortened(clean)}” saved`
  const { value, change } = recordChange(db, label, () => insertSearch(db, clean, query))
  return { value: readSearch(db, value), change }
}

export function saveSearch(
  db: Db,
  id: number,
  change: { name?: string | undefined; query?: ListQuery | undefined },
): Outcome<SavedSearch> {
  const before = readSearch(db, id)
  const name = change.name === undefined ? undefined : cleanName(change.name)
  const label = `Search “${shortened(name ?? before.name)}” changed`
  const outcome = recordChange(db, label, () => updateSearch(db, id, { name, query: change.query }))
  return { value: readSearch(db, id), change: outcome.change }
}

export function deleteSearch(db: Db, id: number): Outcome {
  const { name } = readSearch(db, id)
  const { change } = recordChange(db, `Search “${shortened(name)}” deleted`, () =>
    removeToTrash(db, { kind: 'search', name }, () => removeSearch(db, id)),
  )
  return { value: null, change }
}
