import type { Input, TimelineLanes, TimelineOutlet, TimelineOverview } from '../../shared/api.ts'
import { dayOfSeconds, firstDayOfMonth, monthOfDay, NO_MONTH, spanOf, UNDATED } from '../../shared/days.ts'
import type { DatePrecision } from '../../shared/model.ts'
import type { ReadDb } from './connection.ts'

/** The timeline of everything at a glance, from kept counts alone. */
export function timelineOverview(db: ReadDb): TimelineOverview {
  const months = db
    .prepare(
      'SELECT month, articles, headlines, year_only AS yearOnly FROM month WHERE month > 0 ORDER BY month',
    )
    .all() as { month: number; articles: number; headlines: number; yearOnly: number }[]
  const undated = db.prepare('SELECT articles, headlines FROM month WHERE month = ?').get(NO_MONTH) as
    { articles: number; headlines: number } | undefined
  const firstMonth = months[0]?.month ?? 0
  const length = months.length > 0 ? months.at(-1)!.month - firstMonth + 1 : 0
  const articles = new Int32Array(length)
  const headlines = new Int32Array(length)
  for (const row of months) {
    articles[row.month - firstMonth] = row.articles - row.yearOnly
    headlines[row.month - firstMonth] = row.headlines
  }
  return {
    outlets: timelineOutlets(db),
    firstMonth,
    articles,
    headlines,
    undatedArticles: undated?.articles ?? 0,
    undatedHeadlines: undated?.headlines ?? 0,
    ...dayRange(db),
  }
}

function timelineOutlets(db: ReadDb): TimelineOutlet[] {
  return db
    .prepare(
      `SELECT outlet.id, outlet.name, outlet.hue, outlet.articles, outlet.headlines,
         coalesce(none.articles + none.headlines, 0) AS undated,
         (SELECT min(month) FROM outlet_month WHERE outlet_id = outlet.id AND month > ${NO_MONTH}) AS firstMonth
       FROM outlet LEFT JOIN outlet_month AS none ON none.outlet_id = outlet.id AND none.month = ${NO_MONTH}
       WHERE outlet.articles > 0 OR outlet.headlines > 0
       ORDER BY outlet.articles + outlet.headlines DESC, outlet.id`,
    )
    .all() as TimelineOutlet[]
}

/** The first and last day of anything dated; the headlines' are kept, as no index leads to them. */
export function dayRange(db: ReadDb): { firstDay: number | null; lastDay: number | null } {
  const edge = (order: 'ASC' | 'DESC') =>
    db
      .prepare(`SELECT sort_at FROM article WHERE sort_at > ${UNDATED} ORDER BY sort_at ${order} LIMIT 1`)
      .pluck()
      .get() as number | undefined
  const [oldest, newest] = [edge('ASC'), edge('DESC')]
  const headlines = db
    .prepare('SELECT first_headline_day AS first, last_headline_day AS last FROM total')
    .get() as { first: number | null; last: number | null }
  const days = [headlines.first, headlines.last].filter((day) => day !== null)
  if (oldest !== undefined && newest !== undefined) days.push(dayOfSeconds(oldest), dayOfSeconds(newest))
  if (days.length === 0) return { firstDay: null, lastDay: null }
  return { firstDay: Math.min(...days), lastDay: Math.max(...days) }
}

/** Days are drawn one by one up to about three years; beyond, a pixel is several days and months do. */
const MOST_DAYS = 1100

/** Some outlets' items between two days, or their counts by day or month where the items would be too many. */
export function timelineLanes(db: ReadDb, input: Input<'archive.lanes'>): TimelineLanes {
  const { outletIds, fromDay, toDay } = input
  const columns = new Columns()
  const level = levelFor(db, input)
  const months = { from: monthOfDay(fromDay), to: monthOfDay(toDay) }
  outletIds.forEach((outletId, lane) => {
    if (level === 'month') addMonths(db, columns, lane, outletId, months.from, months.to)
    else if (level === 'day') addDays(db, columns, lane, outletId, fromDay, toDay)
    else addItems(db, columns, lane, outletId, fromDay, toDay)
  })
  return columns.finish(level)
}

function levelFor(
  db: ReadDb,
  { outletIds, fromDay, toDay, maxItems }: Input<'archive.lanes'>,
): TimelineLanes['level'] {
  const inRange = db
    .prepare(
      `SELECT coalesce(sum(articles + headlines), 0) FROM outlet_month
       WHERE outlet_id = ? AND month BETWEEN ? AND ? AND month > ${NO_MONTH}`,
    )
    .pluck()
  const from = monthOfDay(fromDay)
  const to = monthOfDay(toDay)
  let items = 0
  for (const outletId of outletIds) items += inRange.get(outletId, from, to) as number
  if (items <= maxItems) return 'item'
  return toDay - fromDay <= MOST_DAYS ? 'day' : 'month'
}

