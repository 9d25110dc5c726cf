/** The usual dump: title and outlet first, the article's lines, the title again, a list of other headlines. */

import type {
  Author,
  BlockKind,
  ExtractedArticle,
  ListedHeadline,
  PublishedDate,
} from '../../../../shared/model.ts'
import { dateFromUrl, readDate, type DateOptions } from '../../../text/dates.ts'
import { foldText } from '../../../text/folding.ts'
import { tidy, type Line } from '../../../text/lines.ts'
import { addAuthors, readByline, type Byline } from './authors.ts'
import { isCaption, repeatsCaption } from './captions.ts'
import { readDateLine } from './date-lines.ts'
import { isFurniture, readTitle, type HeaderScope, type Title } from './header.ts'
import { readUndatedRows, type HeadlineList } from './headline-list.ts'
import { outletAround, outletsIn } from './outlets.ts'
import { isAddress, isCruft, isReadMore, startsRelated } from './phrases.ts'
import { isLabelledPromo, isPromo } from './promos.ts'
import { looksLikeName } from './separators.ts'

export type ArticleParts = Omit<ExtractedArticle, 'language' | 'notices' | 'headlines'>

export interface ArticleDump {
  article: ArticleParts
  headlines: ListedHeadline[]
  /** the title is said again after the article, as only this kind of dump does it */
  confirmed: boolean
}

type LineKind = BlockKind | 'title' | 'headline'

/** Reads the lines around and above the list. */
export function readArticleDump(lines: readonly Line[], list: HeadlineList, dates: DateOptions): ArticleDump {
  const bylines = findBylines(lines, list)
  const named = [...bylines.values()].map((byline) => byline.outlet)
  const outlets = outletsIn(lines, [...named, ...[...list.rows.values()].map((row) => row.outlet)])
  const scope: HeaderScope = { lines, end: list.start, dates, outlets }
  const title = readTitle(scope)
  if (title?.outlet) outlets.add(foldText(title.outlet))
  const kinds = lineKinds(scope, title, list, bylines)
  const confirmed = title !== null && isConfirmed(scope, title)
  const end = readAfterArticle(scope, kinds, list, confirmed ? title.repeats.at(-1)! : -1)
  const place = readPlace({ ...scope, end }, title, kinds)
  const outlet = title?.outlet ?? readOutlet(scope, title, kinds, bylines)
  const article: ArticleParts = {
    title: title?.title ?? '',
    outlet,
    authors: readAuthors(outlet, kinds, bylines),
    ...place,
    blocks: lines.flatMap((line, i) => {
      const kind = kinds[i]!
      return kind === 'title' || kind === 'headline' ? [] : [{ kind, text: tidy(line.text) }]
    }),
  }
  const headlines = [...list.rows].sort(([a], [b]) => a - b).map(([, headline]) => headline)
  return { article, headlines, confirmed }
}

/** A page's headline follows its document title at once; a dump says the whole line again at the end. */
function isConfirmed(scope: HeaderScope, title: Title): boolean {
  const last = title.repeats.at(-1)
  if (last === undefined || title.outlet === null || last < scope.end / 2) return false
  const line = scope.lines[last]!.text
  const whole = foldText(line) === foldText(scope.lines[title.index]!.text)
  return whole || last === scope.end - 1 || isReadMore(scope.lines[last - 1]!.text)
}

function findBylines(lines: readonly Line[], list: HeadlineList): Map<number, Byline> {
  const found = new Map<number, Byline>()
  for (let i = 0; i < list.start; i++) {
    const byline = readByline(lines[i]!.text)
    if (byline) found.set(i, byline)
  }
  return found
}

