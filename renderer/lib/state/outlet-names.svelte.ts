/** The names that outlets go by: merged ones, aliases, colours, and outlets that may be one. */
import type { Outcome, OutletNames as Names, OutletSuggestion } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'

export class OutletNames {
  #client: Client
  #changes: Changes
  #names: Names | null = $state.raw(null)
  #suggestions: OutletSuggestion[] = $state.raw([])
  #seq = 0

  constructor(client: Client, changes: Changes) {
    this.#client = client
    this.#changes = changes
  }

  /** of the outlet that is looked at */
  get names(): Names | null {
    return this.#names
  }
  get suggestions(): OutletSuggestion[] {
    return this.#suggestions
  }

  async show(outletId: number): Promise<void> {
    const seq = ++this.#seq
    this.#names = null
    const names = await this.#client.call('archive.outletNames', { outletId })
    if (seq === this.#seq) this.#names = names
  }

  async suggest(): Promise<void> {
    this.#suggestions = await this.#client.call('archive.outletSuggestions')
  }

  async merge(from: number[], into: number): Promise<void> {
    const merged = await this.#change('The outlets could not be merged', () =>
      this.#client.call('archive.mergeOutlets', { from, into }),
    )
    if (merged)
      this.#suggestions = this.#suggestions.filter(
        (one) => !from.includes(one.from.id) && !from.includes(one.into.id),
      )
  }
  split(outletId: number): Promise<Names | undefined> {
    return this.#change('The outlet could not be split off', () =>
      this.#client.call('archive.splitOutlet', { outletId }),
    )
  }
  addAlias(outletId: number, name: string): Promise<Names | undefined> {
    return this.#change('The name could not be added', () =>
      this.#client.call('archive.addOutletAlias', { outletId, name }),
    )
  }
  removeAlias(outletId: number, name: string): Promise<Names | undefined> {
    return this.#change('The name could not be removed', () =>
      this.#client.call('archive.removeOutletAlias', { outletId, name }),
    )
  }
  colour(outletId: number, hue: number): Promise<Names | undefined> {
    return this.#change('The outlet could not be coloured', () =>
      this.#client.call('archive.colourOutlet', { outletId, hue: hue as 0 }),
    )
  }

  clear(): void {
    this.#seq += 1
    this.#names = null
    this.#suggestions = []
  }

  async #change(failure: string, act: () => Promise<Outcome<Names>>): Promise<Names | undefined> {
    const names = await this.#changes.carry(failure, act)
    if (names && this.#names) await this.show(this.#names.outlet.id)
    return names
  }
}
