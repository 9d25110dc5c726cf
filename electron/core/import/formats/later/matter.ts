/** Matter: a zip of its history, the HTML of the articles, and perhaps a CSV of highlights. */
import type { BroughtHighlight } from '../../brought.ts'
import type { FileSet, RecordContent, Row, RowShape, SetFormat } from '../../format.ts'
import { csvHeader, csvRows } from './csv-rows.ts'
import { fatesOf, plan } from './fates.ts'
import { baseName, keptFile, membersNamed, recordOf } from './members.ts'
import { savedArticle } from './saved-article.ts'
import { flagOf, flat, isoMs, split, textOf } from './values.ts'

const MATTER = 'export/matter/1'

const FATES = plan({
  Title: 'kept',
  Author: 'kept',
  Publisher: { to: 'the outlet' },
  URL: 'kept',
  Tags: 'kept',
  Read: 'kept',
  Favorited: { to: 'starred' },
  Saved: { to: 'when it was saved; taken as UTC, as the export names no time zone' },
  'Last Interaction Date': { to: 'when it was saved, where nothing else says so; taken as UTC' },
  'In Queue': { lost: 'whether it is in the queue is not kept' },
  'File Id': { to: 'the text; the file is kept beside it' },
  highlights: { to: 'highlights, placed by their words' },
  'Word Count': { lost: 'counted from the text' },
  'Highlight Count': { lost: 'counted from the highlights' },
  Highlight_Count: { lost: 'counted from the highlights' },
})

function isHistory(keys: ReadonlySet<string>): boolean {
  return ['Title', 'URL', 'Read', 'Last Interaction Date', 'File Id'].every((key) => keys.has(key))
}

export function matterRow(
  row: Row,
  page: { name: string; bytes: Uint8Array } | null = null,
  highlights: BroughtHighlight[] = [],
): RecordContent {
  const savedAtMs = isoMs(row['Saved']) ?? isoMs(row['Last Interaction Date'])
  const author = textOf(row['Author'])
  const flags = {
    Read: flagOf(row['Read']),
    Favorited: flagOf(row['Favorited']),
    'In Queue': flagOf(row['In Queue']),
  }
  return {
    outcome: savedArticle({
      title: textOf(row['Title']),
      url: textOf(row['URL']),
      authors: author === '' ? [] : [author],
      outlet: textOf(row['Publisher']),
      ...(page ? { html: new TextDecoder().decode(page.bytes) } : {}),
    }),
    capturedAtMs: savedAtMs,
    parts: page ? [keptFile(page.name, page.bytes)] : [],
    brought: {
      tags: flat(split(row['Tags'], ';')),
      read: flags.Read,
      starred: flags.Favorited,
      ...(highlights.length > 0 ? { highlights } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf({ ...row, ...flags, 'File Id': page && '1', highlights }, FATES),
  }
}

/** The history without its zip. */
export const matterRows: RowShape = {
  name: 'Matter export',
  extractor: MATTER,
  recognises: (keys, _rows, container) => container === 'csv' && isHistory(keys),
  read: (row) => matterRow(row),
}

const HISTORY = /(?:^|\/)_?matter_history\.csv$/i

export const matterZip: SetFormat = {
  name: 'Matter export',
  extractor: MATTER,
  recognise(files) {
    const history = membersNamed(files, HISTORY).filter((name) => hasHeader(files, name, isHistory))
    if (history.length === 0) return null
    return new Set([...history, ...membersNamed(files, PAGES), ...highlightFiles(files)])
  },
  *records(files, context) {
    const pages = new Map(membersNamed(files, PAGES).map((name) => [baseName(name), name]))
    const marked = readHighlights(files)
    for (const member of membersNamed(files, HISTORY)) {
      if (!hasHeader(files, member, isHistory)) continue
      for (const { row, ...place } of csvRows(files.read(member) ?? new Uint8Array())) {
        context.beat()
        const name = pages.get(textOf(row['File Id']))
        const bytes = name === undefined ? null : files.read(name)
        const key = titleKey(row)
        const highlights = marked.get(key) ?? []
        marked.delete(key)
        const original = highlights.length > 0 ? { ...row, highlights } : row
        const content = matterRow(row, bytes && { name: name!, bytes }, highlights)
        yield recordOf(member, original, content, place)
      }
    }
    for (const [key, highlights] of marked) {
      const [title, publisher] = JSON.parse(key) as [string, string]
      const row = { Title: title, Publisher: publisher }
      yield recordOf(highlightFiles(files)[0]!, { ...row, highlights }, matterRow(row, null, highlights))
    }
  },
}

const PAGES = /(?:^|\/)content_\w+\.html?$/i

function hasHeader(files: FileSet, name: string, fits: (keys: ReadonlySet<string>) => boolean): boolean {
  const bytes = files.read(name)
  return bytes !== null && fits(new Set(csvHeader(bytes)))
}

/** Known by its columns: nothing says what it is called. */
function highlightFiles(files: FileSet): string[] {
  return membersNamed(files, /\.csv$/i).filter((name) =>
    hasHeader(files, name, (keys) => keys.has('Title') && keys.has('Text') && keys.has('Highlighted Date')),
  )
}

/** By title and publisher, as there is no address. */
function readHighlights(files: FileSet): Map<string, BroughtHighlight[]> {
  const found = new Map<string, BroughtHighlight[]>()
  for (const name of highlightFiles(files)) {
    for (const { row } of csvRows(files.read(name) ?? new Uint8Array())) {
      const quote = textOf(row['Text'])
      const createdAtMs = isoMs(row['Highlighted Date'])
      const note = textOf(row['Note'])
      if (quote === '') continue
      const one = { quote, ...(note ? { note } : {}), ...(createdAtMs === null ? {} : { createdAtMs }) }
      found.set(titleKey(row), [...(found.get(titleKey(row)) ?? []), one])
    }
  }
  return found
}

function titleKey(row: Row): string {
  return JSON.stringify([textOf(row['Title']), textOf(row['Publisher'])])
}
