/**
 * Articles exported from press databases: LexisNexis (`1 of 10 DOCUMENTS`, `BYLINE: …`, hard-wrapped), Nexis Uni
 * (`Section: …`, `Load-Date: …`, `End of Document`) and Factiva (`355 words`, `(c) 2010 …`, `Document ABC000…`).
 */

import type { Author, Block, ExtractedArticle } from '../../../../shared/model.ts'
import { readDate, type DateOptions } from '../../../text/dates.ts'
import { tidy, type Line } from '../../../text/lines.ts'
import { addAuthors, namesIn } from './authors.ts'
import { wrapWidth } from './units.ts'

export type DatabaseArticle = Pick<ExtractedArticle, 'title' | 'outlet' | 'authors' | 'published' | 'blocks'>

export const DOCUMENT_COUNT =
  /^(?:document |dokument )?\d{1,6} (?:of|von|de|sur|di|van|из) \d{1,6}(?: (?:documents?|dokumente?n?|documentos?|documenti))?$/i
export const DOCUMENT_END = /^(?:end of document|document [A-Za-z]{2,12}0{0,3}[A-Za-z0-9]{12,})$/i

const FIELD =
  /^(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE|JOURNAL-CODE|SERIES|CORRECTION|TYPE|SUBJECT|ORGANIZATION|PERSON|GEOGRAPHIC|INDUSTRY|COMPANY|CITY|STATE|COUNTRY|URL|DOCUMENT-TYPE|PUB-TYPE|SOURCE|COPYRIGHT|CATEGORY|TICKER|NOTES|RUBRIK|LÄNGE|AUTOR|VERFASSER|HIGHLIGHTS?|UPDATE|LOAD-TIME)\s?:\s*(.*)$/i
const WORD_COUNT = /^[\d,.]{1,7} (?:words|Wörter|mots|palabras|parole)$/i
const FACTIVA_FIELD =
  /^(HD|SE|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN|CT|RF)\s{1,4}(\S.*)$/

/** True where the lines are one article of such an export. */
export function isDatabaseExport(lines: readonly Line[]): boolean {
  let fields = 0
  let factiva = 0
  let marks = 0
  for (const { text } of lines) {
    if (text.length > 300) continue
    if (DOCUMENT_COUNT.test(text) || DOCUMENT_END.test(text)) marks++
    else if (FIELD.test(text)) fields++
    else if (FACTIVA_FIELD.test(text)) factiva++
  }
  const length = lines.some(
    ({ text }) => /^(?:LENGTH|LÄNGE): \d+ \p{L}+/iu.test(text) || WORD_COUNT.test(text),
  )
  return (
    (fields >= 2 && (marks > 0 || length)) ||
    (marks > 0 && length) ||
    (factiva >= 5 && lines.some(({ text }) => /^HD\s/.test(text)))
  )
}

/** Title, outlet, people, date and body of one exported article. */
export function readDatabaseExport(lines: readonly Line[], dates: DateOptions): DatabaseArticle {
  return lines.some(({ text }) => /^HD\s/.test(text)) ? readCodes(lines, dates) : readFields(lines, dates)
}

function readFields(all: readonly Line[], dates: DateOptions): DatabaseArticle {
  // the first article of a download stands below its cover sheet
  const count = Math.max(
    0,
    all.findIndex(({ text }) => DOCUMENT_COUNT.test(text)),
  )
  const lines = all.slice(count)
  const article: DatabaseArticle = {
    title: '',
    outlet: null,
    authors: [],
    published: null,
    blocks: all.slice(0, count).map((line) => ({ kind: 'furniture', text: tidy(line.text) })),
  }
  const head = readHead(article, lines, dates)
  const body: Line[] = []
  let inField = false
  lines.forEach((line, i) => {
    if (head.title.has(i)) return
    const field = FIELD.exec(line.text)
    if (field && /^(?:BYLINE|AUTOR|VERFASSER)$/i.test(field[1]!))
      addAuthors(article.authors, namesIn(withoutRole(field[2]!)))
    // a field's value goes on in the next line until a blank one
    inField = field !== null || (inField && line.blankBefore === 0 && !isRights(line.text))
    if (i < head.end || inField || isFact(line.text, dates) || isRights(line.text)) {
      const kind = /^HIGHLIGHTS?$/i.test(field?.[1] ?? '') ? 'heading' : 'furniture'
      flush(article, body, { kind, text: line.text })
    } else body.push(line)
  })
  flush(article, body)
  return article
}

interface Head {
  /** indexes of the title's lines */
  title: ReadonlySet<number>
  /** index past the lines above the body */
  end: number
}

/**
 * Above the fields stand outlet, date and title (LexisNexis: the first two centred, an edition below the date), or title,
 * outlet and date (Nexis Uni); without fields (Factiva) title, number of words, date, outlet, down to the rights line.
 */