function lineKinds(
  scope: HeaderScope,
  title: Title | null,
  list: HeadlineList,
  bylines: Map<number, Byline>,
): LineKind[] {
  const repeats = new Set(title?.repeats)
  const kinds = scope.lines.map((line, i): LineKind => {
    if (i === title?.index) return 'title'
    if (list.rows.has(i)) return 'headline'
    if (repeats.has(i)) return 'furniture'
    const kind = kindOf(line.text, i, bylines, scope)
    // `Here is the original:`, whatever its words, stands right before the title said again
    return kind === 'paragraph' && repeats.has(i + 1) && line.text.length <= 60 ? 'furniture' : kind
  })
  if (mostlyCapitals(kinds)) kinds.forEach((kind, i) => kind === 'promo' && (kinds[i] = 'paragraph'))
  headLines(scope.lines, kinds, title?.index ?? -1)
  checkBylines(kinds, bylines)
  captionNeighbours(scope.lines, kinds)
  return kinds
}

/** Between the article's end and the dated list: headlines without dates, and what teases them. Returns that end. */
function readAfterArticle(scope: HeaderScope, kinds: LineKind[], list: HeadlineList, copy: number): number {
  const { lines, end, dates } = scope
  const label = lines.findLastIndex((line, i) => i > end / 2 && i < end && startsRelated(line.text))
  const from = copy >= 0 ? copy : label
  if (from < 0) return end
  const open = [...kinds.keys()].slice(from + 1, end).filter((i) => kinds[i] === 'paragraph')
  const dateAfter = (i: number) =>
    (lines[i + 1] && readDateLine(lines[i + 1]!.text, dates)?.date?.value.slice(0, 10)) ?? null
  const rows = readUndatedRows(lines, open, dateAfter)
  // after a mere label a paragraph is still the article's
  if (!rows.rows.size || (copy < 0 && rows.rows.size < open.length)) return end
  list.withoutOutlet += rows.withoutOutlet
  for (const i of open) {
    const row = rows.rows.get(i)
    if (row) list.rows.set(i, row)
    kinds[i] = row ? 'headline' : 'furniture'
  }
  // a date below belongs to a headline
  return from
}

/** Old wires and telegrams are capitals throughout: then capitals mark no promo. */
function mostlyCapitals(kinds: readonly LineKind[]): boolean {
  const count = (wanted: LineKind) => kinds.filter((kind) => kind === wanted).length
  const promos = count('promo')
  return promos > 3 && promos > count('paragraph') * 2
}

/** What stands around the title and is no sentence: a site's head, a section's name, somebody's name. */
function headLines(lines: readonly Line[], kinds: LineKind[], title: number): void {
  for (let i = 0; i < title; i++)
    if (kinds[i] === 'paragraph' && lines[i]!.text.length < 100) kinds[i] = 'furniture'
  for (let i = title + 1; title >= 0 && i <= title + 2; i++) {
    const text = lines[i]?.text ?? ''
    if (kinds[i] !== 'paragraph') continue
    if (text.length > 40 || !looksLikeName(text, 4)) return
    kinds[i] = 'furniture'
  }
}

const LONGEST_ODD_LINE = 320

function kindOf(
  text: string,
  i: number,
  bylines: ReadonlyMap<number, Byline>,
  scope: HeaderScope,
): BlockKind {
  if (text.length > LONGEST_ODD_LINE) return 'paragraph'
  if (isCruft(text)) return 'cruft'
  if (bylines.has(i)) return 'byline'
  if (isFurniture(text)) return 'furniture'
  if (readDateLine(text, scope.dates)) return 'furniture'
  if (isPromo(text) || isLabelledPromo(text)) return 'promo'
  if (isCaption(text, scope.outlets)) return 'caption'
  return 'paragraph'
}

/** A person introduced in the middle of an article is its subject; its author stands at its end or its beginning. */
function checkBylines(kinds: LineKind[], bylines: Map<number, Byline>): void {
  const total = kinds.filter((kind) => kind === 'paragraph').length
  let before = 0
  kinds.forEach((kind, i) => {
    if (kind === 'paragraph') before++
    const byline = kind === 'byline' ? bylines.get(i) : undefined
    if (!byline || byline.form === 'contributed' || byline.handle) return
    const after = total - before
    const named = byline.form === 'by' && byline.authors.every((author) => author.name.includes(' '))
    if (named || after <= (byline.form === 'by' ? 3 : 1) || (byline.form === 'by' && before <= 2)) return
    kinds[i] = 'paragraph'
    bylines.delete(i)
  })
}

