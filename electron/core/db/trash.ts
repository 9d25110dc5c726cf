import { UNDATED } from '../../shared/days.ts'
import type { Db, ReadDb } from './connection.ts'

/** Below every date and the undated: where the articles in the trash stand. */
export const TRASH_SORT = 2 * UNDATED
/** The outlet under which they stand; its kept count is that of the trash. */
export const TRASH_OUTLET = -1

/** An article in the trash, with where it came from. */
export interface TrashedRow {
  id: number
  atMs: number
  outletId: number
  sortAt: number
  importId: number
}

/** Last trashed first. */
export function trashedRows(db: ReadDb): TrashedRow[] {
  return db
    .prepare(
      `SELECT trashed.article_id AS id, at_ms AS atMs, outlet_id AS outletId, sort_at AS sortAt, import_id AS importId
       FROM trashed JOIN hidden_article ON hidden_article.article_id = trashed.article_id
       ORDER BY at_ms DESC, trashed.article_id DESC`,
    )
    .all() as TrashedRow[]
}

export function trashedAtMs(db: ReadDb, articleId: number): number | null {
  const at = db.prepare('SELECT at_ms FROM trashed WHERE article_id = ?').pluck().get(articleId)
  return (at as number | undefined) ?? null
}

/** Puts the chosen articles (db/selected.ts) into the trash. @returns how many were not there */
export function trashSelected(db: Db): number {
  return db
    .prepare('INSERT OR IGNORE INTO trashed (article_id, at_ms) SELECT article_id, ? FROM temp.selected')
    .run(Date.now()).changes
}

export function restoreSelected(db: Db): number {
  return db.prepare('DELETE FROM trashed WHERE article_id IN (SELECT article_id FROM temp.selected)').run()
    .changes
}

/** Articles that went into the trash since the index took in this change: a search may still find them. */
export function hiddenSince(db: ReadDb, changeSeq: number): number[] {
  return db
    .prepare(
      `SELECT index_change.article_id FROM index_change
       JOIN hidden_article ON hidden_article.article_id = index_change.article_id WHERE seq > ?`,
    )
    .pluck()
    .all(changeSeq) as number[]
}
