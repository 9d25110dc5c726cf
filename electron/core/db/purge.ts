import { bodyText } from '../../shared/model.ts'
import { blocksReader } from './articles.ts'
import type { Db } from './connection.ts'
import { noteEmptied } from './trash.ts'

/** So many articles are removed in one transaction: another writer waits a moment at most. */
export const PURGED_AT_ONCE = 200

/** How the reason of a record begins whose article was removed for good. */
export const REMOVED = 'Removed from the trash on '

/** What is said of an article and goes with it. */
const WITH_ARTICLE = [
  'article_tag',
  'article_read',
  'article_star',
  'reading_position',
  'annotation_words',
  'annotation',
  'collection_item',
  'brought',
  'moved_article',
  'deleted',
  'article_title',
  'story_apart',
  'story_join',
  'trashed',
  'hidden_article',
  'correction',
  'corrected',
  'version',
  'body',
]

/**
 * Removes articles that lie in the trash for good, with their originals and all that was said of them, in one transaction. Their
 * ledger lines stay and say so.
 * @param articleIds at most {@link PURGED_AT_ONCE}
 * @returns how many were removed; others than those in the trash are left alone
 */
export function purgeArticles(db: Db, articleIds: readonly number[], nowMs = Date.now()): number {
  const isTrashed = db.prepare('SELECT 1 FROM trashed WHERE article_id = ?')
  // Every row that refers to these articles is removed here; SQLite would look through whole tables for each of them.
  db.pragma('foreign_keys = OFF')
  try {
    return db
      .transaction(() => {
        const batch = articleIds.filter((id) => isTrashed.get(id))
        if (batch.length === 0) return 0
        purgeBatch(db, batch, nowMs)
        noteEmptied(db)
        return batch.length
      })
      .immediate()
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

function purgeBatch(db: Db, articleIds: readonly number[], nowMs: number): void {
  const ids = JSON.stringify(articleIds)
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values, ids)
  const among = '(SELECT value FROM json_each(?))'
  const blocksOf = blocksReader(db)
  const textBytes = articleIds.reduce((sum, id) => sum + Buffer.byteLength(bodyText(blocksOf(id))), 0)
  db.prepare('UPDATE total SET text_bytes = text_bytes - ?').run(textBytes)
  purgeHeadlines(db, ids)
  const originals = db
    .prepare(
      `SELECT DISTINCT original_id FROM record WHERE article_id IN ${among} AND original_id IS NOT NULL`,
    )
    .pluck()
    .all(ids) as number[]
  settleRecords(db, ids, nowMs)
  run(`DELETE FROM anchor WHERE annotation_id IN (SELECT id FROM annotation WHERE article_id IN ${among})`)
  for (const table of WITH_ARTICLE) run(`DELETE FROM ${table} WHERE article_id IN ${among}`)
  run(`DELETE FROM story_join WHERE with_id IN ${among}`)
  run(`DELETE FROM article WHERE id IN ${among}`)
  purgeOriginals(db, originals)
}

/** Their lines are refused ones now: no bytes are kept, so that the same may be imported again. */
function settleRecords(db: Db, ids: string, nowMs: number): void {
  const among = 'article_id IN (SELECT value FROM json_each(?))'
  const reason = `${REMOVED}${new Date(nowMs).toISOString().slice(0, 10)}.`
  for (const [table, column] of [
    ['dump', 'dump_id'],
    ['import_run', 'import_id'],
  ] as const) {
    const sums = db
      .prepare(
        `SELECT ${column} AS id, sum(state = 'imported') AS imported, sum(state = 'duplicate') AS duplicates
         FROM record WHERE ${among} GROUP BY 1`,
      )
      .all(ids)
    const take = db.prepare(
      `UPDATE ${table} SET imported = imported - :imported, duplicates = duplicates - :duplicates,
         rejected = rejected + :imported + :duplicates WHERE id = :id`,
    )
    for (const sum of sums) take.run(sum)
  }
  db.prepare(`DELETE FROM pending_extraction WHERE record_id IN (SELECT id FROM record WHERE ${among})`).run(
    ids,
  )
  db.prepare(
    `UPDATE record SET state = 'rejected', reason = ?, article_id = NULL, original_id = NULL WHERE ${among}`,
  ).run(reason, ids)
}

function purgeHeadlines(db: Db, ids: string): void {
  const listed = db
    .prepare('SELECT DISTINCT headline_id FROM listing WHERE article_id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(ids) as number[]
  db.prepare('DELETE FROM listing WHERE article_id IN (SELECT value FROM json_each(?))').run(ids)
  const left = db.prepare(
    'SELECT count(*) AS listings, min(article_id) AS articleId FROM listing WHERE headline_id = ?',
  )
  const keep = db.prepare('UPDATE headline SET listings = ?, listed_in = ? WHERE id = ?')
  const forget = ['hidden_headline', 'moved_headline'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE headline_id = ?`),
  )
  const remove = db.prepare('DELETE FROM headline WHERE id = ?')
  for (const id of listed) {
    const { listings, articleId } = left.get(id) as { listings: number; articleId: number | null }
    if (articleId !== null) {
      keep.run(listings, articleId, id)
      continue
    }
    for (const one of forget) one.run(id)
    remove.run(id)
  }
}

/** Bytes that no record refers to any more, and the pictures that came with them alone. */
export function purgeOriginals(db: Db, originals: readonly number[]): void {
  const isUsed = db.prepare('SELECT 1 FROM record WHERE original_id = ? LIMIT 1')
  const ids = JSON.stringify(originals.filter((id) => !isUsed.get(id)))
  const among = '(SELECT value FROM json_each(?))'
  const bytes = db
    .prepare(`SELECT coalesce(sum(size_bytes), 0) FROM original WHERE id IN ${among}`)
    .pluck()
    .get(ids) as number
  db.prepare('UPDATE total SET originals_bytes = originals_bytes - ?').run(bytes)
  const parts = db
    .prepare(`SELECT DISTINCT part_id FROM original_part WHERE original_id IN ${among}`)
    .pluck()
    .all(ids)
  db.prepare(`DELETE FROM original_part WHERE original_id IN ${among}`).run(ids)
  db.prepare(
    `DELETE FROM part WHERE id IN ${among} AND NOT EXISTS (SELECT 1 FROM original_part WHERE part_id = part.id)`,
  ).run(JSON.stringify(parts))
  db.prepare(`DELETE FROM original WHERE id IN ${among}`).run(ids)
}
