import { describe, expect, test } from 'vitest'
import {
  barHeight,
  barWidth,
  laneHeightFor,
  layoutOf,
  newPlace,
  placeSlot,
  slotsFor,
  type Cell,
} from './lanes-layout.ts'

describe('lanes', () => {
  test('few share the room, many keep what a bar needs', () => {
    expect(laneHeightFor(1, 600)).toBe(46)
    expect(laneHeightFor(15, 600)).toBe(40)
    expect(laneHeightFor(50_000, 600)).toBe(34)
    expect(laneHeightFor(0, 0)).toBe(34)
  })

  test('everything drawn lies within', () => {
    for (const height of [34, 40, 46]) {
      const layout = layoutOf(height)
      expect(barHeight(1e9, 10, layout)).toBeLessThanOrEqual(layout.barBase)
      expect(layout.yearLine + 2.5).toBeLessThanOrEqual(height)
      const slot = { x: 0, y: 0, width: 0 }
      for (const mode of ['marks', 'titles'] as const) {
        const rows = mode === 'marks' ? layout.markRows : layout.titleRows
        const cell: Cell = { mode, columns: 3, rows }
        const place = { ...newPlace(), pixels: 640, room: 640, count: rows * 3, cell }
        expect(slotsFor(place)).toBe(rows * 3)
        for (let i = 0; i < rows * 3; i++) {
          placeSlot(slot, place, layout, i)
          expect(slot.y).toBeGreaterThanOrEqual(0)
          expect(slot.y + 8).toBeLessThanOrEqual(layout.height)
        }
      }
    }
  })
})

describe('bars', () => {
  test('grow with their count and never vanish', () => {
    const layout = layoutOf(34)
    for (const ceiling of [1, 2, 10, 1000, 1e6]) {
      let before = 0
      for (const count of [1, 2, 5, 10, 100, 1000, 1e6]) {
        const height = barHeight(count, ceiling, layout)
        expect(height).toBeGreaterThanOrEqual(Math.max(4, before))
        expect(height).toBeLessThanOrEqual(layout.barHeight)
        before = height
      }
    }
    expect(barHeight(0, 10, layout)).toBe(0)
  })

  test('leave a gap to the next', () => {
    for (let pixels = 5; pixels < 300; pixels += 0.7)
      for (const step of ['day', 'month'] as const) expect(barWidth(pixels, step)).toBeLessThan(pixels)
  })
})
