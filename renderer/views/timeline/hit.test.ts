import { describe, expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { barAt, firstEnding, nextBar, vagueAt } from './hit.ts'
import { columnsOf } from './lod.ts'
import { lanesOf } from './made-up-lanes.ts'

const block = blockOf(
  lanesOf('item', [
    [0, 100, 1, 1, 0, 1],
    [0, 110, 1, 1, 0, 2],
    [0, 120, 1, 1, 0, 3],
    [0, 90, 31, 1, 0, 4],
    [0, 1, 365, 1, 0, 5],
    [2, 105, 1, 1, 0, 6],
  ]),
  3,
)
const { bars, vague } = columnsOf(block, 'day', 1)

describe('finding a bar', () => {
  test('the first that ends after a day', () => {
    expect(firstEnding(bars, 0, 0)).toBe(0)
    expect(firstEnding(bars, 0, 101)).toBe(1)
    expect(firstEnding(bars, 0, 500)).toBe(3)
    expect(firstEnding(bars, 1, 0)).toBe(3)
  })

  test('under a day, or near it', () => {
    expect(barAt(bars, 0, 110.5, 0)).toBe(1)
    expect(barAt(bars, 0, 112, 0)).toBe(-1)
    expect(barAt(bars, 0, 112, 2)).toBe(1)
    expect(barAt(bars, 0, 118, 5)).toBe(2)
    expect(barAt(bars, 0, 99.5, 1)).toBe(0)
    expect(barAt(bars, 1, 105, 1000)).toBe(-1)
    expect(barAt(bars, 2, -900, Infinity)).toBe(3)
  })

  test('the next and the one before, in the same lane only', () => {
    expect(nextBar(bars, 0, 100, 1)).toBe(1)
    expect(nextBar(bars, 0, 120, 1)).toBe(-1)
    expect(nextBar(bars, 0, 100, -1)).toBe(-1)
    expect(nextBar(bars, 0, 115, -1)).toBe(1)
    expect(nextBar(bars, 2, 0, 1)).toBe(3)
    expect(nextBar(bars, 1, 0, 1)).toBe(-1)
  })

  test('a span of unknown day, by its length', () => {
    expect(vague.day[vagueAt(vague, 0, 95, false)]).toBe(90)
    expect(vague.day[vagueAt(vague, 0, 95, true)]).toBe(1)
    expect(vagueAt(vague, 0, 130, false)).toBe(-1)
    expect(vagueAt(vague, 1, 95, true)).toBe(-1)
  })
})
