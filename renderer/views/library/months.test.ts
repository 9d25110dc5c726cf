import { expect, it } from 'vitest'
import type { Histogram } from '../../../electron/shared/api.ts'
import { barsBetween, barsOf, monthOf, nextFilled, placeOf, spanOf, ticksOf } from './months.ts'

function histogram(firstMonth: number, counts: number[]): Histogram {
  return { firstMonth, counts: Int32Array.from(counts), undated: 0, total: 0, firstDay: null, lastDay: null }
}

it('draws months where they fit', () => {
  const bars = barsOf(histogram(2024 * 12 + 2, [1, 0, 5, 2]), 400)
  expect(bars).toEqual({ step: 1, firstMonth: 2024 * 12 + 2, counts: [1, 0, 5, 2], most: 5 })
})

it('gathers them into years where they do not, and loses none', () => {
  const bars = barsOf(histogram(1999 * 12 + 7, new Array(400).fill(1)), 300)
  expect(bars.step).toBe(12)
  expect(bars.firstMonth).toBe(1999 * 12)
  expect(bars.counts.reduce((a, b) => a + b)).toBe(400)
  expect(bars.counts[0]).toBe(5)
  expect(bars.counts.length * 4).toBeLessThanOrEqual(300)
})

it('has no bars for nothing', () => {
  expect(barsOf(histogram(0, []), 300).counts).toEqual([])
})

it('counts what is newer than a bar', () => {
  const bars = barsOf(histogram(24_000, [4, 3, 2, 1]), 400)
  expect(placeOf(bars, 3)).toBe(0)
  expect(placeOf(bars, 0)).toBe(6)
})

it('labels years with room between them', () => {
  const bars = barsOf(histogram(2012 * 12 + 3, new Array(170).fill(1)), 1200)
  const ticks = ticksOf(bars, 1200)
  expect(ticks[0]?.label).toBe('2013')
  expect(ticks.length).toBeLessThanOrEqual(1200 / 64)
  expect(ticks.every((tick) => tick.at >= 0 && tick.at < 1)).toBe(true)
  expect(ticksOf(bars, 300).length).toBeLessThan(6)
})

it('reads a month only where there is one', () => {
  expect(monthOf('2025-11-03')).toBe(2025 * 12 + 10)
  expect(monthOf('2025')).toBeNull()
  expect(monthOf(undefined)).toBeNull()
})

it('lights the bars of the rows in sight', () => {
  const bars = barsOf(histogram(24_000, [1, 1, 1, 1]), 400)
  expect(barsBetween(bars, [24_002, null, 24_001])).toEqual({ from: 1, to: 2 })
  expect(barsBetween(bars, [null])).toBeNull()
})

it('steps over empty bars, but not past the end', () => {
  const bars = barsOf(histogram(24_000, [3, 0, 0, 2, 0]), 400)
  expect(nextFilled(bars, 0, 1)).toBe(3)
  expect(nextFilled(bars, 3, -1)).toBe(0)
  expect(nextFilled(bars, 3, 1)).toBe(4)
})

it('says what a bar stands for', () => {
  expect(spanOf(barsOf(histogram(2014 * 12 + 2, [1]), 400), 0)).toBe('March 2014')
  expect(spanOf(barsOf(histogram(2014 * 12, new Array(90).fill(1)), 200), 0)).toBe('Jan 2014 – Mar 2014')
  expect(spanOf(barsOf(histogram(2000 * 12, new Array(240).fill(1)), 200), 3)).toBe('2003')
  expect(spanOf(barsOf(histogram(1900 * 12, new Array(1200).fill(1)), 100), 1)).toBe('1905 – 1909')
})
