/**
 * Pages saved as HTML: by browsers alone or with a folder, by SingleFile plain or as a zip that unpacks itself, by Save Page WE
 * and HTTrack; each writes the page's address in a place of its own.
 */

import { magicMime } from './media-kind.ts'
import { readMailDate } from './mail-date.ts'
import { CaptureError, webAddress, type PageCapture } from './page-capture.ts'
import { decodePage } from './page-encoding.ts'
import { readMarkup, type PageMarkup } from './page-markup.ts'
import { readZippedPage, type ZippedPage } from './single-file-zip.ts'

export interface HtmlOptions {
  fileName?: string
  /** the charset that a server or a container named */
  charset?: string | null
  /** the address it was saved from, where a container knows it */
  url?: string | null
}

/** A page, whoever saved it; `format` tells what it was. */
export function readHtml(bytes: Uint8Array, options: HtmlOptions = {}): PageCapture {
  const zipped = readZippedPage(bytes)
  return zipped ? readZipped(zipped, options) : readPlain(bytes, options)
}

/** A page that SingleFile saved, where somebody knows that it did: also without the comment that says so. */
export function readSingleFile(bytes: Uint8Array, options: HtmlOptions = {}): PageCapture {
  const capture = readHtml(bytes, options)
  return capture.format === 'html' ? { ...capture, format: 'singlefile' } : capture
}

function readPlain(bytes: Uint8Array, options: HtmlOptions): PageCapture {
  if (!bytes.some((byte) => byte > 0x20)) throw new CaptureError('The page is empty.')
  const known = magicMime(bytes)
  if (known) throw new CaptureError(`This is no page but ${known}.`)
  const { text, encoding, notices } = decodePage(bytes, options.charset ?? null)
  const markup = readMarkup(text, options.url ?? null)
  return {
    kind: 'html',
    html: markup.html,
    title: markup.title,
    ...provenance(text, markup, options),
    resources: markup.resources,
    encoding,
    notices: [...notices, ...markup.notices],
  }
}

function readZipped(page: ZippedPage, options: HtmlOptions): PageCapture {
  const { text, encoding, notices } = decodePage(page.index)
  const markup = readMarkup(text, page.originalUrl, page.names)
  const found = provenance(text, markup, options)
  const url = page.originalUrl ?? found.url
  return {
    kind: 'html',
    html: markup.html,
    title: markup.title ?? page.title,
    url,
    baseUrl: markup.baseUrl ?? url,
    capturedAtMs: (page.archiveTime ? readMailDate(page.archiveTime)?.ms : null) ?? found.capturedAtMs,
    format: 'singlefile-zip',
    resources: [...page.resources, ...markup.resources],
    encoding,
    notices: [...page.notices, ...notices, ...markup.notices],
  }
}

type Provenance = Pick<PageCapture, 'url' | 'baseUrl' | 'capturedAtMs' | 'format'>

function provenance(text: string, markup: PageMarkup, options: HtmlOptions): Provenance {
  const comment = singleFileComment(markup.comments)
  const isSingleFile = comment !== null || hasSingleFileTraces(text, markup)
  const saved = comment ?? savePageWe(markup) ?? browserComment(markup.comments)
  const url =
    webAddress(options.url) ??
    saved?.url ??
    // extraction reads the canonical address itself; of a SingleFile page it is where it was saved from
    (isSingleFile ? firstAddress([markup.infobarUrl, ...markup.canonical]) : null)
  return {
    url,
    baseUrl: markup.baseUrl ?? url,
    capturedAtMs: saved?.ms ?? (isSingleFile ? dateInName(options.fileName ?? '') : null),
    format: isSingleFile ? 'singlefile' : 'html',
  }
}

function firstAddress(candidates: readonly (string | null)[]): string | null {
  for (const candidate of candidates) {
    const address = webAddress(candidate)
    if (address) return address
  }
  return null
}

interface Saved {
  url: string | null
  ms: number | null
}

/**
 * The first comment in the root element (single-file-core, core/index.js, insertSingleFileComment). Its date ends in the
 * zone's name in the language of whoever saved it, in parentheses.
 */
function singleFileComment(comments: readonly string[]): Saved | null {
  const comment = comments.find((text) =>
    /^\s*(?:Page saved with|Archive processed by) SingleFile\b/.test(text),
  )
  if (comment === undefined) return null
  return {
    url: webAddress(/^[ \t]*url:(.*)$/m.exec(comment)?.[1]),
    ms: scriptDate(/^[ \t]*saved date:(.*)$/m.exec(comment)?.[1]),
  }
}

function scriptDate(text: string | undefined): number | null {
  return text === undefined ? null : (readMailDate(text.replace(/\(.*$/s, ''))?.ms ?? null)
}

function hasSingleFileTraces(text: string, markup: PageMarkup): boolean {
  if (markup.infobarUrl) return true
  // words first: the patterns alone took a twentieth of all reading
  if (text.includes('data-template-shadow-root')) return true
  if (text.includes('.sf-hidden') && /\.sf-hidden\s*\{/.test(text)) return true
  if (text.includes('--sf-img-') && /--sf-img-\d+\s*:/.test(text)) return true
  return text.includes('<singlefile-infobar') || text.includes('<single-file-infobar')
}

/** Save Page WE writes `<meta name="savepage-url">` and its like. */
function savePageWe({ saved }: PageMarkup): Saved | null {
  const url = webAddress(saved.get('savepage-url') ?? saved.get('savepage-from'))
  return url ? { url, ms: scriptDate(saved.get('savepage-date')) } : null
}

/** `saved from url=(0029)http://…` of browsers (the number is the address's length), `Mirrored from …` of HTTrack. */
function browserComment(comments: readonly string[]): Saved | null {
  for (const comment of comments) {
    const saved = /^\s*saved from url=\(\d{1,6}\)\s*(\S+)/i.exec(comment)
    if (saved) return { url: webAddress(saved[1]), ms: null }
    const mirrored = /^\s*Mirrored from (\S+) by HTTrack[^,]*,\s*(.*)/i.exec(comment)
    if (mirrored)
      return { url: webAddress(`http://${mirrored[1]}`), ms: readMailDate(mirrored[2]!)?.ms ?? null }
  }
  return null
}

/** `Title (2023-10-17 13_55_34).html`; forms in which day and month could be either are left alone. */
function dateInName(name: string): number | null {
  const match = /\((\d{4}-\d{2}-\d{2})(?:[ T_](\d{1,2})[_:：](\d{2})[_:：](\d{2})(?: ?([AP])M)?)?/i.exec(name)
  if (!match) return null
  const [, day, hour, minute, second, half] = match
  const hours = half ? (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hour ?? 0)
  const ms = Date.parse(`${day}T${String(hours).padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}Z`)
  return Number.isNaN(ms) ? null : ms
}
