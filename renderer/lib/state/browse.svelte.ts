/** The question asked of the archive, its answer as a list, and the place in it. */
import type { Histogram, ListQuery } from '../../../electron/shared/api.ts'
import type { ArticleRow } from '../../../electron/shared/model.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import type { RowOwn } from '../../../electron/shared/own.ts'
import { explainQuery, needsWords, parseQuery } from '../../../electron/shared/query.ts'
import { asAppError, type Client } from '../client.ts'
import { isEverything } from '../format.ts'
import { PagedRows } from './pages.svelte.ts'
import { tidyQuery } from './places.ts'

const TYPING_PAUSE_MS = 150
/** Some screens full; whoever searches waits for the snippets of one page. */
const PAGE = 50
const ALL: ListQuery = { text: '', outletId: null, importId: null }

export class Browse {
  #client: Client
  /** what stands in the box; `query.text` follows after a pause */
  #typed = $state('')
  #query: ListQuery = $state.raw(ALL)
  #rows: PagedRows<ArticleRow> | null = $state.raw(null)
  #histogram: Histogram | null = $state.raw(null)
  #tookMs = $state(0)
  #hint: string | null = $state(null)
  #inWords = $derived(inWords(this.#query.text))
  #error: AppError | null = $state.raw(null)
  #busy = $state(false)
  /** the row that the keyboard stands on */
  #active: number | null = $state(null)
  /** replaced whenever the list should stand elsewhere than where it was scrolled to */
  #start = $state.raw({ index: 0, keepOffset: false })
  /** rises whenever the active row should come into sight */
  #reveal = $state(0)
  #visible = $state.raw({ first: 0, end: 0 })
  #seq = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: Promise<void> = Promise.resolve()
  /** how far `reveal` was carried out by a list that is gone */
  revealed = 0

  constructor(client: Client) {
    this.#client = client
  }

  get typed(): string {
    return this.#typed
  }
  get query(): ListQuery {
    return this.#query
  }
  get filtered(): boolean {
    return !isEverything(this.#query)
  }
  get rows(): PagedRows<ArticleRow> | null {
    return this.#rows
  }
  get total(): number {
    return this.#rows?.total ?? 0
  }
  /** false while there may be more than `total` */
  get exact(): boolean {
    return this.#rows?.exact ?? false
  }
  get histogram(): Histogram | null {
    return this.#histogram
  }
  get tookMs(): number {
    return this.#tookMs
  }
  get hint(): string | null {
    return this.#hint
  }
  /** how the words of the question are read, where that says more than they do; and what of them makes no sense */
  get inWords(): { text: string; notes: string[] } {
    return this.#inWords
  }
  get error(): AppError | null {
    return this.#error
  }
  get busy(): boolean {
    return this.#busy
  }
  get active(): number | null {
    return this.#active
  }
  get activeRow(): ArticleRow | undefined {
    return this.#active === null ? undefined : this.#rows?.at(this.#active)
  }
  get start(): { index: number; keepOffset: boolean } {
    return this.#start
  }
  get reveal(): number {
    return this.#reveal
  }
  get visible(): { first: number; end: number } {
    return this.#visible
  }

  /** Asks once typing pauses. */
  type(text: string): void {
    this.#typed = text
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.ask({ text }), TYPING_PAUSE_MS)
  }

  /** Asks at once what was typed, and waits for the answer. */
  async submit(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#typed !== this.#query.text || this.#error) return this.ask({ text: this.#typed })
    await this.#asking
  }

