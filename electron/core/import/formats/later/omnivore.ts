/** Omnivore: a zip of metadata in batches of twenty, the readable HTML of each article, and its highlights as Markdown. */
import type { BroughtHighlight } from '../../brought.ts'
import type { FileSet, FoundRecord, RecordContent, Row, RowShape, SetFormat } from '../../format.ts'
import type { FoundPart } from '../../pictures.ts'
import { fatesOf, plan } from './fates.ts'
import { baseName, folderOf, keptFile, listIn, membersNamed, readJson, recordOf } from './members.ts'
import { ONLY_ADDRESS, savedArticle } from './saved-article.ts'
import { flat, isoMs, type Json, publishedOn, textOf, textsIn } from './values.ts'

export const OMNIVORE = 'export/omnivore/1'

const FATES = plan({
  title: 'kept',
  url: 'kept',
  author: 'kept',
  description: 'kept',
  publishedAt: 'kept',
  labels: { to: 'tags; the export has no colours of labels' },
  savedAt: { to: 'when it was saved' },
  state: { to: '“Archived” is read' },
  readingProgress: { to: 'read from 98 % on; the place in the text is not kept' },
  slug: { to: 'the name by which its files are found' },
  content: { to: 'the text; the file is kept beside it' },
  highlights: { to: 'highlights, placed by their words; the export has no colours and dates of them' },
  notes: { to: 'a note on the article' },
  thumbnail: { lost: 'the picture is not in the export' },
  updatedAt: { lost: 'changes with every look at the article' },
  id: { lost: 'a number of Omnivore’s own' },
})

const METADATA = /(?:^|\/)metadata_\d+_to_\d+\.json$/

/** The files of one article. */
interface Files {
  html?: Uint8Array
  pdf?: Uint8Array
  highlights?: string
  /** their names in the export */
  names: string[]
}

const READ_FROM = 98

