import { itemNote } from './collections.ts'
import type { ReadDb } from './connection.ts'

/** What stands beside an article for an export: when its page was saved, and how its picture files are called. */
export function captureOf(
  db: ReadDb,
  articleId: number,
): { capturedAtMs: number | null; originalId: number | null } {
  return db
    .prepare(
      'SELECT captured_at_ms AS capturedAtMs, original_id AS originalId FROM body WHERE article_id = ?',
    )
    .get(articleId) as { capturedAtMs: number | null; originalId: number | null }
}

/** A person's note on an article of a collection; empty where there is none. */
export function noteInCollection(db: ReadDb, collectionId: number | null, articleId: number): string {
  return collectionId === null ? '' : (itemNote(db, collectionId, articleId)?.note ?? '')
}

/** A kept original, as an evidence dossier or a WACZ takes it along. */
export interface KeptOriginal {
  id: number
  sha256: string
  sizeBytes: number
  /** of the file it stood in */
  path: string
  format: string | null
  capturedAtMs: number | null
  importedAtMs: number
  extractor: string
}

/** All originals of an article: of today's text first, then of its other versions and of duplicates. */
export function originalsOf(db: ReadDb, articleId: number): KeptOriginal[] {
  return db
    .prepare(
      `SELECT original.id, lower(hex(sha256)) AS sha256, original.size_bytes AS sizeBytes, dump.path, dump.format,
         coalesce((SELECT captured_at_ms FROM body WHERE article_id = :id AND original_id = original.id),
           (SELECT captured_at_ms FROM version WHERE article_id = :id AND original_id = original.id)) AS capturedAtMs,
         import_run.started_at_ms AS importedAtMs, coalesce(record.extractor, '') AS extractor
       FROM original JOIN record ON record.id = (SELECT min(id) FROM record WHERE article_id = :id AND original_id = original.id)
         JOIN dump ON dump.id = record.dump_id JOIN import_run ON import_run.id = record.import_id
       WHERE original.id IN (SELECT original_id FROM record WHERE article_id = :id)
       ORDER BY original.id = (SELECT original_id FROM body WHERE article_id = :id) DESC, original.id`,
    )
    .all({ id: articleId }) as KeptOriginal[]
}
