/** The lanes of everything: items from their tables, months from kept counts. */
import type { Input } from '../../shared/api.ts'
import { firstDayOfMonth, monthOfDay, NO_MONTH, spanOf, UNDATED } from '../../shared/days.ts'
import type { DatePrecision } from '../../shared/model.ts'
import type { TimelineLanes } from '../../shared/timeline.ts'
import { LaneBins } from '../timeline/bins.ts'
import { LaneColumns } from '../timeline/lane-columns.ts'
import type { ReadDb } from './connection.ts'
import { COUNTS, outletMonths, type MonthCounts } from './outlet-months.ts'

/** Days are drawn one by one up to about three years; beyond, a pixel is several days and months do. */
export const MOST_DAYS = 1100
/** The same when a window asks for days or weeks itself: sixty years. */
export const MOST_STEPPED_DAYS = 22_000

export type LanesInput = Pick<
  Input<'archive.lanes'>,
  'outletIds' | 'fromDay' | 'toDay' | 'maxItems' | 'step' | 'weekStart' | 'others'
>

/** Some outlets' items between two days, or their counts by day, week or month where the items would be too many. */
export function timelineLanes(db: ReadDb, input: LanesInput): TimelineLanes {
  const columns = new LaneColumns()
  const level = levelFor(db, input)
  const lanes = new Lanes(db, input, columns)
  if (level === 'month') lanes.reserveMonths()
  input.outletIds.forEach((outletId, lane) => {
    if (level === 'item') lanes.addItems(lane, outletId)
    else if (level === 'month') lanes.addMonths(lane, outletId)
    else lanes.addDays(lane, outletId, new LaneBins(level, input.weekStart ?? 1))
  })
  if (input.others && level === 'month') lanes.addOtherMonths()
  else if (input.others && level !== 'item') lanes.addOtherDays(new LaneBins(level, input.weekStart ?? 1))
  return columns.finish(level, true)
}

/** The level for so many items between two days. */
export function levelOf(
  { fromDay, toDay, maxItems, step, others }: LanesInput,
  items: number,
): TimelineLanes['level'] {
  const days = toDay - fromDay
  if (step) return step === 'month' || days > MOST_STEPPED_DAYS ? 'month' : step
  if (items <= maxItems && !others) return 'item'
  return days <= MOST_DAYS ? 'day' : 'month'
}

function levelFor(db: ReadDb, input: LanesInput): TimelineLanes['level'] {
  if (input.step) return levelOf(input, Infinity)
  if (input.others) {
    // days of all outlets are counted one by one
    const level = levelOf(input, Infinity)
    return level === 'day' && itemsOfAll(db, input) > MOST_COUNTED ? 'month' : level
  }
  const months = outletMonths(db)
  months.prepare(input.outletIds)
  const from = monthOfDay(input.fromDay)
  const to = monthOfDay(input.toDay)
  let items = 0
  for (const outletId of input.outletIds) {
    const counts = months.of(outletId)
    for (let i = 0; i < counts.length; i += COUNTS)
      if (counts[i]! >= from && counts[i]! <= to) items += counts[i + 1]! + counts[i + 2]!
  }
  return levelOf(input, items)
}

/** So many items are counted by day in about 50 ms. */
const MOST_COUNTED = 250_000

function itemsOfAll(db: ReadDb, { fromDay, toDay }: LanesInput): number {
  return db
    .prepare('SELECT coalesce(sum(articles + headlines), 0) FROM month WHERE month BETWEEN ? AND ?')
    .pluck()
    .get(monthOfDay(fromDay), monthOfDay(toDay)) as number
}

/** Shifted so that the division floors before 1970 too. */
export const DAY_SQL = '(sort_at + 86400 * 1000000) / 86400 - 1000000'

interface DayCount {
  day: number
  count: number
}

/** month, articles, headlines, and those of the articles that are known to the year only */
type MonthCount = [month: number, articles: number, headlines: number, yearOnly: number]

const MONTH_COUNT = 'month, articles, headlines, year_only'

const UNKNOWN = -2_000_000_000

/** Statements of one answer, and where what they find goes. */
class Lanes {
  readonly #columns: LaneColumns
  readonly #outletIds: readonly number[]
  readonly #from: number
  readonly #to: number
  readonly #firstMonth: number
  readonly #lastMonth: number
  readonly #firstDays
  readonly #db: ReadDb
  readonly #months
  readonly #articleDays
  readonly #headlineDays
  readonly #vague
  readonly #articles
  readonly #headlines

