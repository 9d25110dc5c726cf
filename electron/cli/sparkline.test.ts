import { expect, test } from 'vitest'
import { monthName, sparkline, yearAxis } from './sparkline.ts'

test('draws counts as bars, blank for none', () => {
  expect(sparkline([0, 1, 4, 8], 1)).toBe(' ▁▄█')
  expect(sparkline([1, 1, 2, 2, 0], 2)).toBe('▄█ ')
  expect(sparkline([1_000_000, 1], 1)).toBe('█▁')
  expect(sparkline([0, 0], 1)).toBe('  ')
})

test('puts each year above its January', () => {
  const may2020 = 2020 * 12 + 4
  const axis = yearAxis(may2020, may2020 + 30, 1)
  expect(axis).toHaveLength(31)
  expect(axis.indexOf('2021')).toBe(8)
  expect(axis.indexOf('2022')).toBe(20)
  expect(yearAxis(may2020, may2020, 1)).toBe('2020')
  expect(monthName(may2020)).toBe('2020-05')
})
