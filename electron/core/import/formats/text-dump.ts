/**
 * Text dumps: an article pasted or scraped as plain text, with its title and outlet in the first line, promo and caption
 * lines among the paragraphs, and often a list of other headlines after it. Every line that is not empty becomes the
 * title, a block or a headline: nothing is thrown away.
 */

import type {
  Author,
  BlockKind,
  ExtractedArticle,
  ListedHeadline,
  PublishedDate,
} from '../../../shared/model.ts'
import { dateFromUrl, type DateOptions } from '../../text/dates.ts'
import { foldText } from '../../text/folding.ts'
import { detectLanguage } from '../../text/languages.ts'
import { splitLines, tidy, type Line } from '../../text/lines.ts'
import { addAuthors, readByline, type Byline } from './text-dump/authors.ts'
import { isCaption, repeatsCaption } from './text-dump/captions.ts'
import { readDateLine } from './text-dump/date-lines.ts'
import { isFurniture, outletsInCruft, readTitle, type HeaderScope, type Title } from './text-dump/header.ts'
import { readHeadlineList, type HeadlineList } from './text-dump/headline-list.ts'
import { isAddress, isCruft } from './text-dump/phrases.ts'
import { isLabelledPromo, isPromo } from './text-dump/promos.ts'

export { splitTextDump, type TextRecord } from './text-dump/split.ts'

export interface TextDumpOptions {
  /** names the article when nothing in the text does */
  fileName?: string
}

/** Reads one record of a text dump. Never throws; what is missing is null, empty or a notice. */
export function parseTextDump(text: string, options: TextDumpOptions = {}): ExtractedArticle {
  const lines = splitLines(text)
  const language = languageOf(lines)
  const dates: DateOptions = { language, order: language === 'en' ? 'mdy' : language ? 'dmy' : undefined }
  const list = readHeadlineList(lines, !/[\r\n]$/.test(text), dates)
  const scope: HeaderScope = { lines, end: list.start, dates, outlets: outletsInCruft(lines) }
  for (const row of list.rows.values())
    if (row.outlet) (scope.outlets as Set<string>).add(foldText(row.outlet))
  const bylines = findBylines(lines, list)
  for (const byline of bylines.values())
    if (byline.outlet) (scope.outlets as Set<string>).add(foldText(byline.outlet))
  const title = readTitle(scope)
  return assemble(lines, list, title, scope, bylines, language, options)
}

/** Language of the longest lines: menus and lists around them are often in another one. */
function languageOf(lines: readonly Line[]): string | null {
  const long = lines.filter((line) => line.text.length > 100)
  const sample = (long.length ? long : lines).slice(0, 5).map((line) => line.text.slice(0, 400))
  return detectLanguage(sample.join(' '))
}

function findBylines(lines: readonly Line[], list: HeadlineList): Map<number, Byline> {
  const found = new Map<number, Byline>()
  for (let i = 0; i < list.start; i++) {
    const byline = readByline(lines[i]!.text)
    if (byline) found.set(i, byline)
  }
  return found
}

function assemble(
  lines: readonly Line[],
  list: HeadlineList,
  title: Title | null,
  scope: HeaderScope,
  bylines: ReadonlyMap<number, Byline>,
  language: string | null,
  options: TextDumpOptions,
): ExtractedArticle {
  const article: ExtractedArticle = {
    title: title?.title ?? '',
    outlet: title?.outlet ?? null,
    authors: [],
    published: title?.published ?? null,
    url: null,
    language,
    blocks: [],
    headlines: [],
    notices: [],
  }
  const repeats = new Set(title?.repeats)
  const kinds: (BlockKind | 'title' | 'headline')[] = lines.map((line, i) => {
    if (i === title?.index) return 'title'
    if (list.rows.has(i)) return 'headline'
    if (repeats.has(i) || (repeats.has(i + 1) && line.text.length <= 60)) return 'furniture'
    return kindOf(line.text, i, bylines, scope)
  })
  captionNeighbours(lines, kinds)
  lines.forEach((line, i) => {
    const kind = kinds[i]!
    if (kind === 'headline') article.headlines.push(list.rows.get(i) as ListedHeadline)
    else if (kind !== 'title') article.blocks.push({ kind, text: tidy(line.text) })
  })
  readPublished(article, lines, kinds, title, scope)
  readAuthors(article, kinds, bylines)
  if (!article.title) nameIt(article, options)
  addNotices(article, list)
  return article
}

