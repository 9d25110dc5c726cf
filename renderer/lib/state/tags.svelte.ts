/** The tags of the archive: the tree, and what can be done to a tag. */
import type { Outcome, Tag, TagSuggestion } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'
import { OpenBranches } from './opened.svelte.ts'
import type { Session } from './session.svelte.ts'
import { withDescendants } from './tree.ts'

export class Tags {
  readonly branches: OpenBranches
  #client: Client
  #changes: Changes
  #all: Tag[] = $state.raw([])
  #suggestions: TagSuggestion[] = $state.raw([])
  #byId = $derived(new Map(this.#all.map((tag) => [tag.id, tag])))
  #seq = 0

  constructor(client: Client, changes: Changes, session: Session) {
    this.#client = client
    this.#changes = changes
    this.branches = new OpenBranches(session, 'openTags')
  }

  /** by path */
  get all(): Tag[] {
    return this.#all
  }
  get suggestions(): TagSuggestion[] {
    return this.#suggestions
  }
  get(id: number | undefined): Tag | undefined {
    return id === undefined ? undefined : this.#byId.get(id)
  }
  /** These, without those that are gone by now. */
  some(ids: readonly number[] | undefined): Tag[] {
    return ids?.flatMap((id) => this.#byId.get(id) ?? []) ?? []
  }
  isOpen(id: number): boolean {
    return this.branches.has(id, this.#all)
  }
  setOpen(id: number, open: boolean): void {
    this.branches.set(id, open, this.#all)
  }
  closeAll(): void {
    this.branches.closeAll()
  }
  /** Where a tag may move: anywhere but into itself. */
  placesFor(id: number): Tag[] {
    const own = withDescendants(this.#all, id)
    return this.#all.filter((tag) => !own.has(tag.id))
  }

  async refresh(): Promise<void> {
    const seq = ++this.#seq
    const all = await this.#client.call('archive.tags')
    if (seq === this.#seq) this.#all = all
  }

  async suggest(): Promise<void> {
    this.#suggestions = await this.#client.call('archive.tagSuggestions')
  }

  create(path: string): Promise<Tag | undefined> {
    return this.#change('The tag could not be made', () => this.#client.call('archive.createTag', { path }))
  }
  rename(tagId: number, name: string): Promise<Tag | undefined> {
    return this.#change('The tag could not be renamed', () =>
      this.#client.call('archive.renameTag', { tagId, name }),
    )
  }
  move(tagId: number, parentId: number | null): Promise<Tag | undefined> {
    return this.#change('The tag could not be moved', () =>
      this.#client.call('archive.moveTag', { tagId, parentId }),
    )
  }
  async merge(from: number[], into: number): Promise<Tag | undefined> {
    const tag = await this.#change('The tags could not be merged', () =>
      this.#client.call('archive.mergeTags', { from, into }),
    )
    this.#suggestions = this.#suggestions.filter((one) => !from.includes(one.from.id))
    return tag
  }
  delete(tagId: number): Promise<null | undefined> {
    return this.#change('The tag could not be deleted', () =>
      this.#client.call('archive.deleteTag', { tagId }),
    )
  }
  colour(tagId: number, colour: Tag['colour']): Promise<Tag | undefined> {
    return this.#change('The tag could not be coloured', () =>
      this.#client.call('archive.colourTag', { tagId, colour: colour as 0 | null }),
    )
  }

  clear(): void {
    this.#seq += 1
    this.#all = []
    this.#suggestions = []
    this.branches.restore()
  }

  #change<T>(failure: string, act: () => Promise<Outcome<T>>): Promise<T | undefined> {
    return this.#changes.carry(failure, act)
  }
}
