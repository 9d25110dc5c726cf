/** Where things lie in a lane, in CSS pixels. Drawing and hit testing both ask here, so they cannot disagree. */

import type { Step } from './calendar.ts'

export const LANE_HEIGHT = 34
export const AXIS_HEIGHT = 27

/** Bars stand on this line and reach up to {@link BAR_HEIGHT} above it. */
export const BAR_BASE = 26.5
export const BAR_HEIGHT = 22
/** Items known to the month lie on this line, those known to the year three pixels below. */
export const VAGUE_LINE = 28.5
const VAGUE_GAP = 2.5

const SHORTEST_BAR = 6
const WIDEST_BAR = 10

/** How the items of one day are drawn: as one bar, as a mark each, or as a mark and title each. */
export interface Cell {
  mode: 'bar' | 'marks' | 'titles'
  columns: number
  rows: number
}

const MARKS_FROM = 16
const TITLES_FROM = 150
const MARK_PITCH = 8
const TITLE_WIDTH = 210
export const MARK_WIDTH = 6
export const MARK_HEIGHT = 6
export const TITLE_LEFT = 11

const BAR_CELL: Cell = { mode: 'bar', columns: 1, rows: 1 }

/** What a step of this width has room for. Only days are shown item by item. */
export function cellFor(step: Step, pixels: number): Cell {
  if (step !== 'day' || pixels < MARKS_FROM) return BAR_CELL
  if (pixels >= TITLES_FROM) {
    return { mode: 'titles', columns: Math.max(1, Math.floor(pixels / TITLE_WIDTH)), rows: 2 }
  }
  return { mode: 'marks', columns: Math.max(1, Math.floor((pixels - 3) / MARK_PITCH)), rows: 3 }
}

/** How many of `count` items get a mark of their own; 0 means that a bar stands for them all. */
export function slotsFor(cell: Cell, count: number): number {
  const room = cell.columns * cell.rows
  if (cell.mode === 'bar') return 0
  if (count <= room) return count
  return cell.mode === 'titles' ? room - 1 : 0
}

/** A place of one item's mark in its day's cell: left and top from the cell's corner, and its width with its title. */
export interface Slot {
  x: number
  y: number
  width: number
}

/** Writes the place of item `index` of `count` into `slot`. Reading order: along the row, then the next row. */
export function placeSlot(slot: Slot, cell: Cell, index: number, count: number, pixels: number): void {
  if (cell.mode === 'titles') {
    const columns = Math.min(cell.columns, count)
    const rows = Math.min(cell.rows, Math.ceil(count / columns))
    const row = Math.floor(index / columns)
    slot.width = (pixels - 6) / columns
    slot.x = 3 + (index % columns) * slot.width
    slot.y = (rows === 1 ? 10 : 3) + row * 14
    return
  }
  slot.width = MARK_PITCH
  slot.x = 2 + Math.floor(index / cell.rows) * MARK_PITCH
  slot.y = BAR_BASE - MARK_HEIGHT - (index % cell.rows) * 7.5
}

/** The item whose place holds a point of the cell, or −1. */
export function slotAt(cell: Cell, x: number, y: number, count: number, pixels: number): number {
  const slot: Slot = { x: 0, y: 0, width: 0 }
  const height = cell.mode === 'titles' ? 14 : 7.5
  for (let i = slotsFor(cell, count) - 1; i >= 0; i--) {
    placeSlot(slot, cell, i, count, pixels)
    if (x >= slot.x - 1 && x < slot.x + slot.width && y >= slot.y - 1 && y < slot.y + height) return i
  }
  return -1
}

/** A bar's height: logarithmic, so that one item can be seen beside ten thousand. */
export function barHeight(count: number, ceiling: number): number {
  if (count <= 0) return 0
  if (ceiling <= 1) return SHORTEST_BAR + 4
  const share = Math.log(count) / Math.log(ceiling)
  return Math.round(SHORTEST_BAR + (BAR_HEIGHT - SHORTEST_BAR) * Math.min(1, share))
}

/** A bar's width in a step of so many pixels. Slim, unless it stands in for finer ones that are still to come. */
export function barWidth(pixels: number): number {
  if (pixels >= 40) return pixels - 2
  return Math.max(2, Math.min(WIDEST_BAR, Math.floor(pixels - (pixels < 9 ? 1 : 2))))
}

/** The line on which a span of unknown day is drawn: months above years. */
export function vagueLine(days: number): number {
  return days > 31 ? VAGUE_LINE + VAGUE_GAP : VAGUE_LINE
}
