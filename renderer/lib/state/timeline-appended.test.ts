import { expect, test } from 'vitest'
import type { TimelineLanes } from '../../../electron/shared/api.ts'
import { appended } from './timeline-appended.ts'

const lanesOf = (level: TimelineLanes['level'], rows: number[][]): TimelineLanes => {
  const column = (i: number) => Int32Array.from(rows, (row) => row[i]!)
  const id = Float64Array.from(rows, (row) => row[5]!)
  const [lane, day, span, articles, headlines] = [column(0), column(1), column(2), column(3), column(4)]
  return { level, lane, day, span, articles, headlines, id, headlinesCounted: true }
}

test('only the lane that counts is taken over, behind what is there, and without ids', () => {
  const more = lanesOf('day', [
    [0, 7, 1, 9, 9, 0],
    [2, 7, 1, 3, 1, 0],
  ])
  const all = appended(lanesOf('item', [[0, 7, 1, 1, 0, 42]]), [{ data: more, from: 2, to: 5 }])
  expect([...all.lane]).toEqual([0, 5])
  expect([...all.articles]).toEqual([1, 3])
  expect([...all.id]).toEqual([42, 0])
  expect(all.level).toBe('item')
})

test('where a summed lane is told by months, so is everything', () => {
  const more = lanesOf('month', [[0, 0, 31, 3, 0, 0]])
  expect(appended(lanesOf('item', []), [{ data: more, from: 0, to: 0 }]).level).toBe('month')
})
