import { monthOfDay } from '../../shared/days.ts'
import type { HeadlinePlaces } from '../db/headline-texts.ts'
import type { LaneBins } from './bins.ts'
import type { HeadlineCounts } from './headline-counts.ts'
import type { LaneColumns } from './lane-columns.ts'

/** Headlines whose words a query asks for: few beside all there are, so they are counted in memory. */
export class FoundHeadlines implements HeadlineCounts {
  readonly #places: HeadlinePlaces
  /** where an outlet's headlines begin, its dated ones begin, and all of them end */
  readonly #outlets = new Map<number, { start: number; dated: number; end: number }>()

  /** @param places by outlet, then by day, the undated first */
  constructor(places: HeadlinePlaces) {
    this.#places = places
    const { outlet, day } = places
    for (let start = 0; start < outlet.length;) {
      let end = start
      let dated = start
      for (; end < outlet.length && outlet[end] === outlet[start]; end++)
        if (Number.isNaN(day[end]!)) dated = end + 1
      this.#outlets.set(outlet[start]!, { start, dated, end })
      start = end
    }
  }

  #between(outletId: number, from: number, to: number): [number, number] {
    const place = this.#outlets.get(outletId)
    if (!place) return [0, 0]
    return [this.#firstFrom(place.dated, place.end, from), this.#firstFrom(place.dated, place.end, to + 1)]
  }

  #firstFrom(low: number, high: number, day: number): number {
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#places.day[middle]! < day) low = middle + 1
      else high = middle
    }
    return low
  }

  count(outletId: number, from: number, to: number): number {
    const [start, end] = this.#between(outletId, from, to)
    return end - start
  }

  addItems(columns: LaneColumns, lane: number, outletId: number, from: number, to: number): void {
    const [start, end] = this.#between(outletId, from, to)
    for (let i = start; i < end; i++) columns.add(lane, this.#places.day[i]!, 1, 0, 1, this.#places.id[i]!)
  }

  addDays(bins: LaneBins, outletId: number, from: number, to: number): void {
    const [start, end] = this.#between(outletId, from, to)
    for (let i = start; i < end; i++) bins.addHeadlines(this.#places.day[i]!, 1)
  }

  addOtherDays(bins: LaneBins, outletIds: readonly number[], from: number, to: number): void {
    const shown = new Set(outletIds)
    for (const id of this.#outlets.keys()) if (!shown.has(id)) this.addDays(bins, id, from, to)
  }

  byOutlet(): { outletId: number; headlines: number; undated: number; firstMonth: number | null }[] {
    return [...this.#outlets].map(([outletId, { start, dated, end }]) => ({
      outletId,
      headlines: end - start,
      undated: dated - start,
      firstMonth: dated < end ? monthOfDay(this.#places.day[dated]!) : null,
    }))
  }

  byMonth(): { month: number; headlines: number }[] {
    const { day: days } = this.#places
    const monthOf = new Map<number, number>()
    const months = new Map<number, number>()
    for (const { dated, end } of this.#outlets.values()) {
      for (let i = dated; i < end;) {
        const day = days[i]!
        let count = 0
        for (; i < end && days[i] === day; i++) count++
        let month = monthOf.get(day)
        if (month === undefined) monthOf.set(day, (month = monthOfDay(day)))
        months.set(month, (months.get(month) ?? 0) + count)
      }
    }
    return [...months].map(([month, headlines]) => ({ month, headlines }))
  }

  dayRange(): number[] {
    let [first, last] = [Infinity, -Infinity]
    for (const { dated, end } of this.#outlets.values()) {
      if (dated === end) continue
      first = Math.min(first, this.#places.day[dated]!)
      last = Math.max(last, this.#places.day[end - 1]!)
    }
    return first > last ? [] : [first, last]
  }

  where(): { sql: string; values: (string | number)[] } {
    return { sql: 'id IN (SELECT value FROM json_each(?))', values: [JSON.stringify([...this.#places.id])] }
  }
}
