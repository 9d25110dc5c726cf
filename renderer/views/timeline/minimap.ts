/** The histogram of everything: months gathered into bars that fit its width. */

import { monthOf, nextOf, startOf, type Step } from './calendar.ts'
import type { CoreRange } from './core-range.ts'
import { ceilingOf, stepFor } from './lod.ts'
import type { Limits, Scale } from './scale.ts'

export interface MinimapBars {
  step: Step
  /** first days of the bars, then the day after the last */
  days: number[]
  counts: number[]
  /** how many items make a bar of full height */
  ceiling: number
}

const YEAR = 365

/** What the minimap spans: the core of the archive, and the view where that reaches beyond. */
export function minimapRange(core: CoreRange | null, limits: Limits, view: Scale): Limits {
  const first = Math.max(Math.min(core?.from ?? limits.first, view.from), limits.first)
  const last = Math.min(Math.max(core?.to ?? limits.last, view.from + view.span), limits.last)
  // A month of histogram says nothing: at least a year is drawn.
  const missing = Math.max(0, (YEAR - (last - first)) / 2)
  return { first: first - missing, last: last + missing }
}

const MIN_BAR = 4

/** @param counts by month from `firstMonth`, months counted as year × 12 + month */
export function minimapBars(
  firstMonth: number,
  counts: readonly Int32Array[],
  range: Limits,
  width: number,
): MinimapBars {
  const days = range.last - range.first
  const fits = stepFor(width / Math.max(1, days), MIN_BAR)
  const step = fits === 'day' || fits === 'week' ? 'month' : fits
  const bars: MinimapBars = { step, days: [], counts: [], ceiling: 1 }
  let day = startOf(range.first, step, 1)
  while (day < range.last && bars.counts.length < 4000) {
    const next = nextOf(day, step)
    let count = 0
    for (let month = monthOf(day); month < monthOf(next); month++) {
      for (const series of counts) count += series[month - firstMonth] ?? 0
    }
    bars.days.push(day)
    bars.counts.push(count)
    day = next
  }
  bars.days.push(day)
  bars.ceiling = ceilingOf(Float64Array.from(bars.counts))
  return bars
}
