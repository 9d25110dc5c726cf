import { describe, expect, it } from 'vitest'
import { cascade, fitBounds } from './window-bounds.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const big = { x: 1440, y: 0, width: 2560, height: 1400 }

describe('fitBounds', () => {
  it('centres on the primary screen when nothing is saved', () => {
    expect(fitBounds(null, [laptop, big])).toEqual({ x: 80, y: 43, width: 1280, height: 840 })
  })

  it('keeps bounds that fit, on whichever screen', () => {
    const saved = { x: 1600, y: 100, width: 1500, height: 1000 }
    expect(fitBounds(saved, [laptop, big])).toEqual(saved)
  })

  it('takes bounds with more about the window', () => {
    const saved = { x: 50, y: 60, width: 1000, height: 700, maximised: true }
    expect(fitBounds(saved, [laptop])).toEqual({ x: 50, y: 60, width: 1000, height: 700 })
  })

  it('shrinks to a smaller screen and moves inside', () => {
    expect(fitBounds({ x: 900, y: 500, width: 2000, height: 1300 }, [laptop])).toEqual(laptop)
  })

  it('comes back to the primary screen when its own is gone', () => {
    const bounds = fitBounds({ x: 2500, y: 300, width: 1200, height: 800 }, [laptop])
    expect(bounds).toEqual({ x: 120, y: 63, width: 1200, height: 800 })
  })

  it.each([
    ['minimised on Windows', { x: -32000, y: -32000, width: 160, height: 28 }],
    ['a sliver', { x: 1430, y: 880, width: 800, height: 600 }],
    ['nonsense', { x: Number.NaN, y: 0, width: Infinity, height: -5 }],
    ['negative size', { x: 100, y: 100, width: -5, height: -5 }],
  ])('survives %s', (_name, saved) => {
    const { x, y, width, height } = fitBounds(saved, [laptop])
    expect(x).toBeGreaterThanOrEqual(laptop.x)
    expect(y).toBeGreaterThanOrEqual(laptop.y)
    expect(x + width).toBeLessThanOrEqual(laptop.x + laptop.width)
    expect(y + height).toBeLessThanOrEqual(laptop.y + laptop.height)
    expect(width).toBeGreaterThanOrEqual(720)
    expect(height).toBeGreaterThanOrEqual(480)
  })

  it('does without any screen', () => {
    expect(fitBounds(null, [])).toMatchObject({ width: 1280, height: 840 })
  })
})

it('cascade leaves both windows in sight', () => {
  expect(cascade({ x: 10, y: 10, width: 800, height: 600 })).toEqual({
    x: 38,
    y: 38,
    width: 800,
    height: 600,
  })
})
