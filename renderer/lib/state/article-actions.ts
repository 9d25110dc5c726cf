/** What can be done to the articles that are picked, or to the one that is open. */
import type { Selection } from '../../../electron/shared/api.ts'
import type { ArticleRow } from '../../../electron/shared/model.ts'
import type { Client } from '../client.ts'
import type { Browse } from './browse.svelte.ts'
import type { Changes } from './changes.svelte.ts'
import type { ListSelection } from './selection.svelte.ts'

/** What an action is for. */
export interface Target {
  selection: Selection
  count: number
  /** those whose rows are at hand; fewer than `count` when the rest was never looked at */
  rows: ArticleRow[]
}

interface Parts {
  client: Client
  browse: Browse
  picked: ListSelection
  changes: Changes
}

export class ArticleActions {
  #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** What is picked; where nothing is, the article that the keyboard stands on. */
  target(): Target | null {
    const { browse, picked } = this.#parts
    const { selection, count } = picked
    if (selection) {
      const rows = browse.rows?.all().filter((row) => picked.has(row.id)) ?? []
      return { selection, count, rows }
    }
    return browse.activeRow ? this.targetOf(browse.activeRow) : null
  }

  /** A single article, whatever is picked. */
  targetOf(row: ArticleRow): Target {
    return { selection: { ids: [row.id] }, count: 1, rows: [row] }
  }

  /** Gives the star; takes it where all have it. */
  star(target: Target): Promise<number | undefined> {
    const starred = !(isWhole(target) && target.rows.every((row) => row.own.starred))
    return this.#mark('The star could not be set', target, { starred })
  }

  read(target: Target, read: boolean): Promise<number | undefined> {
    return this.#mark('This could not be marked', target, { read })
  }

  tag(target: Target, add: string[], remove: string[]): Promise<number | undefined> {
    const { client, changes } = this.#parts
    const { selection } = target
    return changes.carry(
      'The tags could not be changed',
      () => client.call('archive.tagArticles', { selection, add, remove }),
      { loud: target.count > 1 },
    )
  }

  collect({ selection }: Target, collectionId: number): Promise<number | undefined> {
    const { client, changes } = this.#parts
    return changes.carry('The articles could not be added', () =>
      client.call('archive.addToCollection', { collectionId, selection, beforeId: null }),
    )
  }

  uncollect({ selection }: Target, collectionId: number): Promise<number | undefined> {
    const { client, changes } = this.#parts
    return this.#gone(
      changes.carry('The articles could not be removed', () =>
        client.call('archive.removeFromCollection', { collectionId, selection }),
      ),
    )
  }

  trash({ selection }: Target): Promise<number | undefined> {
    const { client, changes } = this.#parts
    return this.#gone(
      changes.carry('This could not be moved to the trash', () =>
        client.call('archive.trashArticles', { selection }),
      ),
    )
  }

  restore({ selection }: Target): Promise<number | undefined> {
    const { client, changes } = this.#parts
    return this.#gone(
      changes.carry('This could not be taken out of the trash', () =>
        client.call('archive.restoreArticles', { selection }),
      ),
    )
  }

  #mark(
    failure: string,
    { selection }: Target,
    marks: { read?: boolean; starred?: boolean },
  ): Promise<number | undefined> {
    const { client, changes } = this.#parts
    return changes.carry(failure, () => client.call('archive.mark', { selection, ...marks }), { loud: false })
  }

  /** What is not in the list any more is not picked any more. */
  async #gone(action: Promise<number | undefined>): Promise<number | undefined> {
    const count = await action
    if (count !== undefined) this.#parts.picked.clear()
    return count
  }
}

/** Whether every article of a target is known by its row. */
export function isWhole(target: Target): boolean {
  return target.rows.length === target.count
}
