/** The articles picked in the list, for one action on all: some by name, or all that the list shows but some. */
import type { ListQuery, MOST_NAMED, Selection } from '../../../electron/shared/api.ts'
import type { Client } from '../client.ts'
import type { Browse } from './browse.svelte.ts'

const MOST: typeof MOST_NAMED = 5000
const PAGE = 500
const NONE: ReadonlySet<number> = new Set()

export class ListSelection {
  #client: Client
  #browse: Browse
  #ontoomany: () => void
  #ids = $state.raw(NONE)
  /** all that the list shows, and `ids` are those left out */
  #all = $state(false)
  /** the question whose list was picked from: another list has nothing picked */
  #query: ListQuery | null = $state.raw(null)
  /** where a range begins, and what was picked before it */
  #anchor: number | null = null
  #base = NONE
  #seq = 0

  constructor(client: Client, browse: Browse, ontoomany: () => void) {
    this.#client = client
    this.#browse = browse
    this.#ontoomany = ontoomany
  }

  get count(): number {
    if (this.#query !== this.#browse.query) return 0
    return this.#all ? Math.max(0, this.#browse.total - this.#ids.size) : this.#ids.size
  }

  has(id: number): boolean {
    return this.count > 0 && this.#all !== this.#ids.has(id)
  }

  /** What is picked, as the archive is told of it; null for nothing. */
  get selection(): Selection | null {
    if (this.count === 0 || !this.#query) return null
    return this.#all ? { query: this.#query, except: [...this.#ids] } : { ids: [...this.#ids] }
  }

  toggle(index: number): void {
    const id = this.#browse.rows?.at(index)?.id
    if (id === undefined) return
    this.#begin()
    const ids = new Set(this.#ids)
    if (!ids.delete(id)) ids.add(id)
    if (!this.#take(ids)) return
    this.#anchor = index
    this.#base = this.#ids
  }

  /** From where picking began to here, beside what was picked before. */
  async extend(index: number): Promise<void> {
    this.#begin()
    if (this.#all) return
    this.#anchor ??= this.#browse.active ?? index
    const [first, last] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)]
    const seq = ++this.#seq
    if (last - first >= MOST) return this.#ontoomany()
    const range = await this.#idsBetween(first, last)
    if (seq === this.#seq) this.#take(new Set([...this.#base, ...range]))
  }

  /** All that the list shows, however many; none is counted or sent one by one. */
  all(): void {
    this.clear()
    this.#query = this.#browse.query
    this.#all = true
  }

  clear(): void {
    this.#seq += 1
    this.#query = null
    this.#all = false
    this.#ids = this.#base = NONE
    this.#anchor = null
  }

  /** Where the next range begins. */
  anchorAt(index: number): void {
    if (this.count === 0) this.clear()
    this.#anchor = index
    this.#base = this.#ids
  }

  #begin(): void {
    if (this.#query === this.#browse.query) return
    const anchor = this.#query === null ? this.#anchor : null
    this.clear()
    this.#anchor = anchor
    this.#query = this.#browse.query
  }

  #take(ids: ReadonlySet<number>): boolean {
    if (ids.size > MOST) {
      this.#ontoomany()
      return false
    }
    this.#ids = ids
    return true
  }

  async #idsBetween(first: number, last: number): Promise<number[]> {
    const ids: number[] = []
    const query = this.#browse.query
    for (let at = first; at <= last;) {
      const row = this.#browse.rows?.at(at)
      const rows = row ? [row] : await this.#page(query, at, Math.min(PAGE, last - at + 1))
      if (rows.length === 0) break
      ids.push(...rows.map(({ id }) => id))
      at += rows.length
    }
    return ids
  }

  async #page(query: ListQuery, offset: number, limit: number) {
    return (await this.#client.call('archive.list', { query, offset, limit })).rows
  }
}
