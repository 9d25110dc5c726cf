import { dayOfSeconds, spanOf, UNDATED } from '../../shared/days.ts'
import type { DatePrecision } from '../../shared/model.ts'
import { foldName, titleHash } from '../text/names.ts'
import type { Db } from './connection.ts'
import { KeptCounts } from './kept-counts.ts'
import { TRASH_OUTLET } from './trash.ts'

/** A list names an article some days before or after the date that the article itself bears. */
const DAYS_APART = 7
/** Where a date is missing the title has to tell alone: “Morning briefing” comes back every day. */
const TELLING_TITLE = 24

/** What a link is found by. */
interface Placed {
  title: string
  outletId: number
  sortAt: number
  precision: DatePrecision | null
}

/** A headline, where it stands or stood in sight. */
export interface OpenHeadline {
  id: number
  title: string
  outletId: number
  month: number
  day: number | null
}

/**
 * Headlines and the articles they turned out to be: the same title in the same outlet, some days apart at most. A headline
 * with its article is not counted any more, as the article is. Everything runs inside the caller's transaction, which
 * flushes the counts.
 */
export class HeadlineLinks {
  readonly #counts: KeptCounts
  readonly #name
  readonly #unname
  readonly #open
  readonly #link
  readonly #linked
  readonly #unlink
  readonly #titled
  readonly #placed

  constructor(db: Db, counts: KeptCounts) {
    this.#counts = counts
    this.#name = db.prepare('INSERT OR IGNORE INTO article_title (hash, article_id) VALUES (?, ?)')
    this.#unname = db.prepare('DELETE FROM article_title WHERE hash = ? AND article_id = ?')
    const columns = 'id, title, outlet_id AS outletId, month, day'
    this.#open = db.prepare(
      `SELECT ${columns} FROM headline WHERE title_hash = ? AND outlet_id = ? AND article_id IS NULL`,
    )
    this.#link = db.prepare('UPDATE headline SET article_id = ? WHERE id = ?')
    this.#linked = db.prepare(`SELECT ${columns} FROM headline WHERE article_id = ?`)
    this.#unlink = db.prepare('UPDATE headline SET article_id = NULL WHERE article_id = ?')
    const placed = `title, outlet_id AS outletId, sort_at AS sortAt, published_precision AS precision`
    this.#placed = db.prepare(`SELECT ${placed} FROM article WHERE id = ?`)
    this.#titled = db.prepare(
      `SELECT article.id, ${placed} FROM article_title JOIN article ON article.id = article_id WHERE hash = ?`,
    )
  }

  /** An article that is there now, in sight, under this title: the headlines that waited for it are linked to it. */
  arrived(articleId: number, placed = this.#placed.get(articleId) as Placed | undefined): void {
    if (!placed || placed.outletId === TRASH_OUTLET) return
    const hash = titleHash(placed.title)
    this.#name.run(hash, articleId)
    if (placed.outletId <= 0) return
    for (const headline of this.#open.all(hash, placed.outletId) as OpenHeadline[]) {
      if (!isSame(placed, headline)) continue
      this.#link.run(articleId, headline.id)
      this.#counts.removeHeadline(headline.outletId, headline.month)
    }
  }

  /** An article that goes out of sight, or changes its title, outlet or date: its headlines stand for themselves again. */
  left(articleId: number): void {
    const { title } = this.#placed.get(articleId) as Placed
    this.#unname.run(titleHash(title), articleId)
    for (const { outletId, month, day } of this.#linked.all(articleId) as OpenHeadline[]) {
      if (outletId !== TRASH_OUTLET) this.#counts.addHeadline(outletId, month, day)
    }
    this.#unlink.run(articleId)
  }

  /** The article that a headline is of, if it is there. */
  articleOf(headline: Omit<OpenHeadline, 'id' | 'month'>, hash: number): number | null {
    if (headline.outletId <= 0) return null
    const found = this.#titled.all(hash) as (Placed & { id: number })[]
    return (
      found.find((article) => article.outletId === headline.outletId && isSame(article, headline))?.id ?? null
    )
  }

  /** A headline that came back in sight, and is not linked: @returns whether its article came meanwhile */
  cameBack(headline: OpenHeadline): boolean {
    const articleId = this.articleOf(headline, titleHash(headline.title))
    if (articleId === null) return false
    this.#link.run(articleId, headline.id)
    return true
  }
}

function isSame(article: Placed, { title, day }: Pick<OpenHeadline, 'title' | 'day'>): boolean {
  const folded = foldName(title)
  if (foldName(article.title) !== folded) return false
  if (day === null || article.sortAt === UNDATED) return folded.length >= TELLING_TITLE
  const first = dayOfSeconds(article.sortAt)
  const span = article.precision ? spanOf(first, article.precision) : 1
  return day >= first - DAYS_APART && day < first + span + DAYS_APART
}

/** All links made anew, for rows that no writer has linked; the counts follow. In order of the hashes, as their key is. */
export function linkAll(db: Db): void {
  const articles = db.prepare('SELECT id, title FROM article WHERE outlet_id >= 0').all() as {
    id: number
    title: string
  }[]
  const hashed = articles.map(({ id, title }) => ({ id, hash: titleHash(title) }))
  hashed.sort((a, b) => a.hash - b.hash || a.id - b.id)
  const insert = db.prepare('INSERT OR IGNORE INTO article_title (hash, article_id) VALUES (?, ?)')
  for (const { id, hash } of hashed) insert.run(hash, id)
  const counts = new KeptCounts(db)
  const links = new HeadlineLinks(db, counts)
  for (const { id } of articles) links.arrived(id)
  counts.flush()
}
