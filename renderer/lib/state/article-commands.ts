/** The keys and menu entries that act on the articles that are picked, or on the one that is open. */
import { count } from '../format.ts'
import type { ArticleCommand } from '../keys.ts'
import type { Target } from './article-actions.ts'
import { confirmForGood } from './questions.ts'
import type { Workspace } from './workspace.svelte.ts'

/** Carries a command out; false where there is nothing it could be for. */
export function runOnArticles(
  workspace: Workspace,
  command: ArticleCommand,
  target = workspace.actions.target(),
): boolean {
  const { browse, actions, picked, session } = workspace
  if (workspace.view !== 'library') return false
  if (command === 'pick') {
    if (browse.active === null) return false
    picked.toggle(browse.active)
    return true
  }
  if (!target) return false
  if (session.archive?.readOnly) {
    workspace.notices.toast('This archive is read only: nothing can be changed in it.')
    return true
  }
  if (command === 'star') void actions.star(target)
  else if (command === 'mark-read') void actions.read(target, true)
  else if (command === 'mark-unread') void actions.read(target, false)
  else if (command === 'tag') workspace.panels.open({ kind: 'tag-articles', target })
  else if (command === 'collect') chooseCollection(workspace, target)
  else if (command === 'item-note') return noteOnItem(workspace, target)
  else if (command === 'trash') trash(workspace, target)
  return true
}

/** Out of a list into the trash; out of the trash for good, after a question. */
function trash(workspace: Workspace, target: Target): void {
  if (workspace.browse.query.only !== 'trash') return void workspace.actions.trash(target)
  confirmForGood(workspace, target)
}

/** Asks which collection, and makes a new one where the name is new. */
export function chooseCollection({ panels, own, actions }: Workspace, target: Target): void {
  panels.open({
    kind: 'choose',
    title: target.count === 1 ? 'Put into a collection' : 'Put these into a collection',
    label: 'Collection',
    choices: own.collections.all.map(({ id, items }) => ({
      key: String(id),
      label: own.collections.path(id),
      hint: count(items),
    })),
    create: {
      label: (text) => `New collection “${text}”`,
      run: async (text) => {
        const made = await own.collections.create(text)
        if (made) await actions.collect(target, made.id)
      },
    },
    run: (key) => void actions.collect(target, Number(key)),
  })
}

function noteOnItem({ panels, own, browse }: Workspace, { rows, count }: Target): boolean {
  const collection = own.collections.get(browse.query.collectionId)
  const row = rows[0]
  if (!collection || count !== 1 || !row) return false
  panels.open({ kind: 'item-note', collection, row, item: row.own.item ?? { note: '', revision: 0 } })
  return true
}
