/** Articles and headlines as a timeline names them: beside their marks, and as the list behind a bar. */
import { dateOfDay } from '../../shared/days.ts'
import type { DatePrecision } from '../../shared/model.ts'
import type { TimelineItem } from '../../shared/timeline.ts'
import { UNDATED } from '../../shared/days.ts'
import type { ReadDb } from './connection.ts'

interface Row {
  id: number
  title: string
  outletId: number
  outlet: string
}

/** Articles by number, in that order; those that are gone are left out. */
export function articleItems(db: ReadDb, ids: readonly number[]): TimelineItem[] {
  const read = db.prepare(
    `SELECT article.id, title, article.outlet_id AS outletId, outlet.name AS outlet, published AS date,
       published_precision AS precision, language
     FROM article JOIN outlet ON outlet.id = article.outlet_id WHERE article.id = ?`,
  )
  return ids.flatMap((id) => {
    const row = read.get(id) as (Row & Pick<TimelineItem, 'date' | 'precision' | 'language'>) | undefined
    return row ? [{ kind: 'article' as const, ...row, ...outletOf(row) }] : []
  })
}

export function headlineItems(db: ReadDb, ids: readonly number[]): TimelineItem[] {
  const read = db.prepare(
    `SELECT headline.id, title, headline.outlet_id AS outletId, outlet.name AS outlet, day
     FROM headline JOIN outlet ON outlet.id = headline.outlet_id WHERE headline.id = ?`,
  )
  return ids.flatMap((id) => {
    const row = read.get(id) as (Row & { day: number | null }) | undefined
    if (!row) return []
    const { day, title } = row
    const date = day === null ? null : dateOfDay(day)
    const precision: DatePrecision | null = day === null ? null : 'day'
    return [{ kind: 'headline' as const, id, title, ...outletOf(row), date, precision, language: null }]
  })
}

function outletOf({ outletId, outlet }: Row): Pick<TimelineItem, 'outletId' | 'outlet'> {
  return { outletId: outletId > 0 ? outletId : null, outlet: outlet || null }
}

/** Which days a list of items is about. */
export interface ItemRange {
  /** null: the undated */
  days: { from: number; to: number } | null
  precision?: 'month' | 'year' | undefined
  outletIds: readonly number[] | null
}

/** Articles in a range, newest first. */
export function articlesInRange(
  db: ReadDb,
  { days, precision, outletIds }: ItemRange,
  offset: number,
  limit: number,
): { ids: number[]; total: number } {
  const { all, only, values } = articleWhere(days, precision, outletIds)
  const where = only === null ? all : `${all} AND ${only}`
  const count = (sql: string) =>
    db.prepare(`SELECT count(*) FROM article WHERE ${sql}`).pluck().get(values) as number
  // counted in the indexes alone: a row tells how exactly its date is known, but few are not known to the day
  const total =
    precision || only === null ? count(where) : count(all) - count(`${all} AND ${VAGUE} AND NOT ${only}`)
  if (offset >= total) return { ids: [], total }
  const ids = db
    .prepare(
      `SELECT id FROM article WHERE ${where} ORDER BY sort_at DESC, id DESC LIMIT :limit OFFSET :offset`,
    )
    .pluck()
    .all({ ...values, limit, offset }) as number[]
  return { ids, total }
}

/** What is known to the month or year lies in a range when all of its span does; days of a span are counted by SQLite. */
const LAST_DAY = `CASE published_precision
  WHEN 'month' THEN unixepoch(sort_at, 'unixepoch', 'start of month', '+1 month')
  ELSE unixepoch(sort_at, 'unixepoch', 'start of year', '+1 year') END <= :end`

/** In the words of its index. */
const VAGUE = "published_precision IN ('month', 'year')"

function articleWhere(
  days: ItemRange['days'],
  precision: ItemRange['precision'],
  outletIds: readonly number[] | null,
): { all: string; only: string | null; values: Record<string, string | number> } {
  const values: Record<string, string | number> = {}
  const parts: string[] = []
  if (outletIds?.length === 1) {
    parts.push('outlet_id = :outlet')
    values['outlet'] = outletIds[0]!
  } else if (outletIds) {
    parts.push('outlet_id IN (SELECT value FROM json_each(:outlets))')
    values['outlets'] = JSON.stringify(outletIds)
  }
  if (!days) parts.push(`sort_at = ${UNDATED}`)
  else {
    parts.push('sort_at >= :from AND sort_at < :end')
    values['from'] = days.from * 86_400
    values['end'] = (days.to + 1) * 86_400
  }
  const isIn = precision
    ? `${VAGUE} AND published_precision = '${precision}'`
    : `(published_precision NOT IN ('month', 'year') OR ${LAST_DAY})`
  return { all: parts.join(' AND '), only: days ? isIn : null, values }
}

/**
 * Headlines in a range, outlet by outlet, as their index goes.
 * @param only what a query asks for besides
 */
export function headlinesInRange(
  db: ReadDb,
  { days, outletIds }: ItemRange,
  only: { sql: string; values: (string | number)[] } | null,
  offset: number,
  limit: number,
): { ids: number[]; total: number } {
  const outlets = outletIds
    ? 'outlet_id IN (SELECT value FROM json_each(?))'
    : 'outlet_id IN (SELECT id FROM outlet WHERE id >= 0 AND headlines > 0)'
  const values: (string | number)[] = outletIds ? [JSON.stringify(outletIds)] : []
  if (days) values.push(days.from, days.to)
  const when = days ? 'day BETWEEN ? AND ?' : 'day IS NULL'
  const where = `FROM headline WHERE ${outlets} AND ${when} AND article_id IS NULL ${only ? `AND ${only.sql}` : ''}`
  if (only) values.push(...only.values)
  const total = db.prepare(`SELECT count(*) ${where}`).pluck().get(values) as number
  if (offset >= total) return { ids: [], total }
  const ids = db
    .prepare(`SELECT id ${where} ORDER BY outlet_id, day DESC, id DESC LIMIT ? OFFSET ?`)
    .pluck()
    .all([...values, limit, offset]) as number[]
  return { ids, total }
}
