import { expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { dayOf } from './calendar.ts'
import { lanesOf } from './made-up-lanes.ts'
import { periodName, periodsOf, rowsOf } from './period-table.ts'

const MONDAY = 1

test.each([
  ['a day', dayOf(2026, 10, 3), dayOf(2026, 10, 4), 'day', 1],
  ['a month', dayOf(2026, 6), dayOf(2026, 7), 'day', 31],
  ['half a year', dayOf(2026, 0), dayOf(2026, 6), 'week', 27],
  ['two years', dayOf(2025), dayOf(2027), 'month', 24],
  ['twenty years', dayOf(2007), dayOf(2027), 'year', 20],
  ['a thousand years', dayOf(1066, 9, 14), dayOf(2027), 'century', 11],
  ['nine thousand', dayOf(1066), dayOf(10_000), 'century', 90],
] as const)('%s', (_, first, end, step, many) => {
  const periods = periodsOf(first, end, MONDAY, 'item')
  expect([periods.step, periods.days.length - 1]).toEqual([step, many])
  expect(periods.days.at(-1)).toBeGreaterThanOrEqual(end)
})

test('weeks begin where the reader’s do; counts by month are no days', () => {
  expect(periodsOf(dayOf(2026, 0), dayOf(2026, 3), MONDAY, 'day').days[0]).toBe(dayOf(2025, 11, 29))
  expect(periodsOf(dayOf(2026, 0), dayOf(2026, 3), 0, 'day').days[0]).toBe(dayOf(2025, 11, 28))
  expect(periodsOf(dayOf(2026, 0), dayOf(2026, 3), MONDAY, 'month').step).toBe('month')
})

test('every item is in the period of its day; whose day is unknown is told apart', () => {
  const block = blockOf(
    lanesOf('item', [
      [0, dayOf(2026, 2, 3), 1, 1, 0, 1],
      [0, dayOf(2026, 2, 31), 1, 0, 1, 2],
      [0, dayOf(2026, 3, 1), 1, 1, 0, 3],
      [0, dayOf(2026, 4), 31, 1, 0, 4],
      [1, dayOf(2026), 365, 1, 0, 5],
      // beyond what is shown
      [1, dayOf(2029), 1, 1, 0, 6],
    ]),
    2,
  )
  const periods = periodsOf(dayOf(2026, 2), dayOf(2026, 5), MONDAY, 'month')
  const [first, second] = rowsOf(block, periods, MONDAY)
  expect(first).toEqual({ articles: [1, 1, 1], headlines: [1, 0, 0], vague: 0 })
  expect(second).toEqual({ articles: [0, 0, 0], headlines: [0, 0, 0], vague: 1 })
  const weeks = periodsOf(dayOf(2026, 2), dayOf(2026, 5), MONDAY, 'item')
  expect(rowsOf(block, weeks, MONDAY)[0]!.vague).toBe(1)
})

test('names of columns', () => {
  expect(periodName(dayOf(2026, 8, 3), dayOf(2026, 8, 4), 'day')).toBe('3 Sep')
  expect(periodName(dayOf(2026, 8), dayOf(2026, 9), 'month')).toBe('Sep 2026')
  expect(periodName(dayOf(2026, 9), dayOf(2027), 'quarter')).toBe('Oct–Dec 2026')
  expect(periodName(dayOf(2020), dayOf(2030), 'decade')).toMatch(/^2020.–.2029$/)
})
