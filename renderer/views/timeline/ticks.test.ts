import { describe, expect, test } from 'vitest'
import { dayOf, weekdayOf } from './calendar.ts'
import { ticksOf } from './ticks.ts'

const labels = (from: number, to: number, width: number, weekStart = 1) =>
  ticksOf(from, to, width / (to - from), weekStart).map((tick) => tick.label)

describe('ticks', () => {
  test('a week shows its days with their names', () => {
    expect(labels(dayOf(2026, 10, 2), dayOf(2026, 10, 9), 1000)).toEqual([
      'Mon 2',
      'Tue 3',
      'Wed 4',
      'Thu 5',
      'Fri 6',
      'Sat 7',
      'Sun 8',
    ])
  })

  test('a year shows its months, the first with the year', () => {
    const ticks = ticksOf(dayOf(2025), dayOf(2026), 1000 / 365, 1)
    expect(ticks[0]).toEqual({ day: dayOf(2025), label: 'Jan 2025', isMajor: true })
    expect(ticks.map((tick) => tick.label).slice(1, 3)).toEqual(['Feb', 'Mar'])
    expect(ticks.at(-1)!.label).toBe('Dec')
  })

  test('every second day begins anew with each month', () => {
    const ticks = ticksOf(dayOf(2025, 6), dayOf(2025, 8), 30, 1)
    expect(ticks.find((tick) => tick.day === dayOf(2025, 7))?.label).toBe('1 Aug')
    expect(ticks.some((tick) => tick.day === dayOf(2025, 6, 31))).toBe(false)
  })

  test('weeks begin on the reader’s first weekday', () => {
    const ticks = ticksOf(dayOf(2025, 3), dayOf(2025, 6), 9, 0)
    expect(ticks.every((tick) => weekdayOf(tick.day) === 0)).toBe(true)
  })

  test('never stand closer than their labels need, from a day to nine thousand years', () => {
    for (const width of [200, 800, 2400]) {
      for (let days = 1; days < 3_300_000; days *= 1.7) {
        const ticks = ticksOf(-330_000, -330_000 + days, width / days, 1)
        expect(ticks.length).toBeLessThan(width / 40 + 3)
        expect(ticks.length).toBeGreaterThan(0)
        for (let i = 1; i < ticks.length; i++) expect(ticks[i]!.day).toBeGreaterThan(ticks[i - 1]!.day)
      }
    }
  })

  test('nothing comes of nothing', () => {
    expect(ticksOf(10, 10, 5, 1)).toEqual([])
    expect(ticksOf(0, 10, 0, 1)).toEqual([])
    expect(ticksOf(NaN, 10, 1, 1)).toEqual([])
  })
})
