import { AppError } from '../../shared/errors.ts'
import type { ListQuery } from '../../shared/list-query.ts'
import type { SavedSearch } from '../../shared/own.ts'
import type { Db, ReadDb } from './connection.ts'

interface Row {
  id: number
  name: string
  query: string
}

function toSearch({ id, name, query }: Row): SavedSearch {
  return { id, name, query: JSON.parse(query) as ListQuery }
}

export function listSearches(db: ReadDb): SavedSearch[] {
  return (db.prepare('SELECT id, name, query FROM saved_search ORDER BY id').all() as Row[]).map(toSearch)
}

/** @throws AppError `not-found` */
export function readSearch(db: ReadDb, id: number): SavedSearch {
  const row = db.prepare('SELECT id, name, query FROM saved_search WHERE id = ?').get(id) as Row | undefined
  if (row) return toSearch(row)
  throw new AppError('not-found', 'This saved search is not there any more.')
}

export function insertSearch(db: Db, name: string, query: ListQuery): number {
  const insert = db.prepare('INSERT INTO saved_search (name, query) VALUES (?, ?)')
  return Number(insert.run(name, JSON.stringify(query)).lastInsertRowid)
}

export function updateSearch(
  db: Db,
  id: number,
  { name, query }: { name?: string | undefined; query?: ListQuery | undefined },
): void {
  db.prepare('UPDATE saved_search SET name = coalesce(?, name), query = coalesce(?, query) WHERE id = ?').run(
    name ?? null,
    query ? JSON.stringify(query) : null,
    id,
  )
}

export function removeSearch(db: Db, id: number): void {
  db.prepare('DELETE FROM saved_search WHERE id = ?').run(id)
}
