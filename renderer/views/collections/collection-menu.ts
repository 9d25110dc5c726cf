/** What can be done to a collection, and to a saved search. */
import { EVERYTHING } from '../../../electron/shared/api.ts'
import { counted } from '../../lib/format.ts'
import type { Collection, SavedSearch } from '../../../electron/shared/own.ts'
import type { MenuItem } from '../../lib/state/panels.svelte.ts'
import {
  freezeSearch,
  moveCollection,
  nameCollection,
  renameCollection,
  renameSearch,
} from '../../lib/state/questions.ts'
import { withDescendants } from '../../lib/state/tree.ts'
import { exportCollection, exportSearch } from '../../lib/state/sharing.ts'
import type { Workspace } from '../../lib/state/workspace.svelte.ts'

export function collectionMenu(workspace: Workspace, collection: Collection): (MenuItem | null)[] {
  const { panels } = workspace
  return [
    { label: 'Rename…', hint: 'F2', run: () => renameCollection(workspace, collection) },
    { label: 'Description…', run: () => panels.open({ kind: 'description', collection }) },
    { label: 'Move into…', run: () => moveCollection(workspace, collection) },
    { label: 'New collection in it…', run: () => nameCollection(workspace, collection) },
    null,
    {
      label: 'Show on timeline',
      run: () => workspace.showOnTimeline({ ...EVERYTHING, collectionId: collection.id }),
    },
    { label: 'Export…', run: () => exportCollection(workspace, collection.id, collection.items) },
    null,
    { label: 'Delete', hint: 'Del', run: () => deleteCollection(workspace, collection) },
  ]
}

/** At once, for it can be undone; with collections in it, after a question. */
export function deleteCollection(workspace: Workspace, collection: Collection): void {
  const { own, panels, browse } = workspace
  const all = withDescendants(own.collections.all, collection.id)
  const gone = async (): Promise<void> => {
    const done = await own.collections.delete(collection.id)
    if (done !== undefined && all.has(browse.query.collectionId ?? -1)) workspace.goToPlace({})
  }
  if (all.size === 1) return void gone()
  panels.open({
    kind: 'confirm',
    title: `Delete “${collection.title}” and the ${counted(all.size - 1, 'collection')} in it?`,
    text: 'Their articles stay where they are; the order and the notes on the items go. It can be undone.',
    button: 'Delete',
    run: () => void gone(),
  })
}

export function searchMenu(workspace: Workspace, search: SavedSearch): (MenuItem | null)[] {
  return [
    { label: 'Rename…', hint: 'F2', run: () => renameSearch(workspace, search) },
    { label: 'Show on timeline', run: () => workspace.showOnTimeline(search.query) },
    { label: 'Freeze into a collection…', run: () => freezeSearch(workspace, search) },
    null,
    { label: 'Export…', run: () => void exportSearch(workspace, search) },
    null,
    { label: 'Delete', hint: 'Del', run: () => void workspace.own.searches.delete(search.id) },
  ]
}
