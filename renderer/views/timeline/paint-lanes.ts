import { drawCaptures } from './captures.ts'
import type { Chart } from './chart.svelte.ts'
import { drawLanes, type Frame } from './draw.ts'
import { drawAxis, drawGrid, type AxisFrame } from './draw-axis.ts'
import { drawCoverage } from './draw-coverage.ts'
import { drawStack } from './draw-stack.ts'
import { drawHeat } from './heat.ts'
import { AXIS_HEIGHT } from './lanes-layout.ts'
import type { Palette } from './palette.ts'
import { pixelsPerDay, xOf } from './scale.ts'
import { drawLinks } from './story-links.ts'
import { ticksOf } from './ticks.ts'

const TITLE_FONT = '500 13.5px'

/** One frame of the lane chart: grid, what is still being read, lanes, axis. */
export function paintLanes(
  ctx: CanvasRenderingContext2D,
  ratio: number,
  chart: Chart,
  palette: Palette,
): void {
  const { view, data, lanes } = chart
  const { scale, height, top } = view
  // Rows can be fewer by the time a frame comes.
  const endRow = Math.min(view.endRow, data.outlets.length)
  const firstRow = Math.min(view.firstRow, endRow)
  const laneHeight = view.layout.height
  const ticks = ticksOf(scale.from, scale.from + scale.span, pixelsPerDay(scale), view.weekStart)
  const { outlets } = data
  const isPlot = chart.form === 'stacked'
  const axis: AxisFrame = {
    scale,
    height,
    top,
    ratio,
    rows: outlets.length,
    laneHeight,
    isPlot,
    palette,
    ticks,
  }
  const { gaps } = chart
  drawCoverage(ctx, {
    edges: data.coverage.edges,
    scale,
    height,
    top,
    firstRow,
    endRow,
    laneHeight,
    outlets,
    gaps,
    isPlot,
    palette,
    ratio,
  })
  drawGrid(ctx, axis)
  const rowLane = new Int32Array(endRow - firstRow)
  const rowHue = new Uint8Array(endRow - firstRow)
  for (let row = firstRow; row < endRow; row++) {
    const outlet = data.outlets[row]!
    rowLane[row - firstRow] = data.lanes?.laneOf.get(outlet.id) ?? -1
    rowHue[row - firstRow] = outlet.hue
  }
  if (data.isWaiting) veilUnread(ctx, chart, rowLane, palette)
  if (lanes) {
    ctx.font = `${TITLE_FONT} ${palette.serif}`
    ctx.textBaseline = 'middle'
    ctx.textAlign = 'left'
    const frame: Frame = {
      scale,
      height,
      top,
      ratio,
      firstRow,
      rowLane,
      rowHue,
      ...lanes,
      layout: view.layout,
      titles: chart.items,
      palette,
    }
    const { stack } = chart
    if (stack) {
      const laneCount = frame.block.lanes
      const lit = chart.cursor?.outletId ?? chart.hover?.outletId
      const litLane = lit === undefined ? -1 : (data.lanes?.laneOf.get(lit) ?? -1)
      drawStack(ctx, { ...frame, stack, hueOfLane: huesOf(chart, laneCount), lit: litLane })
    } else if (chart.form === 'heat') drawHeat(ctx, frame)
    else {
      // Lines between bars of weeks and months would join what is not there.
      if (chart.links && frame.columns.step === 'day') drawLinks(ctx, frame, chart.links)
      drawLanes(ctx, frame)
      if (chart.marks) drawCaptures(ctx, frame, chart.marks)
    }
  }
  drawAxis(ctx, axis)
}

/** The colour of each of the block's lanes. */
function huesOf({ data }: Chart, lanes: number): Uint8Array {
  const hues = new Uint8Array(lanes)
  for (const outlet of data.outlets) {
    const lane = data.lanes?.laneOf.get(outlet.id)
    if (lane !== undefined) hues[lane] = outlet.hue
  }
  return hues
}

/** Not read yet is not the same as nothing published: until it is there, such time is shaded. */
function veilUnread(
  ctx: CanvasRenderingContext2D,
  chart: Chart,
  rowLane: Int32Array,
  palette: Palette,
): void {
  const { view, data } = chart
  const { scale, firstRow, top, layout } = view
  const request = data.lanes?.request
  ctx.fillStyle = palette.panel
  for (let i = 0; i < rowLane.length; i++) {
    const y = AXIS_HEIGHT + (firstRow + i) * layout.height - top
    const isRead = request !== undefined && rowLane[i]! >= 0
    const left = isRead ? Math.max(0, xOf(scale, request.fromDay)) : scale.width
    const right = isRead ? Math.max(left, xOf(scale, request.toDay + 1)) : scale.width
    if (left > 0) ctx.fillRect(0, y, Math.min(left, scale.width), layout.height - 1)
    if (right < scale.width) ctx.fillRect(right, y, scale.width - right, layout.height - 1)
  }
}
