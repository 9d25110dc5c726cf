/**
 * Takes in a Zotero library (`zotero.sqlite`): the only place where its annotations are. It is read by the writer’s process, as
 * no parser thread may load what reads databases.
 */
import { statSync } from 'node:fs'
import type { Archive } from '../archive.ts'
import { dumpFile, nextRecordOf } from '../db/imports.ts'
import { type LibraryAnnotation, type LibraryItem, ZoteroLibrary } from '../db/zotero-library.ts'
import { breathe, type Progress } from '../job-control.ts'
import { aroundFile, type Around } from './around.ts'
import type { Brought, BroughtHighlight } from './brought.ts'
import type { FoundRecord, RecordContent } from './format.ts'
import { fatesOf, plan } from './formats/later/fates.ts'
import { isoMs, textOf } from './formats/later/values.ts'
import { NO_ITEM, noteText, personName, zoteroContent } from './formats/later/zotero-item.ts'
import type { LedgerWriter, WrittenText } from './ledger-writer.ts'
import { prepareRecord } from './prepare.ts'
import { BEGINNING } from './place.ts'
import { refusedRecord } from './refused.ts'
import { readHtmlPage } from './saved-pages.ts'
import { ZOTERO_LIBRARY } from './registry.ts'

const EXTRACTOR = 'export/zotero-library/1'
const BATCH = 100

const FATES = plan({
  title: 'kept',
  url: 'kept',
  authors: 'kept',
  date: 'kept',
  abstractNote: { to: 'the description' },
  publicationTitle: { to: 'the outlet' },
  websiteTitle: { to: 'the outlet' },
  blogTitle: { to: 'the outlet' },
  language: { to: 'the language, where the text does not tell it' },
  tags: 'kept',
  notes: { to: 'notes on the article' },
  collections: 'kept',
  dateAdded: { to: 'when it was saved' },
  snapshot: { to: 'the text' },
  highlights: { to: 'highlights, placed by their words; in four colours' },
  'notes on places': { to: 'notes on the article: their place is one on a page' },
  drawings: { lost: 'a drawing or a piece of a picture has no words to be found by' },
  accessDate: { lost: 'when it was looked at is not kept' },
  attachments: { lost: 'files other than snapshots of pages are not taken' },
})

export interface TakeZotero {
  archive: Archive
  importId: number
  dumpId: number
  writer: LedgerWriter
  signal: AbortSignal
  progress: Progress
  onBatch(texts: readonly WrittenText[], imported: number): void
  nativeBinding: string | undefined
}

export async function takeZotero(about: TakeZotero): Promise<void> {
  const { archive, dumpId, writer, signal, progress } = about
  const { path } = dumpFile(archive.db, dumpId)
  const stats = statSync(path)
  const part = {
    ...{ dumpId, sizeBytes: stats.size, modifiedAtMs: Math.floor(stats.mtimeMs) },
    ...{ format: ZOTERO_LIBRARY, place: BEGINNING, steps: 0, bytesDone: stats.size },
  }
  const done = nextRecordOf(archive.db, dumpId)
  const refuse = (format: string, refusal: string) =>
    void writer.write([{ ...part, format, records: [refusedRecord(done, stats.size, refusal)], last: true }])
  let library: ZoteroLibrary | null
  try {
    library = ZoteroLibrary.open(path, about.nativeBinding)
  } catch {
    return refuse(
      'database',
      'This database cannot be read: it is damaged, or a program is writing to it. Close that program.',
    )
  }
  if (!library) return refuse('database', 'This is a database (SQLite), not text.')
  try {
    const total = library.count()
    if (total === 0) return refuse(ZOTERO_LIBRARY, 'This Zotero library is empty.')
    const around = aroundFile(path)
    let number = 0
    for (let after = 0; number < total && !signal.aborted;) {
      const items = library.items(after, BATCH)
      if (items.length === 0) break
      after = items.at(-1)!.id
      const records = items.flatMap((item) => {
        if (++number < done) return []
        return [prepareRecord(number, recordOf(library!, item, around, stats.size), NOTHING, FORMAT)]
      })
      const { texts, sums } = writer.write([{ ...part, records, last: number >= total }])
      about.onBatch(texts, sums.imported)
      progress.update({ step: 'Reading the Zotero library', current: number, total })
      await breathe()
    }
  } catch (error) {
    refuse(
      ZOTERO_LIBRARY,
      `This library cannot be read on: ${error instanceof Error ? error.message : String(error)}`,
    )
  } finally {
    library.close()
  }
}

