/** The articles that a query finds, by outlet: what its timeline is drawn from. */
import type { Ordered } from '../lists/article-order.ts'

/** What is known of every article; see db/article-columns.ts. */
interface Columns {
  outlets: Int32Array
  vague: Uint8Array
}

/** Articles gathered outlet by outlet; within one newest first, the undated at its end. */
export class Matches {
  /** in the order of `starts` */
  readonly outletIds: Int32Array
  readonly ids: Int32Array
  /** in days since 1970; NaN for the undated */
  readonly days: Float64Array
  /** how exactly each day is known, see db/article-columns.ts */
  readonly vague: Uint8Array
  readonly #starts: Int32Array
  readonly #places: Map<number, number>

  /** @param ordered newest first, the undated last; articles that are gone meanwhile are passed over */
  constructor({ ids, days }: Ordered, columns: Columns) {
    const outletOf = (id: number) => columns.outlets[id] ?? -1
    const counts = new Int32Array(maximum(columns.outlets, ids) + 2)
    for (let i = 0; i < ids.length; i++) {
      const outlet = outletOf(ids[i]!)
      if (outlet >= 0) counts[outlet + 1]!++
    }
    const present: number[] = []
    for (let outlet = 0; outlet + 1 < counts.length; outlet++)
      if (counts[outlet + 1]! > 0) present.push(outlet)
    for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!
    const total = counts.at(-1)!
    this.outletIds = Int32Array.from(present)
    this.#starts = Int32Array.from([...present.map((outlet) => counts[outlet]!), total])
    this.#places = new Map(present.map((outlet, i) => [outlet, i]))
    this.ids = new Int32Array(total)
    this.days = new Float64Array(total)
    this.vague = new Uint8Array(total)
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!
      const outlet = outletOf(id)
      if (outlet < 0) continue
      const at = counts[outlet]!++
      this.ids[at] = id
      this.days[at] = days[i]!
      this.vague[at] = columns.vague[id] ?? 0
    }
  }

  /** Where an outlet's articles stand in the columns, as [start, end). */
  rangeOf(outletId: number): [number, number] {
    const place = this.#places.get(outletId)
    return place === undefined ? [0, 0] : [this.#starts[place]!, this.#starts[place + 1]!]
  }

  /** Of one outlet, those between two days, both included. */
  between(outletId: number, from: number, to: number): [number, number] {
    const [start, end] = this.rangeOf(outletId)
    return [this.#firstAtMost(start, end, to), this.#firstAtMost(start, end, from - 1)]
  }

  /** Where the undated of one outlet begin. */
  undatedFrom(outletId: number): number {
    const [start, end] = this.rangeOf(outletId)
    return this.#firstAtMost(start, end, Number.NEGATIVE_INFINITY)
  }

  /** The first place whose day is no later; the undated are earlier than all. */
  #firstAtMost(start: number, end: number, day: number): number {
    let low = start
    let high = end
    while (low < high) {
      const middle = (low + high) >> 1
      const found = this.days[middle]!
      if (!Number.isNaN(found) && found > day) low = middle + 1
      else high = middle
    }
    return low
  }
}

function maximum(outlets: Int32Array, ids: Int32Array): number {
  let most = 0
  for (let i = 0; i < ids.length; i++) {
    const outlet = outlets[ids[i]!] ?? 0
    if (outlet > most) most = outlet
  }
  return most
}
