import { expect, test } from 'vitest'
import type { TimelineLanes } from '../../../electron/shared/api.ts'
import { appended, Sum } from './timeline-sum.ts'

const lanesOf = (level: TimelineLanes['level'], rows: number[][]): TimelineLanes => {
  const column = (i: number) => Int32Array.from(rows, (row) => row[i]!)
  const id = Float64Array.from(rows, (row) => row[5]!)
  const [lane, day, span, articles, headlines] = [column(0), column(1), column(2), column(3), column(4)]
  return { level, lane, day, span, articles, headlines, id }
}

test('many lanes become one: counts of a day add up, days of unknown length stay apart, days before 1970 too', () => {
  const sum = new Sum()
  sum.add(
    lanesOf('day', [
      [0, 100, 1, 2, 0, 0],
      [1, 100, 1, 1, 4, 0],
      [1, 100, 30, 1, 0, 0],
    ]),
  )
  sum.add(
    lanesOf('day', [
      [0, -5, 1, 0, 3, 0],
      [0, 100, 1, 1, 1, 0],
    ]),
  )
  expect(sum.rows()).toEqual([
    [-5, 1, 0, 3],
    [100, 1, 4, 5],
    [100, 30, 1, 0],
  ])
})

test('the summed lane comes last, and has no ids', () => {
  const sum = new Sum()
  sum.add(lanesOf('day', [[0, 7, 1, 3, 0, 0]]))
  const all = appended(lanesOf('item', [[0, 7, 1, 1, 0, 42]]), sum, 5)
  expect([...all.lane]).toEqual([0, 5])
  expect([...all.articles]).toEqual([1, 3])
  expect([...all.id]).toEqual([42, 0])
  expect(all.level).toBe('item')
})

test('where the rest is told by months, so is everything', () => {
  const sum = new Sum()
  sum.add(lanesOf('month', [[0, 0, 31, 3, 0, 0]]))
  expect(appended(lanesOf('item', []), sum, 0).level).toBe('month')
})
