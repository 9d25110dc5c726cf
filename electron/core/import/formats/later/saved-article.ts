/** Articles as read-later exports know them: an address and a title at the least, a body at best. */
import { type Block, bodyText, type ExtractedArticle, type PublishedDate } from '../../../../shared/model.ts'
import { detectLanguage } from '../../../text/languages.ts'
import { largerThanRead, limitMarks } from '../../article-limits.ts'
import { fragmentBlocks } from '../../extract/fragment.ts'
import { domainName } from '../../extract/outlet.ts'
import type { Refusal } from '../../format.ts'

export interface Saved {
  title?: string
  url?: string
  authors?: readonly string[]
  /** where the export names it; else it is the address's domain */
  outlet?: string
  published?: PublishedDate | null
  /** as the export writes it: `fr`, `fr-FR`, `fr_FR` */
  language?: string
  /** the body as HTML, or as plain text */
  html?: string
  text?: string
  /** a few sentences of it by its publisher, shown where there is no body */
  description?: string
  section?: string
  notices?: readonly string[]
}

export const ONLY_ADDRESS = 'The export holds only its address and title.'
const LONGEST_URL = 4096
const LONGEST_TITLE = 1000
const LONGEST_DESCRIPTION = 4000

/** Never throws. */
export function savedArticle(saved: Saved): ExtractedArticle | Refusal {
  const url = cleanUrl(saved.url ?? '')
  const title = cleanTitle(saved.title ?? '', url)
  const blocks = blocksOf(saved)
  if (blocks.length === 0 && url === null && title === '')
    return { refusal: 'This record has neither an address nor a title nor a text.' }
  const tooLarge = largerThanRead(blocks)
  if (tooLarge) return tooLarge
  const body = bodyText(blocks)
  const { notices = [], published = null, description = '', section = '' } = saved
  return {
    title,
    outlet: oneLine(saved.outlet ?? '') || (url && domainName(url)) || null,
    authors: namesOf(saved.authors ?? []),
    published,
    url,
    language: (body && detectLanguage(body.slice(0, 20_000))) || languageOf(saved.language),
    blocks,
    headlines: [],
    ...(section ? { section } : {}),
    ...(description.trim() ? { description: clean(description).trim().slice(0, LONGEST_DESCRIPTION) } : {}),
    notices: [
      ...notices,
      ...limitMarks(blocks),
      ...(blocks.length === 0 && notices.length === 0 ? [ONLY_ADDRESS] : []),
    ],
  }
}

function blocksOf({ html, text }: Saved): Block[] {
  if (html?.trim()) return fragmentBlocks(clean(html))
  return textBlocks(text ?? '')
}

/** Paragraphs by blank lines; by lines where there are no blank ones. */
export function textBlocks(text: string): Block[] {
  const lines = clean(text).replace(/\r\n?/g, '\n')
  const parts = /\n[ \t]*\n/.test(lines) ? lines.split(/\n[ \t]*\n/) : lines.split('\n')
  return parts.flatMap((part) => {
    const words = part.replace(/\s+/g, ' ').trim()
    return words === '' ? [] : [{ kind: 'paragraph' as const, text: words }]
  })
}

/** A title that is the address says nothing. */
function cleanTitle(title: string, url: string | null): string {
  const line = oneLine(title).slice(0, LONGEST_TITLE)
  return url !== null && plain(line) === plain(url) ? '' : line
}

function plain(address: string): string {
  return address
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/\/+$/, '')
    .toLowerCase()
}

function cleanUrl(url: string): string | null {
  const address = url.replace(/[\u0000-\u0020\u007f]+/g, '').slice(0, LONGEST_URL)
  if (address === '' || /^(?:javascript|data|about|place|blob|file|vbscript):/i.test(address)) return null
  // as people type it
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/.test(address) ? `https://${address}` : address
}

function namesOf(authors: readonly string[]): ExtractedArticle['authors'] {
  const names = authors.map((name) => oneLine(name).slice(0, 200)).filter((name) => name !== '')
  return [...new Set(names)].slice(0, 100).map((name) => ({ name }))
}

/** The primary tag, where it is one. */
function languageOf(language = ''): string | null {
  return /^([a-z]{2,3})(?:[-_]|$)/i.exec(language.trim())?.[1]?.toLowerCase() ?? null
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

/** Without what no text holds: control characters, halves of letters. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').replace(/\p{Cs}/gu, '\ufffd')
}
