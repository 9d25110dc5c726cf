import type { AnnotationColour } from '../../shared/own.ts'
import { urlKey } from '../text/identity.ts'
import type { ReadDb } from './connection.ts'

/** An annotation as it leaves the archive. */
export interface LeavingAnnotation {
  uuid: string
  articleId: number
  exact: string | null
  prefix: string | null
  suffix: string | null
  start: number | null
  end: number | null
  colour: AnnotationColour
  note: string
  createdAtMs: number
  modifiedAtMs: number
  foreignJson: string | null
  title: string
  url: string | null
  sha256: string | null
}

const LEAVING = `SELECT uuid, annotation.article_id AS articleId, exact, prefix, suffix, start_at AS start, end_at AS end,
    colour, note, created_at_ms AS createdAtMs, modified_at_ms AS modifiedAtMs, foreign_json AS foreignJson, title, url,
    lower(hex(original.sha256)) AS sha256
  FROM annotation JOIN article ON article.id = annotation.article_id JOIN body ON body.article_id = article.id
    LEFT JOIN original ON original.id = body.original_id`

/** All, in the order in which they were made. */
export function leavingAnnotations(db: ReadDb): LeavingAnnotation[] {
  return db.prepare(`${LEAVING} ORDER BY annotation.id`).all() as LeavingAnnotation[]
}

/** Those of one article, in the order in which they were made. */
export function annotationsLeaving(db: ReadDb, articleId: number): LeavingAnnotation[] {
  return db
    .prepare(`${LEAVING} WHERE annotation.article_id = ? ORDER BY annotation.id`)
    .all(articleId) as LeavingAnnotation[]
}

export function annotationNamed(db: ReadDb, uuid: string): LeavingAnnotation | null {
  return (db.prepare(`${LEAVING} WHERE uuid = ?`).get(uuid) as LeavingAnnotation | undefined) ?? null
}

/** The articles that an annotation from elsewhere may be of: by the bytes they came from, else by their address. */
export function articlesFrom(db: ReadDb, source: { sha256: string | null; url: string | null }): number[] {
  if (source.sha256 !== null && /^[0-9a-f]{64}$/.test(source.sha256)) {
    const found = db
      .prepare(
        `SELECT DISTINCT article_id FROM record JOIN original ON original.id = record.original_id
         WHERE sha256 = ? AND article_id IS NOT NULL ORDER BY article_id`,
      )
      .pluck()
      .all(Buffer.from(source.sha256, 'hex')) as number[]
    if (found.length > 0) return found
  }
  const key = urlKey(source.url)
  return key === null
    ? []
    : (db
        .prepare('SELECT article_id FROM body WHERE url_key = ? ORDER BY article_id')
        .pluck()
        .all(key) as number[])
}
