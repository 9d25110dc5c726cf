/**
 * Pages saved as MHTML: https://www.rfc-editor.org/rfc/rfc2557, as Blink, old Internet Explorer, Opera and Word write it.
 *
 * The root is what `start=` names (https://www.rfc-editor.org/rfc/rfc2387#section-3.2), else the part that
 * Snapshot-Content-Location names, else the first page. Other pages are its frames and stay resources.
 */

import { readEml } from './eml.ts'
import { readMailDate } from './mail-date.ts'
import { isHtmlType, looksLikeHtml, magicMime } from './media-kind.ts'
import { headerAddress, headerText } from './mime-header.ts'
import { bodyOf, leavesOf, parseMessage, type Message, type Part } from './mime-parts.ts'
import { CaptureError, counted, webAddress, type PageCapture } from './page-capture.ts'
import { decodePage, decodePlain } from './page-encoding.ts'
import { readMarkup } from './page-markup.ts'
import { absoluteAddress, isPlace, resourcesOf } from './part-resources.ts'

/** The pages of an MHTML file: one, but for several that were joined in a multipart/mixed. */
export function readMhtml(bytes: Uint8Array): PageCapture[] {
  const message = parseMessage(bytes, 'MHTML')
  // a newsletter with pictures in it is a multipart/related too
  if (isMail(message.root)) return [readEml(bytes)]
  const roots = separatePages(message.root)
  const captures =
    roots.length > 1
      ? roots.flatMap((root) => readPage(root, root, []) ?? [])
      : roots.flatMap((root) => readPage(root, message.root, message.notices) ?? [])
  if (captures.length === 0) throw new CaptureError(whyNothing(message))
  // what was wrong with the whole file is said once
  if (roots.length > 1) captures[0]!.notices.unshift(...message.notices)
  return captures
}

/** Whether a message was sent rather than saved. */
function isMail({ fields }: Part): boolean {
  if (fields.has('snapshot-content-location') || /\bsaved by\b/i.test(fields.get('from') ?? '')) return false
  return ['received', 'message-id', 'to', 'delivered-to', 'return-path', 'reply-to'].some((name) =>
    fields.has(name),
  )
}

/** Pages that merely lie side by side; in all other multiparts the parts belong together. */
function separatePages(root: Part): Part[] {
  if (!/^multipart\/(?:mixed|digest|parallel)$/.test(root.contentType.type)) return [root]
  const pages = root.children.filter((child) => leavesOf(child).some(isPage))
  return pages.length > 1 ? pages : [root]
}

const MAYBE_PAGE = /^(?:|text\/plain|text\/xml|application\/(?:octet-stream|xml)|multipart\/.*)$/

function isPage(part: Part): boolean {
  const { type } = part.contentType
  if (isHtmlType(type)) return magicMime(beginningOf(part)) === null
  return MAYBE_PAGE.test(type) && looksLikeHtml(beginningOf(part))
}

function beginningOf(part: Part): Uint8Array {
  return bodyOf({ ...part, body: part.body.subarray(0, 2048) }, [])
}

/** The page among the parts of `root`; `outer` has the fields that are about all of it. */
function readPage(root: Part, outer: Part, shared: readonly string[]): PageCapture | null {
  const leaves = leavesOf(root)
  const page = rootOf(root, leaves)
  if (!page) return null
  const notices = [...shared]
  const base = addressOf(page, outer)
  const { isHtml, text, encoding } = readContent(page, notices)
  const markup = isHtml ? readMarkup(text, base) : null
  const others = leaves.filter((leaf) => leaf !== page)
  const files = resourcesOf(others, base, notices)
  const capture: PageCapture = {
    kind: isHtml ? 'html' : 'text',
    html: markup?.html ?? text,
    url: webAddress(base),
    baseUrl: markup?.baseUrl ?? base,
    capturedAtMs: readMailDate(outer.fields.get('date') ?? page.fields.get('date') ?? '')?.ms ?? null,
    // Chromium's own encoding of titles is ambiguous: the page's is not
    title: markup?.title ?? headerText(outer.fields.get('subject'), encoding.name),
    format: 'mhtml',
    resources: [...files, ...(markup?.resources ?? [])],
    encoding,
    notices: [...notices, ...(markup?.notices ?? [])],
  }
  return markup?.isFrameset ? readFrameset(capture) : capture
}

function readContent(page: Part, notices: string[]) {
  const body = bodyOf(page, notices)
  const charset = page.contentType.params.get('charset') ?? null
  const isHtml = isPage(page)
  const { text, encoding, notices: found } = isHtml ? decodePage(body, charset) : decodePlain(body, charset)
  notices.push(...found)
  return { text, encoding, isHtml }
}

function rootOf(root: Part, leaves: readonly Part[]): Part | null {
  const start = root.contentType.params.get('start')?.replace(/^<|>$/g, '')
  if (start) {
    // it may name a multipart/alternative
    const named = [...leaves, ...root.children].find((part) => part.contentId === start)
    const page = named && leavesOf(named).find(isPage)
    if (page) return page
  }
  const pages = leaves.filter(isPage)
  const snapshot = headerAddress(root.fields.get('snapshot-content-location'))
  const named = snapshot ? pages.find((page) => page.location === snapshot) : undefined
  return named ?? pages[0] ?? leaves.find(isPlainText) ?? null
}

/** A text file that a browser showed and saved. */
function isPlainText(part: Part): boolean {
  return /^(?:text\/plain|)$/.test(part.contentType.type) && isReadable(beginningOf(part))
}

function isReadable(bytes: Uint8Array): boolean {
  return magicMime(bytes) === null && bytes.some((byte) => byte > 0x20) && !bytes.includes(0)
}

/** Where the page was saved from, as the file says it; not only web addresses, because links resolve against it. */
function addressOf(page: Part, outer: Part): string | null {
  const base = headerAddress(page.fields.get('content-base') ?? outer.fields.get('content-base'))
  const snapshot = headerAddress(outer.fields.get('snapshot-content-location'))
  for (const candidate of [snapshot, page.location, outer.location, base]) {
    const address = candidate && absoluteAddress(candidate, base ?? outer.location)
    if (address && isPlace(address)) return address
  }
  return null
}

/** A frameset has no text of its own: its largest frame is the page. */
function readFrameset(capture: PageCapture): PageCapture {
  const frames = capture.resources.filter((resource) => isHtmlType(resource.mime))
  let best: PageCapture | null = null
  for (const frame of frames) {
    const { text, encoding } = decodePage(frame.bytes)
    const { html, baseUrl, resources: embedded } = readMarkup(text, frame.url || capture.baseUrl)
    if (best && html.length <= best.html.length) continue
    const others = capture.resources.filter((resource) => resource !== frame)
    best = { ...capture, html, baseUrl, encoding, resources: [...others, ...embedded] }
  }
  if (!best) return capture
  const notice = `The page is a frameset: the largest of its ${counted(frames.length, 'frame')} was read.`
  return { ...best, notices: [...capture.notices, notice] }
}

function whyNothing({ root, notices }: Message): string {
  const types = [...new Set(leavesOf(root).map((leaf) => leaf.contentType.type || 'parts without a type'))]
  const held = types.length > 0 ? `only ${types.slice(0, 5).join(', ')}` : 'no parts'
  return [`No page was found in this MHTML file, ${held}.`, ...notices].join(' ')
}
