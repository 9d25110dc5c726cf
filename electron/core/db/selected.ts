import type { Db } from './connection.ts'

/**
 * The articles of a bulk action, in a table of this connection alone, in their order: ten thousand of them are one statement
 * instead of ten thousand. Ids that are no article are left out.
 * @returns how many there are
 */
export function selectArticles(db: Db, ids: Iterable<number>): number {
  db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS selected (seq INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE)',
  )
  db.prepare('DELETE FROM temp.selected').run()
  db.prepare(
    `INSERT OR IGNORE INTO temp.selected (article_id)
     SELECT value FROM json_each(?) JOIN article ON article.id = value ORDER BY json_each.key`,
  ).run(JSON.stringify([...ids]))
  return db.prepare('SELECT count(*) FROM temp.selected').pluck().get() as number
}

export function selectedIds(db: Db): number[] {
  return db.prepare('SELECT article_id FROM temp.selected ORDER BY seq').pluck().all() as number[]
}
