import { describe, expect, test } from 'vitest'
import { between, clamp, dayAt, framing, padded, panBy, xOf, zoomAt, type Scale } from './scale.ts'

const limits = { first: 19_000, last: 21_000 }
const scale: Scale = { from: 19_500, span: 500, width: 1000 }

describe('days and pixels', () => {
  test('are each other’s inverse', () => {
    expect(xOf(scale, 19_750)).toBe(500)
    expect(dayAt(scale, 500)).toBe(19_750)
  })
})

describe('zooming', () => {
  test('keeps the day under the pointer where it is', () => {
    for (const x of [0, 333, 1000]) {
      const zoomed = zoomAt(scale, 3, x, limits)
      expect(xOf(zoomed, dayAt(scale, x))).toBeCloseTo(x, 6)
      expect(zoomed.span).toBeCloseTo(500 / 3, 9)
    }
  })

  test('ends at one day and at a little more than everything', () => {
    expect(zoomAt(scale, 1e9, 500, limits).span).toBe(1)
    expect(zoomAt(scale, 1e-9, 500, limits).span).toBeCloseTo(2200, 6)
  })

  test('survives nonsense', () => {
    const saved = clamp({ from: NaN, span: NaN, width: 0 }, limits)
    expect(Number.isFinite(saved.from)).toBe(true)
    expect(Number.isFinite(saved.span)).toBe(true)
    expect(Number.isFinite(zoomAt({ ...scale, width: 0 }, 2, 0, limits).from)).toBe(true)
  })

  test('an archive of one day still has room around it', () => {
    const one = clamp(framing(20_000, 20_028, 800), { first: 20_014, last: 20_015 })
    expect(one.from).toBeLessThan(20_014)
    expect(one.from + one.span).toBeGreaterThan(20_015)
  })
})

describe('panning', () => {
  test('stops a quarter of a screen beyond the ends', () => {
    expect(panBy(scale, -1e9, limits).from).toBe(19_000 - 125)
    expect(panBy(scale, 1e9, limits).from).toBe(21_000 + 125 - 500)
  })
})

describe('an animation', () => {
  const goal: Scale = { from: 19_700, span: 50, width: 1000 }

  test('begins and ends where it should', () => {
    expect(between(scale, goal, 0)).toEqual(scale)
    expect(between(scale, goal, 1)).toEqual(goal)
  })

  test('keeps still the day that both views share', () => {
    const from = zoomAt(scale, 4, 250, limits)
    expect(xOf(between(scale, from, 0.5), dayAt(scale, 250))).toBeCloseTo(250, 6)
  })

  test('pans evenly where nothing is zoomed', () => {
    expect(between(scale, { ...scale, from: 19_600 }, 0.5).from).toBe(19_550)
  })
})

describe('what is asked for', () => {
  test('is whole days, a screen wider on both sides, on the archive', () => {
    expect(padded({ from: 20_000.4, span: 100.2, width: 900 }, 1, limits)).toEqual([19_900, 20_201])
    expect(padded(scale, 5, limits)).toEqual([19_000, 21_000])
  })

  test('never leaves what the contract allows', () => {
    const wide = { first: -5e6, last: 9e6 }
    expect(padded({ from: -4e6, span: 12e6, width: 900 }, 1, wide)).toEqual([-1_000_000, 5_000_000])
  })
})
