import type { TimelineLanes } from '../../shared/timeline.ts'

/** Six columns that grow together, as a window takes them: never one object an item. */
export class LaneColumns {
  #size = 0
  #room = 0
  #lane: Int32Array = new Int32Array(0)
  #day: Int32Array = new Int32Array(0)
  #span: Int32Array = new Int32Array(0)
  #articles: Int32Array = new Int32Array(0)
  #headlines: Int32Array = new Int32Array(0)
  #id: Float64Array = new Float64Array(0)

  /** Room for so many more: half a million entries that grow by doubling are copied once too often. */
  reserve(more: number): void {
    if (this.#size + more > this.#room) this.#grow(this.#size + more)
  }

  /** @param id 0 for a bin */
  add(lane: number, day: number, span: number, articles: number, headlines: number, id = 0): void {
    if (this.#size === this.#room) this.#grow(Math.max(1024, this.#size * 2))
    const at = this.#size++
    this.#lane[at] = lane
    this.#day[at] = day
    this.#span[at] = span
    this.#articles[at] = articles
    this.#headlines[at] = headlines
    this.#id[at] = id
  }

  #grow(room: number): void {
    this.#room = room
    const longer = (column: Int32Array): Int32Array => {
      const grown = new Int32Array(room)
      grown.set(column)
      return grown
    }
    this.#lane = longer(this.#lane)
    this.#day = longer(this.#day)
    this.#span = longer(this.#span)
    this.#articles = longer(this.#articles)
    this.#headlines = longer(this.#headlines)
    const ids = new Float64Array(room)
    ids.set(this.#id)
    this.#id = ids
  }

  /** Columns of just what was added: what is sent to a window takes the room behind it along. */
  finish(level: TimelineLanes['level'], headlinesCounted: boolean): TimelineLanes {
    const isFull = this.#size === this.#room
    const cut = <T extends Int32Array | Float64Array>(column: T): T =>
      isFull ? column : (column.slice(0, this.#size) as T)
    return {
      level,
      lane: cut(this.#lane),
      day: cut(this.#day),
      span: cut(this.#span),
      articles: cut(this.#articles),
      headlines: cut(this.#headlines),
      id: cut(this.#id),
      headlinesCounted,
    }
  }
}
