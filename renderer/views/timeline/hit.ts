/** Which bar lies under a point, and which comes next: binary search in a lane's days. */

import type { Bars } from './lod.ts'

/** The first bar of a lane that ends after `day`: the first one to draw when `day` is the left edge. */
export function firstEnding(bars: Bars, lane: number, day: number): number {
  let low = bars.laneStart[lane]!
  let high = bars.laneStart[lane + 1]!
  while (low < high) {
    const middle = (low + high) >>> 1
    if (bars.end[middle]! <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** The bar that holds `day`, or the nearest one at most `slack` days away, or −1. */
export function barAt(bars: Bars, lane: number, day: number, slack: number): number {
  const end = bars.laneStart[lane + 1]!
  const at = firstEnding(bars, lane, day)
  if (at < end && bars.day[at]! <= day) return at
  const before = at - 1
  const gapBefore = before >= bars.laneStart[lane]! ? day - bars.end[before]! : Infinity
  const gapAfter = at < end ? bars.day[at]! - day : Infinity
  if (Math.min(gapBefore, gapAfter) > slack) return -1
  return gapBefore <= gapAfter ? before : at
}

/** The next bar of a lane after (or, with −1, before) the one that begins at `day`; −1 when there is none. */
export function nextBar(bars: Bars, lane: number, day: number, direction: 1 | -1): number {
  let low = bars.laneStart[lane]!
  let high = bars.laneStart[lane + 1]!
  const first = low
  const end = high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (direction === 1 ? bars.day[middle]! <= day : bars.day[middle]! < day) low = middle + 1
    else high = middle
  }
  const at = direction === 1 ? low : low - 1
  return at >= first && at < end ? at : -1
}

/** The shortest span of unknown day over `day` whose length is a year's or a month's, as asked; −1 when there is none. */
export function vagueAt(vague: Bars, lane: number, day: number, isYear: boolean): number {
  let found = -1
  for (let i = vague.laneStart[lane]!; i < vague.laneStart[lane + 1]! && vague.day[i]! <= day; i++) {
    if (vague.end[i]! > day && vague.end[i]! - vague.day[i]! > 31 === isYear) found = i
  }
  return found
}
