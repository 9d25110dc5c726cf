import type { Deleted, DeletedKind } from '../../shared/own.ts'
import type { Db, ReadDb } from './connection.ts'

/** Something deleted with the rows that went, packed. */
export interface DeletedRow {
  id: number
  kind: DeletedKind
  name: string
  codec: number
  steps: Uint8Array
}

export interface NewDeleted {
  kind: DeletedKind
  name: string
  articleId: number | null
  articles: number
  below: number
  codec: number
  steps: Uint8Array
}

export function insertDeleted(db: Db, { steps, ...row }: NewDeleted): void {
  db.prepare(
    `INSERT INTO deleted (kind, name, at_ms, article_id, articles, below, codec, steps)
     VALUES (:kind, :name, :atMs, :articleId, :articles, :below, :codec, :steps)`,
  ).run({ ...row, atMs: Date.now(), steps: Buffer.from(steps).toString('base64') })
}

export function readDeleted(db: ReadDb, id: number): DeletedRow | null {
  const row = db.prepare('SELECT id, kind, name, codec, steps FROM deleted WHERE id = ?').get(id) as
    (Omit<DeletedRow, 'steps'> & { steps: string }) | undefined
  return row ? { ...row, steps: Buffer.from(row.steps, 'base64') } : null
}

export function countDeleted(db: ReadDb): number {
  return db.prepare('SELECT count(*) FROM deleted').pluck().get() as number
}

/** Last deleted first. */
export function listDeleted(db: ReadDb, offset: number, limit: number): { rows: Deleted[]; total: number } {
  const rows = db
    .prepare(
      `SELECT deleted.id, kind, name, at_ms AS atMs, articles, below, deleted.article_id AS articleId, title
       FROM deleted LEFT JOIN article ON article.id = deleted.article_id
       ORDER BY at_ms DESC, deleted.id DESC LIMIT ? OFFSET ?`,
    )
    .all(limit, offset) as (Omit<Deleted, 'article'> & { articleId: number | null; title: string | null })[]
  return {
    rows: rows.map(({ articleId, title, ...row }) => ({
      ...row,
      article: articleId === null || title === null ? null : { id: articleId, title },
    })),
    total: countDeleted(db),
  }
}

/** All, those named, or those deleted before a time. */
export type WhichDeleted = 'all' | { ids: readonly number[] } | { beforeMs: number }

/** @returns how many there were */
export function removeDeleted(db: Db, which: WhichDeleted): number {
  if (which === 'all') return db.prepare('DELETE FROM deleted').run().changes
  if ('beforeMs' in which)
    return db.prepare('DELETE FROM deleted WHERE at_ms < ?').run(which.beforeMs).changes
  return db
    .prepare('DELETE FROM deleted WHERE id IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(which.ids)).changes
}

export function deletedBefore(db: ReadDb, ms: number): boolean {
  return db.prepare('SELECT 1 FROM deleted WHERE at_ms < ? LIMIT 1').get(ms) !== undefined
}
