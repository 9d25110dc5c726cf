import { describe, expect, it } from 'vitest'
import { dateAsTyped, readDate, readingWords } from './date-input.ts'

const value = (typed: string) => {
  const read = readDate(typed)
  return 'fault' in read ? read.fault : read.value
}

describe('a typed date', () => {
  it.each([
    ['2025', '2025'],
    ['2025-02', '2025-02'],
    ['2025-2-1', '2025-02-01'],
    ['2025-02-11 09:41', '2025-02-11T09:41Z'],
    ['2025-02-11 9:41 UTC', '2025-02-11T09:41Z'],
    ['2025-02-11T09:41:30Z', '2025-02-11T09:41:30Z'],
    ['2025-02-11 09:41+0200', '2025-02-11T09:41+02:00'],
    ['2025-02-11 09:41 −05:00', '2025-02-11T09:41-05:00'],
    ['11 February 2025', '2025-02-11'],
    ['11. Feb 2025, 09:41', '2025-02-11T09:41Z'],
    ['February 11, 2025', '2025-02-11'],
    ['Sept. 2025', '2025-09'],
    ['1.2.2025', '2025-02-01'],
    ['  ', null],
  ])('%s is %s', (typed, read) => expect(value(typed)).toBe(read))

  it.each(['yesterday', '25', '2025-02 09:41', '2025-02-11 25:00', 'Smarch 2025', '2025-13', '3 May 4 2025'])(
    '%s is none',
    (typed) => expect(readDate(typed)).toHaveProperty('fault'),
  )

  it('is not guessed at', () => {
    expect(value('02/11/2025')).toMatch(/^Day or month first/)
    expect(value('2025-02-30')).toBe('There is no such day.')
  })
})

it('says how it is read', () => {
  expect(readingWords('2025-02')).toBe('Read as February 2025 (day unknown)')
  expect(readingWords('2025-02-11 09:41')).toBe('Read as 11 February 2025, 09:41 UTC')
  expect(readingWords('')).toBe('Read as: date unknown')
  expect(readingWords('x')).toBe('')
})

it('stands in the field as it is read back', () => {
  for (const iso of ['2025', '2025-02', '2025-02-11', '2025-02-11T09:41Z', '2025-02-11T09:41:30+02:00']) {
    expect(value(dateAsTyped({ value: iso, precision: 'day', source: 'header' }))).toBe(iso)
  }
  expect(dateAsTyped(null)).toBe('')
})
