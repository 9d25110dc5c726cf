/** What an import brought, taken back: see core/own/take-back-brought.ts. */
import type { Db } from './connection.ts'

const IN_SIGHT = 'article_id NOT IN (SELECT article_id FROM trashed)'
const OF_IMPORT = `FROM brought WHERE import_id = :importId AND kind = :kind AND what IS NOT NULL AND ${IN_SIGHT}`

/** Rows of own tables that are as the import wrote them. */
export function takeBroughtRows(db: Db, importId: number): void {
  const run = (sql: string, kind: string) => db.prepare(sql).run({ importId, kind })
  run(`DELETE FROM article_tag WHERE (article_id, tag_id) IN (SELECT article_id, what ${OF_IMPORT})`, 'tag')
  run(`DELETE FROM article_read WHERE article_id IN (SELECT article_id ${OF_IMPORT})`, 'read')
  run(`DELETE FROM article_star WHERE article_id IN (SELECT article_id ${OF_IMPORT})`, 'star')
  run(`DELETE FROM annotation WHERE revision = 1 AND id IN (SELECT what ${OF_IMPORT})`, 'annotation')
  run(
    `DELETE FROM collection_item WHERE note = '' AND (article_id, collection_id) IN (SELECT article_id, what ${OF_IMPORT})`,
    'collection',
  )
}

/** Tags and collections that it made and that hold nothing now, from the leaves up. */
export function* madeByImport(
  db: Db,
  importId: number,
): Generator<{ kind: 'tag' | 'collection'; id: number }> {
  const empty = db.prepare(
    `SELECT kind, id FROM brought_made WHERE import_id = :importId AND CASE kind
       WHEN 'tag' THEN EXISTS (SELECT 1 FROM tag WHERE tag.id = brought_made.id)
         AND NOT EXISTS (SELECT 1 FROM article_tag WHERE tag_id = brought_made.id)
         AND NOT EXISTS (SELECT 1 FROM tag WHERE parent_id = brought_made.id)
       ELSE EXISTS (SELECT 1 FROM collection WHERE collection.id = brought_made.id AND revision = 1)
         AND NOT EXISTS (SELECT 1 FROM collection_item WHERE collection_id = brought_made.id)
         AND NOT EXISTS (SELECT 1 FROM collection WHERE parent_id = brought_made.id)
         AND NOT EXISTS (SELECT 1 FROM rule WHERE collection_id = brought_made.id) END
     ORDER BY id DESC LIMIT 1`,
  )
  for (;;) {
    const found = empty.get({ importId }) as { kind: 'tag' | 'collection'; id: number } | undefined
    if (!found) return
    yield found
  }
}

export function forgetBrought(db: Db, importId: number): void {
  db.prepare(`DELETE FROM brought WHERE import_id = ? AND ${IN_SIGHT}`).run(importId)
  // what is used still may be empty one day, but nobody will take it for this import's then
  db.prepare(
    `DELETE FROM brought_made WHERE import_id = ? AND NOT EXISTS (SELECT 1 FROM brought WHERE import_id = brought_made.import_id)`,
  ).run(importId)
}
