/** Keeps annotations at their passages: each says on which text it stands, and is looked for again when that changed. */
import { createHash } from 'node:crypto'
import { bodyText } from '../../shared/model.ts'
import {
  anchorRows,
  annotatedSince,
  type AnchorRow,
  forgetDerived,
  readAnnotation,
  setAnchor,
  setWords,
  staleAnchors,
} from '../db/annotations.ts'
import { blocksReader } from '../db/articles.ts'
import { readVersion } from '../db/versions.ts'
import type { Db } from '../db/connection.ts'
import { foldedWords } from '../own/note-words.ts'
import type { RowChange } from '../own/recorder.ts'
import { findPassage, type Place } from './find-passage.ts'

/** A text, and the name by which it is known again. */
export interface AnchorText {
  text: string
  key: string
}

/** The text that an article's annotations stand on now; or that of another version. @throws AppError `not-found` */
export function anchorTextOf(db: Db, articleId: number, version = 0): AnchorText {
  const blocks = version === 0 ? blocksReader(db)(articleId) : readVersion(db, articleId, version).blocks
  const text = bodyText(blocks)
  return { text, key: createHash('sha256').update(text).digest('hex').slice(0, 16) }
}

/**
 * Looks an article's annotations up in its text, if that is another one than they stand on. What is not found is an orphan;
 * its quote and its first place are never altered, so a later text may find it again.
 */
export function reanchor(db: Db, articleId: number): void {
  const now = anchorTextOf(db, articleId)
  if (!staleAnchors(db, articleId, now.key)) return
  const rows = anchorRows(db, articleId)
  db.transaction(() => rows.forEach((row) => setAnchor(db, row.id, now.key, placeOf(row, now)))).immediate()
}

/** After texts changed (another version, extracted again) since this change of the index: those that have annotations. */
export function reanchorSince(db: Db, changeSeq: number): void {
  for (const id of annotatedSince(db, changeSeq)) reanchor(db, id)
}

/** What follows from annotations that were made, changed, deleted or brought back. */
export function followAnnotations(db: Db, rows: readonly RowChange[]): void {
  const texts = new Map<number, AnchorText>()
  for (const { before, after } of rows) {
    const id = (after ?? before)!['id'] as number
    if (!after) {
      forgetDerived(db, id)
      continue
    }
    const articleId = after['article_id'] as number
    const { quote, note } = readAnnotation(db, id)
    setWords(db, id, articleId, foldedWords(`${quote?.exact ?? ''} \n ${note}`))
    if (!quote || isSamePassage(before, after)) continue
    let now = texts.get(articleId)
    if (!now) texts.set(articleId, (now = anchorTextOf(db, articleId)))
    const place = { start: after['start_at'] as number, end: after['end_at'] as number }
    setAnchor(
      db,
      id,
      now.key,
      placeOf({ ...quote, ...place, textKey: after['text_key'] as string | null }, now),
    )
  }
}

function isSamePassage(before: RowChange['before'], after: NonNullable<RowChange['after']>): boolean {
  return (
    before !== null && ['exact', 'start_at', 'text_key'].every((column) => before[column] === after[column])
  )
}

function placeOf(row: Omit<AnchorRow, 'id'>, now: AnchorText): Place | null {
  const { start, end, exact } = row
  if (row.textKey === now.key && now.text.slice(start, end) === exact) return { start, end }
  return findPassage(now.text, row, { start, end })
}
