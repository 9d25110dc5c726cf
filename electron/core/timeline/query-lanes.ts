/** The timeline of a query: from the articles that it finds, in memory. */
import { firstDayOfMonth, monthOfDay, spanOf } from '../../shared/days.ts'
import type { DatePrecision } from '../../shared/model.ts'
import type { TimelineLanes, TimelineOutlet, TimelineOverview } from '../../shared/timeline.ts'
import { MONTH_ONLY, YEAR_ONLY } from '../db/article-columns.ts'
import { type LanesInput, levelOf } from '../db/lanes.ts'
import { LaneBins } from './bins.ts'
import { LaneColumns } from './lane-columns.ts'
import type { Matches } from './matches.ts'
import type { HeadlineCounts } from './headline-counts.ts'

const PRECISIONS: Record<number, DatePrecision> = { [MONTH_ONLY]: 'month', [YEAR_ONLY]: 'year' }

/** @param vague of db/article-columns.ts @returns the length of what is known, in days */
export function spanOfVague(day: number, vague: number): number {
  return vague === 0 ? 1 : spanOf(day, PRECISIONS[vague]!)
}

export function queryLanes(
  matches: Matches,
  headlines: HeadlineCounts | null,
  input: LanesInput,
): TimelineLanes {
  const columns = new LaneColumns()
  const level = levelOf(input, input.step || input.others ? Infinity : itemsIn(matches, headlines, input))
  const { outletIds, fromDay, toDay } = input
  const weekStart = input.weekStart ?? 1
  // a month or week that begins before the range is counted whole, as its bin is drawn whole
  const [from, to] = level === 'month' ? wholeMonths(fromDay, toDay) : [fromDay, toDay]
  const range = { from, to, level }
  outletIds.forEach((outletId, lane) => {
    if (level === 'item') {
      addItems(matches, columns, lane, outletId, from, to)
      headlines?.addItems(columns, lane, outletId, from, to)
      return
    }
    const bins = new LaneBins(level, weekStart)
    addCounts(matches, bins, outletId, range)
    headlines?.addDays(bins, outletId, from, to)
    bins.putInto(columns, lane)
  })
  if (input.others && level !== 'item') {
    const shown = new Set(outletIds)
    const bins = new LaneBins(level, weekStart)
    for (const outletId of matches.outletIds) {
      if (!shown.has(outletId)) addCounts(matches, bins, outletId, range)
    }
    headlines?.addOtherDays(bins, outletIds, from, to)
    bins.putInto(columns, outletIds.length)
  }
  return columns.finish(level, headlines !== null)
}

function wholeMonths(fromDay: number, toDay: number): [number, number] {
  return [firstDayOfMonth(monthOfDay(fromDay)), firstDayOfMonth(monthOfDay(toDay) + 1) - 1]
}

function itemsIn(
  matches: Matches,
  headlines: HeadlineCounts | null,
  { outletIds, fromDay, toDay }: LanesInput,
): number {
  let items = 0
  for (const outletId of outletIds) {
    const [start, end] = matches.between(outletId, fromDay, toDay)
    items += end - start + (headlines?.count(outletId, fromDay, toDay) ?? 0)
  }
  return items
}

/** The longest span of a date that is known to its year only. */
const LONGEST = 366

function addItems(
  matches: Matches,
  columns: LaneColumns,
  lane: number,
  outletId: number,
  from: number,
  to: number,
): void {
  const [start, end] = matches.between(outletId, from - LONGEST, to)
  for (let i = end - 1; i >= start; i--) {
    const day = matches.days[i]!
    const span = spanOfVague(day, matches.vague[i]!)
    if (day + span > from) columns.add(lane, day, span, 1, 0, matches.ids[i]!)
  }
}

function addCounts(
  matches: Matches,
  bins: LaneBins,
  outletId: number,
  { from, to, level }: { from: number; to: number; level: TimelineLanes['level'] },
): void {
  const [start, end] = matches.between(outletId, from - LONGEST, to)
  for (let i = start; i < end;) {
    const day = matches.days[i]!
    const kind = matches.vague[i]!
    let count = 0
    while (i < end && matches.days[i] === day && matches.vague[i] === kind) (count++, i++)
    // what is known to the month stands in its month's bin, as everything else of that month
    if (kind === 0 || (kind === MONTH_ONLY && level === 'month')) {
      if (day >= from) bins.addArticles(day, count)
      continue
    }
    const span = spanOfVague(day, kind)
    if (day + span > from) bins.addVague(day, span, count)
  }
}

interface NamedOutlet {
  id: number
  name: string
  hue: number
}

