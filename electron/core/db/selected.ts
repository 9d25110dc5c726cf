import type { Db, ReadDb } from './connection.ts'

const MAKE =
  'CREATE TEMP TABLE IF NOT EXISTS selected (seq INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE)'

/**
 * The articles of a bulk action, in a table of this connection alone, in their order: ten thousand of them are one statement
 * instead of ten thousand. Ids that are no article are left out.
 * @returns how many there are
 */
export function selectArticles(db: Db, ids: Iterable<number>): number {
  db.exec(MAKE)
  db.prepare('DELETE FROM temp.selected').run()
  db.prepare(
    `INSERT OR IGNORE INTO temp.selected (article_id)
     SELECT value FROM json_each(?) JOIN article ON article.id = value ORDER BY json_each.key`,
  ).run(JSON.stringify([...ids]))
  return db.prepare('SELECT count(*) FROM temp.selected').pluck().get() as number
}

/** All there are, those in the trash among them, in the order of their ids. @returns how many */
export function selectAll(db: Db): number {
  db.exec(MAKE)
  db.prepare('DELETE FROM temp.selected').run()
  return db.prepare('INSERT INTO temp.selected (article_id) SELECT id FROM article ORDER BY id').run().changes
}

export function selectedIds(db: Db): number[] {
  return db.prepare('SELECT article_id FROM temp.selected ORDER BY seq').pluck().all() as number[]
}

/** The next of them, after a `seq` (0 for the first): for work that goes through a million. */
export function selectedPage(db: ReadDb, after: number, limit: number): { seq: number; id: number }[] {
  return db
    .prepare('SELECT seq, article_id AS id FROM temp.selected WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(after, limit) as { seq: number; id: number }[]
}
