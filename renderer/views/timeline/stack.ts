/** The stacked histogram: for every step one column of all outlets that are shown, the first one at its foot. */

import type { Columns } from './lod.ts'
import { ceilingOf, roundedUp } from './lod.ts'

/** Column i holds the parts start[i] … start[i + 1], from its foot; part j is bar bar[j] of lane lane[j]. */
export interface Stack {
  day: Int32Array
  end: Int32Array
  start: Int32Array
  lane: Int32Array
  bar: Int32Array
  /** counts of the part, and of all below it in its column */
  count: Float64Array
  below: Float64Array
  total: Float64Array
  /** what a column of full height stands for; 1 where every column is drawn as a whole */
  ceiling: number
  isShare: boolean
}

/**
 * @param lanes the block's lanes in the order of their rows; −1 for what is not loaded
 * @param isShare columns are of one height, and the parts their shares
 */
export function stackOf({ bars }: Columns, lanes: Int32Array, isShare: boolean): Stack {
  const days = new Map<number, number>()
  let parts = 0
  for (const lane of lanes) {
    if (lane < 0) continue
    for (let i = bars.laneStart[lane]!; i < bars.laneStart[lane + 1]!; i++) {
      days.set(bars.day[i]!, bars.end[i]!)
      parts++
    }
  }
  const day = Int32Array.from(days.keys()).sort()
  const end = Int32Array.from(day, (at) => days.get(at)!)
  const place = new Map<number, number>()
  day.forEach((at, i) => place.set(at, i))
  const start = new Int32Array(day.length + 1)
  for (const lane of lanes) {
    if (lane < 0) continue
    for (let i = bars.laneStart[lane]!; i < bars.laneStart[lane + 1]!; i++)
      start[place.get(bars.day[i]!)! + 1]!++
  }
  for (let i = 0; i < day.length; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const stack: Stack = {
    day,
    end,
    start,
    lane: new Int32Array(parts),
    bar: new Int32Array(parts),
    count: new Float64Array(parts),
    below: new Float64Array(parts),
    total: new Float64Array(day.length),
    ceiling: 1,
    isShare,
  }
  for (const lane of lanes) {
    if (lane < 0) continue
    for (let i = bars.laneStart[lane]!; i < bars.laneStart[lane + 1]!; i++) {
      const at = place.get(bars.day[i]!)!
      const part = next[at]!++
      stack.lane[part] = lane
      stack.bar[part] = i
      stack.count[part] = bars.articles[i]! + bars.headlines[i]!
      stack.below[part] = stack.total[at]!
      stack.total[at]! += stack.count[part]!
    }
  }
  if (!isShare) stack.ceiling = roundedUp(ceilingOf(stack.total))
  return stack
}

/** The column over a day, or −1. */
export function columnAt({ day, end }: Stack, at: number): number {
  let low = 0
  let high = day.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (end[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low < day.length && day[low]! <= at ? low : -1
}

/** How high on the plot a value of a column stands, 0–1. Never beyond 1: a column that is higher is broken off. */
export function heightOf(stack: Stack, column: number, value: number): number {
  const whole = stack.isShare ? stack.total[column]! : stack.ceiling
  return whole > 0 ? Math.min(1, value / whole) : 0
}

/** The part of a column at a height of 0–1, or −1 above it. */
export function partAt(stack: Stack, column: number, height: number): number {
  for (let part = stack.start[column]!; part < stack.start[column + 1]!; part++) {
    if (height < heightOf(stack, column, stack.below[part]! + stack.count[part]!)) return part
  }
  return -1
}

/** Round values for the lines across the plot. */
export function linesOf(stack: Stack): number[] {
  if (stack.isShare) return [0.25, 0.5, 0.75, 1]
  if (stack.ceiling <= 4) return Array.from({ length: stack.ceiling }, (_, i) => i + 1)
  const rough = stack.ceiling / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((lead) => lead * power >= rough) ?? 10) * power)
  return Array.from({ length: Math.floor(stack.ceiling / step) }, (_, i) => (i + 1) * step)
}
