/** What a pointer or the keyboard is on: one item, or a bar of several. Told by values, so that it outlives a reload. */

import type { Block } from './block.ts'
import { captureAt, captureRect, type Capture, type CaptureMarks } from './captures.ts'
import { barAt, firstEnding, nextBar, vagueAt } from './hit.ts'
import { titleWidth, type TitleSource } from './draw-titles.ts'
import {
  barHeight,
  barLeft,
  barWidth,
  MARK_HEIGHT,
  MARK_WIDTH,
  newPlace,
  placeBar,
  placeSlot,
  slotsFor,
  TITLE_ROW,
  vagueLine,
  type BarPlace,
  type LaneLayout,
  type Slot,
} from './lanes-layout.ts'
import type { Bars, Columns } from './lod.ts'
import { dayAt, pixelsPerDay, xOf, type Scale } from './scale.ts'

export interface Target {
  row: number
  outletId: number
  /** first day, and the day after the last */
  day: number
  end: number
  /** the same of the bar it is drawn in, and how many items that holds */
  barDay: number
  barEnd: number
  barArticles: number
  barHeadlines: number
  articles: number
  headlines: number
  /** its one item; null for a bar of several, or when bins are all that is loaded */
  item: { isArticle: boolean; id: number } | null
  /** the items one by one where they are known, and the bar holds more than one */
  items: { isArticle: boolean; id: number }[]
  /** its place among the items of its day; −1 for the whole bar */
  slot: number
  /** its day is known to the month or year only */
  isVague: boolean
  /** one of the captures of the item, in place of the item itself */
  capture?: Capture
}

/** A lane as targets are looked for in it. */
export interface Lane {
  block: Block
  columns: Columns
  layout: LaneLayout
  titles: TitleSource
  scale: Scale
  /** which of the block's */
  lane: number
  row: number
  outletId: number
  /** where there is room its items stand one by one; else bars are all there is */
  isItems: boolean
  marks: CaptureMarks | null
}

const REACH = 4
const LISTED = 200

const place = newPlace()
const slot: Slot = { x: 0, y: 0, width: 0 }

/** What lies at (x, y), y from the top of the row. */
export function targetAt(where: Lane, x: number, y: number): Target | null {
  const { columns, layout, lane, scale, marks } = where
  const capture = marks && where.isItems ? captureAt(marks, lane, x, y, scale, layout) : null
  if (capture) return captureTarget(where, capture)
  if (y >= layout.monthLine - 1.5) {
    const day = dayAt(scale, x)
    const isYear = y >= layout.yearLine - 0.5
    const at = vagueAt(columns.vague, lane, day, isYear)
    const found = at >= 0 ? at : vagueAt(columns.vague, lane, day, !isYear)
    if (found >= 0) return targetOf(where, columns.vague, found, -1)
  }
  const at = barUnder(where, x)
  if (at < 0) return null
  if (!where.isItems) return barAt(columns.bars, lane, dayAt(scale, x), 0) < 0 ? null : barTarget(where, at)
  placeBar(place, columns, lane, at, scale, layout)
  const slots = slotsFor(place)
  const found = slots > 0 ? slotAt(where, place, columns.bars.entry[at]!, x - place.x, y) : -1
  // Between marks lies nothing; where some of a day's items have none, the rest of the day stands for all.
  if (slots === place.count && found < 0) return null
  return targetOf(where, columns.bars, at, found)
}

/** The bar at x: its own step, else the one whose title reaches there, else the nearest in reach. */
function barUnder({ columns, layout, lane, scale }: Lane, x: number): number {
  const { bars } = columns
  const day = dayAt(scale, x)
  const here = barAt(bars, lane, day, 0)
  if (here >= 0) return here
  const before = firstEnding(bars, lane, day) - 1
  if (before >= bars.laneStart[lane]!) {
    placeBar(place, columns, lane, before, scale, layout)
    if (place.cell.mode === 'titles') return before
  }
  return barAt(bars, lane, day, REACH / pixelsPerDay(scale))
}

/** The item of a day whose mark or title lies at a point of the day, or −1. */
function slotAt(where: Lane, at: BarPlace, entry: number, x: number, y: number): number {
  const hasTitles = at.cell.mode === 'titles'
  for (let i = slotsFor(at) - 1; i >= 0; i--) {
    placeSlot(slot, at, where.layout, i)
    const width = hasTitles ? widthOf(where, entry + i, slot.width) : slot.width
    const height = hasTitles ? TITLE_ROW : MARK_HEIGHT + 2
    if (x >= slot.x - 3 && x < slot.x + width && y >= slot.y - 3 && y < slot.y - 3 + height) return i
  }
  return -1
}

function widthOf({ block, titles }: Lane, entry: number, width: number): number {
  return titleWidth(titles, block.articles[entry]! > 0, block.id[entry]!, width)
}

