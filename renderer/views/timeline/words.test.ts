import { describe, expect, test } from 'vitest'
import { dayOf } from './calendar.ts'
import { contents, formatDays, formatSpan, nameOf } from './words.ts'

describe('days in words', () => {
  test('are as short as is exact', () => {
    expect(formatDays(dayOf(2026, 10, 3), dayOf(2026, 10, 3))).toBe('3 Nov 2026')
    expect(formatDays(dayOf(2025, 2), dayOf(2025, 2, 31))).toBe('March 2025')
    expect(formatDays(dayOf(2019), dayOf(2019, 11, 31))).toBe('2019')
    expect(formatDays(dayOf(2020), dayOf(2029, 11, 31))).toMatch(/^2020.–.2029$/)
    expect(formatDays(dayOf(2026, 10, 3), dayOf(2026, 10, 9))).toMatch(/^3.–.9 Nov 2026$/)
    expect(formatDays(dayOf(2025, 0), dayOf(2025, 2, 31))).toMatch(/^January.–.March 2025$/)
  })

  test('never say more than is known', () => {
    expect(formatSpan(dayOf(2025, 8, 1), 1)).toBe('1 Sep 2025')
    expect(formatSpan(dayOf(2025, 8), 30)).toBe('September 2025')
    expect(formatSpan(dayOf(2025, 8), 30, true)).toBe('Sep 2025')
    expect(formatSpan(dayOf(2025), 365)).toBe('2025')
    expect(formatSpan(dayOf(1066, 9, 14), 1)).toBe('14 Oct 1066')
    expect(formatSpan(dayOf(9999, 11, 31), 1)).toBe('31 Dec 9999')
  })
})

test('contents leave out what there is none of', () => {
  expect(contents(14, 3)).toBe('14 articles, 3 headlines')
  expect(contents(1, 0)).toBe('1 article')
  expect(contents(0, 2000)).toBe('2,000 headlines')
  expect(contents(0, 0)).toBe('nothing')
})

test('the lane of no outlet has a name all the same', () => {
  expect(nameOf({ name: '' })).toBe('No outlet')
  expect(nameOf({ name: 'Harbor Ledger' })).toBe('Harbor Ledger')
})
