/** What people do with highlights and notes. */
import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { Annotation, AnnotationColour, Outcome, Saved } from '../../shared/own.ts'
import type { Place } from '../annotations/find-passage.ts'
import { anchorTextOf, quotedAt } from '../annotations/reanchor.ts'
import {
  insertAnnotation,
  readAnnotation,
  removeAnnotations,
  setQuote,
  updateAnnotation,
} from '../db/annotations.ts'
import type { Db } from '../db/connection.ts'
import { otherVersions } from '../db/versions.ts'
import { removeEachToTrash } from './deleted.ts'
import { recordChange } from './history.ts'
import { cleanText } from './names.ts'

export interface AnnotateInput {
  articleId: number
  place: Place | null
  version?: number | undefined
  exact?: string | undefined
  colour: AnnotationColour
  note: string
}

/** Highlights a passage, or notes something on the whole article. @throws AppError `not-found`, `bad-input` */
export function annotate(
  db: Db,
  { articleId, place, colour, note, ...shown }: AnnotateInput,
): Outcome<Annotation> {
  if (!db.prepare('SELECT 1 FROM article WHERE id = ?').get(articleId)) {
    throw new AppError('not-found', `There is no article ${articleId} in this archive.`)
  }
  const passage = place && passageAt(db, articleId, { ...place, ...shown })
  const now = Date.now()
  const label = !place ? 'Note added' : note === '' ? 'Highlight added' : 'Highlight with note added'
  const { value, change } = recordChange(db, label, () =>
    insertAnnotation(db, {
      uuid: randomUUID(),
      articleId,
      quote: passage?.quote ?? null,
      start: passage?.start ?? null,
      end: passage?.end ?? null,
      textKey: passage?.textKey ?? null,
      colour,
      note: cleanText(note),
      createdAtMs: now,
      modifiedAtMs: now,
      foreign: null,
    }),
  )
  return { value: readAnnotation(db, value), change }
}

/** Saves a note or a colour, unless somebody else has saved since `revision`: then nothing is overwritten. */
export function saveAnnotation(
  db: Db,
  id: number,
  revision: number,
  change: { colour?: AnnotationColour | undefined; note?: string | undefined },
): Saved<Annotation> {
  const colour = change.colour
  const note = change.note === undefined ? undefined : cleanText(change.note)
  const label = note === undefined ? 'Highlight coloured' : 'Note edited'
  const joins = note === undefined ? {} : { joins: `annotation ${id}` }
  return saveIf(db, id, revision, label, joins, (now) => {
    const isNew = (note !== undefined && note !== now.note) || (colour !== undefined && colour !== now.colour)
    if (isNew) updateAnnotation(db, id, { colour, note })
  })
}

/** Puts an annotation at another passage: an orphan above all. */
export function attachAnnotation(db: Db, id: number, revision: number, place: ShownPlace): Saved<Annotation> {
  const { articleId } = readAnnotation(db, id)
  const passage = passageAt(db, articleId, place)
  return saveIf(db, id, revision, 'Note attached to another passage', {}, () => setQuote(db, id, passage))
}

export function deleteAnnotations(db: Db, ids: readonly number[]): Outcome<number> {
  const label = (count: number): string =>
    count === 1 ? 'Annotation deleted' : `${count.toLocaleString('en')} annotations deleted`
  return recordChange(db, label, () =>
    removeEachToTrash(
      db,
      () => void removeAnnotations(db, ids),
      ({ before }) => ({
        kind: 'annotation',
        name: inOneLine((before!['note'] || before!['exact']) as string),
        articleId: before!['article_id'] as number,
        articles: 1,
      }),
    ),
  )
}

/** A list shows the beginning. */
const SHOWN = 200

function inOneLine(text: string): string {
  const line = text
    .slice(0, SHOWN * 4)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= SHOWN ? line : `${[...line].slice(0, SHOWN).join('')}…`
}

/** The look at the revision and the write are one transaction: a window and a command line cannot both come first. */
function saveIf(
  db: Db,
  id: number,
  revision: number,
  label: string,
  options: { joins?: string },
  write: (now: Annotation) => void,
): Saved<Annotation> {
  const { value: theirs, change } = recordChange(
    db,
    label,
    () => {
      const now = readAnnotation(db, id)
      if (now.revision !== revision) return now
      write(now)
      return null
    },
    options,
  )
  return theirs ? { state: 'conflict', theirs } : { state: 'saved', value: readAnnotation(db, id), change }
}

/** A place in the text that a person looks at, which need not be the current one any more. */
interface ShownPlace extends Place {
  version?: number | undefined
  exact?: string | undefined
}

/** The passage as it stands in the text it was seen in; from its quote its place in the current one follows. */
function passageAt(db: Db, articleId: number, { start, end, version = 0, exact }: ShownPlace) {
  if (exact !== undefined) {
    const seen = textShowing(db, articleId, version, (text) => text.slice(start, end) === exact)
    if (!seen && exact.trim() !== '') {
      // a place in a text that nobody has any more: the tray shows the words
      return { quote: { exact, prefix: '', suffix: '' }, start, end, textKey: null }
    }
    if (seen) version = seen.version
  }
  const quoted = quotedAt(anchorTextOf(db, articleId, version), start, end)
  if (quoted) return quoted
  throw new AppError('bad-input', 'There is no text at this place.', 'Select a passage of the article.')
}

/** The version that shows something, if any does: first the one it was seen in, then the current one, then the newest others. */
function textShowing(
  db: Db,
  articleId: number,
  version: number,
  shows: (text: string) => boolean,
): { version: number } | null {
  const others = otherVersions(db, articleId)
  for (const id of new Set([version, 0, ...others])) {
    // what was an older text may be the current one again, under no number of its own
    if (id !== 0 && !others.includes(id)) continue
    if (shows(anchorTextOf(db, articleId, id).text)) return { version: id }
  }
  return null
}
