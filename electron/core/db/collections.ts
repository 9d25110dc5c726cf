import { AppError } from '../../shared/errors.ts'
import type { Collection, ItemNote } from '../../shared/own.ts'
import { foldTag } from '../text/names.ts'
import type { Db, ReadDb } from './connection.ts'

/** Between two neighbours; halved 20 times before anything else has to move. */
const GAP = 2 ** 20

const COLUMNS = `collection.id, collection.parent_id AS parentId, title, description, revision,
  (SELECT count(*) FROM collection_item WHERE collection_id = collection.id
     AND article_id NOT IN (SELECT article_id FROM hidden_article)) AS items`

/** The whole tree, each followed by those below it. */
export function listCollections(db: ReadDb): Collection[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM collection ORDER BY position, id`).all() as Collection[]
  const sorted: Collection[] = []
  const add = (parentId: number | null): void => {
    for (const row of rows) {
      if (row.parentId !== parentId) continue
      sorted.push(row)
      add(row.id)
    }
  }
  add(null)
  return sorted
}

/** @throws AppError `not-found` */
export function readCollection(db: ReadDb, id: number): Collection {
  const row = db.prepare(`SELECT ${COLUMNS} FROM collection WHERE id = ?`).get(id) as Collection | undefined
  if (row) return row
  throw new AppError('not-found', 'This collection is not there any more.')
}

export function hasCollection(db: ReadDb, id: number): boolean {
  return db.prepare('SELECT 1 FROM collection WHERE id = ?').get(id) !== undefined
}

export function insertCollection(db: Db, title: string, parentId: number | null): number {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO collection (title, parent_id, position) VALUES (?, ?, ?)')
    .run(title, parentId, lastPosition(db) + GAP)
  return Number(lastInsertRowid)
}

export function updateCollection(
  db: Db,
  id: number,
  change: { title?: string | undefined; description?: string | undefined },
): void {
  db.prepare(
    `UPDATE collection SET title = coalesce(?, title), description = coalesce(?, description), revision = revision + 1
     WHERE id = ?`,
  ).run(change.title ?? null, change.description ?? null, id)
}

/** Puts a collection under another one (or to the top), before one of those there or last. */
export function placeCollection(db: Db, id: number, parentId: number | null, beforeId: number | null): void {
  db.prepare('UPDATE collection SET parent_id = ? WHERE id = ?').run(parentId, id)
  const order = db
    .prepare('SELECT id FROM collection WHERE parent_id IS ? AND id <> ? ORDER BY position, id')
    .pluck()
    .all(parentId, id) as number[]
  const at = beforeId === null ? -1 : order.indexOf(beforeId)
  order.splice(at < 0 ? order.length : at, 0, id)
  const set = db.prepare(
    'UPDATE collection SET position = :position WHERE id = :id AND position <> :position',
  )
  order.forEach((one, i) => set.run({ id: one, position: (i + 1) * GAP }))
}

/** With its items; it must have none below it any more. */
export function removeCollection(db: Db, id: number): void {
  db.prepare('UPDATE rule SET collection_id = NULL WHERE collection_id = ?').run(id)
  db.prepare('DELETE FROM collection_item WHERE collection_id = ?').run(id)
  db.prepare('DELETE FROM collection WHERE id = ?').run(id)
}

export function collectionsBelow(db: ReadDb, id: number): number[] {
  return db
    .prepare(
      `WITH RECURSIVE below (id) AS (
         VALUES (?) UNION SELECT collection.id FROM collection JOIN below ON collection.parent_id = below.id)
       SELECT id FROM below`,
    )
    .pluck()
    .all(id) as number[]
}

/** Collections of this title, or at this path of titles. */
export function collectionsNamed(db: ReadDb, name: string): number[] {
  const all = listCollections(db)
  const key = foldTag(name.trim())
  const path = ({ parentId, title }: Collection): string => {
    const parent = all.find((one) => one.id === parentId)
    return parent ? `${path(parent)}/${title}` : title
  }
  return all.filter((one) => foldTag(one.title) === key || foldTag(path(one)) === key).map(({ id }) => id)
}

// ---------------------------------------------------------------- items

/** In the collection's own order. */
export function itemIds(db: ReadDb, collectionId: number): number[] {
  return db
    .prepare('SELECT article_id FROM collection_item WHERE collection_id = ? ORDER BY position, article_id')
    .pluck()
    .all(collectionId) as number[]
}

/** Articles in one of these collections, each once; with those in the trash. */
export function countItems(db: ReadDb, ids: readonly number[]): number {
  return db
    .prepare(
      'SELECT count(DISTINCT article_id) FROM collection_item WHERE collection_id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .get(JSON.stringify(ids)) as number
}

export function itemNote(db: ReadDb, collectionId: number, articleId: number): ItemNote | null {
  const row = db
    .prepare('SELECT note, revision FROM collection_item WHERE collection_id = ? AND article_id = ?')
    .get(collectionId, articleId)
  return (row as ItemNote | undefined) ?? null
}

export function setItemNote(db: Db, collectionId: number, articleId: number, note: string): void {
  db.prepare(
    `UPDATE collection_item SET note = ?, revision = revision + 1 WHERE collection_id = ? AND article_id = ?`,
  ).run(note, collectionId, articleId)
}

/** Adds the chosen articles (db/selected.ts) that are not in it yet, at the end. @returns how many */
export function addSelected(db: Db, collectionId: number): number {
  const last =
    (db
      .prepare('SELECT max(position) FROM collection_item WHERE collection_id = ?')
      .pluck()
      .get(collectionId) as number | null) ?? 0
  return db
    .prepare(
      `INSERT OR IGNORE INTO collection_item (collection_id, article_id, position)
       SELECT ?, article_id, ? + seq * ${GAP} FROM temp.selected ORDER BY seq`,
    )
    .run(collectionId, last).changes
}

export function removeSelected(db: Db, collectionId: number): number {
  return db
    .prepare(
      `DELETE FROM collection_item WHERE collection_id = ?
       AND article_id IN (SELECT article_id FROM temp.selected)`,
    )
    .run(collectionId).changes
}

/**
 * Puts some of its articles, in this order, before another one, or last. Only they get new positions as long as there is
 * room between the neighbours; when there is none, all do.
 */
export function placeItems(
  db: Db,
  collectionId: number,
  moved: readonly number[],
  beforeId: number | null,
): void {
  const chosen = new Set(moved)
  const rows = db
    .prepare(
      'SELECT article_id AS id, position FROM collection_item WHERE collection_id = ? ORDER BY position, article_id',
    )
    .all(collectionId) as { id: number; position: number }[]
  const there = new Set(rows.map((row) => row.id))
  const placed = moved.filter((id) => there.has(id))
  const rest = rows.filter((row) => !chosen.has(row.id))
  const at = beforeId === null ? -1 : rest.findIndex((row) => row.id === beforeId)
  const place = at < 0 ? rest.length : at
  const low = rest[place - 1]?.position ?? 0
  const high = rest[place]?.position ?? low + (placed.length + 1) * GAP
  const step = Math.floor((high - low) / (placed.length + 1))
  const set = db.prepare(
    `UPDATE collection_item SET position = :position
     WHERE collection_id = :collectionId AND article_id = :id AND position <> :position`,
  )
  const put = (id: number, position: number) => set.run({ collectionId, id, position })
  if (step >= 1) return placed.forEach((id, i) => void put(id, low + (i + 1) * step))
  const order = rest.map((row) => row.id)
  order.splice(place, 0, ...placed)
  order.forEach((id, i) => void put(id, (i + 1) * GAP))
}

export function collectionsOf(
  db: ReadDb,
  articleId: number,
): { id: number; title: string; item: ItemNote }[] {
  const rows = db
    .prepare(
      `SELECT collection.id, title, note, collection_item.revision FROM collection_item
       JOIN collection ON collection.id = collection_id WHERE article_id = ? ORDER BY collection.position, collection.id`,
    )
    .all(articleId) as ({ id: number; title: string } & ItemNote)[]
  return rows.map(({ id, title, note, revision }) => ({ id, title, item: { note, revision } }))
}

function lastPosition(db: ReadDb): number {
  return db.prepare('SELECT coalesce(max(position), 0) FROM collection').pluck().get() as number
}
