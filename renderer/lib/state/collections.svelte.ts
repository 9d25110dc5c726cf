/** The collections of the archive, and what can be done to one and to its items. */
import type { ListQuery } from '../../../electron/shared/api.ts'
import type { Collection, ItemNote, Outcome, Saved } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'
import { OpenBranches } from './opened.svelte.ts'
import type { Session } from './session.svelte.ts'
import { withDescendants } from './tree.ts'

export class Collections {
  readonly branches: OpenBranches
  #client: Client
  #changes: Changes
  #all: Collection[] = $state.raw([])
  #byId = $derived(new Map(this.#all.map((one) => [one.id, one])))
  #seq = 0

  constructor(client: Client, changes: Changes, session: Session) {
    this.#client = client
    this.#changes = changes
    this.branches = new OpenBranches(session, 'openCollections')
  }

  /** each followed by those below it */
  get all(): Collection[] {
    return this.#all
  }
  get(id: number | null | undefined): Collection | undefined {
    return id === null || id === undefined ? undefined : this.#byId.get(id)
  }
  /** `Treaty dispute / Court filings` */
  path(id: number): string {
    const one = this.#byId.get(id)
    if (!one) return ''
    return one.parentId === null ? one.title : `${this.path(one.parentId)} / ${one.title}`
  }
  isOpen(id: number): boolean {
    return this.branches.has(id, this.#all)
  }
  setOpen(id: number, open: boolean): void {
    this.branches.set(id, open, this.#all)
  }
  placesFor(id: number): Collection[] {
    const own = withDescendants(this.#all, id)
    return this.#all.filter((one) => !own.has(one.id))
  }

  async refresh(): Promise<void> {
    const seq = ++this.#seq
    const all = await this.#client.call('archive.collections')
    if (seq === this.#seq) this.#all = all
  }

  async create(title: string, parentId: number | null = null): Promise<Collection | undefined> {
    const made = await this.#change('The collection could not be made', () =>
      this.#client.call('archive.createCollection', { title, parentId }),
    )
    if (made && parentId !== null) this.setOpen(parentId, true)
    return made
  }

  freeze(query: ListQuery, title: string): Promise<Collection | undefined> {
    return this.#change('The search could not be frozen', () =>
      this.#client.call('archive.freeze', { query, title, parentId: null }),
    )
  }

  /** Saves title or description; somebody else's save in between is told as a conflict, and nothing is overwritten. */
  async save(
    collection: Collection,
    change: { title?: string; description?: string },
  ): Promise<Saved<Collection>> {
    const saved = await this.#client.call('archive.saveCollection', {
      collectionId: collection.id,
      revision: collection.revision,
      ...change,
    })
    // a description saves itself while it is written
    if (saved.state === 'saved' && saved.change) this.#changes.made(saved.change, change.title !== undefined)
    return saved
  }

  move(collectionId: number, parentId: number | null, beforeId: number | null = null) {
    return this.#change('The collection could not be moved', () =>
      this.#client.call('archive.moveCollection', { collectionId, parentId, beforeId }),
    )
  }
  delete(collectionId: number): Promise<null | undefined> {
    return this.#change('The collection could not be deleted', () =>
      this.#client.call('archive.deleteCollection', { collectionId }),
    )
  }

  /** Before another article of it, or to its end. */
  moveItems(
    collectionId: number,
    articleIds: number[],
    beforeId: number | null,
  ): Promise<number | undefined> {
    return this.#changes.carry(
      'The articles could not be moved',
      () => this.#client.call('archive.moveInCollection', { collectionId, articleIds, beforeId }),
      { loud: false },
    )
  }

  async saveItemNote(
    collectionId: number,
    articleId: number,
    { note, revision }: ItemNote,
  ): Promise<Saved<ItemNote>> {
    const saved = await this.#client.call('archive.saveItemNote', { collectionId, articleId, revision, note })
    if (saved.state === 'saved' && saved.change) this.#changes.made(saved.change, false)
    return saved
  }

  clear(): void {
    this.#seq += 1
    this.#all = []
    this.branches.restore()
  }

  #change<T>(failure: string, act: () => Promise<Outcome<T>>): Promise<T | undefined> {
    return this.#changes.carry(failure, act)
  }
}