function kindOf(
  text: string,
  i: number,
  bylines: ReadonlyMap<number, Byline>,
  scope: HeaderScope,
): BlockKind {
  if (text.length > 320) return 'paragraph'
  if (isCruft(text)) return 'cruft'
  if (bylines.has(i)) return 'byline'
  if (isFurniture(text)) return 'furniture'
  if (readDateLine(text, scope.dates)) return 'furniture'
  if (isPromo(text) || isLabelledPromo(text)) return 'promo'
  if (isCaption(text)) return 'caption'
  return 'paragraph'
}

function captionNeighbours(lines: readonly Line[], kinds: (BlockKind | 'title' | 'headline')[]): void {
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== 'caption') continue
    for (const near of [i - 1, i + 1]) {
      if (kinds[near] === 'paragraph' && repeatsCaption(lines[near]!.text, lines[i]!.text))
        kinds[near] = 'caption'
    }
  }
}

function readPublished(
  article: ExtractedArticle,
  lines: readonly Line[],
  kinds: readonly string[],
  title: Title | null,
  scope: HeaderScope,
): void {
  const addresses = new Set<string>()
  let found: PublishedDate | null = article.published
  for (let i = 0; i < scope.end; i++) {
    const text = lines[i]!.text
    if (kinds[i] !== 'furniture') continue
    if (isAddress(text)) addresses.add(text.replace(/^<|>$/g, ''))
    if (found) continue
    const date = readDateLine(text, scope.dates)?.date
    if (date)
      found = {
        value: date.value,
        precision: date.precision,
        source: i <= (title?.index ?? 0) + 6 ? 'header' : 'dateline',
      }
  }
  if (addresses.size === 1) article.url = [...addresses][0]!
  const inUrl = article.url ? dateFromUrl(article.url) : null
  if (inUrl && inUrl.precision === 'day' && (!found || !found.value.startsWith(inUrl.value))) {
    found = { value: inUrl.value, precision: inUrl.precision, source: 'url' }
  }
  article.published = found
}

function readAuthors(
  article: ExtractedArticle,
  kinds: readonly string[],
  bylines: ReadonlyMap<number, Byline>,
): void {
  const authors: Author[] = []
  const outlet = article.outlet ? foldText(article.outlet) : ''
  for (const [i, byline] of bylines) {
    if (kinds[i] !== 'byline') continue
    // `By The Guardian` names the outlet
    addAuthors(
      authors,
      byline.form === 'by'
        ? byline.authors.filter((author) => foldText(author.name) !== outlet)
        : byline.authors,
    )
  }
  article.authors = authors
}

const LONGEST_NAME = 140

function nameIt(article: ExtractedArticle, options: TextDumpOptions): void {
  const first = article.blocks.find((block) => block.kind === 'paragraph')?.text
  const stem = options.fileName?.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z0-9]{1,5}$/, '') ?? ''
  if (first) {
    article.title =
      first.length <= LONGEST_NAME ? first : `${first.slice(0, LONGEST_NAME).replace(/\s+\S*$/, '')}…`
    article.notices.push('No title found: named after its first line')
  } else if (stem) {
    article.title = stem
    article.notices.push('No title found: named after its file')
  } else {
    article.notices.push('No title found')
  }
}

function addNotices(article: ExtractedArticle, list: HeadlineList): void {
  if (!article.blocks.some((block) => block.kind === 'paragraph'))
    article.notices.push('No article text found')
  const lost = list.withoutOutlet
  if (lost)
    article.notices.push(`${lost} ${lost === 1 ? 'headline' : 'headlines'} without outlet (cut off with “…”)`)
}
