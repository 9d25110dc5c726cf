/** What a document is made from: articles in their order, and what stands over them. */
import type { Selection } from '../../../shared/list-query.ts'
import type { Archive } from '../../archive.ts'
import { readCollection } from '../../db/collections.ts'
import { selectedIds } from '../../db/selected.ts'
import { select } from '../../own/selection.ts'

export interface Chosen {
  ids: number[]
  title: string
  /** Markdown; empty where there is none */
  description: string
  /** whose notes stand before its items; null where no collection is */
  collectionId: number | null
}

/** @throws AppError `not-found` for a collection that is gone */
export function chosenArticles(archive: Archive, selection: Selection): Chosen {
  select(archive, selection)
  const ids = selectedIds(archive.db)
  const query = 'query' in selection ? selection.query : null
  const collectionId = query?.collectionId ?? null
  if (collectionId !== null) {
    const { title, description } = readCollection(archive.db, collectionId)
    const isItself = query!.text.trim() === ''
    return {
      ids,
      title: isItself ? title : `${title}: ${query!.text.trim()}`,
      description: isItself ? description : '',
      collectionId,
    }
  }
  const title = query && query.text.trim() !== '' ? `Search: ${query.text.trim()}` : 'Articles'
  return { ids, title, description: '', collectionId: null }
}
