import { describe, expect, test } from 'vitest'
import { dayOf, firstDayOf, monthOf, nextOf, startOf, STEPS, weekdayOf, weekStartOf } from './calendar.ts'

const DAY_MS = 86_400_000

describe('days and months', () => {
  test('agree with Date from 1066 to 9999', () => {
    for (let day = -330_200; day < 2_933_000; day += 997) {
      const date = new Date(day * DAY_MS)
      expect(monthOf(day)).toBe(date.getUTCFullYear() * 12 + date.getUTCMonth())
      expect(dayOf(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())).toBe(day)
      expect(weekdayOf(day)).toBe(date.getUTCDay())
    }
  })

  test('know leap years', () => {
    expect(firstDayOf(2024 * 12 + 2) - firstDayOf(2024 * 12 + 1)).toBe(29)
    expect(firstDayOf(1900 * 12 + 2) - firstDayOf(1900 * 12 + 1)).toBe(28)
    expect(firstDayOf(2000 * 12 + 2) - firstDayOf(2000 * 12 + 1)).toBe(29)
  })
})

describe('steps', () => {
  test('every day lies in its step, and steps follow each other without a gap', () => {
    for (const step of STEPS) {
      for (let day = 18_000; day < 22_000; day += 13) {
        const start = startOf(day, step, 1)
        expect(start).toBeLessThanOrEqual(day)
        expect(nextOf(start, step)).toBeGreaterThan(day)
        expect(startOf(nextOf(start, step), step, 1)).toBe(nextOf(start, step))
      }
    }
  })

  test('weeks begin on the weekday asked for', () => {
    for (const weekStart of [0, 1, 6]) {
      expect(weekdayOf(startOf(dayOf(2026, 10, 4), 'week', weekStart))).toBe(weekStart)
    }
  })

  test('the first weekday comes from the locale', () => {
    expect(weekStartOf('de-DE')).toBe(1)
    expect(weekStartOf('en-US')).toBe(0)
    expect(weekStartOf('not a locale')).toBe(1)
  })
})
