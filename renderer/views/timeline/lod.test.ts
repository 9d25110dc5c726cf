import { describe, expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { dayOf } from './calendar.ts'
import { lanesOf } from './made-up-lanes.ts'
import { ceilingOf, columnsOf, effectiveStep, roundedUp, stepFor, type Bars } from './lod.ts'

function laneOf(bars: Bars, lane: number): number[][] {
  const rows: number[][] = []
  for (let i = bars.laneStart[lane]!; i < bars.laneStart[lane + 1]!; i++) {
    rows.push([bars.day[i]!, bars.articles[i]!, bars.headlines[i]!])
  }
  return rows
}
const MAY = dayOf(2025, 4)

describe('a block', () => {
  test('is in order whatever order it came in', () => {
    const rows = [
      [1, MAY + 3, 1, 0, 1, 8],
      [0, MAY, 365, 1, 0, 5],
      [0, MAY, 31, 1, 0, 4],
      [0, MAY + 9, 1, 0, 1, 3],
      [0, MAY + 9, 1, 1, 0, 2],
      [0, MAY + 2, 1, 1, 0, 1],
    ]
    for (const order of [rows, [...rows].reverse()]) {
      const block = blockOf(lanesOf('item', order), 3)
      expect([...block.id]).toEqual([1, 2, 3, 4, 5, 8])
      expect([...block.laneStart]).toEqual([0, 5, 6, 6])
      expect([...block.vagueStart]).toEqual([3, 6, 6])
    }
  })

  test('keeps the arrays of an answer that is in order', () => {
    const data = lanesOf('day', [
      [0, 10, 1, 1, 0],
      [0, 11, 1, 0, 2],
      [2, 3, 1, 1, 1],
    ])
    expect(blockOf(data, 3).day).toBe(data.day)
  })

  test('sorts half a million and more', () => {
    const rows = Array.from({ length: 530_000 }, (_, i) => [i % 7, 20_000 - (i % 5000), 1, 1, 0, i])
    const { day, laneStart } = blockOf(lanesOf('item', rows), 7)
    for (let i = laneStart[3]! + 1; i < laneStart[4]!; i++) {
      if (day[i]! < day[i - 1]!) throw new Error(`out of order at ${i}`)
    }
  })

  test('months known to the day or month are no vague ones, years are', () => {
    const block = blockOf(
      lanesOf('month', [
        [0, MAY, 31, 9, 0],
        [0, MAY, 365, 1, 0],
      ]),
      1,
    )
    expect(block.vagueStart[0]).toBe(1)
  })
})

describe('levels of detail', () => {
  test('the step is the finest whose bars can be told apart', () => {
    expect(stepFor(20)).toBe('day')
    expect(stepFor(4)).toBe('week')
    expect(stepFor(0.5)).toBe('month')
    expect(stepFor(0.06)).toBe('quarter')
    expect(stepFor(0.0001)).toBe('century')
    expect(stepFor(0)).toBe('century')
  })

  test('is no finer than what is loaded', () => {
    expect(effectiveStep('day', 'month')).toBe('month')
    expect(effectiveStep('day', 'day')).toBe('day')
    expect(effectiveStep('year', 'month')).toBe('year')
  })

  test('gathers days into weeks, lane by lane', () => {
    const block = blockOf(
      lanesOf('day', [
        [0, dayOf(2026, 10, 2), 1, 2, 1],
        [0, dayOf(2026, 10, 8), 1, 0, 3],
        [0, dayOf(2026, 10, 9), 1, 1, 0],
        [1, dayOf(2026, 10, 9), 1, 7, 0],
      ]),
      2,
    )
    const { bars } = columnsOf(block, 'week', 1)
    expect(laneOf(bars, 0)).toEqual([
      [dayOf(2026, 10, 2), 2, 4],
      [dayOf(2026, 10, 9), 1, 0],
    ])
    expect(laneOf(bars, 1)).toEqual([[dayOf(2026, 10, 9), 7, 0]])
    expect([...bars.itemised.slice(0, 3)]).toEqual([0, 0, 0])
  })

  test('items of unknown day are in no day’s bar, and in their month’s', () => {
    const block = blockOf(
      lanesOf('item', [
        [0, MAY, 31, 1, 0, 1],
        [0, MAY + 4, 1, 1, 0, 2],
        [0, dayOf(2025), 365, 0, 1, 3],
      ]),
      1,
    )
    const days = columnsOf(block, 'day', 1)
    expect(laneOf(days.bars, 0)).toEqual([[MAY + 4, 1, 0]])
    expect(laneOf(days.vague, 0)).toHaveLength(2)
    const months = columnsOf(block, 'month', 1)
    expect(laneOf(months.bars, 0)).toEqual([[MAY, 2, 0]])
    expect(months.bars.itemised[0]).toBe(0)
    expect(laneOf(months.vague, 0)).toEqual([[dayOf(2025), 0, 1]])
    expect(laneOf(columnsOf(block, 'year', 1).bars, 0)).toEqual([[dayOf(2025), 2, 1]])
  })

  test('a bar knows its items where they are known', () => {
    const block = blockOf(
      lanesOf(
        'item',
        [0, 0, 1].map((day, i) => [0, MAY + day, 1, 1, 0, 70 + i]),
      ),
      1,
    )
    const { bars } = columnsOf(block, 'day', 1)
    expect([...bars.itemised.slice(0, 2)]).toEqual([1, 1])
    expect([...bars.entry.slice(0, 2)].map((entry) => block.id[entry])).toEqual([70, 72])
  })

  test('nothing is lost, whatever the step', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => {
      const span = i % 50 === 0 ? 365 : i % 20 === 0 ? 31 : 1
      const day = span > 31 ? dayOf(2020 + (i % 6)) : span > 1 ? dayOf(2021, 4) : 18_500 + ((i * 7919) % 2000)
      return [i % 9, day, span, i % 3 ? 1 : 0, i % 3 ? 0 : 1, i]
    })
    const block = blockOf(lanesOf('item', rows), 9)
    for (const step of ['day', 'week', 'month', 'quarter', 'year', 'decade', 'century'] as const) {
      const { bars, vague } = columnsOf(block, step, 0)
      let total = 0
      for (const { laneStart, articles, headlines } of [bars, vague]) {
        for (let i = 0; i < laneStart[9]!; i++) total += articles[i]! + headlines[i]!
      }
      expect(total).toBe(5000)
    }
  })
})

describe('the scale of heights', () => {
  test('goes up to the most, rounded', () => {
    expect(ceilingOf(Float64Array.of(1, 2, 7))).toBe(7)
    expect(roundedUp(7)).toBe(8)
    expect(roundedUp(142_954)).toBe(150_000)
    expect(roundedUp(0)).toBe(1)
  })

  test('is not ruled by a million on one day', () => {
    const counts = Float64Array.from({ length: 400 }, (_, i) => (i === 7 ? 1_000_000 : 1 + (i % 9)))
    expect(ceilingOf(counts)).toBeLessThan(20)
  })
})
