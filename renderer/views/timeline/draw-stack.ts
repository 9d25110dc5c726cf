import type { Frame } from './draw.ts'
import { AXIS_HEIGHT } from './lanes-layout.ts'
import { xOf, type Scale } from './scale.ts'
import { columnAt, heightOf, linesOf, type Stack } from './stack.ts'
import type { Rect } from './target.ts'
import { count } from '../../lib/format.ts'
import { percent } from './words.ts'

const AIR = 14
const WIDEST = 46

/** The plot below the axis: its foot, and how high it is. */
export function plotOf(height: number): { foot: number; high: number } {
  const foot = height - 8
  return { foot, high: Math.max(20, foot - AXIS_HEIGHT - AIR) }
}

/** Where a part is drawn on the canvas. */
export function partRect(stack: Stack, column: number, part: number, scale: Scale, height: number): Rect {
  const { foot, high } = plotOf(height)
  const left = xOf(scale, stack.day[column]!)
  const pixels = xOf(scale, stack.end[column]!) - left
  const width = Math.max(1.5, Math.min(WIDEST, pixels - (pixels < 8 ? 1 : 2)))
  const low = heightOf(stack, column, stack.below[part]!) * high
  const top = heightOf(stack, column, stack.below[part]! + stack.count[part]!) * high
  return { x: left + (pixels - width) / 2, y: foot - top, width, height: Math.max(0.5, top - low) }
}

export interface StackFrame extends Frame {
  stack: Stack
  hueOfLane: Uint8Array
  /** the block's lane that stands out, the others faded; −1 for none */
  lit: number
}

/** Draws the lines of the plot, then the columns: articles filled, the headlines of each part hollow on top of it. */
export function drawStack(ctx: CanvasRenderingContext2D, frame: StackFrame): void {
  const { stack, scale, palette, height, columns, ratio } = frame
  const { bars } = columns
  drawLines(ctx, frame)
  const to = scale.from + scale.span
  const first = Math.max(0, firstColumn(stack, scale.from))
  ctx.lineWidth = 1
  for (let column = first; column < stack.day.length && stack.day[column]! < to; column++) {
    for (let part = stack.start[column]!; part < stack.start[column + 1]!; part++) {
      const rect = partRect(stack, column, part, scale, height)
      const lane = stack.lane[part]!
      const bar = stack.bar[part]!
      const colour = palette.outlets[frame.hueOfLane[lane]!]!
      ctx.globalAlpha = frame.lit >= 0 && frame.lit !== lane ? 0.22 : 1
      const x = Math.round(rect.x * ratio) / ratio
      const width = Math.max(1, Math.round(rect.width * ratio) / ratio)
      // A hair of paper between the parts keeps neighbours of like colour apart.
      const gap = rect.height > 3 ? 1 : 0
      const filled = (rect.height * bars.articles[bar]!) / stack.count[part]!
      ctx.fillStyle = colour
      if (filled > 0.4) ctx.fillRect(x, rect.y + rect.height - filled, width, filled - gap)
      if (rect.height - filled > 3 && width > 4) {
        ctx.strokeStyle = colour
        ctx.strokeRect(x + 0.5, rect.y + 0.5, width - 1, rect.height - filled - 1 - gap)
      } else if (rect.height - filled > 0.4) {
        ctx.globalAlpha *= 0.45
        ctx.fillRect(x, rect.y, width, rect.height - filled - gap)
      }
    }
    ctx.globalAlpha = 1
    if (!stack.isShare && stack.total[column]! > stack.ceiling) breakOff(ctx, frame, column)
  }
  ctx.globalAlpha = 1
  nameLines(ctx, frame)
}

function firstColumn(stack: Stack, day: number): number {
  const here = columnAt(stack, day)
  if (here >= 0) return here
  const next = stack.day.findIndex((at) => at > day)
  return next < 0 ? stack.day.length : next
}

function breakOff(ctx: CanvasRenderingContext2D, frame: StackFrame, column: number): void {
  const { stack, scale, palette, height } = frame
  const { foot, high } = plotOf(height)
  const rect = partRect(stack, column, stack.start[column]!, scale, height)
  ctx.fillStyle = palette.paper
  ctx.fillRect(rect.x - 1, foot - high + 6, rect.width + 2, 2)
}

function drawLines(
  ctx: CanvasRenderingContext2D,
  { stack, scale, palette, height, ratio }: StackFrame,
): void {
  const { foot } = plotOf(height)
  ctx.fillStyle = palette.rule
  ctx.fillRect(0, foot, scale.width, 1)
  for (const line of linesOf(stack))
    ctx.fillRect(0, heightOfLine(stack, line, height, ratio), scale.width, 1 / ratio)
}

/** Over the columns, on paper of their own: the last column stands where they are. */
function nameLines(
  ctx: CanvasRenderingContext2D,
  { stack, scale, palette, height, ratio }: StackFrame,
): void {
  ctx.font = `450 11px ${palette.font}`
  ctx.textAlign = 'right'
  ctx.textBaseline = 'bottom'
  for (const line of linesOf(stack)) {
    const y = heightOfLine(stack, line, height, ratio)
    const words = stack.isShare ? percent(line) : count(line)
    const { width } = ctx.measureText(words)
    ctx.fillStyle = palette.paper
    ctx.globalAlpha = 0.86
    ctx.fillRect(scale.width - width - 5, y - 15, width + 5, 14)
    ctx.globalAlpha = 1
    ctx.fillStyle = palette.ink3
    ctx.fillText(words, scale.width - 2, y - 1)
  }
  ctx.textAlign = 'left'
}

function heightOfLine(stack: Stack, line: number, height: number, ratio: number): number {
  const { foot, high } = plotOf(height)
  return Math.round((foot - (line / stack.ceiling) * high) * ratio) / ratio
}