export function omnivoreItem(item: Json, files: Files = { names: [] }): RecordContent {
  const savedAtMs = isoMs(item['savedAt'])
  const { highlights, notes } = readHighlights(files.highlights ?? '')
  const author = textOf(item['author'])
  const html = files.html ? new TextDecoder().decode(files.html) : ''
  const outcome = savedArticle({
    title: textOf(item['title']),
    url: textOf(item['url']),
    authors: author === '' ? [] : [author],
    description: textOf(item['description']),
    published: publishedOn(item['publishedAt']),
    html,
    ...(files.pdf
      ? { notices: ['It is a PDF, which is kept with the article; its text is not read yet.'] }
      : {}),
  })
  return {
    outcome,
    capturedAtMs: savedAtMs,
    parts: partsOf(files),
    brought: {
      tags: flat(textsIn(item['labels'] ?? [])),
      read: textOf(item['state']) === 'Archived' || Number(item['readingProgress']) >= READ_FROM,
      ...(notes.length > 0 ? { notes } : {}),
      ...(highlights.length > 0 ? { highlights } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf({ ...item, content: html || (files.pdf && '1'), highlights, notes }, FATES),
  }
}

function partsOf({ html, pdf, names }: Files): FoundPart[] {
  const [first = 'content.html'] = names
  return [html, pdf].flatMap((bytes) => (bytes && bytes.length > 0 ? [keptFile(first, bytes)] : []))
}

/**
 * Highlights are quotes (`> …`), each followed by its labels (`#label`) and a note; paragraphs before the first quote are notes
 * on the whole article.
 */
export function readHighlights(markdown: string): { highlights: BroughtHighlight[]; notes: string[] } {
  const highlights: BroughtHighlight[] = []
  const notes: string[] = []
  for (const entry of markdown.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/)) {
    const lines = entry.split('\n').map((line) => line.trimEnd())
    const quoted = lines.filter((line) => /^\s*>/.test(line)).map((line) => line.replace(/^\s*>\s?/, ''))
    const others = lines.filter((line) => !/^\s*>/.test(line) && line.trim() !== '')
    const quote = quoted.join('\n').trim()
    const note = others.map((line) => line.trim()).join('\n')
    const last = highlights.at(-1)
    if (quote !== '') highlights.push({ quote, ...(note ? { note } : {}) })
    else if (note === '') continue
    else if (last) last.note = last.note ? `${last.note}\n\n${note}` : note
    else notes.push(note)
  }
  return { highlights, notes }
}

function isItem(item: Readonly<Json>): boolean {
  return ['slug', 'url', 'savedAt', 'labels'].every((key) => key in item)
}

/** One file of metadata that lies there without its zip. */
export const omnivoreRows: RowShape = {
  name: 'Omnivore export',
  extractor: OMNIVORE,
  recognises: (_keys, rows, container) => container === 'json' && rows.length > 0 && rows.every(isItem),
  read: (row: Row) => omnivoreItem(row),
}

export const omnivoreZip: SetFormat = {
  name: 'Omnivore export',
  extractor: OMNIVORE,
  recognise(files) {
    const metadata = membersNamed(files, METADATA)
    if (metadata.length === 0) return null
    const own = metadata.flatMap((name) => membersNamed(files, below(folderOf(name))))
    return new Set([...metadata, ...own])
  },
  *records(files, context) {
    const pages = new Names(files)
    const seen = new Set<string>()
    const metadata = membersNamed(files, METADATA).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    for (const member of metadata) {
      const items = readJson(files.read(member))
      if (items === null)
        yield recordOf(
          member,
          {},
          { outcome: { refusal: 'This part of the export is no JSON: it may be cut short.' } },
        )
      for (const item of listIn(items)) {
        context.beat()
        const slug = textOf(item['slug'])
        seen.add(folderOf(member) + slug)
        yield itemRecord(member, item, pages.filesOf(files, folderOf(member), slug))
      }
    }
    yield* pages.without(files, seen)
  },
}

function itemRecord(member: string, item: Json, own: Files): FoundRecord {
  const original = own.highlights ? { ...item, highlights: own.highlights } : item
  return recordOf(member, original, omnivoreItem(item, own))
}

/** Files of articles in the folder of the metadata. */
function below(folder: string): RegExp {
  const start = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${start}(?:content/[^/]+\\.(?:html?|pdf)|highlights/[^/]+\\.md)$`)
}

const OWN = /(?:^|\/)(?:content\/[^/]+\.(?:html?|pdf)|highlights\/[^/]+\.md)$/

/** The files of articles by folder and slug; of two with one name the container reads the last. */
class Names {
  readonly #bySlug = new Map<string, string[]>()

  constructor(files: FileSet) {
    for (const name of membersNamed(files, OWN)) {
      const folder = name.slice(0, name.lastIndexOf('/', name.lastIndexOf('/') - 1) + 1)
      const key = folder + baseName(name).replace(/\.\w+$/, '')
      this.#bySlug.set(key, [...(this.#bySlug.get(key) ?? []), name])
    }
  }

  filesOf(files: FileSet, folder: string, slug: string): Files {
    const names = this.#bySlug.get(folder + slug) ?? []
    const read = (pattern: RegExp) => {
      const name = names.find((one) => pattern.test(one))
      return name === undefined ? null : files.read(name)
    }
    const [html, pdf, highlights] = [read(/\.html?$/), read(/\.pdf$/), read(/\.md$/)]
    return {
      names: names.filter((name) => !name.endsWith('.md')),
      ...(html ? { html } : {}),
      ...(pdf ? { pdf } : {}),
      ...(highlights ? { highlights: new TextDecoder().decode(highlights) } : {}),
    }
  }

  /** Texts and highlights whose metadata are missing. */
  *without(files: FileSet, seen: ReadonlySet<string>): Generator<FoundRecord> {
    for (const [key, names] of this.#bySlug) {
      if (seen.has(key)) continue
      const slug = baseName(key)
      const own = this.filesOf(files, folderOf(key), slug)
      const item: Json = { slug, title: slug.replace(/-[0-9a-f]{6,}$/, '').replaceAll('-', ' ') }
      const record = itemRecord(names[0]!, item, own)
      if ('notices' in record.outcome)
        record.outcome.notices = [
          ...record.outcome.notices.filter((notice) => notice !== ONLY_ADDRESS),
          'The export says nothing else of it; its title is that of its file.',
        ]
      yield record
    }
  }
}
