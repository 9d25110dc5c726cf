/** The time axis above the lanes and the grid behind them. */

import { AXIS_HEIGHT } from './lanes-layout.ts'
import type { Palette } from './palette.ts'
import { pixelsPerDay, xOf, type Scale } from './scale.ts'
import { isWeekend, type Tick } from './ticks.ts'

export interface AxisFrame {
  scale: Scale
  height: number
  top: number
  ratio: number
  /** how many lanes there are in all */
  rows: number
  laneHeight: number
  /** one plot in place of lanes */
  isPlot: boolean
  palette: Palette
  ticks: Tick[]
}

const WEEKENDS_FROM = 9

/** Everything behind the bars: weekends, a line for each tick, a line below each lane. */
export function drawGrid(ctx: CanvasRenderingContext2D, frame: AxisFrame): void {
  const { scale, palette, ratio, top, rows, laneHeight } = frame
  const lanesEnd = AXIS_HEIGHT + rows * laneHeight - top
  const bottom = frame.isPlot ? frame.height : Math.min(frame.height, lanesEnd)
  const hair = 1 / ratio
  if (pixelsPerDay(scale) >= WEEKENDS_FROM) shadeWeekends(ctx, frame, bottom)
  ctx.fillStyle = palette.rule
  for (const { day, isMajor } of frame.ticks) {
    const x = Math.round(xOf(scale, day) * ratio) / ratio
    ctx.globalAlpha = isMajor ? 1 : 0.55
    ctx.fillRect(x, AXIS_HEIGHT, hair, bottom - AXIS_HEIGHT)
  }
  ctx.globalAlpha = 1
  if (frame.isPlot) return
  const first = Math.floor(top / laneHeight)
  for (let row = first; row < rows; row++) {
    const y = AXIS_HEIGHT + (row + 1) * laneHeight - top - 1
    if (y > frame.height) break
    if (y >= AXIS_HEIGHT) ctx.fillRect(0, y, scale.width, 1)
  }
}

function shadeWeekends(ctx: CanvasRenderingContext2D, frame: AxisFrame, bottom: number): void {
  const { scale, palette } = frame
  ctx.fillStyle = palette.panel
  const to = scale.from + scale.span
  for (let day = Math.floor(scale.from); day < to; day++) {
    if (!isWeekend(day)) continue
    const x = xOf(scale, day)
    ctx.fillRect(x, AXIS_HEIGHT, xOf(scale, day + 1) - x, bottom - AXIS_HEIGHT)
  }
}

/** The labels; the first is moved in from the left edge so that it can be read. */
export function drawAxis(ctx: CanvasRenderingContext2D, frame: AxisFrame): void {
  const { scale, palette, ratio } = frame
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  ctx.direction = 'ltr'
  ctx.fillStyle = palette.rule
  ctx.fillRect(0, AXIS_HEIGHT - 1, scale.width, 1)
  let free = -Infinity
  for (let i = 0; i < frame.ticks.length; i++) {
    const { day, label, isMajor } = frame.ticks[i]!
    const at = Math.round(xOf(scale, day) * ratio) / ratio
    const next = frame.ticks[i + 1]
    ctx.font = `${isMajor ? 600 : 450} 11.5px ${palette.font}`
    ctx.fillStyle = palette.rule
    if (at >= 0) ctx.fillRect(at, AXIS_HEIGHT - 7, 1 / ratio, 6)
    const width = ctx.measureText(label).width
    const x = Math.max(2, at + 4)
    // A label pushed in from the left gives way to the next one.
    const room = next ? xOf(scale, next.day) : scale.width
    if (x < free || (at < -2 && x + width + 6 > room) || x + width > scale.width) continue
    ctx.fillStyle = isMajor ? palette.ink : palette.ink2
    ctx.fillText(label, x, AXIS_HEIGHT / 2 - 1)
    free = x + width + 6
  }
}
