/** The histogram as bars that fit the strip, and months as places in a list that runs newest first. */
import type { Histogram } from '../../../electron/shared/api.ts'
import { monthNumber } from '../../lib/format.ts'

export interface Bars {
  /** months that one bar stands for: 1, 3, 12, 60 or 120 */
  step: number
  /** first month of the first bar, a multiple of the step */
  firstMonth: number
  counts: number[]
  most: number
}

const STEPS = [1, 3, 12, 60, 120, 1200]

/** As many bars as fit, none narrower than `least` pixels. */
export function barsOf(histogram: Histogram, width: number, least = 4): Bars {
  const months = histogram.counts.length
  const room = Math.max(1, Math.floor(width / least))
  const step = STEPS.find((one) => Math.ceil(months / one) + 1 <= room) ?? 1200
  const firstMonth = Math.floor(histogram.firstMonth / step) * step
  const length = Math.floor((histogram.firstMonth + months - 1) / step) - firstMonth / step + 1
  const counts = new Array<number>(Math.max(0, length)).fill(0)
  histogram.counts.forEach((value, i) => {
    counts[Math.floor((histogram.firstMonth + i - firstMonth) / step)]! += value
  })
  return { step, firstMonth, counts, most: Math.max(1, ...counts) }
}

/** Where a bar's newest article stands in the list: behind all that are newer. */
export function placeOf(bars: Bars, bar: number): number {
  return bars.counts.slice(bar + 1).reduce((sum, value) => sum + value, 0)
}

export interface Tick {
  /** 0–1 of the strip's width */
  at: number
  label: string
}

/** Years under the strip, as many as have room. */
export function ticksOf(bars: Bars, width: number, room = 64): Tick[] {
  const months = bars.counts.length * bars.step
  const years = months / 12
  const every = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((one) => (years / one) * room <= width) ?? 1000
  const ticks: Tick[] = []
  const last = bars.firstMonth + months
  for (let year = Math.ceil(bars.firstMonth / 12 / every) * every; year * 12 < last; year += every) {
    ticks.push({ at: (year * 12 - bars.firstMonth) / months, label: String(year) })
  }
  return ticks
}

/** The month of an ISO date cut to any precision, or null: a year alone has no month. */
export function monthOf(value: string | undefined): number | null {
  const parts = /^(\d{4})-(\d{2})/.exec(value ?? '')
  return parts ? Number(parts[1]) * 12 + Number(parts[2]) - 1 : null
}

/** The bars from the oldest to the newest of these months; months that are not known count for nothing. */
export function barsBetween(
  bars: Bars,
  months: Iterable<number | null>,
): { from: number; to: number } | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const month of months) {
    if (month === null) continue
    low = Math.min(low, month)
    high = Math.max(high, month)
  }
  if (low > high) return null
  const bar = (month: number) => Math.floor((month - bars.firstMonth) / bars.step)
  return { from: bar(low), to: bar(high) }
}

/** The next bar on this side that is not empty, or the last one there. */
export function nextFilled(bars: Bars, from: number, by: 1 | -1): number {
  let bar = from + by
  while (bar > 0 && bar < bars.counts.length - 1 && bars.counts[bar] === 0) bar += by
  return bar
}

/** What a bar stands for: `March 2014`, `Jan 2014 – Mar 2014`, `2014`, `2010 – 2014`. */
export function spanOf(bars: Bars, bar: number): string {
  const from = bars.firstMonth + bar * bars.step
  const year = Math.floor(from / 12)
  if (bars.step === 1) return monthNumber(from, true)
  if (bars.step < 12) return `${monthNumber(from)} – ${monthNumber(from + bars.step - 1)}`
  return bars.step === 12 ? String(year) : `${year} – ${year + bars.step / 12 - 1}`
}
