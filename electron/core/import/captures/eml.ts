/**
 * Articles in e-mails, https://www.rfc-editor.org/rfc/rfc5322 with MIME: newsletters, articles that somebody sent or forwarded.
 * What a mail program would show is the page; a message or a page attached to a few words is read instead of the words.
 */

import { unflow } from './flowed-text.ts'
import { attachedTexts, innerMessages, isHtml, shownParts } from './mail-content.ts'
import { readMailDate } from './mail-date.ts'
import { headerAddress, headerText } from './mime-header.ts'
import { bodyOf, leavesOf, parseMessage, type Part } from './mime-parts.ts'
import {
  CaptureError,
  counted,
  webAddress,
  type MailFields,
  type PageCapture,
  type PageEncoding,
} from './page-capture.ts'
import { decodePage, decodePlain } from './page-encoding.ts'
import { readMarkup } from './page-markup.ts'
import { isPlace, resourcesOf } from './part-resources.ts'

/** The article of an e-mail. Throws {@link CaptureError} with the reason where there is nothing to read. */
export function readEml(bytes: Uint8Array): PageCapture {
  const { root, notices } = parseMessage(bytes, 'e-mail')
  const found = choose(root)
  if (!found) throw new CaptureError(whyNothing(root, notices))
  const { message, texts, attached } = found
  const content = join(texts)
  const base = addressOf(message, texts[0]!.part)
  const markup = content.kind === 'html' ? readMarkup(content.text, base) : null
  const mail = mailFields(message, content.encoding)
  const all = [...notices, ...content.notices]
  if (attached) all.push(attached)
  const used = new Set(texts.map(({ part }) => part))
  const others = leavesOf(root).filter((leaf) => !used.has(leaf))
  const resources = resourcesOf(others, base, all)
  if (markup) all.push(...markup.notices)
  return {
    kind: content.kind,
    html: markup?.html ?? content.text,
    url: webAddress(base),
    baseUrl: markup?.baseUrl ?? base,
    capturedAtMs: readMailDate(message.fields.get('date') ?? '')?.ms ?? null,
    title: mail.subject ?? markup?.title ?? null,
    format: 'eml',
    resources: [...resources, ...(markup?.resources ?? [])],
    encoding: content.encoding,
    notices: all,
    mail,
  }
}

interface ReadText {
  part: Part
  isHtml: boolean
  text: string
  encoding: PageEncoding
  notices: string[]
}

interface Chosen {
  message: Part
  texts: ReadText[]
  /** that something attached was read, and what */
  attached: string | null
}

/** What is attached is the article where it is this much longer than the words above it. */
const ATTACHED_RATIO = 3

function choose(root: Part): Chosen | null {
  const candidates: Chosen[] = [{ message: root, texts: shownParts(root).map(readText), attached: null }]
  for (const message of innerMessages(root).slice(0, 100))
    candidates.push({
      message,
      texts: shownParts(message).map(readText),
      attached: 'Read from the message attached to it.',
    })
  for (const part of attachedTexts(root).slice(0, 100)) {
    const name = part.disposition.params.get('filename') ?? part.contentType.params.get('name')
    const attached = `Read from the attached ${name ? `file “${name.slice(0, 200)}”` : 'text'}.`
    candidates.push({ message: root, texts: [readText(part)], attached })
  }
  let best: Chosen | null = null
  let most = 0
  for (const candidate of candidates) {
    const length = candidate.texts.reduce((sum, text) => sum + readableLength(text), 0)
    if (length > most * (best ? ATTACHED_RATIO : 1)) {
      best = candidate
      most = length
    }
  }
  return best
}

function readText(part: Part): ReadText {
  const notices: string[] = []
  const body = bodyOf(part, notices)
  const charset = part.contentType.params.get('charset') ?? null
  const isPage = isHtml(part)
  const { text, encoding, notices: found } = isPage ? decodePage(body, charset) : decodePlain(body, charset)
  const flowed = !isPage && part.contentType.params.get('format')?.toLowerCase() === 'flowed'
  const delSp = part.contentType.params.get('delsp')?.toLowerCase() === 'yes'
  return {
    part,
    isHtml: isPage,
    text: flowed ? unflow(text, delSp) : text,
    encoding,
    notices: [...notices, ...found],
  }
}

/** Characters that are no tags and no white space. */
function readableLength({ text, isHtml }: ReadText): number {
  let length = 0
  let inTag = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isHtml && code === 0x3c) inTag = true
    else if (isHtml && code === 0x3e) inTag = false
    else if (!inTag && code > 0x20) length++
  }
  return length
}

/** Text and pages that stand after each other, as Apple Mail writes around pictures and lists add their footers. */
function join(texts: readonly ReadText[]): { kind: 'html' | 'text' } & Omit<ReadText, 'part' | 'isHtml'> {
  const kind = texts.some(({ isHtml }) => isHtml) ? 'html' : 'text'
  const pieces = texts.map(({ text, isHtml }) => (kind === 'html' && !isHtml ? asMarkup(text) : text))
  const main = texts.find(({ isHtml }) => isHtml) ?? texts[0]!
  return {
    kind,
    text:
      kind === 'html'
        ? pieces.join('\n')
        : pieces
            .map((piece) => piece.trim())
            .filter(Boolean)
            .join('\n\n'),
    encoding: main.encoding,
    notices: [...new Set(texts.flatMap(({ notices }) => notices))],
  }
}

function asMarkup(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped
    .split(/\r?\n[ \t]*\r?\n/)
    .map((paragraph) => `<p>${paragraph.trim()}</p>`)
    .join('\n')
}

function mailFields({ fields }: Part, { name }: PageEncoding): MailFields {
  return {
    from: headerText(fields.get('from') ?? fields.get('sender'), name),
    subject: headerText(fields.get('subject'), name),
    date: readMailDate(fields.get('date') ?? '')?.iso ?? null,
  }
}

/** RFC 2557 addresses, and the place on the web that https://www.rfc-editor.org/rfc/rfc5064 names. */
function addressOf({ fields, location }: Part, text: Part): string | null {
  const named = ['content-base', 'archived-at'].map((name) => headerAddress(fields.get(name)))
  return [text.location, location, ...named].find((address) => address && isPlace(address)) ?? null
}

function whyNothing(root: Part, notices: readonly string[]): string {
  const leaves = leavesOf(root)
  const types = [...new Set(leaves.map(({ contentType }) => contentType.type || 'text/plain'))]
  const isEncrypted = /^(?:multipart\/encrypted|application\/(?:x-)?pkcs7-mime)$/.test(root.contentType.type)
  const reason = isEncrypted
    ? 'This e-mail is encrypted.'
    : types.includes('application/ms-tnef') && !types.some((type) => type.startsWith('text/'))
      ? 'This e-mail’s text lies in Outlook’s winmail.dat, which is not supported.'
      : leaves.length > 0
        ? `This e-mail holds no text to read, only ${counted(leaves.length, 'part')}: ${types.slice(0, 5).join(', ')}.`
        : 'This e-mail holds no text.'
  return [reason, ...notices].join(' ')
}
