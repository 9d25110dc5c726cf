/** Where a list looks: everything, or one outlet, import, tag, collection, or kind of article. */
import type { ListQuery } from '../../../electron/shared/api.ts'

/** Lifts all that narrows a list but the words in the box. */
export const ANYWHERE: Partial<ListQuery> = {
  outletId: null,
  importId: null,
  tagId: undefined,
  collectionId: undefined,
  only: undefined,
}

/** A query without the fields that ask for nothing, so that equal questions look equal. */
export function tidyQuery(query: ListQuery): ListQuery {
  const { text, outletId, importId, tagId, collectionId, only, collapse } = query
  return {
    text,
    outletId,
    importId,
    ...(tagId === undefined ? {} : { tagId }),
    ...(collectionId === undefined ? {} : { collectionId }),
    ...(only === undefined ? {} : { only }),
    ...(collapse ? { collapse } : {}),
  }
}

/** Whether a list looks somewhere in particular, words apart. */
export function isNarrowed(query: ListQuery): boolean {
  const { outletId, importId, tagId, collectionId, only } = query
  return [outletId ?? undefined, importId ?? undefined, tagId, collectionId, only].some(
    (one) => one !== undefined,
  )
}

/** Whether what people add can move rows in or out of a list, so that it must be asked for again. */
export function dependsOnOwn(query: ListQuery): boolean {
  return (
    query.text !== '' ||
    query.tagId !== undefined ||
    query.collectionId !== undefined ||
    (query.only !== undefined && query.only !== 'unread')
  )
}
