import { firstDayOfMonth, monthOfDay, NO_MONTH } from '../../shared/days.ts'
import type { LaneBins } from '../timeline/bins.ts'
import type { HeadlineCounts } from '../timeline/headline-counts.ts'
import type { LaneColumns } from '../timeline/lane-columns.ts'
import type { ReadDb } from './connection.ts'

/** What a query asks of headlines, where it asks for nothing that they do not have. */
export interface HeadlineFilter {
  /** null: of all outlets */
  outletIds: readonly number[] | null
  notOutletIds: readonly number[]
  /** with either, the undated are left out */
  fromDay: number | null
  toDay: number | null
}

const FIRST = -1_000_000
const LAST = 5_000_000

/** The headlines of some outlets between two days, counted in their table and in kept counts. */
export class TableHeadlines implements HeadlineCounts {
  readonly #db: ReadDb
  readonly #filter: HeadlineFilter
  readonly #outlets: Set<number> | null
  readonly #without: Set<number>
  readonly #count
  readonly #days
  readonly #items

  constructor(db: ReadDb, filter: HeadlineFilter) {
    this.#db = db
    this.#filter = filter
    this.#outlets = filter.outletIds && new Set(filter.outletIds)
    this.#without = new Set(filter.notOutletIds)
    const between = 'FROM headline WHERE outlet_id = ? AND day BETWEEN ? AND ? AND article_id IS NULL'
    this.#count = db.prepare(`SELECT count(*) ${between}`).pluck()
    this.#days = db.prepare(`SELECT day, count(*) AS count ${between} GROUP BY day`)
    this.#items = db.prepare(`SELECT id, day ${between} ORDER BY day`)
  }

