/** Keeps annotations at their passages: each says on which text it stands, and is looked for again when that changed. */
import { createHash } from 'node:crypto'
import { annotatedText, textRanges, type TextRange } from '../../shared/anchors.ts'
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
import { findPassage, type Place, quotePassage } from './find-passage.ts'
import { findQuote } from './find-quote.ts'

/** A part of a text in which a passage lies as a whole, and the name by which it is known again. */
export interface AnchorRange extends TextRange {
  key: string
}

/** A text with its parts. */
export interface AnchorText {
  text: string
  body: AnchorRange
  captions: AnchorRange
  /** of both, for what was looked for in both */
  key: string
}

/** Before the key of captions: an annotation says by it to which part it belongs. */
const OF_CAPTIONS = 'c'

/** The text that an article's annotations stand on now; or that of another version. @throws AppError `not-found` */
export function anchorTextOf(db: Db, articleId: number, version = 0): AnchorText {
  const blocks = version === 0 ? blocksReader(db)(articleId) : readVersion(db, articleId, version).blocks
  const { body, captions } = textRanges(blocks)
  const bodyKey = keyOf(body.text)
  // a longer body moves them: another key, so that they are looked for again
  const captionsKey = captions.text === '' ? '' : OF_CAPTIONS + keyOf(`${captions.from} ${captions.text}`)
  return {
    text: annotatedText(blocks),
    body: { ...body, key: bodyKey },
    captions: { ...captions, key: captionsKey },
    key: bodyKey + captionsKey,
  }
}

/** The quote of a passage; null where there is no text, or where it lies in the body and in the captions at once. */
export function quotedAt({ body, captions }: AnchorText, start: number, end: number) {
  const range = [body, captions].find(({ text, from }) => start >= from && end <= from + text.length)
  if (!range || start >= end) return null
  const { text, from, key } = range
  if (text.slice(start - from, end - from).trim() === '') return null
  return { quote: quotePassage(text, start - from, end - from), start, end, textKey: key }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/**
 * Looks an article's annotations up in its text, if that is another one than they stand on. What is not found is an orphan;
 * its quote and its first place are never altered, so a later text may find it again.
 */
export function reanchor(db: Db, articleId: number): void {
  const now = anchorTextOf(db, articleId)
  if (!staleAnchors(db, articleId, [now.body.key, now.captions.key, now.key])) return
  const rows = anchorRows(db, articleId)
  db.transaction(() => {
    for (const row of rows) {
      const { place, key } = placeOf(row, now)
      setAnchor(db, row.id, key, place)
    }
  }).immediate()
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
    const made = { start: after['start_at'] as number, end: after['end_at'] as number }
    const { place, key } = placeOf({ ...quote, ...made, textKey: after['text_key'] as string | null }, now)
    setAnchor(db, id, key, place)
  }
}

function isSamePassage(before: RowChange['before'], after: NonNullable<RowChange['after']>): boolean {
  return (
    before !== null && ['exact', 'start_at', 'text_key'].every((column) => before[column] === after[column])
  )
}

/**
 * First in the part where it was made; what has moved to the other part (a caption taken for a paragraph, or the reverse) must
 * stand there word for word.
 */
function placeOf(row: Omit<AnchorRow, 'id'>, now: AnchorText): { place: Place | null; key: string } {
  const { body, captions } = now
  const [own, other] = row.textKey?.startsWith(OF_CAPTIONS) ? [captions, body] : [body, captions]
  const place = placeIn(own, row)
  if (place) return { place, key: own.key }
  const moved = placeIn(other, row)
  const isExact = moved !== null && now.text.slice(moved.start, moved.end) === row.exact
  return { place: isExact ? moved : null, key: now.key }
}

function placeIn({ text, from, key }: AnchorRange, row: Omit<AnchorRow, 'id'>): Place | null {
  const { exact } = row
  const hint = { start: row.start - from, end: row.end - from }
  if (text === '') return null
  const isThere = row.textKey === key && hint.start >= 0 && text.slice(hint.start, hint.end) === exact
  const found = isThere
    ? hint
    : (findPassage(text, row, hint) ?? (isFromElsewhere(row) ? findQuote(text, row) : null))
  return found && { start: found.start + from, end: found.end + from }
}

/** Quoted from no text that was ever here: it may have come without what stood beside it. */
function isFromElsewhere({ textKey, end }: Pick<AnchorRow, 'textKey' | 'end'>): boolean {
  return textKey === null && end === 0
}
