/** Several captures of one address: a diamond for each on the lane of its article, joined with the article's mark. */

import type { Captures } from '../../../electron/shared/timeline.ts'
import { counted, moment } from '../../lib/format.ts'
import type { Block } from './block.ts'
import type { Frame } from './draw.ts'
import { AXIS_HEIGHT, MARK_HEIGHT, MARK_WIDTH, type LaneLayout, type Slot } from './lanes-layout.ts'
import { findMark } from './mark-place.ts'
import { xOf, type Scale } from './scale.ts'

/** One text of an article. */
export interface Capture {
  articleId: number
  /** 0 for the current one */
  version: number
  /** when its page was saved, else when it was imported; null where neither is known */
  atMs: number | null
  isImportTime: boolean
}

/** The captures of one article, in order of time. */
export interface CaptureLine {
  /** its entry in the block, and the lane that this is in */
  entry: number
  lane: number
  captures: Capture[]
}

export interface CaptureMarks {
  lines: CaptureLine[]
  of: ReadonlyMap<number, CaptureLine>
}

const DAY_MS = 86_400_000

/** The articles of a block that were captured several times. */
export function captureMarks(block: Block, captures: Captures): CaptureMarks {
  const found = new Map<number, Capture[]>()
  captures.articleId.forEach((articleId, i) => {
    const saved = captures.capturedAtMs[i]!
    const atMs = Number.isNaN(saved) ? captures.importedAtMs[i]! : saved
    const one = {
      articleId,
      version: captures.version[i]!,
      atMs: Number.isNaN(atMs) ? null : atMs,
      isImportTime: Number.isNaN(saved),
    }
    const known = found.get(articleId)
    if (known) known.push(one)
    else found.set(articleId, [one])
  })
  const lines: CaptureLine[] = []
  for (let lane = 0; lane < block.lanes && found.size > 0; lane++) {
    for (let entry = block.laneStart[lane]!; entry < block.laneStart[lane + 1]!; entry++) {
      const all = block.articles[entry]! > 0 ? found.get(block.id[entry]!) : undefined
      if (all && all.length > 1) lines.push({ entry, lane, captures: all })
    }
  }
  return { lines, of: new Map(lines.map((line) => [line.captures[0]!.articleId, line])) }
}

/** Half of a diamond's width. */
const HALF = 3.5
const REACH = 3

/** The middle of the diamonds, from the top of the lane: at its foot, below the bars. */
function lineOf(layout: LaneLayout): number {
  return layout.height - HALF - 1.5
}

function xOfCapture(scale: Scale, { atMs }: Capture): number | null {
  return atMs === null ? null : xOf(scale, atMs / DAY_MS)
}

const slot: Slot = { x: 0, y: 0, width: 0 }

/** Draws the captures of what is seen: the current text filled, the others hollow. */
export function drawCaptures(ctx: CanvasRenderingContext2D, frame: Frame, { lines }: CaptureMarks): void {
  const { rowLane, rowHue, palette, scale, layout } = frame
  const rowOf = new Int32Array(frame.block.lanes).fill(-1)
  for (let row = 0; row < rowLane.length; row++) if (rowLane[row]! >= 0) rowOf[rowLane[row]!] = row
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, AXIS_HEIGHT, scale.width, frame.height - AXIS_HEIGHT)
  ctx.clip()
  // From the bars of weeks and months a line would lead to what is in them all.
  const isJoined = frame.columns.step === 'day'
  for (const line of lines) {
    const row = rowOf[line.lane]!
    if (row < 0) continue
    const y = AXIS_HEIGHT + (frame.firstRow + row) * layout.height - frame.top + lineOf(layout)
    ctx.strokeStyle = palette.outlets[rowHue[row]!]!
    ctx.globalAlpha = 0.6
    if (isJoined) drawLine(ctx, frame, line, row, y)
    ctx.globalAlpha = 1
    for (const capture of line.captures) {
      const x = xOfCapture(scale, capture)
      if (x === null || x < -HALF || x > scale.width + HALF) continue
      ctx.fillStyle = capture.version === 0 ? palette.outlets[rowHue[row]!]! : palette.paper
      drawDiamond(ctx, x, y)
    }
  }
  ctx.restore()
}

/** From the article's mark down to the line of its captures, and along it. */
function drawLine(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  line: CaptureLine,
  row: number,
  y: number,
): void {
  const xs = line.captures.map((capture) => xOfCapture(frame.scale, capture)).filter((x) => x !== null)
  if (findMark(slot, frame, line.lane, row, line.entry)) {
    const x = slot.x + MARK_WIDTH / 2
    ctx.beginPath()
    ctx.moveTo(x, slot.y + MARK_HEIGHT)
    ctx.lineTo(x, y)
    ctx.stroke()
    xs.push(x)
  }
  if (xs.length < 2) return
  ctx.beginPath()
  ctx.moveTo(Math.max(-HALF, Math.min(...xs)), y)
  ctx.lineTo(Math.min(frame.scale.width + HALF, Math.max(...xs)), y)
  ctx.stroke()
}

function drawDiamond(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  ctx.beginPath()
  ctx.moveTo(x, y - HALF)
  ctx.lineTo(x + HALF, y)
  ctx.lineTo(x, y + HALF)
  ctx.lineTo(x - HALF, y)
  ctx.closePath()
  ctx.fill()
  ctx.stroke()
}

/** The capture of a lane under a point, y from the top of its row. */
export function captureAt(
  { lines }: CaptureMarks,
  lane: number,
  x: number,
  y: number,
  scale: Scale,
  layout: LaneLayout,
): Capture | null {
  if (Math.abs(y - lineOf(layout)) > HALF + REACH) return null
  let nearest: Capture | null = null
  let least = HALF + REACH
  for (const line of lines) {
    if (line.lane !== lane) continue
    for (const capture of line.captures) {
      const at = xOfCapture(scale, capture)
      if (at === null || Math.abs(at - x) >= least) continue
      least = Math.abs(at - x)
      nearest = capture
    }
  }
  return nearest
}

/** Where a capture is drawn, y from the top of its row. */
export function captureRect(
  capture: Capture,
  scale: Scale,
  layout: LaneLayout,
): { x: number; y: number; width: number; height: number } {
  const x = xOfCapture(scale, capture) ?? 0
  return { x: x - HALF, y: lineOf(layout) - HALF, width: HALF * 2, height: HALF * 2 }
}

/** `saved 3 May 2024, 09:12`, `imported 3 May 2024, 09:12` */
export function captureWhen({ atMs, isImportTime }: Capture): string {
  if (atMs === null) return 'at an unknown time'
  return `${isImportTime ? 'imported' : 'saved'} ${moment(atMs)}`
}

/** `2nd text of 3` */
export function captureNumber({ captures }: CaptureLine, capture: Capture): string {
  const at = captures.findIndex((one) => one.version === capture.version) + 1
  return `text ${at} of ${captures.length}${capture.version === 0 ? ', the current one' : ''}`
}

/** For the live region. */
export function captureHint({ captures }: CaptureLine): string {
  return `${counted(captures.length, 'text')} of it were captured; V compares them.`
}
