import { describe, expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { dayOf } from './calendar.ts'
import { drawLanes, type Frame } from './draw.ts'
import { AXIS_HEIGHT, layoutOf } from './lanes-layout.ts'
import { columnsOf, stepFor } from './lod.ts'
import { lanesOf } from './made-up-lanes.ts'
import { pixelsPerDay, type Scale } from './scale.ts'

interface Call {
  what: string
  args: unknown[]
}

/** A 2D context that keeps what it was told to draw. */
function recorder(): { ctx: CanvasRenderingContext2D; calls: Call[] } {
  const calls: Call[] = []
  const target: Record<string, unknown> = {}
  const ctx = new Proxy(target, {
    get: (_, name: string) =>
      name in target
        ? target[name]
        : (...args: unknown[]) => (calls.push({ what: name, args }), { width: String(args[0]).length * 6 }),
    set: (_, name: string, value: unknown) => ((target[name] = value), true),
  })
  return { ctx: ctx as unknown as CanvasRenderingContext2D, calls }
}

function frameOf(rows: number[][], lanes: number, scale: Scale): Frame {
  const block = blockOf(lanesOf('item', rows), lanes)
  const colour = '#000'
  return {
    scale,
    height: 600,
    top: 0,
    ratio: 1,
    firstRow: 0,
    rowLane: Int32Array.from({ length: lanes }, (_, i) => i),
    rowHue: new Uint8Array(lanes),
    block,
    columns: columnsOf(block, stepFor(pixelsPerDay(scale)), 1),
    layout: layoutOf(34),
    palette: {
      paper: colour,
      panel: colour,
      ink: colour,
      ink2: colour,
      ink3: colour,
      rule: colour,
      bar: colour,
      accent: colour,
      outlets: Array.from({ length: 12 }, () => colour),
      font: 'sans-serif',
      serif: 'serif',
    },
    titles: { titleOf: (_, id) => ({ title: `Title ${id}`, isRightToLeft: false, width: -1 }) },
  }
}
const drawn = (frame: Frame) => {
  const { ctx, calls } = recorder()
  drawLanes(ctx, frame)
  return calls.filter(({ what }) => what.startsWith('fill') || what.startsWith('stroke'))
}
const DAY = dayOf(2026, 4, 5)

describe('drawing', () => {
  test('articles are filled, headlines hollow', () => {
    const scale = { from: DAY - 50, span: 100, width: 600 }
    const article = drawn(frameOf([[0, DAY, 1, 1, 0, 1]], 1, scale))
    const headline = drawn(frameOf([[0, DAY, 1, 0, 1, 1]], 1, scale))
    expect(article.map(({ what }) => what)).toEqual(['fillRect'])
    expect(headline.map(({ what }) => what)).toEqual(['strokeRect'])
    const both = drawn(
      frameOf(
        [
          [0, DAY, 1, 1, 0, 1],
          [0, DAY, 1, 0, 1, 2],
        ],
        1,
        scale,
      ),
    )
    expect(both.map(({ what }) => what)).toEqual(['fillRect', 'strokeRect'])
  })

  test('an item of unknown day is a line over its month, never a mark on its first', () => {
    const scale = { from: dayOf(2026, 3), span: 90, width: 900 }
    const calls = drawn(frameOf([[0, dayOf(2026, 4), 31, 1, 0, 1]], 1, scale))
    const widest = Math.max(...calls.map(({ args }) => args[2] as number))
    expect(widest).toBeGreaterThan(300)
  })

  test('a lone item shows its title once there is room', () => {
    const titles = (span: number) =>
      drawn(frameOf([[0, DAY, 1, 1, 0, 7]], 1, { from: DAY - span / 2, span, width: 800 })).filter(
        ({ what }) => what === 'fillText',
      )
    expect(titles(400)).toHaveLength(0)
    expect(titles(20).map(({ args }) => args[0])).toEqual(['Title 7'])
  })

  test('what a day has no room for is counted', () => {
    const rows = Array.from({ length: 9 }, (_, i) => [0, DAY, 1, 1, 0, i + 1])
    const calls = drawn(frameOf(rows, 1, { from: DAY, span: 3, width: 600 }))
    const texts = calls.filter(({ what }) => what === 'fillText').map(({ args }) => args[0])
    expect(texts).toContain('+ 8 more')
  })

  test('100,000 items cost what the pixels cost, at any zoom', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => [
      i % 20,
      dayOf(2006) + ((i * 31) % 7300),
      1,
      i % 2,
      1 - (i % 2),
      i,
    ])
    for (const span of [7300, 1000, 100, 10]) {
      const scale = { from: dayOf(2012), span, width: 880 }
      const calls = drawn(frameOf(rows, 20, scale))
      expect(calls.length).toBeLessThan(20 * (880 / 5) * 3)
      for (const { what, args } of calls) {
        const [x, y] = (what === 'fillText' ? args.slice(1) : args) as [number, number]
        expect(x).toBeGreaterThan(-60)
        expect(x).toBeLessThan(881)
        expect(y).toBeGreaterThanOrEqual(AXIS_HEIGHT)
      }
    }
  })
})
