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
const EXACT_SPAN: Record<TimelineLanes['level'], number> = { item: 1, day: 1, month: 31 }

const DAY_OFFSET = 2_000_000
const PACKED_ENTRIES = 2 ** 19

/** Puts an answer in order. An answer that is in order already costs one pass. */
export function blockOf(data: TimelineLanes, lanes: number): Block {
  const exact = EXACT_SPAN[data.level]
  const order = isInOrder(data, exact) ? null : orderOf(data, exact)
  const pick = <T extends Int32Array | Float64Array>(from: T): T => (order ? permuted(from, order) : from)
  const lane = pick(data.lane)
  const span = pick(data.span)
  const laneStart = new Int32Array(lanes + 1)
  const vagueStart = new Int32Array(lanes)
  let at = 0
  for (let i = 0; i < lanes; i++) {
    laneStart[i] = at
    while (at < lane.length && lane[at]! <= i && span[at]! <= exact) at++
    vagueStart[i] = at
    while (at < lane.length && lane[at]! <= i) at++
  }
  laneStart[lanes] = at
  const { level } = data
  return {
    level,
    lanes,
    laneStart,
    vagueStart,
    day: pick(data.day),
    span,
    articles: pick(data.articles),
    headlines: pick(data.headlines),
    id: pick(data.id),
  }
}

function isInOrder({ lane, day, span, articles }: TimelineLanes, exact: number): boolean {
  for (let i = 1; i < lane.length; i++) {
    if (lane[i]! < lane[i - 1]!) return false
    if (lane[i]! > lane[i - 1]!) continue
    const isVague = span[i]! > exact
    const wasVague = span[i - 1]! > exact
    if (isVague !== wasVague) {
      if (wasVague) return false
      continue
    }
    if (day[i]! < day[i - 1]!) return false
    if (day[i]! > day[i - 1]!) continue
    if (isYear(span[i]!) !== isYear(span[i - 1]!)) {
      if (isYear(span[i - 1]!)) return false
      continue
    }
    if (articles[i]! > 0 && articles[i - 1]! === 0) return false
  }
  return true
}

/** Known to the year only; such items come after those known to the month. */
function isYear(span: number): boolean {
  return span > 31
}

/**
 * Sorting numbers natively is ten times faster than with a comparator, so lane, vagueness, day, year or not, kind and
 * index are packed into one double: 8 + 1 + 23 + 1 + 1 + 19 bits.
 */
function orderOf(data: TimelineLanes, exact: number): Int32Array {
  const n = data.lane.length
  const high = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const vague = data.span[i]! > exact ? 1 : 0
    const year = isYear(data.span[i]!) ? 2 : 0
    const kind = data.articles[i]! > 0 ? 0 : 1
    high[i] = ((data.lane[i]! * 2 + vague) * 2 ** 23 + data.day[i]! + DAY_OFFSET) * 4 + year + kind
  }
  const order = new Int32Array(n)
  if (n > PACKED_ENTRIES) {
    for (let i = 0; i < n; i++) order[i] = i
    return order.sort((a, b) => high[a]! - high[b]! || a - b)
  }
  for (let i = 0; i < n; i++) high[i] = high[i]! * PACKED_ENTRIES + i
  high.sort()
  for (let i = 0; i < n; i++) order[i] = high[i]! % PACKED_ENTRIES
  return order
}

function permuted<T extends Int32Array | Float64Array>(from: T, order: Int32Array): T {
  const to = new (from.constructor as new (length: number) => T)(order.length)
  for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!
  return to
}
