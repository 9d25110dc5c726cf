import type { Db, ReadDb } from './connection.ts'

export interface ReadingState {
  read: boolean
  starred: boolean
  position: number | null
}

export function readingState(db: ReadDb, articleId: number): ReadingState {
  const row = db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM article_read WHERE article_id = :id) AS read,
         EXISTS (SELECT 1 FROM article_star WHERE article_id = :id) AS starred,
         (SELECT position FROM reading_position WHERE article_id = :id) AS position`,
    )
    .get({ id: articleId }) as { read: number; starred: number; position: number | null }
  return { read: row.read === 1, starred: row.starred === 1, position: row.position }
}

/** Marks the chosen articles (see db/selected.ts). @returns how many were not so */
export function markSelected(db: Db, table: 'article_read' | 'article_star', on: boolean): number {
  return on
    ? db
        .prepare(`INSERT OR IGNORE INTO ${table} (article_id, at_ms) SELECT article_id, ? FROM temp.selected`)
        .run(Date.now()).changes
    : db.prepare(`DELETE FROM ${table} WHERE article_id IN (SELECT article_id FROM temp.selected)`).run()
        .changes
}

/** What happens by itself while one reads. */
export function keepReading(
  db: Db,
  {
    articleId,
    read,
    position,
  }: { articleId: number; read?: true | undefined; position?: number | undefined },
): void {
  const there = db.prepare('SELECT 1 FROM article WHERE id = ?').get(articleId)
  if (!there) return
  if (read) {
    db.prepare('INSERT OR IGNORE INTO article_read (article_id, at_ms) VALUES (?, ?)').run(
      articleId,
      Date.now(),
    )
  }
  if (position !== undefined) {
    db.prepare('INSERT OR REPLACE INTO reading_position (article_id, position, at_ms) VALUES (?, ?, ?)').run(
      articleId,
      position,
      Date.now(),
    )
  }
}

export function articlesMarked(db: ReadDb, table: 'article_read' | 'article_star'): number[] {
  return db.prepare(`SELECT article_id FROM ${table}`).pluck().all() as number[]
}
