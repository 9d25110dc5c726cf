import type { Selection } from '../../shared/list-query.ts'
import type { Archive } from '../archive.ts'
import { selectArticles } from '../db/selected.ts'

/**
 * Finds out which articles a bulk action is for, so that ten thousand rows never cross a process border.
 * @returns how many there are; they stand in `temp.selected`, in the order of their list
 */
export function select(archive: Archive, selection: Selection): number {
  if ('ids' in selection) return selectArticles(archive.db, selection.ids)
  const except = new Set(selection.except)
  const ids = archive.lists.allIds(selection.query)
  return selectArticles(archive.db, except.size === 0 ? ids : ids.filter((id) => !except.has(id)))
}
