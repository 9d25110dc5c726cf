/** What lists are cut from, and how they are counted by month. */
import type { Histogram } from '../../shared/api.ts'
import { firstDayOfMonth, monthOfDay } from '../../shared/days.ts'
import type { Ordered } from './article-order.ts'

/** What a list needs of whatever it is made from. */
export interface Source {
  /** what is known without a long search, after `ids` */
  known(): { total: number; exact: boolean }
  ids(offset: number, limit: number): number[]
  locate(id: number): number | null
  histogram(): Histogram
  /** all of it newest first, the undated last: whatever order the list itself is in */
  ordered(): Ordered
  /** all of it in the list's own order, where that is another one */
  listed?: Int32Array
  /** of a collapsed list: how many others of an article's story it holds */
  copies?(id: number): { copies?: number; storyId?: number }
}

export const EMPTY: Source = {
  known: () => ({ total: 0, exact: true }),
  ids: () => [],
  locate: () => null,
  histogram: () => histogramOf([], 0, null, null),
  ordered: () => ({ ids: new Int32Array(0), days: new Float64Array(0) }),
}

/** @param ids where the order is another one than by date */
export function inMemory(ordered: Ordered, ids = ordered.ids): Source {
  return {
    known: () => ({ total: ids.length, exact: true }),
    ids: (offset, limit) => [...ids.subarray(offset, offset + limit)],
    locate: (id) => found(ids.indexOf(id)),
    histogram: () => histogramOfDays(ordered.days),
    ordered: () => ordered,
    listed: ids,
  }
}

export function found(at: number): number | null {
  return at < 0 ? null : at
}

/** @param days newest first, NaN for the undated at the end */
export function histogramOfDays(days: ArrayLike<number>): Histogram {
  const bins: { month: number; count: number }[] = []
  let first: number | null = null
  let month = 0
  let until = Number.POSITIVE_INFINITY
  for (let i = 0; i < days.length; i++) {
    const day = days[i]!
    if (Number.isNaN(day)) break
    first = day
    // Days fall, so a new bin begins when we pass the first of the month at hand.
    if (bins.length === 0 || day < until) {
      month = monthOfDay(day)
      until = firstDayOfMonth(month)
      bins.push({ month, count: 0 })
    }
    bins.at(-1)!.count++
  }
  const last = days.length > 0 && !Number.isNaN(days[0]!) ? days[0]! : null
  return histogramOf(bins, days.length, first, last)
}

/** A news archive spans a few centuries at most; a stray date in the year 1066 must not make a million empty bins. */
const MOST_MONTHS = 12 * 400

/** @param bins months in falling order */
export function histogramOf(
  bins: readonly { month: number; count: number }[],
  total: number,
  firstDay: number | null,
  lastDay: number | null,
): Histogram {
  const newest = bins[0]?.month ?? 0
  const shown = bins.filter((bin) => newest - bin.month < MOST_MONTHS)
  const firstMonth = shown.at(-1)?.month ?? 0
  const counts = new Int32Array(shown.length > 0 ? newest - firstMonth + 1 : 0)
  for (const bin of shown) counts[bin.month - firstMonth] = bin.count
  const dated = shown.reduce((sum, bin) => sum + bin.count, 0)
  return { firstMonth, counts, undated: total - dated, total, firstDay, lastDay }
}