/** The next item or bar in a lane: within the day where items stand one by one, else the next bar. */
export function nextTarget(where: Lane, from: Target, direction: 1 | -1): Target | null {
  const { bars } = where.columns
  const here = barAt(bars, where.lane, from.barDay, 0)
  // Zoomed since: what begins there now has not been visited.
  if (here >= 0 && bars.end[here]! - bars.day[here]! !== from.barEnd - from.barDay) {
    return endTarget(where, here, direction)
  }
  if (here >= 0 && from.slot >= 0 && bars.day[here] === from.barDay) {
    const next = from.slot + direction
    if (next >= 0 && next < slotsOf(where, here)) return targetOf(where, bars, here, next)
  }
  const at = nextBar(bars, where.lane, from.barDay, direction)
  return at < 0 ? null : endTarget(where, at, direction)
}

/** The bar of a lane nearest to a day, for a cursor that comes from another lane. */
export function nearestTarget(where: Lane, day: number): Target | null {
  const at = barAt(where.columns.bars, where.lane, day, Infinity)
  return at < 0 ? null : endTarget(where, at, 1)
}

/** All of a bar. */
export function barTarget(where: Lane, at: number): Target {
  return targetOf(where, where.columns.bars, at, -1)
}

function endTarget(where: Lane, at: number, direction: 1 | -1): Target {
  const count = slotsOf(where, at)
  const end = count === 0 ? -1 : direction === 1 ? 0 : count - 1
  return targetOf(where, where.columns.bars, at, end)
}

function slotsOf({ columns, layout, lane, scale, isItems }: Lane, at: number): number {
  if (!isItems) return 0
  placeBar(place, columns, lane, at, scale, layout)
  return slotsFor(place)
}

function targetOf(where: Lane, bars: Bars, at: number, slot: number): Target {
  const { block, row, outletId } = where
  const barArticles = bars.articles[at]!
  const barHeadlines = bars.headlines[at]!
  const count = barArticles + barHeadlines
  const entry = bars.entry[at]!
  const isKnown = bars.itemised[at] === 1
  const bar = { row, outletId, barDay: bars.day[at]!, barEnd: bars.end[at]!, barArticles, barHeadlines, slot }
  const itemAt = (i: number) => ({ isArticle: block.articles[i]! > 0, id: block.id[i]! })
  if (isKnown && (count === 1 || slot >= 0)) {
    const one = entry + Math.max(0, slot)
    const item = itemAt(one)
    return {
      ...bar,
      day: block.day[one]!,
      end: block.day[one]! + block.span[one]!,
      articles: item.isArticle ? 1 : 0,
      headlines: item.isArticle ? 0 : 1,
      item,
      items: [],
      isVague: block.span[one]! > 1,
    }
  }
  return {
    ...bar,
    day: bar.barDay,
    end: bar.barEnd,
    articles: barArticles,
    headlines: barHeadlines,
    item: null,
    items: isKnown ? Array.from({ length: Math.min(count, LISTED) }, (_, i) => itemAt(entry + i)) : [],
    isVague: bars === where.columns.vague,
  }
}

const DAY_MS = 86_400_000

function captureTarget({ row, outletId }: Lane, capture: Capture): Target {
  const day = Math.floor((capture.atMs ?? 0) / DAY_MS)
  const end = day + 1
  return {
    ...{ row, outletId, day, end, barDay: day, barEnd: end, barArticles: 1, barHeadlines: 0 },
    ...{ articles: 1, headlines: 0, items: [], slot: -1, isVague: false },
    item: { isArticle: true, id: capture.articleId },
    capture,
  }
}

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** Where a target is drawn: x on the track, y from the top of its row. */
export function rectOf(target: Target, where: Lane): Rect {
  const { columns, layout, lane, scale } = where
  if (target.capture) return captureRect(target.capture, scale, layout)
  const days = target.barEnd - target.barDay
  const left = xOf(scale, target.barDay)
  const pixels = xOf(scale, target.barEnd) - left
  if (target.isVague && days > 1) {
    return { x: left, y: vagueLine(days, layout) - 1.5, width: pixels, height: 4.5 }
  }
  // The bar may be another one now, after a zoom or a reload: then where it was is all that can be shown.
  const at = barAt(columns.bars, lane, target.barDay, 0)
  if (at >= 0) {
    placeBar(place, columns, lane, at, scale, layout)
    const index = target.slot >= 0 ? target.slot : place.count === 1 ? 0 : -1
    if (index >= 0 && index < slotsFor(place)) {
      placeSlot(slot, place, layout, index)
      const hasTitle = place.cell.mode === 'titles'
      const width = hasTitle ? widthOf(where, columns.bars.entry[at]! + index, slot.width) : MARK_WIDTH
      return { x: place.x + slot.x, y: slot.y, width, height: MARK_HEIGHT }
    }
  }
  const width = barWidth(pixels, columns.step)
  const weight = columns.weights ? columns.weights[lane]! : 1
  const many = (target.barArticles + target.barHeadlines) * weight
  const height = barHeight(many, columns.ceiling, layout, columns.weights !== null)
  const x = barLeft({ ...place, x: left, pixels }, columns.step)
  return { x, y: layout.barBase - height, width, height }
}
