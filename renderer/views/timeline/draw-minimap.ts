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
  const { scale, palette, left, right } = frame
  ctx.fillStyle = palette.bar
  drawBars(ctx, frame)
  // Where all is seen nothing stands out.
  if (right - left < scale.width - 2) {
    ctx.save()
    ctx.beginPath()
    ctx.rect(left, 0, Math.max(2, right - left), BARS)
    ctx.clip()
    ctx.fillStyle = palette.accent
    drawBars(ctx, frame)
    ctx.restore()
  }
  ctx.fillStyle = palette.rule
  ctx.fillRect(0, BARS, scale.width, 1)
  drawLabels(ctx, frame)
}

function drawBars(ctx: CanvasRenderingContext2D, { scale, ratio, bars }: MinimapFrame): void {
  for (let i = 0; i < bars.counts.length; i++) {
    const count = bars.counts[i]!
    if (count === 0) continue
    const x = Math.round(xOf(scale, bars.days[i]!) * ratio) / ratio
    const end = Math.round(xOf(scale, bars.days[i + 1]!) * ratio) / ratio
    const height = Math.max(2, Math.round(BARS * Math.sqrt(Math.min(1, count / bars.ceiling))))
    ctx.fillRect(x, BARS - height, Math.max(1, end - x - 1), height)
  }
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