  /** Asks at once; what was typed and waits for its pause goes along. */
  ask(change: Partial<ListQuery>): Promise<void> {
    clearTimeout(this.#timer)
    this.#query = tidyQuery({ ...this.#query, text: this.#typed, ...change })
    this.#typed = this.#query.text
    this.#asking = this.#load(this.#query)
    return this.#asking
  }

  /** Everything, from the top, or from a remembered row. */
  reset(startAt = 0): Promise<void> {
    return (this.#asking = this.#load(ALL, startAt))
  }

  async #load(query: ListQuery, startAt = 0): Promise<void> {
    const seq = ++this.#seq
    const before = this.activeRow?.id
    this.#query = query
    this.#typed = query.text
    this.#busy = true
    // One after the other in the archive's process: the rows first, as the histogram takes longer and counts them all.
    const list = this.#client.call('archive.list', { query, offset: 0, limit: PAGE })
    const histogram = this.#loadHistogram(query, seq)
    try {
      const page = await list
      if (seq !== this.#seq) return
      this.#rows = new PagedRows(this.#fetcher(query), page, PAGE)
      void histogram.then((answer) => seq === this.#seq && answer && this.#settle(answer.total))
      this.#tookMs = page.tookMs
      this.#hint = page.hint
      this.#error = null
      // The article that the keyboard stood on stays active where it is at hand; the list still begins at its top.
      const at = this.#rows.find((row) => row.id === before)
      this.#active = at >= 0 ? at : null
      this.#start = { index: Math.min(startAt, Math.max(0, page.total - 1)), keepOffset: false }
    } catch (error) {
      if (seq !== this.#seq) return
      this.#error = asAppError(error)
    }
    this.#busy = false
  }

  /** The same question again, because the archive changed; list and place stay where they are. */
  async refresh(): Promise<void> {
    const seq = ++this.#seq
    const query = this.#query
    try {
      const answer = await this.#again(query, seq)
      if (seq !== this.#seq) return
      this.#rows = answer.rows
      // Where it went, the one that took its place is next.
      const stays = this.#active === null || answer.rows.total === 0
      this.#active = answer.active ?? (stays ? null : Math.min(this.#active!, answer.rows.total - 1))
      this.#error = null
      if (answer.index !== this.#visible.first) this.#start = { index: answer.index, keepOffset: true }
    } catch (error) {
      if (seq === this.#seq && !this.#rows) this.#error = asAppError(error)
    }
    if (seq === this.#seq) this.#busy = false
  }

  /** The list anew, with the rows in sight already in it, and where they and the active one now stand. */
  async #again(query: ListQuery, seq: number) {
    const { first, end } = this.#visible
    const anchor = first > 0 ? this.#rows?.at(first) : undefined
    const [page, histogram, anchorAt, active] = await Promise.all([
      this.#client.call('archive.list', { query, offset: 0, limit: PAGE }),
      this.#loadHistogram(query, seq),
      this.#locate(query, anchor),
      this.#locate(query, this.activeRow),
    ])
    const rows = new PagedRows(this.#fetcher(query), page, PAGE)
    if (!page.exact && histogram) rows.settle(histogram.total)
    const index = anchorAt ?? Math.min(first, Math.max(0, rows.total - 1))
    await rows.load(index, index + (end - first) + 1)
    return { rows, index, active }
  }

  async #locate(query: ListQuery, row: ArticleRow | undefined): Promise<number | null> {
    return row ? this.#client.call('archive.locate', { query, id: row.id }) : null
  }

  async #loadHistogram(query: ListQuery, seq: number): Promise<Histogram | null> {
    const histogram = await this.#client.call('archive.histogram', { query }).catch(() => null)
    if (seq === this.#seq) this.#histogram = histogram
    return histogram
  }

  /** All are counted now. Whoever went to the end before that meant the end. */
  #settle(total: number): void {
    if (this.exact || !this.#rows) return
    const atEnd = this.#active === this.total - 1
    this.#rows.settle(total)
    if (atEnd) this.activate(total - 1)
  }

  #fetcher(query: ListQuery) {
    return (offset: number, limit: number) => this.#client.call('archive.list', { query, offset, limit })
  }

  /** The row that the keyboard stands on, fetched if need be; none when the keyboard has gone on by then. */
  async awaitActiveRow(): Promise<ArticleRow | undefined> {
    const [index, seq] = [this.#active, this.#seq]
    if (index === null || this.activeRow) return this.activeRow
    const page = await this.#client.call('archive.list', { query: this.#query, offset: index, limit: 1 })
    return index === this.#active && seq === this.#seq ? page.rows[0] : undefined
  }

  /** Puts the keyboard on a row. */
  activate(index: number | null): void {
    this.#active = index === null ? null : Math.max(0, Math.min(this.total - 1, index))
    this.#reveal += 1
  }

  /** Puts the keyboard on an article wherever it is in the list. */
  async activateArticle(id: number): Promise<void> {
    const here = this.#rows?.find((row) => row.id === id) ?? -1
    const seq = this.#seq
    const at = here >= 0 ? here : await this.#client.call('archive.locate', { query: this.#query, id })
    if (seq !== this.#seq) return
    this.#active = at
    this.#reveal += 1
  }

  /** The rows in sight; fetches what is missing. */
  show(first: number, end: number): void {
    if (first !== this.#visible.first || end !== this.#visible.end) this.#visible = { first, end }
    this.#rows?.want(first, end)
  }

  /** What people added to some articles changed: their rows tell it where they stand. */
  patch(own: ReadonlyMap<number, RowOwn>): void {
    this.#rows?.patch((row) => {
      const changed = own.get(row.id)
      return changed && { ...row, own: { ...changed, item: changed.item ?? row.own.item } }
    })
  }

  /** The list goes; another one will begin where it stood. */
  leave(): void {
    this.#start = { index: this.#visible.first, keepOffset: false }
    this.revealed = this.#reveal
  }

  clear(): void {
    this.#seq += 1
    clearTimeout(this.#timer)
    this.#query = ALL
    this.#typed = ''
    this.#rows = null
    this.#histogram = null
    this.#error = null
    this.#active = null
    this.#busy = false
    this.#visible = { first: 0, end: 0 }
  }
}

function inWords(text: string): { text: string; notes: string[] } {
  const query = parseQuery(text)
  return { text: needsWords(query) ? explainQuery(query) : '', notes: query.notes }
}
