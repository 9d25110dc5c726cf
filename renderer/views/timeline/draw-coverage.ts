import type { Edges } from '../../lib/state/timeline-coverage.svelte.ts'
import type { Gaps } from './coverage.ts'
import { AXIS_HEIGHT } from './lanes-layout.ts'
import type { Palette } from './palette.ts'
import { xOf, type Scale } from './scale.ts'
import type { TimelineOutlet } from '../../../electron/shared/api.ts'

const TILE = 7
const patterns = new WeakMap<Palette, { ratio: number; pattern: CanvasPattern | null }>()

/** Slanted hairlines in the colour of rules: there, but quieter than anything that was published. */
export function hatchOf(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  ratio: number,
): CanvasPattern | string {
  const known = patterns.get(palette)
  if (known?.ratio === ratio && known.pattern) return known.pattern
  const tile = document.createElement('canvas')
  tile.width = tile.height = Math.round(TILE * ratio)
  const to = tile.getContext('2d')!
  to.scale(tile.width / TILE, tile.height / TILE)
  to.strokeStyle = palette.rule
  to.lineWidth = 1
  for (const shift of [-TILE, 0, TILE]) {
    to.beginPath()
    to.moveTo(shift - 1, TILE + 1)
    to.lineTo(shift + TILE + 1, -1)
    to.stroke()
  }
  const pattern = ctx.createPattern(tile, 'repeat')
  // The pattern is drawn in device pixels; the canvas is scaled.
  pattern?.setTransform(new DOMMatrix().scale(TILE / tile.width))
  patterns.set(palette, { ratio, pattern })
  return pattern ?? palette.panel
}

export interface CoverageFrame {
  scale: Scale
  height: number
  top: number
  firstRow: number
  endRow: number
  laneHeight: number
  outlets: readonly TimelineOutlet[]
  gaps: Gaps
  /** the first and last day of an outlet in the whole archive, where that is known */
  edges: ReadonlyMap<number, Edges>
  /** one plot for all lanes: only what holds for all is hatched */
  isPlot: boolean
  palette: Palette
  ratio: number
}

/** Hatches the days for which nothing was imported: of anything, and in its lane of an outlet before its first item and after its last. */
export function drawCoverage(ctx: CanvasRenderingContext2D, frame: CoverageFrame): void {
  const { scale, gaps, firstRow, endRow, laneHeight, top } = frame
  ctx.fillStyle = hatchOf(ctx, frame.palette, frame.ratio)
  const bottom = frame.isPlot
    ? frame.height
    : Math.min(frame.height, AXIS_HEIGHT + frame.outlets.length * laneHeight - top)
  for (let i = 0; i < gaps.from.length; i++) {
    const left = Math.max(0, xOf(scale, gaps.from[i]!))
    const right = Math.min(scale.width, xOf(scale, gaps.to[i]!))
    if (right > left) ctx.fillRect(left, AXIS_HEIGHT, right - left, bottom - AXIS_HEIGHT)
  }
  if (frame.isPlot) return
  // All time before the first item of all and after the last is hatched already.
  const known = Math.max(0, xOf(scale, gaps.to[0] ?? 0))
  const end = Math.min(scale.width, xOf(scale, gaps.from.at(-1) ?? 0))
  for (let row = firstRow; row < endRow; row++) {
    const edges = frame.edges.get(frame.outlets[row]!.id)
    if (!edges) continue
    const y = Math.max(AXIS_HEIGHT, AXIS_HEIGHT + row * laneHeight - top)
    const high = AXIS_HEIGHT + (row + 1) * laneHeight - top - y
    if (high <= 0) continue
    const isUndated = Number.isNaN(edges.first)
    const begins = isUndated ? end : Math.min(end, xOf(scale, edges.first))
    if (begins > known) ctx.fillRect(known, y, begins - known, high)
    const ends = isUndated ? end : Math.max(known, xOf(scale, edges.last + 1))
    if (end > ends) ctx.fillRect(ends, y, end - ends, high)
  }
}
