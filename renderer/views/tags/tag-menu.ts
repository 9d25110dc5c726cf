/** What can be done to a tag. */
import { counted } from '../../lib/format.ts'
import type { Tag } from '../../../electron/shared/own.ts'
import type { MenuItem } from '../../lib/state/panels.svelte.ts'
import { colourTag, mergeTag, moveTag, nameTag, renameTag } from '../../lib/state/questions.ts'
import { withDescendants } from '../../lib/state/tree.ts'
import type { Workspace } from '../../lib/state/workspace.svelte.ts'

export function tagMenu(workspace: Workspace, tag: Tag): (MenuItem | null)[] {
  return [
    { label: 'Show its articles', run: () => workspace.goToPlace({ tagId: tag.id }) },
    null,
    { label: 'Rename…', hint: 'F2', run: () => renameTag(workspace, tag) },
    { label: 'Move under…', run: () => moveTag(workspace, tag) },
    { label: 'Merge into…', run: () => mergeTag(workspace, tag) },
    { label: 'Colour…', run: () => colourTag(workspace, tag) },
    { label: 'New tag under it…', run: () => nameTag(workspace, tag) },
    null,
    { label: 'Delete', hint: 'Del', run: () => deleteTag(workspace, tag) },
  ]
}

/** At once, for it can be undone; with tags below it, after a question. */
export function deleteTag({ own, panels }: Workspace, tag: Tag): void {
  const below = withDescendants(own.tags.all, tag.id).size - 1
  if (below === 0) return void own.tags.delete(tag.id)
  panels.open({
    kind: 'confirm',
    title: `Delete “${tag.path}” and the ${counted(below, 'tag')} below it?`,
    text: `${counted(tag.articles, 'article')} will lose these tags; the articles stay. It can be undone.`,
    button: 'Delete',
    run: () => void own.tags.delete(tag.id),
  })
}
