/** What a pointer or the keyboard is on: one item, or a bar of several. Told by values, so that it outlives a reload. */

import type { Block } from './block.ts'
import { barAt, nextBar, vagueAt } from './hit.ts'
import {
  BAR_BASE,
  barHeight,
  barWidth,
  MARK_HEIGHT,
  MARK_WIDTH,
  placeSlot,
  slotAt,
  slotsFor,
  VAGUE_LINE,
  vagueLine,
  type Cell,
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
}

/** The loaded lanes, as targets are looked for in them. */
export interface Lanes {
  block: Block
  columns: Columns
  cell: Cell
}

const REACH = 4
const LISTED = 200

/** What lies at (x, y), y from the top of the row. */
export function targetAt(
  lanes: Lanes,
  lane: number,
  row: number,
  outletId: number,
  scale: Scale,
  x: number,
  y: number,
): Target | null {
  const day = dayAt(scale, x)
  const { bars, vague } = lanes.columns
  if (y >= VAGUE_LINE - 1) {
    const isYear = y >= VAGUE_LINE + 2
    const at = vagueAt(vague, lane, day, isYear)
    const found = at >= 0 ? at : vagueAt(vague, lane, day, !isYear)
    if (found >= 0) return targetOf(lanes, vague, found, row, outletId, -1)
  }
  const at = barAt(bars, lane, day, REACH / pixelsPerDay(scale))
  if (at < 0) return null
  const left = xOf(scale, bars.day[at]!)
  const pixels = xOf(scale, bars.end[at]!) - left
  const count = bars.articles[at]! + bars.headlines[at]!
  const isOneByOne = bars.itemised[at] === 1 && slotsFor(lanes.cell, count) > 0
  const slot = isOneByOne ? slotAt(lanes.cell, x - left, y, count, pixels) : -1
  if (isOneByOne && slot < 0 && slotsFor(lanes.cell, count) === count) return null
  return targetOf(lanes, bars, at, row, outletId, slot)
}

/** The next item or bar in a lane: within the day where items stand one by one, else the next bar. */
export function nextTarget(lanes: Lanes, lane: number, from: Target, direction: 1 | -1): Target | null {
  const { bars } = lanes.columns
  const here = barAt(bars, lane, from.barDay, 0)
  if (here >= 0 && from.slot >= 0 && bars.day[here] === from.barDay) {
    const slot = from.slot + direction
    if (slot >= 0 && slot < slots(lanes, here)) {
      return targetOf(lanes, bars, here, from.row, from.outletId, slot)
    }
  }
  const at = nextBar(bars, lane, from.barDay, direction)
  return at < 0 ? null : endTarget(lanes, at, from.row, from.outletId, direction)
}

/** The bar of a lane nearest to a day, for a cursor that comes from another lane. */
export function nearestTarget(
  lanes: Lanes,
  lane: number,
  row: number,
  outletId: number,
  day: number,
): Target | null {
  const at = barAt(lanes.columns.bars, lane, day, Infinity)
  return at < 0 ? null : endTarget(lanes, at, row, outletId, 1)
}

function endTarget(lanes: Lanes, at: number, row: number, outletId: number, direction: 1 | -1): Target {
  const count = slots(lanes, at)
  const slot = count === 0 ? -1 : direction === 1 ? 0 : count - 1
  return targetOf(lanes, lanes.columns.bars, at, row, outletId, slot)
}

function slots(lanes: Lanes, at: number): number {
  const { bars } = lanes.columns
  return bars.itemised[at] === 1 ? slotsFor(lanes.cell, bars.articles[at]! + bars.headlines[at]!) : 0
}

function targetOf(lanes: Lanes, bars: Bars, at: number, row: number, outletId: number, slot: number): Target {
  const { block } = lanes
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
    isVague: bars === lanes.columns.vague,
  }
}

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** Where a target is drawn: x on the track, y from the top of its row. */
export function rectOf(target: Target, lanes: Lanes, scale: Scale): Rect {
  const left = xOf(scale, target.barDay)
  const pixels = xOf(scale, target.barEnd) - left
  const count = target.barArticles + target.barHeadlines
  if (target.isVague && target.barEnd - target.barDay > 1) {
    return { x: left, y: vagueLine(target.barEnd - target.barDay) - 1.5, width: pixels, height: 4.5 }
  }
  if (target.slot >= 0 && lanes.cell.mode !== 'bar') {
    const slot = { x: 0, y: 0, width: 0 }
    placeSlot(slot, lanes.cell, target.slot, count, pixels)
    if (lanes.cell.mode === 'titles')
      return { x: left + slot.x - 2, y: slot.y - 3, width: slot.width, height: 15 }
    return { x: left + slot.x, y: slot.y, width: MARK_WIDTH, height: MARK_HEIGHT }
  }
  const width = barWidth(pixels)
  const height = barHeight(count, lanes.columns.ceiling)
  return { x: left + (pixels - width) / 2, y: BAR_BASE - height, width, height }
}
