/** The order of a collection's articles, by the arrow keys and by dragging. */
import { counted } from '../../lib/format.ts'
import type { Workspace } from '../../lib/state/workspace.svelte.ts'

export class ItemOrder {
  #workspace: Workspace

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** Moves the article that the keyboard stands on; false where the list has no order of its own. */
  step(by: 1 | -1): boolean {
    const { browse, notices } = this.#workspace
    const collectionId = this.#ordered()
    const row = browse.activeRow
    if (collectionId === null || !row || browse.active === null) return false
    const to = browse.active + by
    if (to < 0 || to >= browse.total) return true
    void this.#move(collectionId, [row.id], by < 0 ? to : to + 1)
    notices.speak(`${row.title}: ${to + 1} of ${browse.total}`)
    return true
  }

  takesDragged(): boolean {
    return this.#ordered() !== null && this.#workspace.drag.item?.kind === 'articles'
  }

  /** The dragged articles before a row of this list. */
  dropBefore(index: number): void {
    const { item } = this.#workspace.drag
    const collectionId = this.#ordered()
    if (collectionId === null || item?.kind !== 'articles') return
    const { selection } = item.target
    if ('ids' in selection) void this.#move(collectionId, selection.ids, index)
    else this.#workspace.notices.toast('All of them are here: there is nothing to move.')
  }

  /** The next row that stays where it is tells the place. */
  async #move(collectionId: number, articleIds: number[], before: number): Promise<void> {
    const { browse, own } = this.#workspace
    const moved = new Set(articleIds)
    let at = before
    while (at < browse.total && moved.has(browse.rows?.at(at)?.id ?? -1)) at += 1
    const beforeId = at < browse.total ? (browse.rows?.at(at)?.id ?? null) : null
    await own.collections.moveItems(collectionId, articleIds, beforeId)
  }

  /** The collection whose own order the list shows. */
  #ordered(): number | null {
    const { query } = this.#workspace.browse
    return query.text.trim() === '' ? (query.collectionId ?? null) : null
  }
}

/** Takes hold of what is picked, or of one row. */
export function draggedArticles(workspace: Workspace, index: number, event: DragEvent): void {
  const { browse, picked, actions, drag } = workspace
  const row = browse.rows?.at(index)
  const target = row && (picked.has(row.id) ? actions.target() : actions.targetOf(row))
  if (!row || !target) return event.preventDefault()
  const text = target.count === 1 ? row.title || 'Untitled' : counted(target.count, 'article')
  drag.start({ kind: 'articles', target }, text, event)
}
