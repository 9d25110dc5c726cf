/** The timeline as it is seen, with its labels and a line that says what it shows, as a picture or as a drawing. */

import type { Chart } from './chart.svelte.ts'
import { AXIS_HEIGHT } from './lanes-layout.ts'
import { paintLanes } from './paint-lanes.ts'
import type { Palette } from './palette.ts'
import { SvgContext } from './svg-context.ts'
import { nameOf } from './words.ts'
import { count, counted } from '../../lib/format.ts'

const MARGIN = 24
const HEAD = 52
const FOOT = 30
const LABELS = 190
const COUNTS = 64
/** As sharp as a good screen. */
const RATIO = 2

interface Size {
  width: number
  height: number
}

function sizeOf({ view, data, form }: Chart): Size {
  const lanes = Math.min(view.lanesHeight, data.outlets.length * view.layout.height)
  const height = form === 'stacked' ? view.height : AXIS_HEIGHT + lanes
  return { width: MARGIN * 2 + LABELS + view.scale.width + COUNTS, height: HEAD + height + FOOT }
}

/** A PNG of the view, twice as fine as CSS pixels. */
export async function asPng(chart: Chart, palette: Palette, title: string): Promise<Uint8Array> {
  const { width, height } = sizeOf(chart)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * RATIO)
  canvas.height = Math.round(height * RATIO)
  const ctx = canvas.getContext('2d')!
  ctx.scale(RATIO, RATIO)
  paint(ctx, RATIO, chart, palette, title)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The picture could not be drawn.')
  return new Uint8Array(await blob.arrayBuffer())
}

/** An SVG of the view. */
export function asSvg(chart: Chart, palette: Palette, title: string): Uint8Array {
  const ruler = document.createElement('canvas').getContext('2d')!
  const svg = new SvgContext((text, font) => {
    ruler.font = font
    return ruler.measureText(text).width
  })
  paint(svg as unknown as CanvasRenderingContext2D, 1, chart, palette, title)
  const { width, height } = sizeOf(chart)
  return new TextEncoder().encode(svg.finish(width, height, palette.rule))
}

function paint(
  ctx: CanvasRenderingContext2D,
  ratio: number,
  chart: Chart,
  palette: Palette,
  title: string,
): void {
  const { view, data } = chart
  const { width, height } = sizeOf(chart)
  ctx.fillStyle = palette.paper
  ctx.fillRect(0, 0, width, height)
  ctx.textBaseline = 'middle'
  ctx.fillStyle = palette.ink
  ctx.font = `600 19px ${palette.serif}`
  ctx.fillText(title, MARGIN, 28)
  ctx.font = `450 12px ${palette.font}`
  ctx.fillStyle = palette.ink2
  ctx.textAlign = 'right'
  ctx.fillText(view.range, width - MARGIN, 28)
  ctx.textAlign = 'left'
  ctx.save()
  ctx.translate(MARGIN, HEAD)
  drawLabels(ctx, chart, palette, width - 2 * MARGIN, height - HEAD - FOOT)
  ctx.translate(LABELS, 0)
  ctx.beginPath()
  ctx.rect(0, 0, view.scale.width, height - HEAD - FOOT)
  ctx.clip()
  paintLanes(ctx, ratio, chart, palette)
  ctx.restore()
  ctx.font = `450 11px ${palette.font}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = palette.ink3
  const step = chart.lanes?.columns.step ?? 'day'
  const measure = chart.measure === 'share' ? 'share of each outlet’s output' : 'counts'
  ctx.fillText(
    `Filled: articles. Hollow: headlines only. Hatched: nothing imported. By ${step}, ${measure}. ${counted(data.outlets.length, 'lane')} in all.`,
    MARGIN,
    height - FOOT / 2,
  )
}

function drawLabels(
  ctx: CanvasRenderingContext2D,
  chart: Chart,
  palette: Palette,
  width: number,
  height: number,
): void {
  const { view, data } = chart
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, AXIS_HEIGHT, width, height - AXIS_HEIGHT)
  ctx.clip()
  for (let row = view.firstRow; row < view.endRow; row++) {
    const outlet = data.outlets[row]!
    const y = chart.topOf(row) + view.layout.height / 2
    ctx.fillStyle = palette.outlets[outlet.hue]!
    ctx.fillRect(0, y - 4, 8, 8)
    ctx.fillStyle = palette.ink
    ctx.font = `550 13px ${palette.font}`
    ctx.fillText(fitted(ctx, nameOf(outlet), LABELS - 24), 16, y)
    ctx.fillStyle = palette.ink2
    ctx.font = `450 13px ${palette.font}`
    ctx.textAlign = 'right'
    ctx.fillText(count(outlet.articles + outlet.headlines), width, y)
    ctx.textAlign = 'left'
    if (chart.form === 'stacked') continue
    ctx.fillStyle = palette.rule
    ctx.fillRect(0, chart.topOf(row) + view.layout.height - 1, width, 1)
  }
  ctx.restore()
}

function fitted(ctx: CanvasRenderingContext2D, name: string, room: number): string {
  if (ctx.measureText(name).width <= room) return name
  let [low, high] = [0, Math.min(name.length, 120)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (ctx.measureText(`${name.slice(0, middle)}…`).width <= room) low = middle
    else high = middle - 1
  }
  return `${name.slice(0, low).trimEnd()}…`
}
