import { describe, expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { partRect, plotOf } from './draw-stack.ts'
import { columnsOf } from './lod.ts'
import { lanesOf } from './made-up-lanes.ts'
import { columnAt, heightOf, linesOf, partAt, stackOf } from './stack.ts'

const block = blockOf(
  lanesOf('day', [
    [0, 100, 1, 3, 0, 0],
    [0, 104, 1, 1, 1, 0],
    [1, 100, 1, 0, 1, 0],
    [2, 97, 1, 4, 0, 0],
  ]),
  3,
)
const columns = columnsOf(block, 'day', 1)
const inOrder = Int32Array.of(0, 1, 2)

describe('a stack', () => {
  test('has a column for every day with anything in it, and adds up in the order of the rows', () => {
    const stack = stackOf(columns, inOrder, false)
    expect([...stack.day]).toEqual([97, 100, 104])
    expect([...stack.total]).toEqual([4, 4, 2])
    expect([...stack.lane.subarray(stack.start[1], stack.start[2])]).toEqual([0, 1])
    expect([...stack.below.subarray(stack.start[1], stack.start[2])]).toEqual([0, 3])
    const other = stackOf(columns, Int32Array.of(1, 0), false)
    expect([...other.lane.subarray(other.start[0], other.start[1])]).toEqual([1, 0])
    expect(other.day).toHaveLength(2)
  })

  test('a lane that is not loaded is left out', () => {
    expect([...stackOf(columns, Int32Array.of(0, -1, 2), false).total]).toEqual([4, 3, 2])
  })

  test('what is pointed at is what is drawn there', () => {
    for (const isShare of [false, true]) {
      const stack = stackOf(columns, inOrder, isShare)
      const scale = { from: 95, span: 12, width: 600 }
      const { foot, high } = plotOf(400)
      for (let column = 0; column < stack.day.length; column++) {
        for (let part = stack.start[column]!; part < stack.start[column + 1]!; part++) {
          const rect = partRect(stack, column, part, scale, 400)
          const day = scale.from + ((rect.x + rect.width / 2) / scale.width) * scale.span
          expect(columnAt(stack, day)).toBe(column)
          expect(partAt(stack, column, (foot - rect.y - rect.height / 2) / high)).toBe(part)
        }
      }
    }
  })

  test('as shares every column is full', () => {
    const stack = stackOf(columns, inOrder, true)
    expect([0, 1, 2].map((column) => heightOf(stack, column, stack.total[column]!))).toEqual([1, 1, 1])
    expect(linesOf(stack)).toEqual([0.25, 0.5, 0.75, 1])
  })

  test('between columns and above them lies nothing', () => {
    const stack = stackOf(columns, inOrder, false)
    expect(columnAt(stack, 98.5)).toBe(-1)
    expect(columnAt(stack, 90)).toBe(-1)
    expect(partAt(stack, 2, 0.99)).toBe(-1)
  })

  test('lines stand at round values within the plot', () => {
    for (const ceiling of [1, 3, 8, 50, 60, 1_000_000]) {
      const lines = linesOf({ ...stackOf(columns, inOrder, false), ceiling })
      expect(lines.length).toBeGreaterThan(0)
      expect(Math.max(...lines)).toBeLessThanOrEqual(ceiling)
      expect(lines.every(Number.isInteger)).toBe(true)
    }
  })
})