const NOTHING = new Uint8Array()
const FORMAT = { extractor: EXTRACTOR, keepsRefused: false }

function recordOf(library: ZoteroLibrary, item: LibraryItem, around: Around, size: number): FoundRecord {
  const fields = library.fields(item.id)
  const files = library.files(item.id)
  const annotations = files.flatMap(({ id }) => library.annotations(id))
  const outlet = textOf(fields['publicationTitle'] ?? fields['websiteTitle'] ?? fields['blogTitle'])
  const known = {
    ...NO_ITEM,
    title: textOf(fields['title']),
    url: textOf(fields['url']),
    authors: library
      .authors(item.id)
      .map(({ firstName, lastName }) => personName(lastName ?? '', firstName ?? '')),
    outlet,
    // Zotero keeps a date with what was typed after it: `2024-05-00 May 2024`
    date: textOf(fields['date']).replace(/^(\d{4}-\d{2}-\d{2})\s.*$/s, '$1'),
    abstract: textOf(fields['abstractNote']),
    language: textOf(fields['language']),
    tags: library.tags(item.id),
    notes: library.notes(item.id),
    collections: library.collections(item.id),
    addedAtMs: isoMs(item.addedAt),
  }
  const page = files.find(({ mime }) => mime === 'text/html' || mime === 'application/xhtml+xml')
  const snapshot = page ? readSnapshot(page.key, page.path, around) : null
  const content = zoteroContent(known, snapshot)
  const noted = annotations.filter(({ text, comment }) => !textOf(text) && textOf(comment))
  const brought: Brought = { ...content.brought }
  const highlights = annotations.flatMap(toHighlight)
  if (highlights.length > 0) brought.highlights = highlights
  if (noted.length > 0)
    brought.notes = [...(brought.notes ?? []), ...noted.map(({ comment }) => noteText(textOf(comment)))]
  const told = {
    ...fields,
    ...{ authors: known.authors, tags: known.tags, notes: known.notes, collections: known.collections },
    ...{ dateAdded: known.addedAtMs, snapshot: snapshot !== null, highlights, 'notes on places': noted },
    drawings: annotations.filter(({ type, text }) => (type === 3 || type === 4) && !textOf(text)),
    attachments: files.length - (snapshot ? 1 : 0) > 0,
  }
  return {
    ...{ byteStart: 0, byteEnd: size, line: null, ...content, brought },
    bytes: Buffer.from(JSON.stringify({ key: item.key, type: item.type, ...known, annotations })),
    fields: fatesOf(told, FATES),
  }
}

function toHighlight({ text, comment, colour, addedAt }: LibraryAnnotation): BroughtHighlight[] {
  const quote = textOf(text)
  if (quote === '') return []
  const note = noteText(textOf(comment))
  const createdAtMs = isoMs(addedAt)
  return [
    {
      quote,
      ...(note ? { note } : {}),
      colour: colourOf(textOf(colour)),
      ...(createdAtMs === null ? {} : { createdAtMs }),
    },
  ]
}

/** Zotero’s eight colours, each by the one of ours that is nearest. */
const COLOURS: Readonly<Record<string, 0 | 1 | 2 | 3>> = {
  '#ffd400': 0,
  '#f19837': 0,
  '#aaaaaa': 0,
  '#5fb236': 1,
  '#2ea8e5': 2,
  '#a28ae5': 2,
  '#ff6666': 3,
  '#e56eee': 3,
}

function colourOf(colour: string): 0 | 1 | 2 | 3 {
  return COLOURS[colour.toLowerCase()] ?? 0
}

/** What Zotero keeps itself lies beside the library, in a folder named by the attachment. */
function readSnapshot(key: string, path: string | null, around: Around): RecordContent | null {
  const name = /^storage:([^/\\]+)$/.exec(path ?? '')?.[1]
  if (!name || !/^[A-Z0-9]{8}$/.test(key)) return null
  const bytes = around.readBeside('storage', `${key}/${name}`)
  if (!bytes) return null
  const [record] = readHtmlPage(bytes, {
    ...around,
    fileName: name,
    readBeside: () => null,
    listBeside: () => [],
  })
  return record ?? null
}
