/** Saved pages and e-mails as records: HTML, SingleFile, MHTML, EML and mailboxes. */
import type { ExtractedArticle } from '../../shared/model.ts'
import type { Around } from './around.ts'
import { largerThanRead, limitMarks } from './article-limits.ts'
import {
  CaptureError,
  messagesInMailbox,
  readEml,
  readHtml,
  readMhtml,
  type PageCapture,
} from './captures/captures.ts'
import { extractPage } from './extract/extract-page.ts'
import { formatBytes, limits } from './limits.ts'
import { sentOn, withoutPrefixes } from './mail-fields.ts'
import { readPlainMail } from './plain-mail.ts'
import { findPictures } from './pictures.ts'
import type { FoundRecord, RecordContent, Refusal } from './format.ts'

/** The page of an HTML file. */
export function* readHtmlPage(bytes: Uint8Array, around: Around): Generator<FoundRecord> {
  yield* pagesOf(bytes, 0, bytes.length, around, (all) => [readHtml(all, { fileName: around.fileName })])
}

/** The page of an MHTML file; several where they were joined. */
export function* readMhtmlPages(bytes: Uint8Array, around: Around): Generator<FoundRecord> {
  yield* pagesOf(bytes, 0, bytes.length, around, readMhtml)
}

/** The messages of an e-mail file or a mailbox. */
export function* readMessages(bytes: Uint8Array, around: Around): Generator<FoundRecord> {
  for (const { start, end } of messagesInMailbox(bytes)) {
    yield* pagesOf(bytes, start, end, around, (message) => [readEml(message)])
  }
}

/** One record that cannot be read must not cost the others. */
function* pagesOf(
  bytes: Uint8Array,
  byteStart: number,
  byteEnd: number,
  around: Around,
  read: (bytes: Uint8Array) => PageCapture[],
): Generator<FoundRecord> {
  const place = { byteStart, byteEnd, line: null }
  if (byteEnd - byteStart > limits.pageBytes) {
    const refusal = `One page of ${formatBytes(byteEnd - byteStart)}; the limit is ${formatBytes(limits.pageBytes)}.`
    return yield { ...place, outcome: { refusal } }
  }
  let captures: PageCapture[] | Refusal
  try {
    captures = read(bytes.subarray(byteStart, byteEnd))
  } catch (error) {
    captures = { refusal: whyNot(error) }
  }
  if ('refusal' in captures) return yield { ...place, outcome: captures }
  for (const capture of captures) yield { ...place, ...recordOf(capture, around) }
}

/** Why something cannot be read, for people. */
export function whyNot(error: unknown): string {
  if (error instanceof CaptureError) return error.message
  return `The parser failed: ${error instanceof Error ? error.message : String(error)}`
}

/** A page or message as a record, without its place. Never throws for anything in it. */
export function recordOf(capture: PageCapture, around: Around): RecordContent {
  try {
    const article = capture.kind === 'html' ? pageArticle(capture, around) : readPlainMail(capture)
    if (!article) return { outcome: { refusal: noArticle(capture) } }
    const tooLarge = largerThanRead(article.blocks)
    if (tooLarge) return { outcome: tooLarge }
    const { parts, notices } = findPictures(article, capture, around)
    article.notices = [
      ...encodingNotices(capture),
      ...capture.notices,
      ...article.notices,
      ...limitMarks(article.blocks),
      ...notices,
    ]
    return { outcome: article, parts, capturedAtMs: capture.capturedAtMs }
  } catch (error) {
    return { outcome: { refusal: whyNot(error) } }
  }
}

function pageArticle(capture: PageCapture, around: Around): ExtractedArticle | null {
  const { mail } = capture
  const page = extractPage(capture.html, {
    url: capture.url,
    fileName: around.fileName,
    anyText: mail !== undefined,
  })
  if (!page.blocks.some(({ kind, text }) => kind !== 'figure' && text.trim())) return null
  // a subject says what the message is; its markup has often no headline at all
  const title = (mail && capture.title ? withoutPrefixes(capture.title) : page.title) || capture.title || ''
  return { ...page, title, published: page.published ?? (mail ? sentOn(capture) : null) }
}

function noArticle(capture: PageCapture): string {
  const what = capture.format === 'eml' ? 'e-mail' : 'page'
  return `No article was found on this ${what}${capture.title ? ` (“${capture.title.slice(0, 120)}”)` : ''}. Its bytes are kept.`
}

function encodingNotices({ encoding }: PageCapture): string[] {
  return encoding.guessed ? [`Encoding guessed: ${encoding.name}.`] : []
}
