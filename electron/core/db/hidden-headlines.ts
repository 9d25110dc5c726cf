import type { Db } from './connection.ts'
import type { KeptCounts } from './kept-counts.ts'
import { TRASH_OUTLET } from './trash.ts'

interface Row {
  id: number
  outletId: number
  month: number
}

/** Takes out of sight the headlines that only these articles, now in the trash, and others there list. */
export function hideHeadlines(db: Db, articleIds: readonly number[], counts: KeptCounts): void {
  if (articleIds.length === 0) return
  const rows = db
    .prepare(
      `SELECT id, outlet_id AS outletId, month FROM headline
       WHERE id IN (SELECT headline_id FROM listing WHERE article_id IN (SELECT value FROM json_each(?)))
         AND outlet_id <> ${TRASH_OUTLET}
         AND NOT EXISTS (SELECT 1 FROM listing JOIN article ON article.id = listing.article_id
           WHERE listing.headline_id = headline.id AND article.outlet_id <> ${TRASH_OUTLET})`,
    )
    .all(JSON.stringify(articleIds)) as Row[]
  const keep = db.prepare('INSERT OR REPLACE INTO hidden_headline (headline_id, outlet_id) VALUES (?, ?)')
  const move = db.prepare(`UPDATE headline SET outlet_id = ${TRASH_OUTLET} WHERE id = ?`)
  for (const { id, outletId, month } of rows) {
    keep.run(id, outletId)
    move.run(id)
    counts.removeHeadline(outletId, month)
  }
}

/** Brings back the hidden headlines of articles that came back. */
export function showHeadlines(db: Db, articleIds: readonly number[], counts: KeptCounts): void {
  if (articleIds.length === 0) return
  const rows = db
    .prepare(
      `SELECT headline.id, hidden_headline.outlet_id AS outletId, month FROM hidden_headline
       JOIN headline ON headline.id = headline_id
       WHERE headline_id IN (SELECT headline_id FROM listing WHERE article_id IN (SELECT value FROM json_each(?)))`,
    )
    .all(JSON.stringify(articleIds)) as Row[]
  const move = db.prepare('UPDATE headline SET outlet_id = ? WHERE id = ?')
  const forget = db.prepare('DELETE FROM hidden_headline WHERE headline_id = ?')
  for (const { id, outletId, month } of rows) {
    move.run(outletId, id)
    forget.run(id)
    counts.addHeadline(outletId, month, null)
  }
}
