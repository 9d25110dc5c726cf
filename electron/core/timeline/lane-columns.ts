import type { TimelineLanes } from '../../shared/timeline.ts'

/** Six columns that grow together, as a window takes them: never one object an item. */
export class LaneColumns {
  #size = 0
  #ints = [0, 1, 2, 3, 4].map(() => new Int32Array(1024))
  #ids = new Float64Array(1024)

  /** @param id 0 for a bin */
  add(lane: number, day: number, span: number, articles: number, headlines: number, id = 0): void {
    if (this.#size === this.#ids.length) this.#grow()
    const at = this.#size++
    this.#ints[0]![at] = lane
    this.#ints[1]![at] = day
    this.#ints[2]![at] = span
    this.#ints[3]![at] = articles
    this.#ints[4]![at] = headlines
    this.#ids[at] = id
  }

  #grow(): void {
    const length = this.#size * 2
    this.#ints = this.#ints.map((ints) => {
      const longer = new Int32Array(length)
      longer.set(ints)
      return longer
    })
    const ids = new Float64Array(length)
    ids.set(this.#ids)
    this.#ids = ids
  }

  finish(level: TimelineLanes['level'], headlinesCounted: boolean): TimelineLanes {
    const [lane, day, span, articles, headlines] = this.#ints.map((ints) => ints.slice(0, this.#size))
    return {
      level,
      lane: lane!,
      day: day!,
      span: span!,
      articles: articles!,
      headlines: headlines!,
      id: this.#ids.slice(0, this.#size),
      headlinesCounted,
    }
  }
}
