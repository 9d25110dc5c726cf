import { AppError } from '../../shared/errors.ts'
import type { Annotation, AnnotationColour } from '../../shared/own.ts'
import type { Db, ReadDb } from './connection.ts'

interface Row {
  id: number
  uuid: string
  articleId: number
  exact: string | null
  prefix: string | null
  suffix: string | null
  colour: AnnotationColour
  note: string
  createdAtMs: number
  modifiedAtMs: number
  revision: number
  anchorStart: number | null
  anchorEnd: number | null
}

export const ANNOTATION = `annotation.id, annotation.uuid, annotation.article_id AS articleId, annotation.exact, annotation.prefix,
  annotation.suffix, annotation.colour, annotation.note, annotation.created_at_ms AS createdAtMs,
  annotation.modified_at_ms AS modifiedAtMs, annotation.revision, anchor.start_at AS anchorStart, anchor.end_at AS anchorEnd`
export const ANNOTATION_TABLES = 'annotation LEFT JOIN anchor ON anchor.annotation_id = annotation.id'

export function toAnnotation(row: Row): Annotation {
  const { exact, prefix, suffix, anchorStart, anchorEnd, ...rest } = row
  const placed = anchorStart !== null && anchorEnd !== null
  return {
    ...rest,
    quote: exact === null ? null : { exact, prefix: prefix ?? '', suffix: suffix ?? '' },
    place: exact !== null && placed ? { start: anchorStart, end: anchorEnd } : null,
    orphan: exact !== null && !placed,
  }
}

/** @throws AppError `not-found` */
export function readAnnotation(db: ReadDb, id: number): Annotation {
  const row = db.prepare(`SELECT ${ANNOTATION} FROM ${ANNOTATION_TABLES} WHERE annotation.id = ?`).get(id)
  if (row) return toAnnotation(row as Row)
  throw new AppError('not-found', 'This note is not there any more.')
}

/** In the order of the text: those on the whole article first, orphans last. */
export function annotationsOf(db: ReadDb, articleId: number): Annotation[] {
  const rows = db
    .prepare(
      `SELECT ${ANNOTATION} FROM ${ANNOTATION_TABLES} WHERE annotation.article_id = ?
       ORDER BY annotation.exact IS NOT NULL, anchor.start_at IS NULL, anchor.start_at, anchor.end_at, annotation.id`,
    )
    .all(articleId) as Row[]
  return rows.map(toAnnotation)
}

/** An annotation as it is written. */
export interface NewAnnotation {
  uuid: string
  articleId: number
  quote: Annotation['quote']
  start: number | null
  end: number | null
  textKey: string | null
  colour: AnnotationColour
  note: string
  createdAtMs: number
  modifiedAtMs: number
  foreign: string | null
}

