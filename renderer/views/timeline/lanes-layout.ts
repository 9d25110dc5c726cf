/** Where things lie in a lane, in CSS pixels. Drawing and hit testing both ask here, so they cannot disagree. */

import type { Step } from './calendar.ts'
import type { Columns } from './lod.ts'
import { xOf, type Scale } from './scale.ts'

export const AXIS_HEIGHT = 27
const LOWEST_LANE = 34
const HIGHEST_LANE = 46

/** The measures of a lane, from its top. */
export interface LaneLayout {
  height: number
  /** bars stand on this line and reach up to barHeight above it */
  barBase: number
  barHeight: number
  /** items known to the month lie on the first of these lines, those known to the year on the other */
  monthLine: number
  yearLine: number
  /** how many marks, or titles, fit above each other */
  markRows: number
  titleRows: number
}

/** Two lanes that are compared have the height that tells them apart. */
const COMPARED = 180

/** Few outlets share the room there is; many get what a bar needs. */
export function laneHeightFor(rows: number, room: number, isCompared = false): number {
  if (isCompared) return Math.max(LOWEST_LANE, Math.min(COMPARED, Math.floor(room / 2)))
  return Math.max(LOWEST_LANE, Math.min(HIGHEST_LANE, Math.floor(room / Math.max(1, rows))))
}

const LOWEST_CELL = 28
const HIGHEST_CELL = 40

/** The rows of a heat map: lower than lanes, since nothing stands in them. */
export function cellHeightFor(rows: number, room: number): number {
  return Math.max(LOWEST_CELL, Math.min(HIGHEST_CELL, Math.floor(room / Math.max(1, rows))))
}

const layouts = new Map<number, LaneLayout>()

export function layoutOf(height: number): LaneLayout {
  let layout = layouts.get(height)
  if (!layout) {
    layout = {
      height,
      barBase: height - 8,
      barHeight: height - 12,
      monthLine: height - 6,
      yearLine: height - 3.5,
      markRows: Math.floor((height - 12) / MARK_ROW),
      titleRows: Math.floor((height - 4) / TITLE_ROW),
    }
    layouts.set(height, layout)
  }
  return layout
}

/** How the items of a bar are drawn: as one bar, as a mark each, or as a mark and title each. */
export interface Cell {
  mode: 'bar' | 'marks' | 'titles'
  columns: number
  rows: number
}

export const MARK_WIDTH = 6
export const MARK_HEIGHT = 8
export const TITLE_LEFT = 11
export const TITLE_ROW = 14
const MARK_COLUMN = 8
const MARK_ROW = 10
const MARKS_FROM = 14
const TITLES_FROM = 116
const TITLE_COLUMN = 210
const WIDEST_TITLE = 460

/** A bar's place on the track. Reused, so that a frame makes no objects. */
export interface BarPlace {
  x: number
  /** the width of its step */
  pixels: number
  /** to the next bar of the lane: room for a title */
  room: number
  count: number
  /** the count, or its share of all that the outlet has */
  value: number
  cell: Cell
}

const BAR_CELL: Cell = { mode: 'bar', columns: 1, rows: 1 }

export function newPlace(): BarPlace {
  return { x: 0, pixels: 0, room: 0, count: 0, value: 0, cell: BAR_CELL }
}

/** Writes the place of bar i of a lane. */
export function placeBar(
  place: BarPlace,
  columns: Columns,
  lane: number,
  i: number,
  scale: Scale,
  layout: LaneLayout,
): void {
  const { bars } = columns
  place.x = xOf(scale, bars.day[i]!)
  place.pixels = xOf(scale, bars.end[i]!) - place.x
  place.count = bars.articles[i]! + bars.headlines[i]!
  place.value = columns.weights ? place.count * columns.weights[lane]! : place.count
  const isLast = i + 1 >= bars.laneStart[lane + 1]!
  place.room = isLast ? WIDEST_TITLE : Math.min(WIDEST_TITLE, xOf(scale, bars.day[i + 1]!) - place.x)
  place.cell = bars.itemised[i] === 1 ? cellFor(columns.step, place, layout) : BAR_CELL
}

