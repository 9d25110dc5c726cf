import { describe, expect, it } from 'vitest'
import type { DatePrecision } from '../../electron/shared/model.ts'
import * as format from './format.ts'

const date = (value: string, precision: DatePrecision) => ({ value, precision, source: 'header' as const })

describe('published dates say what is known and no more', () => {
  it.each([
    ['2025', 'year', '2025', '2025', 'month and day unknown'],
    ['2025-11', 'month', 'Nov 2025', 'November 2025', 'day unknown'],
    ['2025-09-03', 'day', '3 Sep 2025', '3 September 2025', null],
    ['2025-02-11T09:41Z', 'minute', '11 Feb 2025', '11 February 2025, 09:41 UTC', null],
    ['2025-02-11T09:41:07Z', 'second', '11 Feb 2025', '11 February 2025, 09:41:07 UTC', null],
    ['2025-02-11T09:41', 'minute', '11 Feb 2025', '11 February 2025, 09:41', null],
    ['2025-02-11T09:00:00Z', 'second', '11 Feb 2025', '11 February 2025, 09:00 UTC', null],
    ['2025-02-11T09:41+02:00', 'minute', '11 Feb 2025', '11 February 2025, 09:41 UTC+02:00', null],
    ['0800-12-25', 'day', '25 Dec 800', '25 December 800', null],
  ] as const)('%s', (value, precision, short, long, note) => {
    expect(format.publishedShort(date(value, precision))).toBe(short)
    expect(format.publishedLong(date(value, precision))).toBe(long)
    expect(format.precisionNote(date(value, precision))).toBe(note)
  })

  it('keeps a longer value to its precision', () => {
    expect(format.publishedShort(date('2025-02-11', 'month'))).toBe('Feb 2025')
    expect(format.publishedShort(date('2025-02-11', 'year'))).toBe('2025')
  })

  it('says so when there is none, and shows what it cannot read as it is', () => {
    expect(format.publishedShort(null)).toBe('No date')
    expect(format.publishedLong(null)).toBe('Date unknown')
    expect(format.publishedShort(date('TBD', 'day'))).toBe('TBD')
    expect(format.publishedShort(date('2025-13-40', 'day'))).toBe('2025-13-40')
  })
})

it('says of a count that is not over only what will stay', () => {
  expect([7, 100, 199, 8412, 10_000].map(format.atLeast)).toEqual(['7+', '100+', '100+', '8,000+', '10,000+'])
})

it('counts days and months from their epochs', () => {
  expect(format.dayNumber(0)).toBe('1 Jan 1970')
  expect(format.dayNumber(-1)).toBe('31 Dec 1969')
  expect(format.monthNumber(2026 * 12 + 10)).toBe('Nov 2026')
  expect(format.monthNumber(2026 * 12, true)).toBe('January 2026')
  expect(format.monthNumber(99 * 12)).toBe('Jan 99')
})

it('counts', () => {
  expect(format.counted(1, 'article')).toBe('1 article')
  expect(format.counted(1_204_551, 'article')).toBe('1,204,551 articles')
  expect(format.counted(2, 'copy', 'copies')).toBe('2 copies')
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [999_600, '1.0 MB'],
  [20_474, '20 kB'],
  [2_100_000_000, '2.1 GB'],
])('size of %i', (bytes, text) => expect(format.size(bytes)).toBe(text))

it.each([
  [0, '0.0 s'],
  [9_960, '10 s'],
  [59_900, '1 min'],
  [125_000, '2 min 5 s'],
  [4_800_000, '1 h 20 min'],
  [3_599_800, '1 h'],
])('duration of %i', (ms, text) => expect(format.duration(ms)).toBe(text))

it('reads for at least a minute', () => {
  expect(format.readingTime(3)).toBe('1 min')
  expect(format.readingTime(1400)).toBe('6 min')
})

it('knows right-to-left languages by their primary tag', () => {
  expect(format.direction('ar')).toBe('rtl')
  expect(format.direction('fa-IR')).toBe('rtl')
  expect(format.direction('en')).toBe('ltr')
  expect(format.direction(null)).toBe('auto')
})

it('names languages, and survives tags that are none', () => {
  expect(format.language('ar')).toBe('Arabic')
  expect(format.language(null)).toBe('Language unknown')
  expect(format.language('not a tag')).toBe('not a tag')
})

it('keeps hues on the wheel', () => {
  expect(format.hueClass(13)).toBe('hue-1')
  expect(format.hueClass(null)).toBe('')
})
