import type { CorrectableField } from '../../shared/model.ts'
import type { ArticleLine, VersionLine } from '../export/lines.ts'
import type { ReadDb } from './connection.ts'
import { readVersion } from './versions.ts'

type Stored = Pick<
  ArticleLine,
  | 'importId'
  | 'outletId'
  | 'outletAsWritten'
  | 'originId'
  | 'original'
  | 'capturedAtMs'
  | 'readAtMs'
  | 'starredAtMs'
  | 'position'
  | 'trashedAtMs'
>

/** What an article's line says beside what everybody reads: where it stands, and what people marked. */
export function storedOf(db: ReadDb, id: number): Stored {
  const { positionAt, positionAtMs, ...row } = db
    .prepare(
      `SELECT coalesce(hidden_article.import_id, article.import_id) AS importId,
         coalesce(hidden_article.outlet_id, article.outlet_id) AS outletId, outlet_as_written AS outletAsWritten,
         moved_article.outlet_id AS originId, lower(hex(original.sha256)) AS original, captured_at_ms AS capturedAtMs,
         article_read.at_ms AS readAtMs, article_star.at_ms AS starredAtMs, position AS positionAt,
         reading_position.at_ms AS positionAtMs, trashed.at_ms AS trashedAtMs
       FROM article JOIN body ON body.article_id = article.id
         LEFT JOIN hidden_article ON hidden_article.article_id = article.id
         LEFT JOIN moved_article ON moved_article.article_id = article.id
         LEFT JOIN original ON original.id = body.original_id
         LEFT JOIN article_read ON article_read.article_id = article.id
         LEFT JOIN article_star ON article_star.article_id = article.id
         LEFT JOIN reading_position ON reading_position.article_id = article.id
         LEFT JOIN trashed ON trashed.article_id = article.id
       WHERE article.id = ?`,
    )
    .get(id) as Omit<Stored, 'position'> & { positionAt: number | null; positionAtMs: number }
  return {
    ...row,
    original: row.original || null,
    position: positionAt === null ? null : { at: positionAt, atMs: positionAtMs },
  }
}

export function correctionsOf(db: ReadDb, id: number): ArticleLine['corrections'] {
  const rows = db
    .prepare(
      `SELECT field, extracted, value, at_ms AS atMs FROM correction LEFT JOIN corrected USING (article_id, field)
       WHERE article_id = ? ORDER BY field`,
    )
    .all(id) as { field: CorrectableField; extracted: string; value: string | null; atMs: number }[]
  return rows.map(({ field, extracted, value, atMs }) => ({
    field,
    extracted: JSON.parse(extracted) as unknown,
    value: JSON.parse(value ?? 'null') as unknown,
    atMs,
  }))
}

export function listingsOf(db: ReadDb, id: number): ArticleLine['listings'] {
  return db
    .prepare(
      `SELECT headline_id AS headlineId, outlet_as_written AS outletAsWritten FROM listing
       WHERE article_id = ? ORDER BY position`,
    )
    .all(id) as ArticleLine['listings']
}

/** The other texts of an article with all that is kept of them, in the order of their ids. */
export function versionLinesOf(db: ReadDb, articleId: number): VersionLine[] {
  const rows = db
    .prepare(
      `SELECT version.id, lower(hex(sha256)) AS original, captured_at_ms AS capturedAtMs FROM version
       LEFT JOIN original ON original.id = original_id WHERE article_id = ? ORDER BY version.id`,
    )
    .all(articleId) as Pick<VersionLine, 'id' | 'original' | 'capturedAtMs'>[]
  return rows.map(({ id, original, capturedAtMs }) => {
    const { row, outletAsWritten, authors, url, blocks, details } = readVersion(db, articleId, id)
    return {
      id,
      title: row.title,
      outlet: outletAsWritten,
      authors,
      published: row.published,
      url,
      language: row.language,
      ...details,
      words: row.words,
      original: original || null,
      capturedAtMs,
      blocks,
    }
  })
}