  constructor(db: ReadDb, { outletIds, fromDay, toDay }: LanesInput, columns: LaneColumns) {
    this.#db = db
    this.#columns = columns
    this.#outletIds = outletIds
    this.#from = fromDay
    this.#to = toDay
    this.#firstMonth = monthOfDay(fromDay)
    this.#lastMonth = monthOfDay(toDay)
    this.#firstDays = new Int32Array(Math.max(0, this.#lastMonth - this.#firstMonth + 2)).fill(UNKNOWN)
    this.#months = outletMonths(db)
    this.#months.prepare(outletIds)
    this.#articleDays = db.prepare(
      `SELECT ${DAY_SQL} AS day, count(*) AS count FROM article
       WHERE outlet_id = ? AND sort_at >= ? AND sort_at < ? GROUP BY day`,
    )
    this.#headlineDays = db.prepare(
      `SELECT day, count(*) AS count FROM headline
       WHERE outlet_id = ? AND day BETWEEN ? AND ? AND article_id IS NULL GROUP BY day`,
    )
    // also those whose span began before the range
    this.#vague = db.prepare(
      `SELECT ${DAY_SQL} AS day, published_precision AS precision, count(*) AS count FROM article
       WHERE outlet_id = ? AND sort_at >= ? AND sort_at < ? AND published_precision IN ('month', 'year')
       GROUP BY day, precision`,
    )
    this.#articles = db.prepare(
      `SELECT id, ${DAY_SQL} AS day, published_precision AS precision FROM article
       WHERE outlet_id = ? AND sort_at >= ? AND sort_at < ? ORDER BY sort_at`,
    )
    this.#headlines = db.prepare(
      `SELECT id, day FROM headline
       WHERE outlet_id = ? AND day BETWEEN ? AND ? AND article_id IS NULL ORDER BY day`,
    )
  }

  /** Room for the months of all lanes, where they are many. */
  reserveMonths(): void {
    let months = 0
    for (const outletId of this.#outletIds) months += this.#months.of(outletId).length / COUNTS
    this.#columns.reserve(months)
  }

  addMonths(lane: number, outletId: number): void {
    const counts = this.#months.of(outletId)
    for (let i = this.#firstOf(counts); i < counts.length && counts[i]! <= this.#lastMonth; i += COUNTS)
      this.#addMonth(lane, counts[i]!, counts[i + 1]!, counts[i + 2]!, counts[i + 3]!)
  }

  /** Where the months of the range begin. */
  #firstOf(counts: MonthCounts): number {
    let i = 0
    while (i < counts.length && counts[i]! < this.#firstMonth) i += COUNTS
    return i
  }

  #addMonth(lane: number, month: number, articles: number, headlines: number, yearOnly: number): void {
    const day = this.#dayOf(month)
    if (articles > yearOnly || headlines > 0) {
      this.#columns.add(lane, day, this.#dayOf(month + 1) - day, articles - yearOnly, headlines)
    }
    if (yearOnly > 0) this.#columns.add(lane, day, spanOf(day, 'year'), yearOnly, 0)
  }

  /** The first day of a month: every lane has the same ones, and to tell one takes a Date. */
  #dayOf(month: number): number {
    const at = month - this.#firstMonth
    if (at < 0 || at >= this.#firstDays.length) return firstDayOfMonth(month)
    let day = this.#firstDays[at]!
    if (day === UNKNOWN) this.#firstDays[at] = day = firstDayOfMonth(month)
    return day
  }

  /** All there is less what the other lanes show. */
  addOtherMonths(): void {
    const all = this.#db
      .prepare(
        `SELECT ${MONTH_COUNT} FROM month WHERE month BETWEEN ? AND ? AND month > ${NO_MONTH} ORDER BY month`,
      )
      .raw()
      .all(this.#firstMonth, this.#lastMonth) as MonthCount[]
    const rest = new Map(all.map((row) => [row[0], row]))
    for (const outletId of new Set(this.#outletIds)) {
      const counts = this.#months.of(outletId)
      for (
        let at = this.#firstOf(counts);
        at < counts.length && counts[at]! <= this.#lastMonth;
        at += COUNTS
      ) {
        const left = rest.get(counts[at]!)
        if (left) for (let i = 1; i < COUNTS; i++) left[i]! -= counts[at + i]!
      }
    }
    for (const row of rest.values()) this.#addMonth(this.#outletIds.length, ...row)
  }

  addDays(lane: number, outletId: number, bins: LaneBins): void {
    const vagueOn = new Map<number, number>()
    for (const { day, span, count } of this.#vagueOf(outletId)) {
      bins.addVague(day, span, count)
      vagueOn.set(day, (vagueOn.get(day) ?? 0) + count)
    }
    const { from, end } = this.#seconds()
    for (const { day, count } of this.#articleDays.all(outletId, from, end) as DayCount[]) {
      const exact = count - (vagueOn.get(day) ?? 0)
      if (exact > 0) bins.addArticles(day, exact)
    }
    const headlines = this.#headlineDays.all(outletId, this.#from, this.#to) as DayCount[]
    for (const { day, count } of headlines) bins.addHeadlines(day, count)
    bins.putInto(this.#columns, lane)
  }

  /** Outlet by outlet, as the indexes go; those that show nothing between the two days cost one look each. */
  addOtherDays(bins: LaneBins): void {
    const shown = JSON.stringify(this.#outletIds)
    const others = 'SELECT id FROM outlet WHERE id >= 0 AND id NOT IN (SELECT value FROM json_each(:shown))'
    const lane = this.#outletIds.length
    const { from, end } = this.#seconds()
    const range = { shown, from, end }
    const vagueOn = new Map<number, number>()
    const vague = this.#db
      .prepare(
        `SELECT ${DAY_SQL} AS day, published_precision AS precision, count(*) AS count FROM article
         WHERE outlet_id IN (${others}) AND sort_at >= :from AND sort_at < :end
           AND published_precision IN ('month', 'year') GROUP BY day, precision`,
      )
      .all({ ...range, from: from - 366 * 86_400 }) as (DayCount & { precision: DatePrecision })[]
    for (const { day, precision, count } of vague) {
      const span = spanOf(day, precision)
      if (day + span <= this.#from) continue
      bins.addVague(day, span, count)
      vagueOn.set(day, (vagueOn.get(day) ?? 0) + count)
    }
    const articles = this.#db
      .prepare(
        `SELECT ${DAY_SQL} AS day, count(*) AS count FROM article
         WHERE sort_at >= :from AND sort_at < :end AND sort_at > ${UNDATED} GROUP BY day`,
      )
      .all({ from, end }) as DayCount[]
    const rest = new Map(articles.map(({ day, count }) => [day, count - (vagueOn.get(day) ?? 0)]))
    for (const outletId of new Set(this.#outletIds)) {
      for (const { day, count } of this.#articleDays.all(outletId, from, end) as DayCount[]) {
        rest.set(day, (rest.get(day) ?? 0) - count)
      }
    }
    for (const [day, count] of rest) if (count > 0) bins.addArticles(day, count)
    const headlines = this.#db
      .prepare(
        `SELECT day, count(*) AS count FROM headline
         WHERE outlet_id IN (${others}) AND day BETWEEN :from AND :to AND article_id IS NULL GROUP BY day`,
      )
      .all({ shown, from: this.#from, to: this.#to }) as DayCount[]
    for (const { day, count } of headlines) bins.addHeadlines(day, count)
    bins.putInto(this.#columns, lane)
  }

  addItems(lane: number, outletId: number): void {
    const { from, end } = this.#seconds()
    const articles = this.#articles.all(outletId, from - 366 * 86_400, end) as {
      id: number
      day: number
      precision: DatePrecision
    }[]
    for (const { id, day, precision } of articles) {
      const span = spanOf(day, precision)
      if (day + span > this.#from) this.#columns.add(lane, day, span, 1, 0, id)
    }
    const headlines = this.#headlines.all(outletId, this.#from, this.#to) as { id: number; day: number }[]
    for (const { id, day } of headlines) this.#columns.add(lane, day, 1, 0, 1, id)
  }

  /** Articles known to the month or year only. */
  #vagueOf(outletId: number): { day: number; span: number; count: number }[] {
    const { from, end } = this.#seconds()
    const rows = this.#vague.all(outletId, from - 366 * 86_400, end) as (DayCount & {
      precision: DatePrecision
    })[]
    return rows
      .map((row) => ({ day: row.day, span: spanOf(row.day, row.precision), count: row.count }))
      .filter((row) => row.day + row.span > this.#from)
  }

  #seconds(): { from: number; end: number } {
    return { from: this.#from * 86_400, end: (this.#to + 1) * 86_400 }
  }
}
