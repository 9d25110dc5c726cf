/** Pocket: the zip of its last days (CSV and highlights), its rows alone, and the older ril_export.html in pocket-html.ts. */
import type { BroughtHighlight } from '../../brought.ts'
import type { FileSet, FoundRecord, RecordContent, Row, RowShape, SetFormat } from '../../format.ts'
import { csvHeader, csvRows } from './csv-rows.ts'
import { fatesOf, plan } from './fates.ts'
import { listIn, membersNamed, readJson, recordOf } from './members.ts'
import { savedArticle } from './saved-article.ts'
import { epochMs, flat, type Json, objectsIn, split, textOf } from './values.ts'

export const POCKET = 'export/pocket/1'

const FATES = plan({
  title: 'kept',
  url: 'kept',
  time_added: { to: 'when it was saved' },
  tags: 'kept',
  status: { to: '“archive” is read, “unread” unread' },
  cursor: { lost: 'a number of Pocket’s own' },
  highlights: { to: 'highlights, placed by their words' },
})

/** Columns are read by name: older files have one more. */
function isPocket(names: ReadonlySet<string>): boolean {
  return ['url', 'time_added', 'tags', 'status'].every((name) => names.has(name))
}

export function pocketRow(row: Row, highlights: readonly Json[] = []): RecordContent {
  const savedAtMs = epochMs(row['time_added'])
  const marked = highlights.flatMap(toHighlight)
  return {
    outcome: savedArticle({ title: textOf(row['title']), url: textOf(row['url']) }),
    capturedAtMs: savedAtMs,
    brought: {
      tags: flat(split(row['tags'], '|')),
      read: textOf(row['status']).toLowerCase() === 'archive',
      ...(marked.length > 0 ? { highlights: marked } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf({ ...row, highlights: marked }, FATES),
  }
}

function toHighlight(json: Json): BroughtHighlight[] {
  const quote = textOf(json['quote']) || textOf(json['text'])
  const createdAtMs = epochMs(json['created_at'])
  const note = textOf(json['note']) || textOf(json['comment'])
  if (quote === '') return []
  return [{ quote, ...(note ? { note } : {}), ...(createdAtMs === null ? {} : { createdAtMs }) }]
}

/** A part of the export that lies there by itself: a CSV, or the JSON of its highlights. */
export const pocketRows: RowShape = {
  name: 'Pocket export',
  extractor: POCKET,
  recognises: (keys, rows, container) =>
    container === 'csv'
      ? isPocket(keys)
      : keys.has('url') && keys.has('highlights') && rows.every(isHighlighted),
  read: (row) => pocketRow(row, objectsIn(row['highlights'])),
}

function isHighlighted(row: Row): boolean {
  return Array.isArray(row['highlights']) && objectsIn(row['highlights']).every((one) => 'quote' in one)
}

const ROWS = /(?:^|\/)part_\d+\.csv$/
const NOTES = /(?:^|\/)annotations\/[^/]+\.json$/

export const pocketZip: SetFormat = {
  name: 'Pocket export',
  extractor: POCKET,
  recognise(files) {
    const rows = membersNamed(files, ROWS).filter((name) => hasPocketHeader(files, name))
    return rows.length === 0 ? null : new Set([...rows, ...membersNamed(files, NOTES)])
  },
  *records(files, context) {
    const noted = readNotes(files)
    for (const member of membersNamed(files, ROWS).sort()) {
      if (!hasPocketHeader(files, member)) continue
      for (const { row, ...place } of csvRows(files.read(member) ?? new Uint8Array())) {
        context.beat()
        const url = row['url'] ?? ''
        const notes = noted.get(url)?.flatMap(({ highlights }) => objectsIn(highlights)) ?? []
        noted.delete(url)
        const original = notes.length > 0 ? { ...row, highlights: notes } : row
        yield recordOf(member, original, pocketRow(row, notes), place)
      }
    }
    yield* withoutRow(noted)
  },
}

function hasPocketHeader(files: FileSet, name: string): boolean {
  const bytes = files.read(name)
  return bytes !== null && isPocket(new Set(csvHeader(bytes)))
}

type Noted = Json & { member: string }

/** The highlights by the address of their article; one address may stand there several times. */
function readNotes(files: FileSet): Map<string, Noted[]> {
  const byUrl = new Map<string, Noted[]>()
  for (const member of membersNamed(files, NOTES)) {
    for (const item of listIn(readJson(files.read(member)), 'annotations')) {
      const url = textOf(item['url']) || textOf(item['item_url'])
      const lone = item['highlights'] === undefined && textOf(item['quote'] ?? item['text']) !== ''
      const noted: Noted = { ...item, ...(lone ? { highlights: [{ ...item }] } : {}), member }
      byUrl.set(url, [...(byUrl.get(url) ?? []), noted])
    }
  }
  return byUrl
}

/** Highlights of an article that is not in the list any more: what was marked is not dropped. */
function* withoutRow(noted: ReadonlyMap<string, readonly Noted[]>): Generator<FoundRecord> {
  for (const [url, items] of noted) {
    const highlights = items.flatMap((item) => objectsIn(item['highlights']))
    const row = { url, title: textOf(items[0]!['title']), highlights }
    yield recordOf(items[0]!.member, row, pocketRow({ url: row.url, title: row.title }, highlights))
  }
}