  #clip(from: number, to: number): [number, number] {
    return [Math.max(from, this.#filter.fromDay ?? FIRST), Math.min(to, this.#filter.toDay ?? LAST)]
  }

  #holds(outletId: number): boolean {
    return (this.#outlets?.has(outletId) ?? true) && !this.#without.has(outletId)
  }

  count(outletId: number, from: number, to: number): number {
    return this.#holds(outletId) ? (this.#count.get(outletId, ...this.#clip(from, to)) as number) : 0
  }

  addItems(columns: LaneColumns, lane: number, outletId: number, from: number, to: number): void {
    if (!this.#holds(outletId)) return
    const rows = this.#items.all(outletId, ...this.#clip(from, to)) as { id: number; day: number }[]
    for (const { id, day } of rows) columns.add(lane, day, 1, 0, 1, id)
  }

  addDays(bins: LaneBins, outletId: number, from: number, to: number): void {
    if (!this.#holds(outletId)) return
    const rows = this.#days.all(outletId, ...this.#clip(from, to)) as { day: number; count: number }[]
    for (const { day, count } of rows) bins.addHeadlines(day, count)
  }

  addOtherDays(bins: LaneBins, outletIds: readonly number[], from: number, to: number): void {
    const shown = new Set(outletIds)
    for (const outletId of this.#all()) if (!shown.has(outletId)) this.addDays(bins, outletId, from, to)
  }

  #all(): number[] {
    const ids =
      this.#filter.outletIds ??
      (this.#db.prepare('SELECT id FROM outlet WHERE headlines > 0 AND id >= 0').pluck().all() as number[])
    return ids.filter((id) => !this.#without.has(id))
  }

  byOutlet(): { outletId: number; headlines: number; undated: number; firstMonth: number | null }[] {
    const outlets = new Map<number, { headlines: number; undated: number; firstMonth: number | null }>()
    const whole = this.#db
      .prepare(
        `SELECT outlet_id, sum(headlines), sum(CASE WHEN month = ${NO_MONTH} THEN headlines ELSE 0 END),
           min(CASE WHEN month > ${NO_MONTH} THEN month END)
         FROM outlet_month WHERE ${this.#wholeMonths()} AND headlines > 0 GROUP BY outlet_id`,
      )
      .raw()
      .all() as [number, number, number, number | null][]
    for (const [id, headlines, undated, firstMonth] of whole) {
      if (this.#holds(id)) outlets.set(id, { headlines, undated, firstMonth })
    }
    for (const { month, from, to } of this.#edges()) {
      for (const id of this.#all()) {
        const headlines = this.#count.get(id, from, to) as number
        if (headlines === 0) continue
        const known = outlets.get(id) ?? { headlines: 0, undated: 0, firstMonth: null }
        const firstMonth = Math.min(known.firstMonth ?? month, month)
        outlets.set(id, { ...known, headlines: known.headlines + headlines, firstMonth })
      }
    }
    return [...outlets].map(([outletId, counts]) => ({ outletId, ...counts }))
  }

  byMonth(): { month: number; headlines: number }[] {
    const isEvery = this.#outlets === null && this.#without.size === 0
    const outlets = isEvery ? '' : 'AND outlet_id IN (SELECT value FROM json_each(?))'
    const values = isEvery ? [] : [JSON.stringify(this.#all())]
    const whole = this.#db
      .prepare(
        `SELECT month, sum(headlines) AS headlines FROM ${isEvery ? 'month' : 'outlet_month'}
         WHERE ${this.#wholeMonths()} AND month > ${NO_MONTH} AND headlines > 0 ${outlets} GROUP BY month`,
      )
      .all(values) as { month: number; headlines: number }[]
    const edges = this.#edges().map(({ month, from, to }) => {
      const counts = this.#all().map((id) => this.#count.get(id, from, to) as number)
      return { month, headlines: counts.reduce((sum, count) => sum + count, 0) }
    })
    return [...whole, ...edges].filter(({ headlines }) => headlines > 0)
  }

  /** Months that the filter holds as a whole: kept counts tell of them. */
  #wholeMonths(): string {
    const { fromDay, toDay } = this.#filter
    if (fromDay === null && toDay === null) return 'true'
    const edges = this.#edges().map(({ month }) => month)
    const [from, to] = this.#clip(FIRST, LAST)
    const without = edges.length > 0 ? `AND month NOT IN (${edges.join(', ')})` : ''
    return `month BETWEEN ${monthOfDay(from)} AND ${monthOfDay(to)} AND month > ${NO_MONTH} ${without}`
  }

  /** Months that the filter begins or ends within. */
  #edges(): { month: number; from: number; to: number }[] {
    const [first, last] = this.#clip(FIRST, LAST)
    const months = [
      ...new Set(
        [this.#filter.fromDay, this.#filter.toDay].flatMap((day) => (day === null ? [] : [monthOfDay(day)])),
      ),
    ]
    return months.flatMap((month) => {
      const [start, end] = [firstDayOfMonth(month), firstDayOfMonth(month + 1) - 1]
      const [from, to] = [Math.max(start, first), Math.min(end, last)]
      return (from === start && to === end) || from > to ? [] : [{ month, from, to }]
    })
  }

  dayRange(): number[] {
    const [from, to] = this.#clip(FIRST, LAST)
    const edge = this.#db.prepare(
      'SELECT min(day) AS first, max(day) AS last FROM headline WHERE outlet_id = ? AND day BETWEEN ? AND ? AND article_id IS NULL',
    )
    // of everything the kept edges are near enough; of a few outlets the index tells them
    if (this.#filter.outletIds === null) {
      const total = this.#db
        .prepare('SELECT first_headline_day AS first, last_headline_day AS last FROM total')
        .get() as { first: number | null; last: number | null }
      return [total.first, total.last].filter((day) => day !== null && day >= from && day <= to) as number[]
    }
    return this.#all().flatMap((id) => {
      const { first, last } = edge.get(id, from, to) as { first: number | null; last: number | null }
      return first === null || last === null ? [] : [first, last]
    })
  }

  where(): { sql: string; values: (string | number)[] } {
    const { fromDay, toDay } = this.#filter
    const values: (string | number)[] = [JSON.stringify(this.#all())]
    let sql = 'outlet_id IN (SELECT value FROM json_each(?))'
    if (fromDay !== null || toDay !== null) {
      sql += ' AND day BETWEEN ? AND ?'
      values.push(...this.#clip(FIRST, LAST))
    }
    return { sql, values }
  }
}