/** Six columns that grow together. */
class Columns {
  readonly #rows: number[][] = [[], [], [], [], [], []]

  add(lane: number, day: number, span: number, articles: number, headlines: number, id: number): void {
    const values = [lane, day, span, articles, headlines, id]
    values.forEach((value, column) => this.#rows[column]!.push(value))
  }

  finish(level: TimelineLanes['level']): TimelineLanes {
    const [lane, day, span, articles, headlines, id] = this.#rows
    return {
      level,
      lane: Int32Array.from(lane!),
      day: Int32Array.from(day!),
      span: Int32Array.from(span!),
      articles: Int32Array.from(articles!),
      headlines: Int32Array.from(headlines!),
      id: Float64Array.from(id!),
    }
  }
}

function addMonths(
  db: ReadDb,
  columns: Columns,
  lane: number,
  outletId: number,
  from: number,
  to: number,
): void {
  const rows = db
    .prepare(
      `SELECT month, articles, headlines, year_only AS yearOnly FROM outlet_month
       WHERE outlet_id = ? AND month BETWEEN ? AND ? AND month > ${NO_MONTH} ORDER BY month`,
    )
    .all(outletId, from, to) as { month: number; articles: number; headlines: number; yearOnly: number }[]
  for (const row of rows) {
    const day = firstDayOfMonth(row.month)
    if (row.articles > row.yearOnly || row.headlines > 0) {
      columns.add(lane, day, spanOf(day, 'month'), row.articles - row.yearOnly, row.headlines, 0)
    }
    if (row.yearOnly > 0) columns.add(lane, day, spanOf(day, 'year'), row.yearOnly, 0, 0)
  }
}

/** Shifted so that the division floors before 1970 too. */
const DAY_SQL = '(sort_at + 86400 * 1000000) / 86400 - 1000000'

function addDays(
  db: ReadDb,
  columns: Columns,
  lane: number,
  outletId: number,
  from: number,
  to: number,
): void {
  const vague = imprecise(db, outletId, from, to)
  const vagueOn = new Map<number, number>()
  for (const { day, span, count } of vague) {
    columns.add(lane, day, span, count, 0, 0)
    vagueOn.set(day, (vagueOn.get(day) ?? 0) + count)
  }
  const articles = db
    .prepare(
      `SELECT ${DAY_SQL} AS day, count(*) AS count FROM article
       WHERE outlet_id = ? AND sort_at >= ? AND sort_at < ? GROUP BY day`,
    )
    .all(outletId, from * 86_400, (to + 1) * 86_400) as { day: number; count: number }[]
  for (const { day, count } of articles) {
    const exact = count - (vagueOn.get(day) ?? 0)
    if (exact > 0) columns.add(lane, day, 1, exact, 0, 0)
  }
  const headlines = db
    .prepare(
      'SELECT day, count(*) AS count FROM headline WHERE outlet_id = ? AND day BETWEEN ? AND ? GROUP BY day',
    )
    .all(outletId, from, to) as { day: number; count: number }[]
  for (const { day, count } of headlines) columns.add(lane, day, 1, 0, count, 0)
}

/** Articles known to the month or year only, also those whose span began before the range. */
function imprecise(
  db: ReadDb,
  outletId: number,
  from: number,
  to: number,
): { day: number; span: number; count: number }[] {
  const rows = db
    .prepare(
      `SELECT ${DAY_SQL} AS day, published_precision AS precision, count(*) AS count FROM article
       WHERE outlet_id = ? AND sort_at >= ? AND sort_at < ? AND published_precision IN ('month', 'year')
       GROUP BY day, precision`,
    )
    .all(outletId, (from - 366) * 86_400, (to + 1) * 86_400) as {
    day: number
    precision: DatePrecision
    count: number
  }[]
  return rows
    .map((row) => ({ day: row.day, span: spanOf(row.day, row.precision), count: row.count }))
    .filter((row) => row.day + row.span > from)
}

function addItems(
  db: ReadDb,
  columns: Columns,
  lane: number,
  outletId: number,
  from: number,
  to: number,
): void {
  const articles = db
    .prepare(
      `SELECT id, ${DAY_SQL} AS day, published_precision AS precision FROM article
       WHERE outlet_id = ? AND sort_at >= ? AND sort_at < ? ORDER BY sort_at`,
    )
    .all(outletId, (from - 366) * 86_400, (to + 1) * 86_400) as {
    id: number
    day: number
    precision: DatePrecision
  }[]
  for (const { id, day, precision } of articles) {
    const span = spanOf(day, precision)
    if (day + span > from) columns.add(lane, day, span, 1, 0, id)
  }
  const headlines = db
    .prepare('SELECT id, day FROM headline WHERE outlet_id = ? AND day BETWEEN ? AND ? ORDER BY day')
    .all(outletId, from, to) as { id: number; day: number }[]
  for (const { id, day } of headlines) columns.add(lane, day, 1, 0, 1, id)
}
