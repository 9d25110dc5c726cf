import { firstDayOf } from './calendar.ts'

/** Where the archive's dates lie, told apart from the few that a wrong year threw far away. */
export interface CoreRange {
  /** first day, and the day after the last */
  from: number
  to: number
  /** items outside, by side */
  earlier: number
  later: number
}

/** Share of the items that may be left out for a closer look. */
const STRAYS = 0.02

/**
 * One date of 1066 among thousands of 2024 would squeeze all the rest into a hair's breadth. The shortest range with 98 %
 * of the items is taken when that is at most a quarter of the whole; else the whole.
 */
export function coreRange(
  firstMonth: number,
  articles: Int32Array,
  headlines: Int32Array,
  firstDay: number | null,
  lastDay: number | null,
): CoreRange | null {
  const months: number[] = []
  const counts: number[] = []
  let total = 0
  for (let i = 0; i < articles.length; i++) {
    const count = articles[i]! + (headlines[i] ?? 0)
    if (count <= 0) continue
    months.push(firstMonth + i)
    counts.push(count)
    total += count
  }
  if (months.length === 0) {
    return firstDay === null || lastDay === null
      ? null
      : { from: firstDay, to: lastDay + 1, earlier: 0, later: 0 }
  }
  const [a, b] = shortest(months, counts, total - allowance(total))
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
  }
}

/** Two per cent; of few items, one. */
function allowance(total: number): number {
  return Math.max(Math.floor(total * STRAYS), total >= 4 ? 1 : 0)
}

/** The two ends of the shortest run of months that holds at least `enough` items. */
function shortest(months: number[], counts: number[], enough: number): [number, number] {
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

function sum(counts: number[], from: number, to: number): number {
  let total = 0
  for (let i = from; i < to; i++) total += counts[i]!
  return total
}

/** The exact day in place of its month's border, unless it lies far off. */
function near(day: number | null, border: number, reach: number): number {
  return day !== null && Math.abs(day - border) <= reach ? day : border
}
