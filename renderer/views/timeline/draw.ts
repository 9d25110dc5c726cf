/** Draws the lanes on a 2D context: typed arrays in, pixels out. Loops over what is seen and makes no objects. */

import type { Block } from './block.ts'
import { firstEnding } from './hit.ts'
import {
  AXIS_HEIGHT,
  BAR_BASE,
  barHeight,
  barWidth,
  LANE_HEIGHT,
  MARK_HEIGHT,
  MARK_WIDTH,
  placeSlot,
  slotsFor,
  TITLE_LEFT,
  vagueLine,
  type Cell,
  type Slot,
} from './lanes-layout.ts'
import type { Bars, Columns } from './lod.ts'
import type { Palette } from './palette.ts'
import { pixelsPerDay, xOf, type Scale } from './scale.ts'
import { drawTitle, type TitleSource } from './draw-titles.ts'

/** All that a frame shows. */
export interface Frame {
  scale: Scale
  height: number
  /** pixels scrolled off above the first lane */
  top: number
  /** device pixels per CSS pixel */
  ratio: number
  /** rows firstRow … firstRow + rowLane.length are seen; rowLane says which of the block's lanes they are, or −1 */
  firstRow: number
  rowLane: Int32Array
  rowHue: Uint8Array
  block: Block
  columns: Columns
  cell: Cell
  palette: Palette
  titles: TitleSource
}

const slot: Slot = { x: 0, y: 0, width: 0 }
const STROKE = 1.2

/** Draws every lane that is seen, below the axis. */
export function drawLanes(ctx: CanvasRenderingContext2D, frame: Frame): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, AXIS_HEIGHT, frame.scale.width, frame.height - AXIS_HEIGHT)
  ctx.clip()
  ctx.lineWidth = STROKE
  for (let i = 0; i < frame.rowLane.length; i++) {
    const lane = frame.rowLane[i]!
    if (lane < 0) continue
    const y = AXIS_HEIGHT + (frame.firstRow + i) * LANE_HEIGHT - frame.top
    const colour = frame.palette.outlets[frame.rowHue[i]!]!
    ctx.fillStyle = colour
    ctx.strokeStyle = colour
    drawBars(ctx, frame, lane, y, colour)
    drawVague(ctx, frame, lane, y)
  }
  ctx.restore()
}

function drawBars(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  lane: number,
  y: number,
  colour: string,
): void {
  const { scale, ratio, columns, cell } = frame
  const { bars, ceiling } = columns
  const last = bars.laneStart[lane + 1]!
  const to = scale.from + scale.span
  const base = y + BAR_BASE
  for (let i = firstEnding(bars, lane, scale.from); i < last && bars.day[i]! < to; i++) {
    const articles = bars.articles[i]!
    const headlines = bars.headlines[i]!
    const x = xOf(scale, bars.day[i]!)
    const pixels = xOf(scale, bars.end[i]!) - x
    if (bars.itemised[i] === 1 && slotsFor(cell, articles + headlines) > 0) {
      drawItems(ctx, frame, i, x, y, pixels, colour)
      continue
    }
    const width = barWidth(pixels)
    const left = Math.round((x + (pixels - width) / 2) * ratio) / ratio
    const height = barHeight(articles + headlines, ceiling)
    drawBar(ctx, left, base, width, height, articles, headlines)
  }
}

/** Articles filled from the ground, headlines hollow on top of them. */
function drawBar(
  ctx: CanvasRenderingContext2D,
  x: number,
  base: number,
  width: number,
  height: number,
  articles: number,
  headlines: number,
): void {
  const filled =
    headlines === 0
      ? height
      : articles === 0
        ? 0
        : Math.min(height - 4, Math.max(3, Math.round((height * articles) / (articles + headlines))))
  if (filled > 0) ctx.fillRect(x, base - filled, width, filled)
  if (filled < height) {
    ctx.strokeRect(x + STROKE / 2, base - height + STROKE / 2, width - STROKE, height - filled - STROKE / 2)
  }
}

function drawItems(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  bar: number,
  x: number,
  y: number,
  pixels: number,
  colour: string,
): void {
  const { columns, cell, ratio, block } = frame
  const count = columns.bars.articles[bar]! + columns.bars.headlines[bar]!
  const entry = columns.bars.entry[bar]!
  const slots = slotsFor(cell, count)
  const height = cell.mode === 'titles' ? 9 : MARK_HEIGHT
  for (let i = 0; i < slots; i++) {
    placeSlot(slot, cell, i, count, pixels)
    const left = Math.round((x + slot.x) * ratio) / ratio
    const top = Math.round((y + slot.y) * ratio) / ratio
    if (block.articles[entry + i]! > 0) ctx.fillRect(left, top, MARK_WIDTH, height)
    else {
      ctx.strokeRect(left + STROKE / 2, top + STROKE / 2, MARK_WIDTH - STROKE, height - STROKE)
    }
    if (cell.mode === 'titles') drawTitle(ctx, frame, entry + i, x + slot.x + TITLE_LEFT, top, slot.width)
  }
  if (slots < count) {
    placeSlot(slot, cell, slots, count, pixels)
    ctx.fillStyle = frame.palette.ink2
    ctx.fillText(`+ ${count - slots} more`, x + slot.x, y + slot.y + 5)
  }
  ctx.fillStyle = colour
}

/** Somewhere within a month or year: a line over all of it with ends, whole for articles, dashed for headlines alone. */
function drawVague(ctx: CanvasRenderingContext2D, frame: Frame, lane: number, y: number): void {
  const { scale } = frame
  const vague: Bars = frame.columns.vague
  const to = scale.from + scale.span
  const last = vague.laneStart[lane + 1]!
  const dash = Math.max(2, Math.min(4, 4 * pixelsPerDay(scale)))
  for (let i = vague.laneStart[lane]!; i < last && vague.day[i]! < to; i++) {
    if (vague.end[i]! <= scale.from) continue
    const left = Math.max(-4, xOf(scale, vague.day[i]!)) + 1
    const right = Math.min(scale.width + 4, xOf(scale, vague.end[i]!)) - 1
    const line = y + vagueLine(vague.end[i]! - vague.day[i]!)
    if (vague.articles[i]! > 0) ctx.fillRect(left, line, Math.max(2, right - left), 1.5)
    else for (let x = left; x < right; x += dash * 2) ctx.fillRect(x, line, Math.min(dash, right - x), 1.5)
    ctx.fillRect(left, line - 1, 1, 3.5)
    ctx.fillRect(right - 1, line - 1, 1, 3.5)
  }
}
