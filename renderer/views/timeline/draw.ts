/** Draws the lanes on a 2D context: typed arrays in, pixels out. Loops over what is seen and makes no objects. */

import type { Block } from './block.ts'
import { drawTitle, type TitleSource } from './draw-titles.ts'
import { firstEnding } from './hit.ts'
import {
  AXIS_HEIGHT,
  barHeight,
  barLeft,
  barWidth,
  hasWords,
  MARK_HEIGHT,
  MARK_WIDTH,
  newPlace,
  placeBar,
  placeSlot,
  slotsFor,
  TITLE_LEFT,
  vagueLine,
  type LaneLayout,
  type Slot,
} from './lanes-layout.ts'
import type { Columns } from './lod.ts'
import type { Palette } from './palette.ts'
import { pixelsPerDay, xOf, type Scale } from './scale.ts'
import { contents } from './words.ts'

/** All that a frame shows. */
export interface Frame {
  scale: Scale
  height: number
  /** pixels scrolled off above the first lane */
  top: number
  /** device pixels per CSS pixel */
  ratio: number
  /** rows from firstRow on are seen; rowLane says which of the block's lanes each is, or −1 */
  firstRow: number
  rowLane: Int32Array
  rowHue: Uint8Array
  block: Block
  columns: Columns
  layout: LaneLayout
  palette: Palette
  titles: TitleSource
}

const place = newPlace()
const slot: Slot = { x: 0, y: 0, width: 0 }
const STROKE = 1.2

/** Draws every lane that is seen, below the axis. */
export function drawLanes(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const { layout, palette } = frame
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, AXIS_HEIGHT, frame.scale.width, frame.height - AXIS_HEIGHT)
  ctx.clip()
  ctx.lineWidth = STROKE
  for (let i = 0; i < frame.rowLane.length; i++) {
    const lane = frame.rowLane[i]!
    if (lane < 0) continue
    const y = AXIS_HEIGHT + (frame.firstRow + i) * layout.height - frame.top
    const colour = palette.outlets[frame.rowHue[i]!]!
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
  const { scale, ratio, columns, layout } = frame
  const { bars, ceiling, weights } = columns
  const last = bars.laneStart[lane + 1]!
  const to = scale.from + scale.span
  const base = y + layout.barBase
  for (let i = firstEnding(bars, lane, scale.from); i < last && bars.day[i]! < to; i++) {
    placeBar(place, columns, lane, i, scale, layout)
    if (slotsFor(place) > 0) {
      drawItems(ctx, frame, bars.entry[i]!, y, colour)
      continue
    }
    const width = barWidth(place.pixels, columns.step)
    const left = Math.round(barLeft(place, columns.step) * ratio) / ratio
    const height = barHeight(place.value, ceiling, layout, weights !== null)
    drawBar(ctx, left, base, width, height, bars.articles[i]!, bars.headlines[i]!)
    if (place.value > ceiling) breakOff(ctx, frame, left, base - height, width)
    if (hasWords(place, columns.step)) {
      ctx.fillStyle = frame.palette.ink
      ctx.fillText(contents(bars.articles[i]!, bars.headlines[i]!), left + width + 8, base - height / 2)
      ctx.fillStyle = colour
    }
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
  const filled = headlines === 0 ? height : articles === 0 ? 0 : filledOf(height, articles, headlines)
  if (filled > 0) ctx.fillRect(x, base - filled, width, filled)
  if (filled < height) {
    ctx.strokeRect(
      x + STROKE / 2,
      base - height + STROKE / 2,
      width - STROKE,
      height - filled - (filled > 0 ? STROKE / 2 : STROKE),
    )
  }
}

/** A gap near its top says that a bar goes on beyond the lane. */
function breakOff(
  ctx: CanvasRenderingContext2D,
  { palette }: Frame,
  x: number,
  top: number,
  width: number,
): void {
  const colour = ctx.fillStyle
  ctx.fillStyle = palette.paper
  ctx.fillRect(x - 1, top + 4, width + 2, 2)
  ctx.fillStyle = colour
}

/** Both can be seen, however few one of them is. */
function filledOf(height: number, articles: number, headlines: number): number {
  return Math.min(height - 3, Math.max(2, Math.round((height * articles) / (articles + headlines))))
}

/** The items of the day at `place`, each with its mark, and its title where there is room. */
function drawItems(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  entry: number,
  y: number,
  colour: string,
): void {
  const { ratio, block, layout } = frame
  const hasTitles = place.cell.mode === 'titles'
  const slots = slotsFor(place)
  for (let i = 0; i < slots; i++) {
    placeSlot(slot, place, layout, i)
    const left = Math.round((place.x + slot.x) * ratio) / ratio
    const top = Math.round((y + slot.y) * ratio) / ratio
    if (block.articles[entry + i]! > 0) ctx.fillRect(left, top, MARK_WIDTH, MARK_HEIGHT)
    else ctx.strokeRect(left + STROKE / 2, top + STROKE / 2, MARK_WIDTH - STROKE, MARK_HEIGHT - STROKE)
    if (hasTitles) drawTitle(ctx, frame, entry + i, left + TITLE_LEFT, top + 4.5, slot.width)
  }
  if (slots < place.count) {
    placeSlot(slot, place, layout, slots)
    ctx.fillStyle = frame.palette.ink2
    ctx.fillText(`+ ${place.count - slots} more`, place.x + slot.x, y + slot.y + 4.5)
  }
  ctx.fillStyle = colour
}

const LINE = 1.5

/** Somewhere within a month or year: a line over all of it with ends, whole for articles, dashed for headlines alone. */
export function drawVague(ctx: CanvasRenderingContext2D, frame: Frame, lane: number, y: number): void {
  const { scale, columns, layout } = frame
  const { vague } = columns
  const to = scale.from + scale.span
  const last = vague.laneStart[lane + 1]!
  const dash = Math.max(2, Math.min(4, 4 * pixelsPerDay(scale)))
  for (let i = vague.laneStart[lane]!; i < last && vague.day[i]! < to; i++) {
    if (vague.end[i]! <= scale.from) continue
    const left = Math.max(-4, xOf(scale, vague.day[i]!)) + 1
    const right = Math.min(scale.width + 4, xOf(scale, vague.end[i]!)) - 1
    const line = y + vagueLine(vague.end[i]! - vague.day[i]!, layout)
    if (vague.articles[i]! > 0) ctx.fillRect(left, line, Math.max(2, right - left), LINE)
    else for (let x = left; x < right; x += dash * 2) ctx.fillRect(x, line, Math.min(dash, right - x), LINE)
    ctx.fillRect(left, line - 1, 1, LINE + 2)
    ctx.fillRect(right - 1, line - 1, 1, LINE + 2)
  }
}