function captionNeighbours(lines: readonly Line[], kinds: LineKind[]): void {
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== 'caption') continue
    for (const near of [i - 1, i + 1]) {
      if (kinds[near] === 'paragraph' && repeatsCaption(lines[near]!.text, lines[i]!.text))
        kinds[near] = 'caption'
    }
  }
}

/** An outlet that the title line does not give; its own line is no part of the body then. */
function readOutlet(
  scope: HeaderScope,
  title: Title | null,
  kinds: LineKind[],
  bylines: ReadonlyMap<number, Byline>,
): string | null {
  const found = outletAround(scope.lines, title?.index ?? -1, scope.end, bylines, scope.outlets)
  if (!found) return null
  const name = foldText(found.name)
  scope.lines.forEach((line, i) => {
    const alone = i === found.index || (line.text.length <= 60 && foldText(line.text) === name)
    if (alone && kinds[i] === 'paragraph') kinds[i] = 'furniture'
  })
  return found.name
}

/** Date and address, from the lines that are neither body nor list. */
function readPlace(
  scope: HeaderScope,
  title: Title | null,
  kinds: readonly LineKind[],
): Pick<ExtractedArticle, 'published' | 'url'> {
  const addresses = new Set<string>()
  const body = kinds.indexOf('paragraph')
  let found: PublishedDate | null = title?.published ?? null
  for (let i = 0; i < scope.end; i++) {
    if (kinds[i] !== 'furniture') continue
    const text = scope.lines[i]!.text
    if (isAddress(text)) addresses.add(text.replace(/^<|>$/g, ''))
    if (found) continue
    const date = readDateLine(text, scope.dates)?.date
    const source = body >= 0 && body < i ? 'dateline' : 'header'
    if (date) found = { value: date.value, precision: date.precision, source }
  }
  found ??= readDateline(scope.lines[body]?.text ?? '', scope.dates)
  const url = addresses.size === 1 ? [...addresses][0]! : null
  const inUrl = url ? dateFromUrl(url) : null
  // the outlet's own address is surer than the day an aggregator wrote above it
  if (inUrl?.precision === 'day' && !found?.value.startsWith(inUrl.value)) found = { ...inUrl, source: 'url' }
  return { published: found, url }
}

// `OBERFELD, Feb. 11, 2025 (Agency) –`, `BERLIN, 11. Februar 2025 (dpa) –`
const DATELINE =
  /^\p{Lu}[\p{Lu}\s.’'-]{2,40}(?:, [\p{L} .]{2,30})?, \(?([\p{L}\d][\p{L}\d ,.]{6,28}?\d{4})\)?(?: \(|\s?\/|:|\s*(?:--|[–—-])\s)/u

function readDateline(paragraph: string, dates: DateOptions): PublishedDate | null {
  const date = readDate(DATELINE.exec(paragraph.slice(0, 140))?.[1] ?? '', dates)
  return date && date.precision !== 'year'
    ? { value: date.value, precision: date.precision, source: 'dateline' }
    : null
}

function readAuthors(
  outlet: string | null,
  kinds: readonly LineKind[],
  bylines: ReadonlyMap<number, Byline>,
): Author[] {
  const authors: Author[] = []
  const outletKey = outlet ? foldText(outlet) : ''
  for (const [i, byline] of bylines) {
    if (kinds[i] !== 'byline') continue
    // `By The Guardian` names the outlet
    const people =
      byline.form === 'by'
        ? byline.authors.filter((author) => foldText(author.name) !== outletKey)
        : byline.authors
    addAuthors(authors, people)
  }
  return authors
}