/** What there is room for. Only days are shown item by item; a title may reach over the empty days after it. */
function cellFor(step: Step, { pixels, room, count }: BarPlace, layout: LaneLayout): Cell {
  if (step !== 'day' || pixels < MARKS_FROM) return BAR_CELL
  if (pixels >= TITLES_FROM || (room >= TITLES_FROM && count <= layout.titleRows)) {
    return cellOf('titles', Math.max(1, Math.floor(pixels / TITLE_COLUMN)), layout.titleRows)
  }
  return cellOf('marks', Math.max(1, Math.floor((pixels - 2) / MARK_COLUMN)), layout.markRows)
}

const cells = new Map<number, Cell>()

function cellOf(mode: 'marks' | 'titles', columns: number, rows: number): Cell {
  const key = (mode === 'titles' ? 1 : 0) + 2 * rows + 100 * columns
  let cell = cells.get(key)
  if (!cell) cells.set(key, (cell = { mode, columns, rows }))
  return cell
}

/** How many of the items get a mark of their own; 0 means that a bar stands for them all. */
export function slotsFor({ cell, count }: BarPlace): number {
  const room = cell.columns * cell.rows
  if (cell.mode === 'bar') return 0
  if (count <= room) return count
  return cell.mode === 'titles' ? room - 1 : 0
}

/** A place of one item: left and top from its day's corner, and its width with its title. */
export interface Slot {
  x: number
  y: number
  width: number
}

/** Writes the place of the item `index` into `slot`. Titles are read along the row; marks pile up from the ground. */
export function placeSlot(slot: Slot, place: BarPlace, layout: LaneLayout, index: number): void {
  const { cell, count, pixels } = place
  if (cell.mode === 'titles') {
    const columns = Math.min(cell.columns, count)
    const rows = Math.min(cell.rows, Math.ceil(count / columns))
    const row = Math.floor(index / columns)
    slot.width = columns === 1 ? place.room - 3 : (pixels - 6) / columns
    slot.x = 3 + (index % columns) * slot.width
    // Two rows and more are pushed up, off the lines at the lane's foot.
    const foot = rows === 1 ? 3 : 6
    slot.y = (layout.height - foot - rows * TITLE_ROW) / 2 + row * TITLE_ROW + 3
    return
  }
  slot.width = MARK_COLUMN
  slot.x = 3 + Math.floor(index / cell.rows) * MARK_COLUMN
  slot.y = layout.barBase - MARK_HEIGHT - (index % cell.rows) * MARK_ROW
}

const WIDEST_BAR = 8
const WIDEST_DAY = 34
const WORDS_FROM = 260
/** A single item is a mark of its own where marks are few, and a low step where bars tower. */
const SHORTEST_BAR = 8
const SHORTEST_OF_MANY = 4
const MANY = 12

/** A bar's height grows with the root of its count: few still differ from many, and one item can be seen. */
export function barHeight(count: number, ceiling: number, layout: LaneLayout, isShare = false): number {
  if (count <= 0) return 0
  if (isShare) {
    const share = Math.min(1, Math.sqrt(count / ceiling))
    return Math.round(SHORTEST_OF_MANY + (layout.barHeight - SHORTEST_OF_MANY) * share)
  }
  if (ceiling <= 1) return Math.round(layout.barHeight / 2)
  const one = Math.sqrt(1 / ceiling)
  const share = Math.min(1, (Math.sqrt(count / ceiling) - one) / (1 - one))
  const shortest = ceiling > MANY ? SHORTEST_OF_MANY : SHORTEST_BAR
  return Math.round(shortest + (layout.barHeight - shortest) * share)
}

/** A bar's width in a step of so many pixels: slim, unless it stands in for finer ones that are still to come. */
export function barWidth(pixels: number, step: Step): number {
  if (pixels >= 40) return step === 'day' ? WIDEST_DAY : pixels - 2
  return Math.max(2, Math.min(WIDEST_BAR, Math.floor(pixels - (pixels < 9 ? 1 : 2))))
}

/** Where a bar begins: in the middle of its step; a wide day’s at its left, where its items would be. */
export function barLeft({ x, pixels }: BarPlace, step: Step): number {
  return step === 'day' && pixels >= 40 ? x + 3 : x + (pixels - barWidth(pixels, step)) / 2
}

/** Whether a bar has room beside it for what it holds, in words. */
export function hasWords({ pixels }: BarPlace, step: Step): boolean {
  return step === 'day' && pixels >= WORDS_FROM
}

/** The line on which a span of unknown day is drawn: months above years. */
export function vagueLine(days: number, layout: LaneLayout): number {
  return days > 31 ? layout.yearLine : layout.monthLine
}
