/** Annotations leave an archive and come into one, as W3C JSON-LD. */
import { randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Writable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import type { Archive, ArchiveOptions } from '../archive.ts'
import { insertAnnotation } from '../db/annotations.ts'
import { readRows } from '../db/articles.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import { annotationNamed, articlesFrom, leavingAnnotations, type LeavingAnnotation } from '../db/portable.ts'
import { writeWhole } from '../export/write-whole.ts'
import { closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'
import { recordChange } from '../own/history.ts'
import { cleanText } from '../own/names.ts'
import { shortened } from '../own/words.ts'
import { anchorTextOf, quotedAt } from './reanchor.ts'
import { collectionOf, fromW3c, itemsOf, type Json, type PortableAnnotation, toW3c } from './w3c.ts'

const MOST_BYTES = 256 * 1024 * 1024

/** All annotations of an archive as one JSON-LD text. */
export function exportedAnnotations(db: ReadDb, label: string): { text: string; annotations: number } {
  const items = leavingAnnotations(db).map((row) => toW3c(portable(row)))
  return { text: `${JSON.stringify(collectionOf(label, items), null, 1)}\n`, annotations: items.length }
}

/** The annotations of some articles as one JSON-LD text. */
export function exportedAnnotationsOf(
  db: ReadDb,
  label: string,
  articleIds: ReadonlySet<number>,
): { text: string; annotations: number } {
  const rows = leavingAnnotations(db).filter((row) => articleIds.has(row.articleId))
  const items = rows.map((row) => toW3c(portable(row)))
  return { text: `${JSON.stringify(collectionOf(label, items), null, 1)}\n`, annotations: items.length }
}

/** Writes all annotations to a file or a stream. @throws AppError `write-failed`, `disk-full` */
export async function runAnnotationsExport(
  path: string,
  target: string | Writable,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<{ annotations: number }> {
  const archive = openForJob(path, options, false)
  try {
    new Progress(control).update({ step: 'Exporting annotations' })
    const { text, annotations } = exportedAnnotations(archive.db, basename(path, '.clipfile'))
    if (typeof target === 'string') await writeWhole(target, text)
    else target.write(text)
    return { annotations }
  } finally {
    closeAfterJob(archive)
  }
}

/** What became of the annotations of a file. */
export interface ImportedAnnotations {
  imported: number
  /** of those, whose passage was not found */
  orphans: number
  /** that are here already, as they are in the file */
  known: number
  /** each with its number in the file and the reason */
  refused: string[]
}

/**
 * Takes in the annotations of a file as one step of the history; what cannot be taken is told one by one.
 * @throws AppError `bad-input`, `read-failed`
 */
export async function runAnnotationsImport(
  path: string,
  source: string,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<ImportedAnnotations> {
  const text = readText(source)
  const archive = openForJob(path, options, true)
  try {
    new Progress(control).update({ step: 'Taking in annotations' })
    return importAnnotations(archive, text, basename(source))
  } finally {
    closeAfterJob(archive)
  }
}

export function importAnnotations(
  { db }: Pick<Archive, 'db'>,
  text: string,
  name: string,
): ImportedAnnotations {
  const result: ImportedAnnotations = { imported: 0, orphans: 0, known: 0, refused: [] }
  const items = itemsOf(text)
  const label = (): string =>
    `${result.imported.toLocaleString('en')} annotations taken in from “${shortened(name)}”`
  const made: number[] = []
  recordChange(db, label, () => {
    items.forEach((item, i) => {
      const read = fromW3c(item)
      const outcome = typeof read === 'string' ? read : takeIn(db, read)
      if (outcome === 'known') result.known++
      else if (typeof outcome === 'number') made.push(outcome)
      else result.refused.push(`Annotation ${i + 1}: ${outcome}`)
    })
    result.imported = made.length
  })
  const isOrphan = db.prepare('SELECT 1 FROM anchor WHERE annotation_id = ? AND start_at IS NULL')
  result.orphans = made.filter((id) => isOrphan.get(id)).length
  return result
}

/** @returns its number, `known`, or why not, in words */
function takeIn(db: Db, annotation: PortableAnnotation): number | string {
  const known = annotation.name === '' ? null : annotationNamed(db, annotation.name)
  if (known) {
    const same =
      JSON.stringify(toW3c(portable(known))) ===
      JSON.stringify(toW3c({ ...annotation, source: portable(known).source }))
    return same ? 'known' : 'It is here already with another text, which was kept.'
  }
  const articleId = articleOf(db, annotation)
  if (articleId === null) {
    const { title, url, sha256 } = annotation.source
    return `Its article is not in this archive: ${shortened(title ?? url ?? sha256 ?? 'unknown')}.`
  }
  const passage = passageOf(db, articleId, annotation)
  if (passage === null) return 'Its position lies outside the text.'
  const now = Date.now()
  return insertAnnotation(db, {
    uuid: annotation.name === '' ? randomUUID() : annotation.name,
    articleId,
    ...passage,
    colour: annotation.colour,
    note: cleanText(annotation.note),
    createdAtMs: annotation.createdAtMs ?? now,
    modifiedAtMs: annotation.modifiedAtMs ?? annotation.createdAtMs ?? now,
    foreign: annotation.foreign && JSON.stringify(annotation.foreign),
  })
}

/** Of several articles that came from the same bytes, the one of this title. */
function articleOf(db: ReadDb, { source }: PortableAnnotation): number | null {
  const found = articlesFrom(db, source)
  if (found.length < 2) return found[0] ?? null
  return readRows(db, found).find((row) => row.title === source.title)?.id ?? found[0]!
}

type Passage = Pick<Parameters<typeof insertAnnotation>[1], 'quote' | 'start' | 'end' | 'textKey'>

/** A quote is kept as it is; of a mere position the words are read from today's text. */
function passageOf(db: Db, articleId: number, { quote, place }: PortableAnnotation): Passage | null {
  if (!quote && !place) return { quote: null, start: null, end: null, textKey: null }
  if (quote) return { quote, start: place?.start ?? 0, end: place?.end ?? 0, textKey: null }
  return quotedAt(anchorTextOf(db, articleId), place!.start, place!.end)
}

export function portable(row: LeavingAnnotation): PortableAnnotation {
  const { uuid, exact, prefix, suffix, start, end, url, sha256, title, foreignJson, ...rest } = row
  return {
    ...rest,
    name: uuid,
    quote: exact === null ? null : { exact, prefix: prefix ?? '', suffix: suffix ?? '' },
    // none is known where another program gave only a quote
    place: start === null || end === null || end <= start ? null : { start, end },
    source: { url, sha256: sha256 || null, title },
    foreign: foreignJson === null ? null : (JSON.parse(foreignJson) as Json),
  }
}

function readText(source: string): string {
  try {
    if (statSync(source).size > MOST_BYTES)
      throw new AppError('bad-input', 'This file is too large: 256 MB at most.')
    return readFileSync(source, 'utf8')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('read-failed', `This file cannot be read: ${source}`, undefined, { cause })
  }
}
