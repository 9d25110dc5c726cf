import { EVERYTHING, type Selection } from '../../shared/list-query.ts'
import type { Archive } from '../archive.ts'
import { readCollection } from '../db/collections.ts'
import { selectAll } from '../db/selected.ts'
import { select } from '../own/selection.ts'

/** What is exported: articles, and what stands over them. */
export interface ExportScope {
  /** how many there are; they stand in `temp.selected`, in the order of their list */
  articles: number
  /** of the collection, or what the selection is in words */
  title: string
  /** of the collection, Markdown; empty where there is none */
  description: string
  /** whose notes on its articles are exported with them; null where no collection is */
  collectionId: number | null
  /** nothing was chosen or left out */
  isWhole: boolean
}

/**
 * Finds out in core what a selection holds, in the order of its list.
 * @param wholeIds for a lossless export: all there is is taken by number, with what lies in the trash
 * @throws AppError `not-found` for a collection that is gone
 */
export function exportScope(
  archive: Archive,
  selection: Selection | undefined,
  wholeIds = false,
): ExportScope {
  const query = selection && 'query' in selection ? selection.query : null
  const isWhole =
    selection === undefined ||
    ('query' in selection &&
      selection.except.length === 0 &&
      JSON.stringify({ ...EVERYTHING, ...selection.query }) === JSON.stringify(EVERYTHING))
  const articles =
    isWhole && wholeIds
      ? selectAll(archive.db)
      : select(archive, selection ?? { query: EVERYTHING, except: [] })
  const collectionId = query?.collectionId ?? null
  const collection = collectionId === null ? null : readCollection(archive.db, collectionId)
  const words = query?.text.trim() ?? ''
  const searched = words === '' ? 'Articles' : `Search: ${words}`
  return {
    articles,
    title: collection === null ? searched : words === '' ? collection.title : `${collection.title}: ${words}`,
    description: collection !== null && words === '' ? collection.description : '',
    collectionId,
    isWhole,
  }
}
