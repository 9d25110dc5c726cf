import type { ArticleRow } from '../../shared/model.ts'
import { itemNote } from '../db/collections.ts'
import type { ReadDb } from '../db/connection.ts'

/** Fills in what the rows of a page show of what people added. */
export function addOwn(db: ReadDb, rows: readonly ArticleRow[], collectionId: number | undefined): void {
  const read = db.prepare('SELECT 1 FROM article_read WHERE article_id = ?')
  const starred = db.prepare('SELECT 1 FROM article_star WHERE article_id = ?')
  const tags = db.prepare('SELECT tag_id FROM article_tag WHERE article_id = ?').pluck()
  const annotations = db.prepare('SELECT count(*) FROM annotation WHERE article_id = ?').pluck()
  for (const row of rows) {
    row.own = {
      read: read.get(row.id) !== undefined,
      starred: starred.get(row.id) !== undefined,
      tags: tags.all(row.id) as number[],
      annotations: annotations.get(row.id) as number,
      item: collectionId === undefined ? null : itemNote(db, collectionId, row.id),
    }
  }
}