/** @param outletsOf reads outlets by number */
export function queryOverview(
  matches: Matches,
  headlines: HeadlineCounts | null,
  outletsOf: (ids: readonly number[]) => NamedOutlet[],
  top: number,
): TimelineOverview {
  const months = new Months()
  const found = new Map<number, Omit<TimelineOutlet, 'name' | 'hue'>>()
  let undatedArticles = 0
  let undatedHeadlines = 0
  for (const id of matches.outletIds) {
    const [start, end] = matches.rangeOf(id)
    const dated = matches.undatedFrom(id)
    const firstDay = dated > start ? matches.days[dated - 1]! : null
    const firstMonth = firstDay === null ? null : monthOfDay(firstDay)
    months.addArticles(matches, start, dated)
    undatedArticles += end - dated
    found.set(id, { id, articles: end - start, headlines: 0, undated: end - dated, firstMonth })
  }
  for (const { month, headlines: count } of headlines?.byMonth() ?? []) months.addHeadlines(month, count)
  for (const row of headlines?.byOutlet() ?? []) {
    const { outletId: id, undated } = row
    undatedHeadlines += undated
    const articles = found.get(id)
    found.set(id, {
      id,
      articles: articles?.articles ?? 0,
      headlines: row.headlines,
      undated: (articles?.undated ?? 0) + undated,
      firstMonth: least(articles?.firstMonth ?? null, row.firstMonth),
    })
  }
  const all = [...found.values()].sort(
    (a, b) => b.articles + b.headlines - (a.articles + a.headlines) || a.id - b.id,
  )
  const shown = all.slice(0, top)
  const names = new Map(outletsOf(shown.map(({ id }) => id)).map((outlet) => [outlet.id, outlet]))
  const rest = all.slice(top)
  const sum = (key: 'articles' | 'headlines') => rest.reduce((total, outlet) => total + outlet[key], 0)
  const days = headlines?.dayRange() ?? []
  return {
    outlets: shown.map((outlet) => ({ ...outlet, name: '', hue: 0, ...names.get(outlet.id) })),
    rest: { outlets: rest.length, articles: sum('articles'), headlines: sum('headlines') },
    ...months.finish(),
    undatedArticles,
    undatedHeadlines,
    ...edges(matches, days),
    headlinesCounted: headlines !== null,
  }
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b)
}

function edges(matches: Matches, days: number[]): { firstDay: number | null; lastDay: number | null } {
  let firstDay = Infinity
  let lastDay = -Infinity
  for (const id of matches.outletIds) {
    const [start] = matches.rangeOf(id)
    const dated = matches.undatedFrom(id)
    if (dated === start) continue
    lastDay = Math.max(lastDay, matches.days[start]!)
    firstDay = Math.min(firstDay, matches.days[dated - 1]!)
  }
  for (const day of days) [firstDay, lastDay] = [Math.min(firstDay, day), Math.max(lastDay, day)]
  return firstDay > lastDay ? { firstDay: null, lastDay: null } : { firstDay, lastDay }
}

/** Counts by month, however far apart. */
class Months {
  readonly #articles = new Map<number, number>()
  readonly #headlines = new Map<number, number>()
  readonly #known = new Map<number, number>()

  addArticles(matches: Matches, start: number, end: number): void {
    for (let i = start; i < end;) {
      const day = matches.days[i]!
      let count = 0
      for (; i < end && matches.days[i] === day; i++) if (matches.vague[i] !== YEAR_ONLY) count++
      if (count > 0) this.#add(this.#articles, this.#monthOf(day), count)
    }
  }

  /** The same days come back with every outlet, and to tell one's month takes a Date. */
  #monthOf(day: number): number {
    let month = this.#known.get(day)
    if (month === undefined) this.#known.set(day, (month = monthOfDay(day)))
    return month
  }

  addHeadlines(month: number, count: number): void {
    this.#add(this.#headlines, month, count)
  }

  #add(counts: Map<number, number>, month: number, count: number): void {
    counts.set(month, (counts.get(month) ?? 0) + count)
  }

  finish(): Pick<TimelineOverview, 'firstMonth' | 'articles' | 'headlines'> {
    let firstMonth = Infinity
    let last = -Infinity
    for (const counts of [this.#articles, this.#headlines]) {
      for (const month of counts.keys())
        [firstMonth, last] = [Math.min(firstMonth, month), Math.max(last, month)]
    }
    if (firstMonth > last) return { firstMonth: 0, articles: new Int32Array(0), headlines: new Int32Array(0) }
    const columnOf = (counts: ReadonlyMap<number, number>) => {
      const column = new Int32Array(last - firstMonth + 1)
      for (const [month, count] of counts) column[month - firstMonth] = count
      return column
    }
    return { firstMonth, articles: columnOf(this.#articles), headlines: columnOf(this.#headlines) }
  }
}
