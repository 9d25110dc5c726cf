/** An article, with what people added to it, as the template is given it. */
import type { PdfOptions } from '../../../shared/export.ts'
import { stretchesOf } from '../../../shared/anchors.ts'
import {
  BODY_KINDS,
  type Block,
  type ListedHeadline,
  type Source,
  type VersionInfo,
} from '../../../shared/model.ts'
import type { Annotation } from '../../../shared/own.ts'
import { reanchor } from '../../annotations/reanchor.ts'
import { annotationsOf } from '../../db/annotations.ts'
import { type ArticleContent, readContent } from '../../db/articles.ts'
import { itemNote } from '../../db/collections.ts'
import type { Db } from '../../db/connection.ts'
import { listedHeadlines } from '../../db/headlines.ts'
import { sourcesOf } from '../../db/records.ts'
import { versionsOf } from '../../db/versions.ts'
import { outletColour } from './outlet-colours.ts'
import type { Pictures } from './pictures.ts'
import { printedBlocks } from './printed-blocks.ts'
import { dateWords, momentWords } from '../date-words.ts'
import { markdownBlocks } from './printed-markdown.ts'
import { followable, isolated, printableLine, shortened } from './printable-text.ts'
import type { PrintedArticle, PrintedNote } from './printed.ts'
import { directionOf, isHyphenated, typstLanguage } from './writing.ts'

export interface ArticleMaker {
  db: Db
  options: PdfOptions
  pictures: Pictures
  collectionId: number | null
  /** of a column, in letters' heights */
  measure: number
  /** letters that fit into a running head */
  headLetters: number
  hueOf(outletId: number | null): number | null
  warn(message: string): void
}

/** @throws AppError `not-found`, `archive-damaged` */
export function printedArticle(maker: ArticleMaker, id: number, label: string): PrintedArticle {
  const { db, options } = maker
  const content = readContent(db, id)
  const { row, blocks } = content
  const title = printableLine(row.title) || '(No title)'
  const outlet = printableLine(row.outlet ?? '') || 'Unknown outlet'
  const lang = typstLanguage(row.language)
  const sources = sourcesOf(db, id)
  const shown = options.highlights || options.notes !== 'none' ? annotationsFor(db, id) : []
  const notes = numbered(shown, blocks, options)
  const hasText = blocks.some((block) => BODY_KINDS.has(block.kind))
  return {
    label,
    title,
    titleSize: sizeOfTitle(title),
    ...lang,
    rtl: directionOf(row.language, `${title} ${firstWords(blocks)}`) === 'rtl',
    hyphenate: isHyphenated(lang.lang, maker.measure),
    outlet,
    colour: outletColour(maker.hueOf(row.outletId)),
    authors: authorsOf(content),
    date: isolated(dateWords(row.published), '\u2066'),
    url: addressOf(content),
    about: [isolated(outlet), dateWords(row.published, false) || 'no date'].join(' · '),
    head: {
      outlet: shortened(outlet, 40),
      title: shortened(title, maker.headLetters - Math.min(40, outlet.length)),
    },
    itemNote: itemNoteOf(maker, id),
    notes: notes.flatMap(({ annotation, note }) => (note && annotation.quote === null ? [note] : [])),
    blocks: printedBlocks(
      blocks,
      notes.filter(({ annotation }) => annotation.place !== null),
      {
        images: options.images,
        highlights: options.highlights,
        notes: options.notes,
        picture: (block) => maker.pictures.printed(block.image!, block.text),
        onMissing: (why) => maker.warn(`“${shortened(title, 80)}”: a picture is not printed (${why}).`),
      },
    ),
    headlines: hasText ? [] : listedHeadlines(db, id).map(printedHeadline),
    lost: notes.flatMap(({ annotation, note }) =>
      note && annotation.quote !== null && note.number === 0 ? [note] : [],
    ),
    records: options.sources ? recordsOf(content, sources, versionsOf(db, id)) : [],
  }
}

function annotationsFor(db: Db, id: number): Annotation[] {
  const found = annotationsOf(db, id)
  if (found.length === 0) return found
  // the text may have been extracted again since
  reanchor(db, id)
  return annotationsOf(db, id)
}

