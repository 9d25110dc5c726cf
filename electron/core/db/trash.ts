import { UNDATED } from '../../shared/days.ts'
import type { Db, ReadDb } from './connection.ts'
import { indexChanges } from './index-changes.ts'
import type { KeptCounts } from './kept-counts.ts'

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

/** Tells whether an article lies in the trash, many times over. */
export function hiddenReader(db: ReadDb): (articleId: number) => boolean {
  const read = db.prepare('SELECT 1 FROM hidden_article WHERE article_id = ?')
  return (articleId) => read.get(articleId) !== undefined
}

/** Puts the chosen articles (db/selected.ts) into the trash. @returns how many were not there */
export function trashSelected(db: Db, atMs = Date.now()): number {
  return db
    .prepare('INSERT OR IGNORE INTO trashed (article_id, at_ms) SELECT article_id, ? FROM temp.selected')
    .run(atMs).changes
}

export function restoreSelected(db: Db): number {
  return db.prepare('DELETE FROM trashed WHERE article_id IN (SELECT article_id FROM temp.selected)').run()
    .changes
}

/** What has lain in the trash since before a time. */
export function trashedBefore(db: ReadDb, ms: number): number[] {
  return db.prepare('SELECT article_id FROM trashed WHERE at_ms < ?').pluck().all(ms) as number[]
}

/** How many articles lie in the trash, and what was said of them. */
export function trashSums(db: ReadDb): { articles: number; annotations: number } {
  return db
    .prepare(
      `SELECT (SELECT count(*) FROM trashed) AS articles,
         (SELECT count(*) FROM annotation WHERE article_id IN (SELECT article_id FROM trashed)) AS annotations`,
    )
    .get() as { articles: number; annotations: number }
}

const KEEP_DAYS = 'trash_days'

/** After how many days the trash is emptied; null: by hand only. */
export function trashDays(db: ReadDb): number | null {
  const value = db.prepare('SELECT value FROM archive_info WHERE key = ?').pluck().get(KEEP_DAYS)
  return value === undefined ? null : Number(value)
}

export function setTrashDays(db: Db, days: number | null): void {
  if (days === null) db.prepare('DELETE FROM archive_info WHERE key = ?').run(KEEP_DAYS)
  else
    db.prepare('INSERT OR REPLACE INTO archive_info (key, value) VALUES (?, ?)').run(KEEP_DAYS, String(days))
}

const EMPTIED = 'trash_emptied'

/** That something was removed from the trash for good, which is no step of the history: other processes look for it. */
export function noteEmptied(db: Db): void {
  db.prepare(
    `INSERT INTO archive_info (key, value) VALUES ('${EMPTIED}', '1')
     ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
  ).run()
}

/** Rises whenever something is removed from the trash for good. */
export function timesEmptied(db: ReadDb): number {
  return Number(db.prepare(`SELECT value FROM archive_info WHERE key = '${EMPTIED}'`).pluck().get() ?? 0)
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

interface PlacedRow {
  outletId: number
  sortAt: number
  importId: number
  month: number
  yearOnly: number | null
}

/** Moves articles out of the lists and back. Everything runs inside the caller's transaction; counts are flushed there. */
export class HiddenArticles {
  readonly #counts: KeptCounts
  readonly #read
  readonly #place
  readonly #keep
  readonly #kept
  readonly #forget
  readonly #reindex

  constructor(db: Db, counts: KeptCounts) {
    this.#counts = counts
    this.#read = db.prepare(
      `SELECT outlet_id AS outletId, sort_at AS sortAt, import_id AS importId, month,
         published_precision = 'year' AS yearOnly FROM article WHERE id = ?`,
    )
    this.#place = db.prepare('UPDATE article SET outlet_id = ?, sort_at = ? WHERE id = ?')
    this.#keep = db.prepare(
      'INSERT OR REPLACE INTO hidden_article (article_id, outlet_id, sort_at, import_id) VALUES (?, ?, ?, ?)',
    )
    this.#kept = db.prepare(
      'SELECT outlet_id AS outletId, sort_at AS sortAt FROM hidden_article WHERE article_id = ?',
    )
    this.#forget = db.prepare('DELETE FROM hidden_article WHERE article_id = ?')
    this.#reindex = indexChanges(db)
  }

  /** @returns whether it was in sight */
  hide(articleId: number): boolean {
    const row = this.#read.get(articleId) as PlacedRow | undefined
    if (!row || row.outletId === TRASH_OUTLET) return false
    this.#counts.removeArticle(row.outletId, row.month, row.yearOnly === 1, 0)
    this.#keep.run(articleId, row.outletId, row.sortAt, row.importId)
    this.#place.run(TRASH_OUTLET, TRASH_SORT, articleId)
    this.#reindex(articleId)
    return true
  }

  /** @returns whether it was out of sight */
  show(articleId: number): boolean {
    const row = this.#read.get(articleId) as PlacedRow | undefined
    const kept = this.#kept.get(articleId) as Pick<PlacedRow, 'outletId' | 'sortAt'> | undefined
    if (!row || !kept) return false
    this.#place.run(kept.outletId, kept.sortAt, articleId)
    this.#counts.addArticle(kept.outletId, row.month, row.yearOnly === 1, 0)
    this.#forget.run(articleId)
    this.#reindex(articleId)
    return true
  }

  /** After an article in the trash was given other fields as if it were in sight: takes it back out. */
  hideAgain(articleId: number): void {
    if (this.#kept.get(articleId)) this.hide(articleId)
  }
}
