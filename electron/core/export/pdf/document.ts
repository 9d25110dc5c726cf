/** What stands around the articles of a document: its title, cover, and how it is set. */
import type { PdfOptions } from '../../../shared/export.ts'
import { dayOf } from '../../../shared/days.ts'
import type { ArticleRow } from '../../../shared/model.ts'
import type { Chosen } from './chosen.ts'
import { pageGeometry } from './page-geometry.ts'
import { dayShort } from '../date-words.ts'
import { markdownBlocks } from './printed-markdown.ts'
import { printableLine, shortened } from './printable-text.ts'
import type { PrintedDocument } from './printed.ts'
import { timelineOf } from './timeline-figure.ts'
import { directionOf } from './writing.ts'

/** Which part of the whole a volume is. */
export interface VolumePart {
  /** from 1; null where there is but one */
  number: number | null
  /** of the first and last article, from 1 */
  first: number
  last: number
  of: number
}

export interface DocumentInput {
  chosen: Chosen
  options: PdfOptions
  /** of this document's articles */
  rows: readonly ArticleRow[]
  part: VolumePart
  madeAtMs: number
  hueOf(outletId: number | null): number | null
}

/** What stands around the articles; which fonts are needed is known later. */
export function documentFrame(input: DocumentInput): Omit<PrintedDocument, 'fonts'> {
  const { chosen, options, rows, part, madeAtMs } = input
  const wanted = options.title.trim() === '' ? chosen.title : options.title
  const whole = printableLine(wanted) || 'Articles'
  const title = part.number === null ? whole : `${whole}, volume ${part.number}`
  const author = printableLine(options.author)
  const made = new Date(madeAtMs)
  const outlets = [
    ...new Set(rows.map((row) => printableLine(row.outlet ?? '')).filter((name) => name !== '')),
  ]
  const rtl = directionOf(null, title) === 'rtl'
  return {
    title,
    shortTitle: shortened(title, 60),
    authors: author === '' ? [] : [author],
    summary: `${articlesOf(part)} set by Clipfile`,
    keywords: outlets.slice(0, 30),
    date: {
      year: made.getUTCFullYear(),
      month: made.getUTCMonth() + 1,
      day: made.getUTCDate(),
      hour: made.getUTCHours(),
      minute: made.getUTCMinutes(),
      second: made.getUTCSeconds(),
    },
    page: pageGeometry(options),
    textSize: options.textSize,
    columns: options.columns,
    newPageEach: options.newPageEach,
    notes: options.notes,
    description: markdownBlocks(chosen.description),
    cover: options.cover
      ? {
          titleSize: title.length > 90 ? 2.2 : title.length > 40 ? 2.9 : 3.6,
          lang: rtl ? 'ar' : 'und',
          rtl,
          author,
          facts: factsOf(rows, outlets.length, part, madeAtMs),
        }
      : null,
    contents: options.contents,
    timeline: options.timeline ? timelineOf(rows, input.hueOf) : null,
    sources: options.sources,
  }
}

function articlesOf({ number, first, last, of }: VolumePart): string {
  const count = (value: number): string => value.toLocaleString('en')
  if (number === null) return of === 1 ? '1 article' : `${count(of)} articles`
  return `${count(first)}–${count(last)} of ${count(of)}`
}

function factsOf(
  rows: readonly ArticleRow[],
  outlets: number,
  part: VolumePart,
  madeAtMs: number,
): [string, string][] {
  const days = rows.flatMap((row) => dayOf(row.published) ?? []).sort((a, b) => a - b)
  const [first, last] = [days[0], days.at(-1)]
  const period =
    first === undefined || last === undefined
      ? 'no dates'
      : first === last
        ? dayShort(first)
        : `${dayShort(first)} – ${dayShort(last)}`
  return [
    ['Articles', articlesOf(part).replace(/ articles?$/, '')],
    ['Outlets', outlets.toLocaleString('en')],
    ['Published', period],
    ['Set on', dayShort(Math.floor(madeAtMs / 86_400_000))],
  ]
}
