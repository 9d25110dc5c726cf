import { firstDayOfMonth, NO_MONTH, UNDATED } from '../../shared/days.ts'
import type { ReadDb } from './connection.ts'

/** Articles per month, newest month first; the undated are last, as month 0. */
export interface MonthCount {
  month: number
  articles: number
  yearOnly: number
}

/** The kept counts of everything or of one outlet. */
export function monthCounts(db: ReadDb, outletId: number | null): MonthCount[] {
  const sql =
    outletId === null
      ? 'SELECT month, articles, year_only AS yearOnly FROM month WHERE articles > 0 ORDER BY month DESC'
      : `SELECT month, articles, year_only AS yearOnly FROM outlet_month
         WHERE outlet_id = ${outletId} AND articles > 0 ORDER BY month DESC`
  return db.prepare(sql).all() as MonthCount[]
}

/**
 * The articles from a place in the newest-first list on. The kept counts say in which month the place lies, so that the
 * walk along the index begins there: OFFSET only ever skips within one month (a whole list's costs 14–47 ms).
 */
export function browseIds(db: ReadDb, outletId: number | null, offset: number, limit: number): number[] {
  let before = 0
  for (const { month, articles } of monthCounts(db, outletId)) {
    if (offset < before + articles) return walk(db, outletId, monthEnd(month), offset - before, limit)
    before += articles
  }
  return []
}

function walk(db: ReadDb, outletId: number | null, end: number, skip: number, limit: number): number[] {
  // below the undated stands the trash
  const inSight = `sort_at >= ${UNDATED} AND sort_at < ?`
  const where = outletId === null ? inSight : `outlet_id = ${outletId} AND ${inSight}`
  return db
    .prepare(`SELECT id FROM article WHERE ${where} ORDER BY sort_at DESC, id DESC LIMIT ? OFFSET ?`)
    .pluck()
    .all(end, limit, skip) as number[]
}

/** The first second after a month, and of the undated. */
function monthEnd(month: number): number {
  return month === NO_MONTH ? UNDATED + 1 : firstDayOfMonth(month + 1) * 86_400
}

/** The place of an article in the newest-first list; null when it is not in it. */
export function browsePlace(db: ReadDb, outletId: number | null, articleId: number): number | null {
  const article = db
    .prepare('SELECT sort_at AS sortAt, month, outlet_id AS outletId FROM article WHERE id = ?')
    .get(articleId) as { sortAt: number; month: number; outletId: number } | undefined
  if (!article || article.sortAt < UNDATED || (outletId !== null && article.outletId !== outletId))
    return null
  const newer = monthCounts(db, outletId)
    .filter((count) => count.month > article.month)
    .reduce((sum, count) => sum + count.articles, 0)
  const where = outletId === null ? '' : `outlet_id = ${outletId} AND`
  const within = db
    .prepare(`SELECT count(*) FROM article WHERE ${where} (sort_at, id) > (?, ?) AND sort_at < ?`)
    .pluck()
    .get(article.sortAt, articleId, monthEnd(article.month)) as number
  return newer + within
}

/** The articles of an import with their days, newest first; one import is asked for seldom, so it is read whole. */
export function importIds(
  db: ReadDb,
  importId: number,
  outletId: number | null,
): { id: number; sortAt: number }[] {
  const where = outletId === null ? '' : `AND outlet_id = ${outletId}`
  return db
    .prepare(
      `SELECT id, sort_at AS sortAt FROM article WHERE import_id = ? AND sort_at >= ${UNDATED} ${where} ORDER BY sort_at DESC, id DESC`,
    )
    .all(importId) as { id: number; sortAt: number }[]
}

/** The articles of one outlet with their `sort_at`, newest first. */
export function outletItems(db: ReadDb, outletId: number): { ids: number[]; sortAt: number[] } {
  const column = (name: string) =>
    db
      .prepare(
        `SELECT ${name} FROM article WHERE outlet_id = ? AND sort_at >= ${UNDATED} ORDER BY sort_at DESC, id DESC`,
      )
      .pluck()
      .all(outletId) as number[]
  return { ids: column('id'), sortAt: column('sort_at') }
}
