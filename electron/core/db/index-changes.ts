import type { Db, ReadDb } from './connection.ts'

/** Notes that an article changed after it was indexed. @returns what notes one */
export function indexChanges(db: Db): (articleId: number) => void {
  const insert = db.prepare('INSERT INTO index_change (article_id) VALUES (?)')
  return (articleId) => void insert.run(articleId)
}

/** The number of the last change; 0 before the first. */
export function lastChangeSeq(db: ReadDb): number {
  return db.prepare('SELECT coalesce(max(seq), 0) FROM index_change').pluck().get() as number
}
