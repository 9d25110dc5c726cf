import type { Db } from './connection.ts'
import { HeadlineLinks, type OpenHeadline } from './headline-links.ts'
import type { KeptCounts } from './kept-counts.ts'
import { hiddenReader, TRASH_OUTLET } from './trash.ts'

interface Row {
  id: number
  outletId: number
  month: number
  /** the article itself: it is counted in the headline's stead */
  articleId: number | null
}

/** Takes out of sight the headlines that only these articles, now in the trash, and others there list. */
export function hideHeadlines(db: Db, articleIds: readonly number[], counts: KeptCounts): void {
  if (articleIds.length === 0) return
  const rows = db
    .prepare(
      `SELECT id, outlet_id AS outletId, month, article_id AS articleId FROM headline
       WHERE id IN (SELECT headline_id FROM listing WHERE article_id IN (SELECT value FROM json_each(?)))
         AND outlet_id <> ${TRASH_OUTLET}
         AND NOT EXISTS (SELECT 1 FROM listing JOIN article ON article.id = listing.article_id
           WHERE listing.headline_id = headline.id AND article.outlet_id <> ${TRASH_OUTLET})`,
    )
    .all(JSON.stringify(articleIds)) as Row[]
  const keep = db.prepare('INSERT OR REPLACE INTO hidden_headline (headline_id, outlet_id) VALUES (?, ?)')
  const move = db.prepare(`UPDATE headline SET outlet_id = ${TRASH_OUTLET} WHERE id = ?`)
  for (const { id, outletId, month, articleId } of rows) {
    keep.run(id, outletId)
    move.run(id)
    if (articleId === null) counts.removeHeadline(outletId, month)
  }
}

/** Hidden headlines as an import meets them: one that is listed again is the same one still. */
export class HiddenHeadlines {
  /** Whether an article lies in the trash, and what it lists is out of sight with it. */
  readonly isHiding: (articleId: number) => boolean
  readonly #counts: KeptCounts
  readonly #links: HeadlineLinks
  readonly #articleOf
  readonly #find
  readonly #show
  readonly #forget
  readonly #keep

  constructor(db: Db, counts: KeptCounts, links: HeadlineLinks) {
    this.#counts = counts
    this.#links = links
    this.#articleOf = db.prepare('SELECT article_id FROM headline WHERE id = ?').pluck()
    this.isHiding = hiddenReader(db)
    this.#find = db.prepare(
      `SELECT id, title FROM headline JOIN hidden_headline ON hidden_headline.headline_id = headline.id
       WHERE title_hash = ? AND headline.outlet_id = ${TRASH_OUTLET} AND hidden_headline.outlet_id = ? AND day IS ?`,
    )
    this.#show = db.prepare('UPDATE headline SET outlet_id = ? WHERE id = ?')
    this.#forget = db.prepare('DELETE FROM hidden_headline WHERE headline_id = ?')
    this.#keep = db.prepare('INSERT INTO hidden_headline (headline_id, outlet_id) VALUES (?, ?)')
  }

  find(hash: unknown, title: string, outletId: number, day: number | null): number | null {
    const rows = this.#find.all(hash, outletId, day) as { id: number; title: string }[]
    return rows.find((row) => row.title === title)?.id ?? null
  }

  show(id: number, headline: Omit<OpenHeadline, 'id'>): void {
    const { outletId, month } = headline
    this.#show.run(outletId, id)
    this.#forget.run(id)
    if (this.#articleOf.get(id) !== null || this.#links.cameBack({ id, ...headline })) return
    this.#counts.addHeadline(outletId, month, null)
  }

  /** Of one just written, as if it were in sight. @param month null where it was not counted, as its article is */
  hide(id: number | bigint, outletId: number, month: number | null): void {
    this.#keep.run(id, outletId)
    this.#show.run(TRASH_OUTLET, id)
    if (month !== null) this.#counts.removeHeadline(outletId, month)
  }
}

/** Brings back the hidden headlines of articles that came back. */
export function showHeadlines(db: Db, articleIds: readonly number[], counts: KeptCounts): void {
  if (articleIds.length === 0) return
  const rows = db
    .prepare(
      `SELECT headline.id, hidden_headline.outlet_id AS outletId, month, title, day, article_id AS articleId FROM hidden_headline
       JOIN headline ON headline.id = headline_id
       WHERE headline_id IN (SELECT headline_id FROM listing WHERE article_id IN (SELECT value FROM json_each(?)))`,
    )
    .all(JSON.stringify(articleIds)) as (Row & { title: string; day: number | null })[]
  const move = db.prepare('UPDATE headline SET outlet_id = ? WHERE id = ?')
  const links = new HeadlineLinks(db, counts)
  const forget = db.prepare('DELETE FROM hidden_headline WHERE headline_id = ?')
  for (const row of rows) {
    const { id, outletId, month } = row
    move.run(outletId, id)
    forget.run(id)
    if (row.articleId === null && !links.cameBack(row)) counts.addHeadline(outletId, month, null)
  }
}