/** Notes count through an article in the order of its text; a mere highlight has none, and a lost one is told at the end. */
function numbered(
  annotations: readonly Annotation[],
  blocks: readonly Block[],
  options: PdfOptions,
): { annotation: Annotation; note: PrintedNote | null }[] {
  let number = 0
  const placed = annotations.map((annotation) => {
    const { note, quote, place, colour, orphan } = annotation
    const isPrinted = options.notes !== 'none' && (note.trim() !== '' || orphan)
    if (!isPrinted) return { annotation, note: null }
    const words = quote && place === null ? `“${shortened(printableLine(quote.exact), 600)}”` : null

    const printed: PrintedNote = { number: 0, colour, quote: words, blocks: markdownBlocks(note) }
    return { annotation, note: printed }
  })
  // a note stands where its passage ends, so that is their order on the page
  const inText = placed.flatMap(({ annotation, note }) => {
    const last = annotation.place && stretchesOf(blocks, annotation.place.start, annotation.place.end).at(-1)
    return note && last ? [{ note, last }] : []
  })
  inText.sort((a, b) => a.last.block - b.last.block || a.last.end - b.last.end)
  for (const { note } of inText) note.number = ++number
  return placed
}

function itemNoteOf({ db, collectionId }: ArticleMaker, id: number): PrintedArticle['itemNote'] {
  const note = collectionId === null ? '' : (itemNote(db, collectionId, id)?.note ?? '')
  return note.trim() === '' ? [] : markdownBlocks(note)
}

/** em: a long title is set smaller, so that it never fills half a page. */
function sizeOfTitle(title: string): number {
  const letters = shortened(title, 90) === title ? 0 : shortened(title, 180) === title ? 1 : 2
  return [2.1, 1.65, 1.3][letters]!
}

function firstWords(blocks: readonly Block[]): string {
  return blocks.find((block) => BODY_KINDS.has(block.kind))?.text.slice(0, 300) ?? ''
}

function authorsOf({ authors }: ArticleContent): string {
  const names = authors.map(({ name, handle }) => printableLine(handle ? `${name} (${handle})` : name))
  const told = names.filter((name) => name !== '').slice(0, 40)
  return told.length <= 2 ? told.join(' and ') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`
}

function addressOf({ url }: ArticleContent): PrintedArticle['url'] {
  if (url === null || url.trim() === '') return null
  const full = followable(url)
  const shown = printableLine(url)
  return { full: full ?? '', shown: shortened(shown, 1200), link: full !== null }
}

function printedHeadline({ title, outlet, date }: ListedHeadline): { title: string; about: string } {
  const about = [outlet === null ? '' : isolated(printableLine(outlet)), date ?? ''].filter(
    (part) => part !== '',
  )
  return { title: printableLine(title) || '(No title)', about: about.join(' · ') }
}

type Line = [name: string, value: string, isCode: boolean]

/** What a reader needs to find the very bytes again. */
function recordsOf(
  content: ArticleContent,
  sources: readonly Source[],
  versions: readonly VersionInfo[],
): Line[][] {
  const { url, details, row } = content
  const captured = new Map(versions.map(({ sha256, capturedAtMs }) => [sha256, capturedAtMs]))
  const told = sources.slice(0, 20).map((source, i): Line[] => {
    const capturedAt = captured.get(source.sha256) ?? null
    return [
      ...(i === 0
        ? aboutText(url, details.canonicalUrl, row.published === null ? '' : row.published.value)
        : []),
      [
        i === 0 ? 'Dump' : 'Also in',
        `${printableLine(source.dump)}, record ${source.record} (${source.place})`,
        false,
      ],
      ['SHA-256', source.sha256, true],
      ...(capturedAt === null ? [] : [['Captured', momentWords(capturedAt), false] as Line]),
      ['Imported', momentWords(source.importedAtMs), false],
      ['Extractor', source.extractor || 'unknown', false],
    ]
  })
  if (sources.length > 20)
    told.push([['', `… and ${sources.length - 20} more records with this article`, false]])
  const older = versions.filter((version) => version.id !== 0)
  if (older.length > 0)
    told.push([['Versions', `${older.length + 1} texts are known; the current one is printed`, false]])
  return told
}

function aboutText(url: string | null, canonical: string | null, published: string): Line[] {
  const lines: Line[] = []
  if (url !== null) lines.push(['Address', shortened(printableLine(url), 1200), false])
  if (canonical !== null && canonical !== url)
    lines.push(['Canonical', shortened(printableLine(canonical), 1200), false])
  if (published !== '') lines.push(['Published', published, false])
  return lines
}
