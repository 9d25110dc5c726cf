import { describe, expect, it } from 'vitest'
import { hasHead, isNumber, numberColumns, roomOf } from './tables.ts'

it('knows numbers by their look', () => {
  const numbers = [
    '12',
    '−0.34',
    '+5',
    '$1,200.50',
    '12 %',
    '2.10 m',
    '1 204 551',
    '٣١',
    '€3bn',
    '09:41',
    '31°',
  ]
  expect(numbers.filter((cell) => !isNumber(cell))).toEqual([])
  const words = ['', 'Gate 4', '4 gates closed', 'Low Ferry', 'm', '2nd half of the year']
  expect(words.filter(isNumber)).toEqual([])
})

const gauges = [
  ['Gauge', 'Level', 'Since August'],
  ['Low Ferry', '2.10 m', '−0.34'],
  ['Karsun', '11.82 m', '–'],
]

describe('the first row', () => {
  it('is a head over numbers', () => expect(hasHead(gauges)).toBe(true))
  it('is a head where its corner is empty', () =>
    expect(
      hasHead([
        ['', 'North', 'South'],
        ['Upland', 'yes', 'no'],
      ]),
    ).toBe(true))
  it('is a head of years', () =>
    expect(
      hasHead([
        ['Province', '2024', '3/2025'],
        ['Upland', '12', '14'],
      ]),
    ).toBe(true))
  it('is a head over longer text', () =>
    expect(
      hasHead([
        ['Who', 'What'],
        ['The river commission', 'Publishes the readings every ten days'],
      ]),
    ).toBe(true))
  it('is none where it holds figures itself', () => expect(hasHead(gauges.slice(1))).toBe(false))
  it('is none where names are missing', () =>
    expect(
      hasHead([
        ['Results', '', ''],
        ['Upland', '1', '2'],
      ]),
    ).toBe(false))
  it('is none where it stands alone, or over one column', () => {
    expect(hasHead([['Gauge', 'Level']])).toBe(false)
    expect(hasHead([['Gauge'], ['12']])).toBe(false)
    expect(hasHead([])).toBe(false)
  })
})

it('sets columns of numbers as such, gaps and all', () => {
  expect(numberColumns(gauges)).toEqual([false, true, true])
  expect(numberColumns([['a', 'b'], ['1']])).toEqual([true, false])
})

it('gives words the room they ask for', () => {
  expect(
    [0, 1, 2].map((column) => roomOf([['Gate 4', 'under observation', 'x'.repeat(80)]], column)),
  ).toEqual(['words', 'lines', 'prose'])
})
