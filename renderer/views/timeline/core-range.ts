import { firstDayOf } from './calendar.ts'

/** Where the archive's dates lie, told apart from the few that a wrong year threw far away. */
export interface CoreRange {
  /** first day, and the day after the last */
  from: number
  to: number
  /** items outside, by side, and the months they are in */
  earlier: number
  later: number
  strays: number[]
}

/** Share of the items that may be left out for a closer look. */
const STRAYS = 0.02
/** Months next to the core belong to it, if the gap is no longer than this share of it, or than a year. */
const GAP = 0.5

interface Months {
  months: number[]
  counts: number[]
  total: number
}

/**
 * One date of 1066 among thousands of 2024 would squeeze all the rest into a hair's breadth. The shortest range with 98 %
 * of the items, and what is near it, is taken when that is at most a quarter of the whole; else the whole.
 */
export function coreRange(
  firstMonth: number,
  articles: Int32Array,
  headlines: Int32Array,
  firstDay: number | null,
  lastDay: number | null,
): CoreRange | null {
  const filled = monthsWithItems(firstMonth, articles, headlines)
  const { months, counts } = filled
  if (months.length === 0) {
    if (firstDay === null || lastDay === null) return null
    return { from: firstDay, to: lastDay + 1, earlier: 0, later: 0, strays: [] }
  }
  const [a, b] = grown(months, shortest(filled))
  const whole = months.at(-1)! - months[0]! + 1
  const isWorth = (months[b]! - months[a]! + 1) * 4 <= whole
  const [low, high] = isWorth ? [a, b] : [0, months.length - 1]
  const from = firstDayOf(months[low]!)
  const to = firstDayOf(months[high]! + 1)
  return {
    from: low === 0 ? near(firstDay, from, to - from) : from,
    to: high === months.length - 1 ? near(lastDay === null ? null : lastDay + 1, to, to - from) : to,
    earlier: sum(counts, 0, low),
    later: sum(counts, high + 1, counts.length),
    strays: [...months.slice(0, low), ...months.slice(high + 1)],
  }
}

/** The month with items outside the core that comes next after (or, with −1, before) the days seen; null at the end. */
export function nextStray(
  core: CoreRange,
  seenFrom: number,
  seenTo: number,
  direction: 1 | -1,
): number | null {
  if (direction === 1) {
    const edge = Math.max(seenTo, core.to)
    const next = core.strays.find((month) => firstDayOf(month) >= edge)
    return next ?? core.strays.find((month) => firstDayOf(month) >= core.to) ?? null
  }
  const edge = Math.min(seenFrom, core.from)
  const next = core.strays.findLast((month) => firstDayOf(month + 1) <= edge)
  return next ?? core.strays.findLast((month) => firstDayOf(month + 1) <= core.from) ?? null
}

function monthsWithItems(firstMonth: number, articles: Int32Array, headlines: Int32Array): Months {
  const found: Months = { months: [], counts: [], total: 0 }
  for (let i = 0; i < articles.length; i++) {
    const count = articles[i]! + (headlines[i] ?? 0)
    if (count <= 0) continue
    found.months.push(firstMonth + i)
    found.counts.push(count)
    found.total += count
  }
  return found
}

/** The two ends of the shortest run of months that holds all but a few items: two per cent; of few items, one. */
function shortest({ months, counts, total }: Months): [number, number] {
  const enough = total - Math.max(Math.floor(total * STRAYS), total >= 4 ? 1 : 0)
  let best: [number, number] = [0, months.length - 1]
  let held = 0
  let a = 0
  for (let b = 0; b < months.length; b++) {
    held += counts[b]!
    while (held - counts[a]! >= enough) held -= counts[a++]!
    if (held >= enough && months[b]! - months[a]! < months[best[1]]! - months[best[0]]!) best = [a, b]
  }
  return best
}

/** Takes in, step by step, the months on both sides that are not far off. */
function grown(months: number[], [a, b]: [number, number]): [number, number] {
  const reach = () => Math.max(12, (months[b]! - months[a]! + 1) * GAP)
  for (;;) {
    if (a > 0 && months[a]! - months[a - 1]! <= reach()) a--
    else if (b < months.length - 1 && months[b + 1]! - months[b]! <= reach()) b++
    else return [a, b]
  }
}

function sum(counts: number[], from: number, to: number): number {
  let total = 0
  for (let i = from; i < to; i++) total += counts[i]!
  return total
}

/** The exact day in place of its month's border, unless it lies far off. */
function near(day: number | null, border: number, reach: number): number {
  return day !== null && Math.abs(day - border) <= reach ? day : border
}
