import { createHash } from 'node:crypto'
import { type AnnotationRow, annotationRow, annotationRows, putAnnotation } from '../db/foreign-own.ts'
import type { Db } from '../db/connection.ts'
import { listChanges, readChange } from '../db/changes.ts'
import { KEPT_CHANGES } from '../db/changes.ts'
import type { Row } from '../own/recorder.ts'
import { cleanText } from '../own/names.ts'
import { unpackSteps } from '../own/steps.ts'
import { tell } from './take-articles.ts'
import type { OwnTaking } from './take-own.ts'

/**
 * Annotations by their names in the world. Of two that have one name, the later takes the place of the other only where it is
 * surely made from it; otherwise both are kept.
 */
export function takeAnnotations({ db, foreign, here, report }: OwnTaking): void {
  const past = new Past(foreign)
  for (const row of annotationRows(foreign)) {
    const articleId = here.get(row.articleId)
    if (articleId === undefined) continue
    if (!isAnnotation(row)) {
      tell(
        report,
        `An annotation of article ${row.articleId} of the other archive was not taken: it is none.`,
      )
      continue
    }
    const theirs = { ...row, articleId, note: cleanText(row.note) }
    const mine = annotationRow(db, row.uuid)
    if (mine === null) put(db, theirs, report)
    else if (isSame(mine, theirs)) continue
    else if (mine.articleId === articleId && past.holds(mine, theirs)) put(db, theirs, report)
    else if (mine.articleId === articleId && new Past(db).holds(theirs, mine)) continue
    else putBeside(db, theirs, report)
  }
}

function put(db: Db, row: AnnotationRow, report: OwnTaking['report']): void {
  putAnnotation(db, row)
  report.annotations++
}

/** Under another name, which is the same whenever the same two meet. */
function putBeside(db: Db, row: AnnotationRow, report: OwnTaking['report']): void {
  const uuid = nameBeside(row)
  if (annotationRow(db, uuid) === null) put(db, { ...row, uuid }, report)
}

function nameBeside(row: AnnotationRow): string {
  const { uuid, note, colour, exact, start, end, modifiedAtMs } = row
  const hash = createHash('sha256')
    .update(JSON.stringify([uuid, note, colour, exact, start, end, modifiedAtMs]))
    .digest('hex')
  // RFC 9562, version 8: what the bits mean is ours to say
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}

function isSame(a: AnnotationRow, b: AnnotationRow): boolean {
  return (
    a.articleId === b.articleId &&
    a.note === b.note &&
    a.colour === b.colour &&
    a.exact === b.exact &&
    a.start === b.start
  )
}

/** What a stranger's row may not be: nothing that is shown may break on it. */
function isAnnotation(row: AnnotationRow): boolean {
  const times = [row.createdAtMs, row.modifiedAtMs, row.revision]
  const texts = [row.uuid, row.note]
  const perhaps = [row.exact, row.prefix, row.suffix, row.textKey, row.foreign]
  const places = [row.start, row.end]
  return (
    texts.every((text) => typeof text === 'string') &&
    /^[\w:.+/#-]{1,200}$/.test(row.uuid) &&
    times.every((time) => Number.isSafeInteger(time) && time >= 0) &&
    perhaps.every((text) => text === null || typeof text === 'string') &&
    places.every((place) => place === null || (Number.isSafeInteger(place) && place >= 0)) &&
    [0, 1, 2, 3].includes(row.colour) &&
    (row.exact === null) === (row.start === null) &&
    isJson(row.foreign)
  )
}

function isJson(text: string | null): boolean {
  try {
    return text === null || typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** What annotations of an archive were before they were what they are, as far as its history tells. */
class Past {
  readonly #db: Db
  #rows: Map<string, Row[]> | null = null

  constructor(db: Db) {
    this.#db = db
  }

  /** Whether `now` is made from what `before` is. One that was never saved again is what both began as. */
  holds(before: AnnotationRow, now: AnnotationRow): boolean {
    if (before.revision >= now.revision || before.createdAtMs !== now.createdAtMs) return false
    if (before.revision === 1 && before.modifiedAtMs === before.createdAtMs) return true
    this.#rows ??= pastOf(this.#db)
    const rows = this.#rows.get(before.uuid) ?? []
    return rows.some(
      (row) =>
        row['revision'] === before.revision &&
        row['modified_at_ms'] === before.modifiedAtMs &&
        row['note'] === before.note &&
        row['colour'] === before.colour &&
        row['exact'] === before.exact,
    )
  }
}

function pastOf(db: Db): Map<string, Row[]> {
  const rows = new Map<string, Row[]>()
  for (const { id } of listChanges(db, KEPT_CHANGES)) {
    for (const { table, before } of stepsOf(db, id)) {
      if (table !== 'annotation' || !before || typeof before['uuid'] !== 'string') continue
      const known = rows.get(before['uuid'])
      if (known) known.push(before)
      else rows.set(before['uuid'], [before])
    }
  }
  return rows
}

/** A stranger's history may be anything; one that cannot be read tells nothing. */
function stepsOf(db: Db, id: number): ReturnType<typeof unpackSteps> {
  try {
    const change = readChange(db, id)
    return change ? unpackSteps(change.codec, change.steps) : []
  } catch {
    return []
  }
}
