import type { TimelineOutlet, TimelineOverview } from '../../shared/timeline.ts'
import { dayOfSeconds, NO_MONTH, UNDATED } from '../../shared/days.ts'
import type { ReadDb } from './connection.ts'

/** The timeline of everything at a glance, from kept counts alone. @param top so many outlets, by volume */
export function timelineOverview(db: ReadDb, top = Number.MAX_SAFE_INTEGER): TimelineOverview {
  const months = db
    .prepare(
      `SELECT month, articles, headlines, year_only AS yearOnly FROM month
       WHERE month > 0 AND (articles > 0 OR headlines > 0) ORDER BY month`,
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
  const outlets = timelineOutlets(db, top)
  return {
    outlets,
    rest: restOf(db, outlets, top),
    firstMonth,
    articles,
    headlines,
    undatedArticles: undated?.articles ?? 0,
    undatedHeadlines: undated?.headlines ?? 0,
    ...dayRange(db),
    headlinesCounted: true,
  }
}

function timelineOutlets(db: ReadDb, top: number): TimelineOutlet[] {
  return db
    .prepare(
      `SELECT outlet.id, outlet.name, outlet.hue, outlet.articles, outlet.headlines,
         coalesce(none.articles + none.headlines, 0) AS undated,
         (SELECT month FROM outlet_month WHERE outlet_id = outlet.id AND month > ${NO_MONTH}
            AND (articles > 0 OR headlines > 0) ORDER BY month LIMIT 1) AS firstMonth
       FROM (SELECT id, name, hue, articles, headlines FROM outlet WHERE articles > 0 OR headlines > 0
         ORDER BY articles + headlines DESC, id LIMIT ?) AS outlet
       LEFT JOIN outlet_month AS none ON none.outlet_id = outlet.id AND none.month = ${NO_MONTH}
       ORDER BY outlet.articles + outlet.headlines DESC, outlet.id`,
    )
    .all(top) as TimelineOutlet[]
}

function restOf(db: ReadDb, outlets: readonly TimelineOutlet[], top: number): TimelineOverview['rest'] {
  if (outlets.length < top) return { outlets: 0, articles: 0, headlines: 0 }
  const all = db
    .prepare(
      `SELECT count(*) AS outlets, coalesce(sum(articles), 0) AS articles, coalesce(sum(headlines), 0) AS headlines
       FROM outlet WHERE articles > 0 OR headlines > 0`,
    )
    .get() as TimelineOverview['rest']
  for (const outlet of outlets) {
    all.articles -= outlet.articles
    all.headlines -= outlet.headlines
  }
  return { ...all, outlets: all.outlets - outlets.length }
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
