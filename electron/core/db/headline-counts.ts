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
    const between = 'FROM headline WHERE outlet_id = ? AND day BETWEEN ? AND ?'
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

  byMonth(): { outletId: number; month: number | null; headlines: number }[] {
    const { fromDay, toDay } = this.#filter
    const isDated = fromDay !== null || toDay !== null
    const [from, to] = this.#clip(FIRST, LAST)
    const [first, last] = [monthOfDay(from), monthOfDay(to)]
    const months = this.#db.prepare(
      `SELECT month, headlines FROM outlet_month
       WHERE outlet_id = ? AND headlines > 0 AND (month BETWEEN ? AND ? ${isDated ? '' : `OR month = ${NO_MONTH}`})`,
    )
    const rows: { outletId: number; month: number | null; headlines: number }[] = []
    for (const outletId of this.#all()) {
      const found = months.all(outletId, first, last) as { month: number; headlines: number }[]
      for (const { month, headlines } of found) {
        const isEdge = isDated && month !== NO_MONTH && (month === first || month === last)
        const counted = isEdge
          ? this.count(outletId, firstDayOfMonth(month), firstDayOfMonth(month + 1) - 1)
          : headlines
        if (counted > 0) rows.push({ outletId, month: month === NO_MONTH ? null : month, headlines: counted })
      }
    }
    return rows
  }

  dayRange(): number[] {
    const [from, to] = this.#clip(FIRST, LAST)
    const edge = this.#db.prepare(
      'SELECT min(day) AS first, max(day) AS last FROM headline WHERE outlet_id = ? AND day BETWEEN ? AND ?',
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
