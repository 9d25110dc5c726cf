import type { MinimapBars } from './minimap.ts'
import type { Palette } from './palette.ts'
import { pixelsPerDay, xOf, type Scale } from './scale.ts'
import { ticksOf } from './ticks.ts'

export const MINIMAP_HEIGHT = 70
const BARS = 52
/** Years apart rather than months: the minimap's labels are landmarks. */
const LABEL_ROOM = 0.55

export interface MinimapFrame {
  scale: Scale
  ratio: number
  bars: MinimapBars
  palette: Palette
  /** the window's edges */
  left: number
  right: number
  weekStart: number
}

/** Draws the histogram of everything: red within the window, grey outside; root-scaled, so that quiet months can be seen. */
export function drawMinimap(ctx: CanvasRenderingContext2D, frame: MinimapFrame): void {
  const { scale, ratio, bars, palette, left, right } = frame
  for (let i = 0; i < bars.counts.length; i++) {
    const count = bars.counts[i]!
    if (count === 0) continue
    const x0 = Math.round(xOf(scale, bars.days[i]!) * ratio) / ratio
    const x1 = Math.round(xOf(scale, bars.days[i + 1]!) * ratio) / ratio
    const width = Math.max(1, x1 - x0 - 1)
    const height = Math.max(2, Math.round(BARS * Math.sqrt(count / bars.most)))
    const middle = (x0 + x1) / 2
    ctx.fillStyle = middle >= left && middle <= right ? palette.accent : palette.bar
    ctx.fillRect(x0, BARS - height, width, height)
  }
  ctx.fillStyle = palette.rule
  ctx.fillRect(0, BARS, scale.width, 1)
  drawLabels(ctx, frame)
}

function drawLabels(ctx: CanvasRenderingContext2D, { scale, palette, weekStart }: MinimapFrame): void {
  ctx.font = `450 11px ${palette.font}`
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  ctx.fillStyle = palette.ink3
  const ticks = ticksOf(scale.from, scale.from + scale.span, pixelsPerDay(scale) * LABEL_ROOM, weekStart)
  let free = 0
  for (const { day, label } of ticks) {
    const x = xOf(scale, day)
    const width = ctx.measureText(label).width
    if (x < free || x + width > scale.width) continue
    ctx.fillText(label, x, BARS + 11)
    free = x + width + 12
  }
}
