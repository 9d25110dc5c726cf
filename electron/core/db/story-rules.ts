/** What a person said of stories: which articles are in none, and which tell the same one. */
import type { Db, ReadDb } from './connection.ts'

export interface StoryRules {
  /** are no copies of anything */
  apart: number[]
  /** tell the same story, whatever their texts say; articles in the trash are left out */
  joins: [number, number][]
}

export function storyRules(db: ReadDb): StoryRules {
  return {
    apart: db.prepare('SELECT article_id FROM story_apart ORDER BY article_id').pluck().all() as number[],
    joins: db
      .prepare(
        `SELECT article_id, with_id FROM story_join
         WHERE article_id NOT IN (SELECT article_id FROM hidden_article)
           AND with_id NOT IN (SELECT article_id FROM hidden_article) ORDER BY article_id, with_id`,
      )
      .raw()
      .all() as [number, number][],
  }
}

/** Those that a person joined to something. */
export function joinedByHand(db: ReadDb, articleIds: readonly number[]): Set<number> {
  const ids = JSON.stringify(articleIds)
  const among = 'IN (SELECT value FROM json_each(?))'
  const found = db
    .prepare(
      `SELECT article_id FROM story_join WHERE article_id ${among} UNION SELECT with_id FROM story_join WHERE with_id ${among}`,
    )
    .pluck()
    .all(ids, ids) as number[]
  return new Set(found)
}

/** Those joined to an article by hand. */
export function joinedTo(db: ReadDb, articleId: number): number[] {
  return db
    .prepare(
      'SELECT with_id FROM story_join WHERE article_id = :id UNION SELECT article_id FROM story_join WHERE with_id = :id',
    )
    .pluck()
    .all({ id: articleId }) as number[]
}

export function insertJoin(db: Db, articleId: number, withId: number): boolean {
  const [first, second] = articleId < withId ? [articleId, withId] : [withId, articleId]
  if (first === second) return false
  return (
    db
      .prepare('INSERT OR IGNORE INTO story_join (article_id, with_id, at_ms) VALUES (?, ?, ?)')
      .run(second, first, Date.now()).changes > 0
  )
}

export function removeJoins(db: Db, articleId: number): void {
  db.prepare('DELETE FROM story_join WHERE article_id = :id OR with_id = :id').run({ id: articleId })
}

/** @returns whether it was not so before */
export function insertApart(db: Db, articleId: number): boolean {
  return (
    db
      .prepare('INSERT OR IGNORE INTO story_apart (article_id, at_ms) SELECT id, ? FROM article WHERE id = ?')
      .run(Date.now(), articleId).changes > 0
  )
}

export function removeApart(db: Db, articleId: number): boolean {
  return db.prepare('DELETE FROM story_apart WHERE article_id = ?').run(articleId).changes > 0
}
