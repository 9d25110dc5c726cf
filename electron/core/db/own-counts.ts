import type { OwnCounts } from '../../shared/own.ts'
import type { ReadDb } from './connection.ts'

/** Of small tables: a million read marks take 5 ms. What lies in the trash does not count. */
export function ownCounts(db: ReadDb): OwnCounts {
  const visible = (rows: string, what = 'count(*)') =>
    `(SELECT ${what} FROM ${rows} WHERE article_id NOT IN (SELECT article_id FROM hidden_article))`
  const { articles, read, ...counts } = db
    .prepare(
      `SELECT (SELECT articles FROM total) AS articles, ${visible('article_read')} AS read,
         ${visible('article_star')} AS starred, ${visible('annotation')} AS annotations,
         ${visible('annotation', 'count(DISTINCT article_id)')} AS annotated,
         ${visible('annotation JOIN anchor ON anchor.annotation_id = annotation.id AND anchor.start_at IS NULL')} AS orphans,
         (SELECT count(*) FROM trashed) AS trashed`,
    )
    .get() as Omit<OwnCounts, 'unread'> & { articles: number; read: number }
  return { unread: articles - read, ...counts }
}
