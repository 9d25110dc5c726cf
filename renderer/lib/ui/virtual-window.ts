/**
 * Where a list of any length stands. Chromium caps a box at 33.5 million device pixels (immich #16788), so the scrolled
 * box is capped too, and its scroll position is mapped to the list's own: pixel for pixel near both ends, in proportion
 * between them. A short move is always pixel for pixel, wherever it happens; `settle` then puts the scrollbar right.
 */
export interface Range {
  first: number
  /** one past the last */
  end: number
}

export class VirtualWindow {
  readonly rowHeight: number
  readonly maxHeight: number
  #count = 0
  #viewport = 0
  /** distance from the list's top to the viewport's, in pixels of the uncapped list */
  #top = 0
  /** the scroll position that `top` was last reckoned from */
  #scrollTop = 0

  constructor(rowHeight: number, maxHeight = 8_000_000) {
    this.rowHeight = rowHeight
    this.maxHeight = maxHeight
  }

  get count(): number {
    return this.#count
  }
  get top(): number {
    return this.#top
  }
  get scrollTop(): number {
    return this.#scrollTop
  }
  /** of the whole list, were there no cap */
  get fullHeight(): number {
    return this.#count * this.rowHeight
  }
  /** of the box that is scrolled */
  get boxHeight(): number {
    return Math.min(this.fullHeight, this.maxHeight)
  }

  resize(count: number, viewport: number): void {
    this.#count = count
    this.#viewport = viewport
    this.moveTo(this.#top)
  }

  /** The rows in sight, and `spare` more on either side. */
  range(spare = 0): Range {
    const first = Math.floor(this.#top / this.rowHeight) - spare
    const end = Math.ceil((this.#top + this.#viewport) / this.rowHeight) + spare
    return { first: Math.max(0, first), end: Math.min(this.#count, end) }
  }

  /** Takes a scroll position that the browser reports. */
  scrolled(scrollTop: number): void {
    const moved = scrollTop - this.#scrollTop
    const short = Math.abs(moved) <= this.#viewport * 2
    this.#scrollTop = scrollTop
    if (scrollTop <= 0) this.#top = 0
    else if (scrollTop >= this.#scrollEnd) this.#top = this.#end
    else this.#top = clamp(short ? this.#top + moved : this.#topAt(scrollTop), 0, this.#end)
  }

  /** Goes to a place of the list; the scroll position follows. */
  moveTo(top: number): void {
    this.#top = clamp(top, 0, this.#end)
    this.settle()
  }

  /** The smallest move that shows a row whole. */
  reveal(index: number): void {
    const top = index * this.rowHeight
    if (top < this.#top) this.moveTo(top)
    else if (top + this.rowHeight > this.#top + this.#viewport)
      this.moveTo(top + this.rowHeight - this.#viewport)
  }

  /** The scroll position that belongs to where the list stands; set it once scrolling rests. */
  settle(): number {
    this.#scrollTop = this.#scrollAt(this.#top)
    return this.#scrollTop
  }

  get #end(): number {
    return Math.max(0, this.fullHeight - this.#viewport)
  }
  get #scrollEnd(): number {
    return Math.max(0, this.boxHeight - this.#viewport)
  }
  /** How much of both ends is pixel for pixel. */
  get #margin(): number {
    return Math.min(this.maxHeight / 8, this.#scrollEnd / 2)
  }
  /** Pixels of the list for one of the scrollbar, between the margins. */
  get #scale(): number {
    return (this.#end - 2 * this.#margin) / Math.max(1, this.#scrollEnd - 2 * this.#margin)
  }

  #topAt(scrollTop: number): number {
    if (this.fullHeight <= this.maxHeight) return scrollTop
    if (scrollTop <= this.#margin) return scrollTop
    if (scrollTop >= this.#scrollEnd - this.#margin) return this.#end - (this.#scrollEnd - scrollTop)
    return this.#margin + (scrollTop - this.#margin) * this.#scale
  }

  #scrollAt(top: number): number {
    if (this.fullHeight <= this.maxHeight) return top
    if (top <= this.#margin) return top
    if (top >= this.#end - this.#margin) return this.#scrollEnd - (this.#end - top)
    return this.#margin + (top - this.#margin) / this.#scale
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
