/** The menu of the right mouse button on a row. */
import { runOnArticles } from '../../lib/state/article-commands.ts'
import { isWhole, type Target } from '../../lib/state/article-actions.ts'
import type { MenuItem } from '../../lib/state/panels.svelte.ts'
import type { Workspace } from '../../lib/state/workspace.svelte.ts'
import type { ArticleCommand } from '../../lib/keys.ts'
import { subjectOfTarget } from '../../lib/state/export-subjects.ts'
import { copyCitation, copyMarkdown, openExport } from '../../lib/state/sharing.ts'
import { counted } from '../../lib/format.ts'

/** Opens it for what is picked when the row is part of that, else for the row alone. */
export function openArticleMenu(workspace: Workspace, index: number, x: number, y: number): void {
  const { browse, picked, actions, panels } = workspace
  const row = browse.rows?.at(index)
  if (!row) return
  const target = picked.has(row.id) ? actions.target() : actions.targetOf(row)
  if (!target) return
  const label = target.count === 1 ? row.title || 'Untitled' : counted(target.count, 'article')
  panels.openMenu({ label, items: articleMenu(workspace, target), x, y })
}

function articleMenu(workspace: Workspace, target: Target): (MenuItem | null)[] {
  const { browse, actions, own } = workspace
  const { only, collectionId } = browse.query
  const run = (command: ArticleCommand) => () => void runOnArticles(workspace, command, target)
  const all = (test: (row: Target['rows'][number]) => boolean) => isWhole(target) && target.rows.every(test)
  if (only === 'trash') {
    return [
      { label: 'Restore', run: () => void actions.restore(target) },
      null,
      { label: 'Delete for good…', danger: true, run: run('trash') },
    ]
  }
  const subject = subjectOfTarget(target)
  const row = target.rows[0]
  const isRead = all((row) => row.own.read)
  const collection = own.collections.get(collectionId)
  return [
    { label: 'Tags…', hint: 't', run: run('tag') },
    { label: all((row) => row.own.starred) ? 'Remove the star' : 'Star', hint: 's', run: run('star') },
    isRead
      ? { label: 'Mark as unread', hint: 'u', run: run('mark-unread') }
      : { label: 'Mark as read', hint: 'r', run: run('mark-read') },
    { label: 'Put into a collection…', hint: 'c', run: run('collect') },
    ...storyItems(workspace, target),
    ...(collection
      ? [
          null,
          {
            label: 'Note on its place here…',
            hint: 'e',
            disabled: target.count > 1,
            run: run('item-note'),
          },
          {
            label: `Remove from “${collection.title}”`,
            run: () => void actions.uncollect(target, collection.id),
          },
        ]
      : []),
    null,
    {
      label: target.count === 1 ? 'Copy citation' : 'Copy citations',
      run: () => void copyCitation(workspace, subject),
    },
    { label: 'Copy citation as…', run: () => workspace.panels.open({ kind: 'cite', subject }) },
    {
      label: 'Copy as Markdown',
      disabled: target.count > 1,
      run: () => row && void copyMarkdown(workspace, row.id),
    },
    { label: 'Export…', run: () => openExport(workspace, target) },
    null,
    { label: 'Move to the trash', hint: 'Del', run: run('trash') },
  ]
}

/** Of one article the story it belongs to; of several, that they tell one. */
function storyItems({ panels, own, client }: Workspace, { selection, rows, count }: Target): MenuItem[] {
  const [row] = rows
  if (count === 1 && row)
    return [{ label: 'Near-copies…', run: () => panels.open({ kind: 'story', articleId: row.id }) }]
  if (!('ids' in selection)) return []
  const { ids } = selection
  const join = () => client.call('archive.joinStories', { articleIds: ids })
  return [
    {
      label: 'These tell one story',
      run: () => void own.changes.carry('The articles could not be joined', join),
    },
  ]
}