function readHead(article: DatabaseArticle, lines: readonly Line[], dates: DateOptions): Head {
  const firstField = lines.findIndex(({ text }) => FIELD.test(text) || WORD_COUNT.test(text))
  const hasFields = lines.some(({ text }) => FIELD.test(text))
  const rights = lines.slice(0, 16).findIndex(({ text }) => /^(?:\(c\)|©|copyright\b)/i.test(text))
  const end = hasFields ? Math.max(0, firstField) : rights + 1
  const dateAt = lines.findIndex(
    ({ text }, i) => i < Math.max(0, firstField) + 8 && headDate(text, dates) !== null,
  )
  const date = dateAt < 0 ? null : headDate(lines[dateAt]!.text, dates)
  if (date) article.published = { value: date.value, precision: date.precision, source: 'header' }
  const names = [...lines.keys()]
    .slice(0, Math.max(0, firstField))
    .filter((i) => i !== dateAt && isHeadName(lines[i]!))
  const centred = (i: number) => lines[i]!.indent > 12
  const above = names.filter((i) => i < dateAt)
  const below = names.filter((i) => i > dateAt && !centred(i) && !/\bedition\b/i.test(lines[i]!.text))
  const classic = dateAt >= 0 && above.length > 0 && below.length > 0
  const outlet = classic
    ? above.at(-1)
    : (names[1] ?? (isHeadName(lines[dateAt + 1]) ? dateAt + 1 : undefined))
  const first = classic ? below[0]! : names.find((i) => i !== outlet)
  if (outlet !== undefined) article.outlet = tidy(lines[outlet]!.text.replace(/\s*\([^)]{2,40}\)$/, ''))
  if (first === undefined) return { title: new Set(), end }
  // a long headline is wrapped: its lines follow without a blank one
  const title = new Set([first])
  for (let i = first + 1; classic && names.includes(i) && lines[i]!.blankBefore === 0; i++) title.add(i)
  article.title = [...title].map((i) => tidy(lines[i]!.text)).join(' ')
  return { title, end }
}

function isHeadName(line: Line | undefined): boolean {
  return (
    line !== undefined && line.text.length < 300 && !DOCUMENT_COUNT.test(line.text) && !isRights(line.text)
  )
}

function headDate(text: string, dates: DateOptions) {
  const date = readDate(
    text
      .replace(/\b(?:Final|First|Late|Morning|Evening) Edition\b.*$/i, '')
      .replace(/,?\s*\d{1,2}:\d{2} [AP]M GMT$/i, '')
      .trim(),
    dates,
  )
  return date && date.precision !== 'year' ? date : null
}

/** Factiva's lines of facts: `355 words`, `11 January 2010`, `English`, `(c) 2010 …`, source codes. */
function isFact(text: string, dates: DateOptions): boolean {
  if (text.length > 60) return false
  return (
    WORD_COUNT.test(text) ||
    /^(?:English|German|French|Spanish|Italian|Portuguese|Dutch|Russian)$/.test(text) ||
    /^(?:Page|pg) \w{1,6}$/i.test(text) ||
    (/\d/.test(text) && headDate(text, dates) !== null)
  )
}

function isRights(text: string): boolean {
  return (
    text.length < 200 &&
    (/^(?:\(c\)|©|copyright\b)/i.test(text) ||
      /^all rights reserved\b/i.test(text) ||
      DOCUMENT_COUNT.test(text) ||
      DOCUMENT_END.test(text) ||
      /^(?:Body|Classification|Notes|Link to (?:image|PDF))$/.test(text))
  )
}

function withoutRole(byline: string): string {
  return byline
    .replace(/^by\s+/i, '')
    .replace(
      /[,;]\s*(?:\p{Ll}|Political|Chief|Senior|Staff|Foreign|Economics?|City|Health|Science|Home|Special)[\p{L} ]*$/u,
      '',
    )
}

/** Body lines so far as paragraphs, then the block that ended them. */
function flush(article: DatabaseArticle, body: Line[], block?: Block): void {
  article.blocks.push(...paragraphs(body))
  body.length = 0
  if (block) article.blocks.push({ ...block, text: tidy(block.text) })
}

/** Hard-wrapped lines as paragraphs: a blank line or an indent begins a new one. */
export function paragraphs(lines: readonly Line[]): Block[] {
  const wrapped = wrapWidth(lines) > 0
  const blocks: Block[] = []
  for (const line of lines) {
    const last = blocks.at(-1)
    if (last && wrapped && line.blankBefore === 0 && line.indent < 2) last.text += ` ${tidy(line.text)}`
    else blocks.push({ kind: 'paragraph', text: tidy(line.text) })
  }
  return blocks
}

/** Factiva with two-letter codes: `HD  Headline`, `BY  Name`, `PD  11 January 2010`, `SN  Outlet`, `LP` and `TD` the body. */
function readCodes(lines: readonly Line[], dates: DateOptions): DatabaseArticle {
  const article: DatabaseArticle = { title: '', outlet: null, authors: [], published: null, blocks: [] }
  let code = ''
  const authors: Author[] = []
  for (const { text } of lines) {
    const match = FACTIVA_FIELD.exec(text) ?? (/^(LP|TD|HD)$/.test(text) ? [text, text, ''] : null)
    if (match) code = match[1]!
    const value = tidy(match ? match[2]! : text)
    if (!value) continue
    if (code === 'HD' && match) article.title = value
    else if (code === 'HD') article.title += ` ${value}`
    else if (code === 'LP' || code === 'TD') article.blocks.push({ kind: 'paragraph', text: value })
    else {
      if (code === 'SN') article.outlet ??= value
      if (code === 'BY') addAuthors(authors, namesIn(withoutRole(value)))
      const date = code === 'PD' ? readDate(value, dates) : null
      if (date) article.published = { value: date.value, precision: date.precision, source: 'header' }
      article.blocks.push({ kind: 'furniture', text: tidy(text) })
    }
  }
  article.authors = authors
  return article
}
