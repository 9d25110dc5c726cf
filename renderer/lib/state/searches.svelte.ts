/** Saved searches, with how many articles each finds now. */
import type { ListQuery } from '../../../electron/shared/api.ts'
import type { SavedSearch } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'
import { tidyQuery } from './places.ts'

const MOST = 200

export class Searches {
  #client: Client
  #changes: Changes
  #all: SavedSearch[] = $state.raw([])
  #counts: ReadonlyMap<number, number> = $state.raw(new Map())
  #seq = 0
  #countSeq = 0

  constructor(client: Client, changes: Changes) {
    this.#client = client
    this.#changes = changes
  }

  get all(): SavedSearch[] {
    return this.#all
  }
  /** null until it is known */
  count(id: number): number | null {
    return this.#counts.get(id) ?? null
  }
  /** The saved search that asks just this. */
  of(query: ListQuery): SavedSearch | undefined {
    const asked = JSON.stringify(tidyQuery(query))
    return this.#all.find((one) => JSON.stringify(tidyQuery(one.query)) === asked)
  }

  async refresh(): Promise<void> {
    const seq = ++this.#seq
    const all = await this.#client.call('archive.savedSearches')
    if (seq !== this.#seq) return
    this.#all = all
    await this.recount()
  }

  /** The list is shown before the counts are in: some may take a moment. */
  async recount(): Promise<void> {
    const searchIds = this.#all.slice(0, MOST).map(({ id }) => id)
    const seq = ++this.#countSeq
    if (searchIds.length === 0) return
    const counts = await this.#client.call('archive.searchCounts', { searchIds })
    if (seq === this.#countSeq) this.#counts = new Map(searchIds.map((id, i) => [id, counts[i] ?? 0]))
  }

  save(name: string, query: ListQuery): Promise<SavedSearch | undefined> {
    return this.#changes.carry('The search could not be saved', () =>
      this.#client.call('archive.createSavedSearch', { name, query: tidyQuery(query) }),
    )
  }
  rename(searchId: number, name: string): Promise<SavedSearch | undefined> {
    return this.#changes.carry('The search could not be renamed', () =>
      this.#client.call('archive.saveSavedSearch', { searchId, name }),
    )
  }
  delete(searchId: number): Promise<null | undefined> {
    return this.#changes.carry('The search could not be deleted', () =>
      this.#client.call('archive.deleteSavedSearch', { searchId }),
    )
  }

  clear(): void {
    this.#seq += 1
    this.#countSeq += 1
    this.#all = []
    this.#counts = new Map()
  }
}
