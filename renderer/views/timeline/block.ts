import type { TimelineLanes } from '../../../electron/shared/api.ts'

/**
 * One answer of archive.lanes, in the order that drawing and hit testing walk it: by lane; in a lane first the items whose
 * day is known (or the bins), then those of unknown day; each by day, articles before headlines.
 */
export interface Block {
  level: TimelineLanes['level']
  lanes: number
  /** lane i holds the entries laneStart[i] … laneStart[i + 1] */
  laneStart: Int32Array
  /** where in its lane the entries of unknown day begin */
  vagueStart: Int32Array
  day: Int32Array
  span: Int32Array
  articles: Int32Array
  headlines: Int32Array
  id: Float64Array
}

/** The longest an entry of this level is when its day (or month) is known. */
const EXACT_SPAN: Record<TimelineLanes['level'], number> = { item: 1, day: 1, week: 7, month: 31 }

/** Puts an answer in order, without a sort where it comes in a few runs that are (articles, then headlines). */
export function blockOf(data: TimelineLanes, lanes: number): Block {
  const exact = EXACT_SPAN[data.level]
  const { start, order } = bucketsOf(data, lanes, exact)
  const keys = keysOf(data)
  const spare = new Int32Array(order.length)
  for (let i = 0; i + 1 < start.length; i++) {
    sortRuns(order, keys, spare, start[i]!, start[i + 1]!)
  }
  const isSame = isIdentity(order)
  const pick = <T extends Int32Array | Float64Array>(from: T): T => (isSame ? from : permuted(from, order))
  return {
    level: data.level,
    lanes,
    laneStart: Int32Array.from({ length: lanes + 1 }, (_, lane) => start[lane * 2]!),
    vagueStart: Int32Array.from({ length: lanes }, (_, lane) => start[lane * 2 + 1]!),
    day: pick(data.day),
    span: pick(data.span),
    articles: pick(data.articles),
    headlines: pick(data.headlines),
    id: pick(data.id),
  }
}

/** The entries by lane and whether their day is known, else in the order they came in. */
function bucketsOf(
  { lane, span }: TimelineLanes,
  lanes: number,
  exact: number,
): { start: Int32Array; order: Int32Array } {
  const bucket = (i: number) => lane[i]! * 2 + (span[i]! > exact ? 1 : 0)
  const start = new Int32Array(lanes * 2 + 1)
  for (let i = 0; i < lane.length; i++) start[bucket(i) + 1]!++
  for (let i = 0; i < lanes * 2; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const order = new Int32Array(lane.length)
  for (let i = 0; i < lane.length; i++) order[next[bucket(i)]!++] = i
  return { start, order }
}

const DAY_OFFSET = 2_000_000

/** What a bucket is sorted by: day, known to the month before known to the year, articles before headlines. */
function keysOf({ day, span, articles }: TimelineLanes): Int32Array {
  const keys = new Int32Array(day.length)
  for (let i = 0; i < keys.length; i++) {
    keys[i] = (day[i]! + DAY_OFFSET) * 4 + (span[i]! > 31 ? 2 : 0) + (articles[i]! > 0 ? 0 : 1)
  }
  return keys
}

const MANY_RUNS = 8

/** Merges the ascending runs of a stretch of `order`, one after the other; sorts it when they are many. */
function sortRuns(order: Int32Array, keys: Int32Array, spare: Int32Array, from: number, to: number): void {
  let sorted = runEnd(order, keys, from, to)
  for (let run = 1; sorted < to; run++) {
    if (run === MANY_RUNS) {
      order.subarray(from, to).sort((a, b) => keys[a]! - keys[b]! || a - b)
      return
    }
    const end = runEnd(order, keys, sorted, to)
    merge(order, keys, spare, from, sorted, end)
    sorted = end
  }
}

function runEnd(order: Int32Array, keys: Int32Array, from: number, to: number): number {
  let end = from + 1
  while (end < to && keys[order[end]!]! >= keys[order[end - 1]!]!) end++
  return Math.min(end, to)
}

function merge(
  order: Int32Array,
  keys: Int32Array,
  spare: Int32Array,
  from: number,
  middle: number,
  to: number,
): void {
  spare.set(order.subarray(from, middle), from)
  let left = from
  let right = middle
  for (let at = from; left < middle; at++) {
    const isRight = right < to && keys[order[right]!]! < keys[spare[left]!]!
    order[at] = isRight ? order[right++]! : spare[left++]!
  }
}

function isIdentity(order: Int32Array): boolean {
  for (let i = 0; i < order.length; i++) if (order[i] !== i) return false
  return true
}

function permuted<T extends Int32Array | Float64Array>(from: T, order: Int32Array): T {
  const to = new (from.constructor as new (length: number) => T)(order.length)
  for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!
  return to
}
