/**
 * Rows of a list too long to hold, fetched by pages as they come into sight. What is far away is let go; at most two
 * pages are on their way at once, so a dragged scrollbar never queues hundreds of questions.
 */
export interface Page<T> {
  rows: readonly T[]
  total: number
  /** false when there may be more than `total` */
  exact?: boolean
}
export type Fetch<T> = (offset: number, limit: number) => Promise<Page<T>>

const IN_FLIGHT = 2
const KEPT = 60

export class PagedRows<T> {
  readonly pageSize: number
  #fetch: Fetch<T>
  #pages = new Map<number, readonly T[]>()
  #asked = new Set<number>()
  #failed = new Set<number>()
  #wanted: number[] = []
  /** counts the pages that came in, so that who reads `at` is told */
  #version = $state(0)
  #total = $state(0)
  #exact = $state(false)
  #error: unknown = $state.raw(null)

  constructor(fetch: Fetch<T>, first?: Page<T>, pageSize = 100) {
    this.#fetch = fetch
    this.pageSize = pageSize
    if (!first) return
    this.#pages.set(0, first.rows)
    this.#count(first)
  }

  get total(): number {
    return this.#total
  }
  /** whether there are no more than `total` */
  get exact(): boolean {
    return this.#exact
  }
  get error(): unknown {
    return this.#error
  }

  at(index: number): T | undefined {
    void this.#version
    return this.#pages.get(Math.floor(index / this.pageSize))?.[index % this.pageSize]
  }

  /** Whether all rows from `first` to before `end` are here. */
  has(first: number, end: number): boolean {
    void this.#version
    for (let page = this.#pageOf(first); page <= this.#pageOf(end - 1); page += 1) {
      if (!this.#pages.has(page)) return false
    }
    return true
  }

  /** The rows that are here. */
  all(): T[] {
    void this.#version
    return [...this.#pages.values()].flat()
  }

  /** Puts other rows in place of those that `change` answers one for. */
  patch(change: (row: T) => T | undefined): void {
    for (const [page, rows] of this.#pages) {
      if (rows.some((row) => change(row) !== undefined))
        this.#pages.set(
          page,
          rows.map((row) => change(row) ?? row),
        )
    }
    this.#version += 1
  }

  /** The place of a row among those that are here, or -1. */
  find(test: (row: T) => boolean): number {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex(test)
      if (at >= 0) return page * this.pageSize + at
    }
    return -1
  }

  /** Takes the number of all rows, when it comes later than they do. */
  settle(total: number): void {
    this.#count({ total })
  }

  /** Fetches these rows and waits for them; for a list that is not shown yet. */
  async load(first: number, end: number): Promise<void> {
    const last = this.#pageOf(Math.min(this.#total, end) - 1)
    for (let page = this.#pageOf(first); page <= last; page += 1) {
      if (!this.#pages.has(page)) await this.#load(page)
    }
  }

  /** Fetches the pages in sight, then their neighbours. A later wish replaces an earlier one. */
  want(first: number, end: number): void {
    const from = this.#pageOf(first)
    const to = this.#pageOf(Math.max(first, end - 1))
    const last = this.#pageOf(Math.max(0, this.#total - 1))
    const pages = []
    for (let page = from; page <= to; page += 1) pages.push(page)
    this.#wanted = [...pages, to + 1, from - 1].filter((page) => page >= 0 && page <= last)
    this.#failed.clear()
    this.#next()
  }

  async #load(page: number): Promise<void> {
    this.#asked.add(page)
    try {
      const answer = await this.#fetch(page * this.pageSize, this.pageSize)
      this.#pages.set(page, answer.rows)
      this.#count(answer)
      this.#error = null
      this.#letGo()
    } catch (error) {
      this.#failed.add(page)
      this.#error = error
    }
    this.#asked.delete(page)
    this.#version += 1
    this.#next()
  }

  /** What is known for certain is never replaced by what is known so far. */
  #count({ total, exact = true }: Omit<Page<T>, 'rows'>): void {
    if (exact) this.#total = total
    else if (!this.#exact) this.#total = Math.max(this.#total, total)
    this.#exact ||= exact
  }

  #next(): void {
    for (const page of this.#wanted) {
      if (this.#asked.size >= IN_FLIGHT) return
      if (!this.#pages.has(page) && !this.#asked.has(page) && !this.#failed.has(page)) void this.#load(page)
    }
  }

  /** Drops the pages farthest from what is wanted. */
  #letGo(): void {
    if (this.#pages.size <= KEPT) return
    const centre = this.#wanted[0] ?? 0
    const byDistance = [...this.#pages.keys()].sort((a, b) => Math.abs(b - centre) - Math.abs(a - centre))
    for (const page of byDistance.slice(0, this.#pages.size - KEPT)) this.#pages.delete(page)
  }

  #pageOf(index: number): number {
    return Math.max(0, Math.floor(index / this.pageSize))
  }
}
