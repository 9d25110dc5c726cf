/** What narrows the list, each with the way to lift it. */
import type { ListQuery } from '../../../electron/shared/api.ts'
import type { Workspace } from '../../lib/state/workspace.svelte.ts'

const ONLY: Record<NonNullable<ListQuery['only']>, string> = {
  unread: 'unread',
  starred: 'starred',
  annotated: 'with notes',
  trash: 'trash',
}

export interface FilterChip {
  text: string
  lift: () => void
}

export function filterChips(workspace: Workspace): FilterChip[] {
  return chipsOf(workspace, workspace.browse.query, (change) => workspace.filter(change))
}

/** The same for any query: of the list, or of the timeline. */
export function chipsOf(
  { holdings, own }: Workspace,
  { outletId, importId, tagId, collectionId, only }: ListQuery,
  lift: (change: Partial<ListQuery>) => void,
): FilterChip[] {
  const chips: FilterChip[] = []
  const add = (text: string, change: Partial<ListQuery>): void => {
    chips.push({ text, lift: () => lift(change) })
  }
  if (outletId !== null) add(`outlet: ${holdings.outlet(outletId)?.name ?? outletId}`, { outletId: null })
  if (importId !== null) add(`import: ${holdings.import(importId)?.name ?? importId}`, { importId: null })
  if (tagId !== undefined) add(`tag: ${own.tags.get(tagId)?.path ?? tagId}`, { tagId: undefined })
  if (collectionId !== undefined)
    add(`in: ${own.collections.get(collectionId)?.title ?? collectionId}`, { collectionId: undefined })
  if (only !== undefined) add(ONLY[only], { only: undefined })
  return chips
}