export function insertAnnotation(db: Db, { quote, ...annotation }: NewAnnotation): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO annotation (uuid, article_id, exact, prefix, suffix, start_at, end_at, text_key, colour, note,
         created_at_ms, modified_at_ms, revision, foreign_json)
       VALUES (:uuid, :articleId, :exact, :prefix, :suffix, :start, :end, :textKey, :colour, :note,
         :createdAtMs, :modifiedAtMs, 1, :foreign)`,
    )
    .run({
      ...annotation,
      exact: quote?.exact ?? null,
      prefix: quote?.prefix ?? null,
      suffix: quote?.suffix ?? null,
    })
  return Number(lastInsertRowid)
}

/** What a save changes; what is not named stays. */
export function updateAnnotation(
  db: Db,
  id: number,
  change: { colour?: AnnotationColour | undefined; note?: string | undefined },
): void {
  db.prepare(
    `UPDATE annotation SET colour = coalesce(:colour, colour), note = coalesce(:note, note),
       modified_at_ms = :now, revision = revision + 1 WHERE id = :id`,
  ).run({ id, colour: change.colour ?? null, note: change.note ?? null, now: Date.now() })
}

export function setQuote(
  db: Db,
  id: number,
  place: { quote: NonNullable<Annotation['quote']>; start: number; end: number; textKey: string | null },
): void {
  const { quote, ...rest } = place
  db.prepare(
    `UPDATE annotation SET exact = :exact, prefix = :prefix, suffix = :suffix, start_at = :start, end_at = :end,
       text_key = :textKey, modified_at_ms = :now, revision = revision + 1 WHERE id = :id`,
  ).run({ id, ...quote, ...rest, now: Date.now() })
}

/** What stands here under a name in the world; null when nothing does. */
export function alikeAnnotation(db: ReadDb, uuid: string): { exact: string | null; note: string } | null {
  const row = db.prepare('SELECT exact, note FROM annotation WHERE uuid = ?').get(uuid)
  return (row as { exact: string | null; note: string } | undefined) ?? null
}

export function removeAnnotations(db: Db, ids: readonly number[]): number {
  return db
    .prepare('DELETE FROM annotation WHERE id IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(ids)).changes
}

const KINDS = {
  annotation: 'SELECT article_id FROM annotation',
  highlight: 'SELECT article_id FROM annotation WHERE exact IS NOT NULL',
  note: "SELECT article_id FROM annotation WHERE note <> ''",
  orphan: `SELECT article_id FROM annotation JOIN anchor ON anchor.annotation_id = annotation.id
    WHERE anchor.start_at IS NULL`,
}

/** Articles with something of this kind; one with two stands there twice. */
export function annotatedArticles(db: ReadDb, kind: keyof typeof KINDS): number[] {
  return db.prepare(KINDS[kind]).pluck().all() as number[]
}

// ---------------------------------------------------------------- derived: words and anchors

/** @param words folded, each between blanks; the last may be the beginning of one */
export function articlesWithWords(db: ReadDb, words: string, prefix: boolean): number[] {
  return db
    .prepare('SELECT article_id FROM annotation_words WHERE instr(words, ?) > 0')
    .pluck()
    .all(prefix ? words.trimEnd() : words) as number[]
}

export function setWords(db: Db, annotationId: number, articleId: number, words: string): void {
  db.prepare(
    'INSERT OR REPLACE INTO annotation_words (annotation_id, article_id, words) VALUES (?, ?, ?)',
  ).run(annotationId, articleId, words)
}

/** What was derived from an annotation that is gone. */
export function forgetDerived(db: Db, annotationId: number): void {
  db.prepare('DELETE FROM annotation_words WHERE annotation_id = ?').run(annotationId)
  db.prepare('DELETE FROM anchor WHERE annotation_id = ?').run(annotationId)
}

/** Annotated articles that changed since this number of `index_change`. */
export function annotatedSince(db: ReadDb, changeSeq: number): number[] {
  return db
    .prepare(
      `SELECT DISTINCT article_id FROM index_change
       WHERE seq > ? AND article_id IN (SELECT article_id FROM annotation WHERE exact IS NOT NULL)`,
    )
    .pluck()
    .all(changeSeq) as number[]
}

/** An annotation with what is needed to find its passage again. */
export interface AnchorRow {
  id: number
  exact: string
  prefix: string
  suffix: string
  start: number
  end: number
  textKey: string | null
}

export function anchorRows(db: ReadDb, articleId: number): AnchorRow[] {
  return db
    .prepare(
      `SELECT id, exact, prefix, suffix, start_at AS start, end_at AS end, text_key AS textKey
       FROM annotation WHERE article_id = ? AND exact IS NOT NULL`,
    )
    .all(articleId) as AnchorRow[]
}

/** Whether annotations of an article stand on another text than today's, or on none yet. */
export function staleAnchors(db: ReadDb, articleId: number, textKeys: readonly string[]): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM annotation LEFT JOIN anchor ON anchor.annotation_id = annotation.id
         WHERE annotation.article_id = ? AND exact IS NOT NULL
           AND coalesce(anchor.text_key, '') NOT IN (SELECT value FROM json_each(?) WHERE value <> '') LIMIT 1`,
      )
      .get(articleId, JSON.stringify(textKeys)) !== undefined
  )
}

export function setAnchor(
  db: Db,
  annotationId: number,
  textKey: string,
  place: { start: number; end: number } | null,
): void {
  db.prepare(
    'INSERT OR REPLACE INTO anchor (annotation_id, text_key, start_at, end_at) VALUES (?, ?, ?, ?)',
  ).run(annotationId, textKey, place?.start ?? null, place?.end ?? null)
}
