/** The heat map: a cell for each outlet and step, in five strengths that differ in size as well as in colour. */

import { firstEnding } from './hit.ts'
import { AXIS_HEIGHT, type LaneLayout } from './lanes-layout.ts'
import { drawVague, type Frame } from './draw.ts'
import { xOf, type Scale } from './scale.ts'
import type { Columns } from './lod.ts'
import type { Rect } from './target.ts'
import { count } from '../../lib/format.ts'
import { percent } from './words.ts'

export const STRENGTHS = 5
/** The narrowest cell: beside bars, cells need room for their size to be seen. */
export const MIN_CELL = 11

/** How strong a cell is, 1–5. Counts are spread by their root, as bars are. */
export function strengthOf(value: number, ceiling: number): number {
  if (value <= 0) return 0
  return Math.min(STRENGTHS, Math.max(1, Math.ceil(Math.sqrt(value / ceiling) * STRENGTHS - 1e-9)))
}

/** The counts, or shares, that each strength stands for; both ends included. Strengths that no count has are left out. */
export function rangesOf(ceiling: number, isShare: boolean): { strength: number; words: string }[] {
  const top = (strength: number) => ceiling * (strength / STRENGTHS) ** 2
  const ranges: { strength: number; words: string }[] = []
  for (let strength = 1; strength <= STRENGTHS; strength++) {
    if (isShare) {
      ranges.push({ strength, words: `≤ ${percent(top(strength))}` })
      continue
    }
    const from = Math.floor(top(strength - 1) + 1e-9) + 1
    const to = Math.floor(top(strength) + 1e-9)
    if (to < from) continue
    const isLast = strength === STRENGTHS
    ranges.push({
      strength,
      words: isLast ? `${count(from)}+` : from === to ? count(from) : `${count(from)}–${count(to)}`,
    })
  }
  return ranges
}

const INSET = [0, 0.3, 0.21, 0.13, 0.06, 0]
const ALPHA = [0, 0.3, 0.45, 0.62, 0.8, 1]
const NUMBER_FROM = 22

/** Where the cell of a bar lies, y from the top of its row. */
export function cellRect(columns: Columns, lane: number, i: number, scale: Scale, layout: LaneLayout): Rect {
  const { bars, ceiling, weights } = columns
  const x = xOf(scale, bars.day[i]!)
  const pixels = xOf(scale, bars.end[i]!) - x
  const value = (bars.articles[i]! + bars.headlines[i]!) * (weights ? weights[lane]! : 1)
  const inset = INSET[strengthOf(value, ceiling)]!
  const height = layout.height - 9
  const [dx, dy] = [Math.min(pixels, height) * inset, height * inset]
  return { x: x + 0.5 + dx, y: 2 + dy, width: Math.max(2, pixels - 1.5 - 2 * dx), height: height - 2 * dy }
}

/** Draws the cells of every lane that is seen, with their counts where there is room. */
export function drawHeat(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const { layout, palette, scale, columns } = frame
  const { bars, ceiling, weights } = columns
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, AXIS_HEIGHT, scale.width, frame.height - AXIS_HEIGHT)
  ctx.clip()
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.font = `550 11px ${palette.font}`
  const to = scale.from + scale.span
  for (let row = 0; row < frame.rowLane.length; row++) {
    const lane = frame.rowLane[row]!
    if (lane < 0) continue
    const y = AXIS_HEIGHT + (frame.firstRow + row) * layout.height - frame.top
    const colour = palette.outlets[frame.rowHue[row]!]!
    const last = bars.laneStart[lane + 1]!
    for (let i = firstEnding(bars, lane, scale.from); i < last && bars.day[i]! < to; i++) {
      const many = bars.articles[i]! + bars.headlines[i]!
      const strength = strengthOf(many * (weights ? weights[lane]! : 1), ceiling)
      const rect = cellRect(columns, lane, i, scale, layout)
      ctx.fillStyle = colour
      ctx.globalAlpha = ALPHA[strength]!
      ctx.fillRect(rect.x, y + rect.y, rect.width, rect.height)
      ctx.globalAlpha = 1
      // Headlines alone are hollow here too.
      if (bars.articles[i] === 0 && rect.width > 7) {
        ctx.fillStyle = palette.paper
        ctx.fillRect(rect.x + 1.5, y + rect.y + 1.5, rect.width - 3, rect.height - 3)
      }
      if (xOf(scale, bars.end[i]!) - xOf(scale, bars.day[i]!) < NUMBER_FROM || rect.height < 12) continue
      ctx.fillStyle = strength >= 4 && bars.articles[i]! > 0 ? palette.paper : palette.ink
      ctx.fillText(shortCount(many), rect.x + rect.width / 2, y + rect.y + rect.height / 2 + 0.5)
    }
    ctx.fillStyle = colour
    drawVague(ctx, frame, lane, y)
  }
  ctx.restore()
}

/** `940`, `1.2k`, `31k`, `2M`: what fits a cell. */
export function shortCount(many: number): string {
  if (many < 1000) return String(many)
  const [unit, sign] = many < 1_000_000 ? [1000, 'k'] : [1_000_000, 'M']
  const value = many / unit
  return `${value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value)}${sign}`
}
