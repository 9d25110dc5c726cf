/** A row of news data as an article: every known shape and every mapping ends here. */
import { decodeHTML } from 'entities'
import type { Block, ExtractedArticle, PublishedDate } from '../../../../shared/model.ts'
import type { DateOrder, MappedBody } from '../../../../shared/mapping.ts'
import { dateFromUrl } from '../../../text/dates.ts'
import { detectLanguage } from '../../../text/languages.ts'
import { extractPage } from '../../extract/extract-page.ts'
import { fragmentBlocks } from '../../extract/fragment.ts'
import { largerThanRead, limitMarks } from '../../article-limits.ts'
import type { RecordContent } from '../../format.ts'
import { type DateReading, publishedDate, savedMs, unreadDate } from './data-dates.ts'
import { addressOf, authorsOf, languageOf, lineOf, outletOf } from './fields.ts'
import { cleanText, paragraphs } from './paragraphs.ts'
import { asText, asTexts } from './values.ts'

/** What a row says, as it stands there. */
export interface NewsFields {
  title?: unknown
  body?: unknown
  url?: unknown
  published?: unknown
  /** one or several columns */
  authors?: readonly unknown[]
  outlet?: unknown
  /** what it begins with, or a short version: the text where there is no other */
  summary?: unknown
  language?: unknown
  section?: unknown
  /** what a person had sorted it under */
  tags?: readonly unknown[]
  modified?: unknown
  /** when it was downloaded or saved */
  saved?: unknown
}

export interface NewsReading {
  dates: DateOrder
  body: MappedBody
}

const BY_ITSELF: NewsReading = { dates: 'auto', body: 'auto' }

/** Makes an article of what a row says; a row that says nothing readable is refused. */
export function newsArticle(fields: NewsFields, { dates, body }: NewsReading = BY_ITSELF): RecordContent {
  const notices: string[] = []
  const url = addressOf(fields.url)
  const text = textOf(fields, body, url, notices)
  const title = lineOf(fields.title) || derivedTitle(text, notices)
  if (title === '' && text.blocks.length === 0) {
    return { outcome: { refusal: 'It has neither a title nor a text. Its bytes are kept.' } }
  }
  const tooLarge = largerThanRead(text.blocks)
  if (tooLarge) return { outcome: tooLarge }
  if (text.blocks.length === 0) notices.push('Only its headline: there is no text in this dump.')
  const language = languageOf(fields.language) ?? languageIn(text.blocks)
  const reading: DateReading = { order: dates, language }
  const saved = fields.saved === undefined ? null : savedMs(fields.saved, reading)
  const article: ExtractedArticle = {
    title,
    outlet: outletOf(fields.outlet, url),
    authors: fields.authors ? authorsOf(fields.authors) : [],
    published: publishedOf(fields.published, url, reading, notices),
    url,
    language,
    blocks: text.blocks,
    headlines: [],
    notices: [...notices, ...limitMarks(text.blocks)],
  }
  const modified = fields.modified === undefined ? null : publishedDate(fields.modified, reading, 'metadata')
  if (modified && modified.value !== article.published?.value) article.modified = modified
  const section = lineOf(fields.section)
  if (section !== '' && section.length < 200) article.section = section
  const tags = tagsOf(fields.tags)
  return {
    outcome: article,
    capturedAtMs: saved,
    ...(tags.length > 0 ? { brought: { tags: tags.map((tag) => [tag]) } } : {}),
  }
}

interface Text {
  blocks: Block[]
  /** of the page, where the body was a whole one */
  title?: string
}

const MARKUP =
  /<(?:\/?(?:p|div|br|span|a|h[1-6]|ul|ol|li|strong|em|b|i|figure|blockquote|table|article|section|img|html|body|script|style|svg|iframe|pre|code)\b|!doctype|!--)[^<>]*>?/i
const WHOLE_PAGE = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]{0,2000}?-->\s*)?<(?:!doctype\s*html|html|head|body)\b/i

function textOf(fields: NewsFields, kind: MappedBody, url: string | null, notices: string[]): Text {
  const whole = blocksOf(asText(fields.body), kind, url, notices)
  if (whole.blocks.length > 0) return whole
  const short = blocksOf(asText(fields.summary), kind, url, notices)
  if (short.blocks.length > 0) notices.push('Only its summary: there is no longer text in this dump.')
  return short
}

function blocksOf(raw: string, kind: MappedBody, url: string | null, notices: string[]): Text {
  if (raw === '') return { blocks: [] }
  const { text, damaged } = cleanText(raw)
  if (damaged) notices.push('Damaged characters were left out.')
  const isMarkup = kind === 'html' || (kind === 'auto' && text.includes('<') && MARKUP.test(text))
  if (!isMarkup) return { blocks: paragraphs(kind === 'auto' ? withoutEntities(text) : text) }
  if (!WHOLE_PAGE.test(text)) return { blocks: fragmentBlocks(text) }
  const page = extractPage(text, { url })
  return { blocks: page.blocks, title: page.title }
}

const ENTITY =
  /&(?:#\d{2,6}|#x[\da-f]{2,5}|amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|[lr]aquo|euro);/i

/** Text that was taken out of HTML has its entities still. */
function withoutEntities(text: string): string {
  return text.includes('&') && ENTITY.test(text) ? decodeHTML(text) : text
}

const LONGEST_TITLE = 140

/** The first sentence where there is no title; a notice says so. */
function derivedTitle({ blocks, title }: Text, notices: string[]): string {
  if (title) return title
  const first = blocks.find(({ kind, text }) => kind !== 'figure' && text.trim() !== '')?.text ?? ''
  if (first === '') return ''
  notices.push('No title found: named after its first sentence')
  const line = first.slice(0, 1000).replace(/\s+/g, ' ').trim()
  const sentence = /^.{12,140}?[.!?…。！？](?=\s+["'“«(]?[\p{Lu}\p{Nd}\p{Lo}]|$)/u.exec(line)?.[0] ?? line
  if (sentence.length <= LONGEST_TITLE) return sentence
  const cut = sentence.lastIndexOf(' ', LONGEST_TITLE)
  return `${sentence.slice(0, cut > LONGEST_TITLE / 2 ? cut : LONGEST_TITLE).toWellFormed()}…`
}

function publishedOf(
  value: unknown,
  url: string | null,
  reading: DateReading,
  notices: string[],
): PublishedDate | null {
  const read = value === undefined ? null : publishedDate(value, reading, 'metadata')
  if (read) return read
  const unread = value === undefined ? null : unreadDate(value)
  if (unread) notices.push(`Its date was not understood: “${unread}”.`)
  const inUrl = url ? dateFromUrl(url) : null
  return inUrl && { ...inUrl, source: 'url' }
}

const SAMPLE = 700

function languageIn(blocks: readonly Block[]): string | null {
  let sample = ''
  for (const { text } of blocks) {
    if (text.length > 60) sample += `${text.slice(0, SAMPLE)} `
    if (sample.length >= SAMPLE) break
  }
  return detectLanguage(
    sample ||
      blocks
        .slice(0, 8)
        .map(({ text }) => text.slice(0, 200))
        .join(' '),
  )
}

function tagsOf(values: readonly unknown[] | undefined): string[] {
  const tags = (values ?? []).flatMap((value) =>
    asTexts(value).flatMap((text) => (Array.isArray(value) ? [text] : text.split(/\s*[|;,\n]\s*/))),
  )
  return [...new Set(tags.map(lineOf).filter((tag) => tag !== '' && tag.length <= 200))].slice(0, 200)
}
