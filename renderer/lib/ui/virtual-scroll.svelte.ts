/** Joins a VirtualWindow to the box that is scrolled: what to draw where, and when to wait for rows. */
import { VirtualWindow } from './virtual-window.ts'

/** Rows drawn beyond each edge. */
const SPARE = 4
/** So long the last rows stay when those that a jump leads to are not here yet. */
const PATIENCE_MS = 90
const REST_MS = 140

export interface Rows {
  /** whether these rows can be drawn */
  ready(first: number, end: number): boolean
  /** told of every range that comes into sight */
  onrange(first: number, end: number): void
}

export class VirtualScroll {
  #place: VirtualWindow
  #rows: Rows
  #box: HTMLElement | undefined
  #height = 0
  #boxHeight = $state(0)
  #top = $state(0)
  #first = $state(0)
  #end = $state(0)
  #resting: ReturnType<typeof setTimeout> | undefined
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(rowHeight: number, rows: Rows) {
    this.#place = new VirtualWindow(rowHeight)
    this.#rows = rows
  }

  get boxHeight(): number {
    return this.#boxHeight
  }
  /** the first row drawn, and one past the last */
  get first(): number {
    return this.#first
  }
  get end(): number {
    return this.#end
  }
  /** Where a row stands in the viewport. */
  offset(index: number): number {
    return index * this.#place.rowHeight - this.#top
  }
  /** Rows of a page, less one to read on from. */
  get page(): number {
    return Math.max(1, Math.floor(this.#height / this.#place.rowHeight) - 1)
  }

  attach(box: HTMLElement): () => void {
    this.#box = box
    return () => {
      clearTimeout(this.#resting)
      clearTimeout(this.#waiting)
    }
  }

  resize(count: number, height: number): void {
    this.#height = height
    this.#place.resize(count, height)
    this.#moved()
  }

  /** Begins with this row; `keepOffset` leaves it as far cut off as the first one was. */
  start(index: number, keepOffset: boolean): void {
    const cut = keepOffset ? this.#place.top % this.#place.rowHeight : 0
    this.#place.moveTo(index * this.#place.rowHeight + cut)
    this.#moved()
  }

  reveal(index: number): void {
    this.#place.reveal(index)
    this.#moved()
  }

  /** Goes far away: what is there now stays until the rows are here, or patience ends. */
  jump(index: number): void {
    this.#place.moveTo(index * this.#place.rowHeight)
    this.#follow()
    this.#drawWhenReady()
  }

  /** The browser scrolled the box. */
  scrolled(): void {
    const scrollTop = this.#box?.scrollTop ?? 0
    if (Math.abs(scrollTop - this.#place.scrollTop) < 1) return
    this.#place.scrolled(scrollTop)
    this.#drawWhenReady()
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => {
      this.#place.settle()
      this.#follow()
    }, REST_MS)
  }

  /** Rows came in: those that stood in for them need wait no longer. */
  arrived(): void {
    if (this.#waiting !== undefined && this.#isReady()) this.#draw()
  }

  #isReady(): boolean {
    const { first, end } = this.#place.range()
    return this.#rows.ready(first, end)
  }

  #moved(): void {
    this.#tell()
    this.#draw()
    this.#follow()
  }

  #drawWhenReady(): void {
    this.#tell()
    const far = Math.abs(this.#place.top - this.#top) > this.#height
    if (far && !this.#isReady()) this.#waiting ??= setTimeout(() => this.#draw(), PATIENCE_MS)
    else this.#draw()
  }

  #tell(): void {
    const { first, end } = this.#place.range()
    this.#rows.onrange(first, end)
  }

  #draw(): void {
    clearTimeout(this.#waiting)
    this.#waiting = undefined
    const range = this.#place.range(SPARE)
    this.#boxHeight = this.#place.boxHeight
    this.#top = this.#place.top
    this.#first = range.first
    this.#end = range.end
  }

  #follow(): void {
    if (this.#box) this.#box.scrollTop = this.#place.scrollTop
  }
}
