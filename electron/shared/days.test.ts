import { expect, test } from 'vitest'
import { dateOfDay, dayOfDate, firstDayOfMonth, monthOfDay, secondsOf, spanOf } from './days.ts'

test.each(['0001-01-01', '1066-10-14', '1970-01-01', '2024-02-29', '2026-11-09', '9999-12-31'])(
  '%s comes back',
  (date) => {
    expect(dateOfDay(dayOfDate(date)!)).toBe(date)
  },
)

test('a time is taken to UTC, a shorter date to its beginning', () => {
  expect(secondsOf('2026-11-09T09:41+02:00')).toBe(Date.UTC(2026, 10, 9, 7, 41) / 1000)
  expect(secondsOf('2026-11')).toBe(Date.UTC(2026, 10, 1) / 1000)
  expect(secondsOf('2026')).toBe(Date.UTC(2026, 0, 1) / 1000)
})

test.each(['', 'soon', '2026-13-01', '2026-02-30', '11/09/2026', '2026-1-1'])('%j is no date', (value) => {
  expect(secondsOf(value)).toBeNull()
})

test('months and spans', () => {
  expect(monthOfDay(dayOfDate('2024-02-29')!)).toBe(2024 * 12 + 1)
  expect(dateOfDay(firstDayOfMonth(2024 * 12 + 1))).toBe('2024-02-01')
  expect(spanOf(dayOfDate('2024-02-01')!, 'month')).toBe(29)
  expect(spanOf(dayOfDate('2024-01-01')!, 'year')).toBe(366)
  expect(spanOf(0, 'minute')).toBe(1)
})
