import { expect, test } from 'vitest'
import { dayOf } from './calendar.ts'
import { minimapBars, minimapRange } from './minimap.ts'

test('the minimap spans the core, and the view where that lies beyond', () => {
  const core = { from: 1000, to: 3000, earlier: 1, later: 0, strays: [] }
  const limits = { first: -9000, last: 3000 }
  expect(minimapRange(core, limits, { from: 1500, span: 100, width: 1 })).toEqual({ first: 1000, last: 3000 })
  expect(minimapRange(core, limits, { from: -8000, span: 100, width: 1 })).toEqual({
    first: -8000,
    last: 3000,
  })
})

test('of a single day it spans a year', () => {
  const range = minimapRange(null, { first: 100, last: 101 }, { from: 90, span: 28, width: 1 })
  expect(range.last - range.first).toBe(365)
})

test('every item of the range is in one bar', () => {
  const articles = Int32Array.from({ length: 240 }, (_, i) => i % 17)
  const headlines = Int32Array.from({ length: 240 }, (_, i) => i % 5)
  const all = articles.reduce((a, b) => a + b) + headlines.reduce((a, b) => a + b)
  const range = { first: dayOf(2000), last: dayOf(2020) }
  for (const width of [90, 500, 1400]) {
    const { counts, days, ceiling } = minimapBars(2000 * 12, [articles, headlines], range, width)
    expect(counts.reduce((a, b) => a + b)).toBe(all)
    expect(days).toHaveLength(counts.length + 1)
    expect(ceiling).toBeGreaterThan(0)
    expect(counts.length).toBeLessThanOrEqual(Math.max(20, width / 3))
  }
})

test('nine thousand years are quick', () => {
  const articles = new Int32Array(9000 * 12).fill(1)
  const before = performance.now()
  minimapBars(1000 * 12, [articles], { first: dayOf(1000), last: dayOf(9999) }, 1100)
  expect(performance.now() - before).toBeLessThan(200)
})
