/** Articles whose page was saved several times, with different texts. */
import type { Captures } from '../../shared/timeline.ts'
import type { ReadDb } from './connection.ts'
import { TRASH_OUTLET } from './trash.ts'

/** The numbers of articles with several texts, newest first, the undated last; none of the trash. */
export function recaptured(db: ReadDb): number[] {
  return db
    .prepare(
      `SELECT id FROM article JOIN (SELECT DISTINCT article_id FROM version) AS named ON named.article_id = article.id
       WHERE outlet_id <> ${TRASH_OUTLET} ORDER BY sort_at DESC, id DESC`,
    )
    .pluck()
    .all() as number[]
}

/** When the texts of articles were captured; only of articles with several. */
export function captures(db: ReadDb, articleIds: readonly number[]): Captures {
  const rows = db
    .prepare(
      `WITH named AS (SELECT DISTINCT article_id FROM version WHERE article_id IN (SELECT value FROM json_each(?))),
         text AS (
           SELECT body.article_id, 0 AS version, captured_at_ms, original_id FROM body JOIN named USING (article_id)
           UNION ALL SELECT article_id, id, captured_at_ms, original_id FROM version JOIN named USING (article_id))
       SELECT text.article_id AS articleId, version, captured_at_ms AS capturedAtMs,
         (SELECT started_at_ms FROM record JOIN import_run ON import_run.id = record.import_id
          WHERE record.article_id = text.article_id AND record.original_id = text.original_id
          ORDER BY record.id LIMIT 1) AS importedAtMs
       FROM text ORDER BY text.article_id, coalesce(capturedAtMs, importedAtMs), version = 0, version`,
    )
    .all(JSON.stringify(articleIds)) as Record<keyof Captures, number | null>[]
  const column = (name: keyof Captures) => Float64Array.from(rows, (row) => row[name] ?? Number.NaN)
  return {
    articleId: column('articleId'),
    version: column('version'),
    capturedAtMs: column('capturedAtMs'),
    importedAtMs: column('importedAtMs'),
  }
}
