import { expect, it } from 'vitest'
import { byDay } from './headline-days.ts'

it('groups by date, newest first, undated last, in the order of the list', () => {
  const headline = (title: string, date: string | null) => ({ title, date, outlet: null })
  const days = byDay([
    headline('a', '2022-08-15'),
    headline('b', null),
    headline('c', '2022-08-16'),
    headline('d', '2022-08-15'),
  ])
  expect(days.map((day) => [day.date, ...day.headlines.map((one) => one.title)])).toEqual([
    ['2022-08-16', 'c'],
    ['2022-08-15', 'a', 'd'],
    [null, 'b'],
  ])
})
