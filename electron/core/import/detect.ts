/** What a file is by its content. Names and extensions lie; the first bytes rarely do. */

import { APPLICATION_ID } from '../db/application-id.ts'
import { decodeAs } from '../text/charsets.ts'
import { wideEncoding } from '../text/encodings.ts'
import { ByteReader } from './bytes/reader.ts'
import { readHeader } from './formats/data/csv-header.ts'
import { dataBytes } from './formats/data/data-bytes.ts'
import { isPocketHtml } from './formats/later/pocket-html.ts'
import { isRis } from './formats/later/ris.ts'
import { isZoteroRdf } from './formats/later/zotero-rdf.ts'

export type ContentKind =
  | 'empty'
  | 'binary'
  | 'html'
  | 'xml'
  | 'bookmarks'
  | 'mhtml'
  | 'pocket'
  | 'zotero'
  | 'ris'
  | 'sqlite'
  | 'eml'
  | 'json'
  | 'jsonl'
  | 'csv'
  | 'parquet'
  | 'warc'
  | 'gzip'
  | 'zip'
  | 'tar'
  | 'zstd'
  | 'bzip2'
  | 'xz'
  | 'text'
  // another archive, and the lines that one was written as
  | 'clipfile'
  | 'lines'

const PREFIX = 16 * 1024
/** of data sets, to see what their rows are */
const HEAD = 64 * 1024

/** What the bytes of a whole file (or its first 16 kB and more) hold. */
export function sniffKind(bytes: Uint8Array): ContentKind {
  if (bytes.length === 0) return 'empty'
  const packed = packedKind(bytes)
  if (packed) return packed
  const prefix = bytes.subarray(0, PREFIX)
  const wide = wideEncoding(prefix)?.name
  if (!wide && looksBinary(prefix)) return beginsWithRow(prefix) ? 'jsonl' : 'binary'
  // \x1e stands before each value of a JSON text sequence, RFC 7464
  const text = decodeAs(prefix, wide ?? 'utf-8').replace(/^[\s\ufeff\0\x1e]+/, '')
  if (text === '') return bytes.length <= PREFIX || isBlank(bytes) ? 'empty' : 'text'
  if (isRis(text)) return 'ris'
  return markupKind(text) ?? dataKind(text, bytes) ?? mailKind(text) ?? tableKind(text, bytes) ?? 'text'
}

/** One record of an ARC file, as it is kept with its article; whole files begin with `filedesc:`. */
const ARC_RECORD = /^[a-z][a-z\d+.-]{1,30}:\S* \S+ \d{14} \S* (?:\S+ \S+ \S+ \d+ \S+ )?\d+\r?\n/i

/** True where the bytes are something a person reads, not a program's file. */
export function looksLikeText(bytes: Uint8Array): boolean {
  return sniffKind(bytes) === 'text'
}

const SIGNATURES: readonly (readonly [ContentKind, string])[] = [
  ['gzip', '\x1f\x8b'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['bzip2', 'BZh'],
  ['xz', '\xfd7zXZ\0'],
  ['warc', 'WARC/'],
  ['warc', 'warc/'],
  ['warc', 'filedesc:'],
  ['parquet', 'PAR1'],
  ['binary', '%PDF-'],
  ['binary', '{\\rtf'],
  ['sqlite', 'SQLite format 3\0'],
]

function packedKind(bytes: Uint8Array): ContentKind | null {
  for (const [kind, signature] of SIGNATURES) {
    let same = true
    for (let i = 0; i < signature.length && same; i++) same = bytes[i] === signature.charCodeAt(i)
    if (!same || (kind === 'bzip2' && !isBzip2(bytes))) continue
    return isArchive(bytes) ? 'clipfile' : kind
  }
  if (isTar(bytes)) return 'tar'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4000)).toString('latin1')
  return ARC_RECORD.test(head) ? 'warc' : null
}

/** A text may begin with these letters: a level and the first block's mark (or that of the end) follow. */
function isBzip2(bytes: Uint8Array): boolean {
  const mark = Buffer.from(bytes.subarray(4, 10)).toString('hex')
  return bytes[3]! >= 0x31 && bytes[3]! <= 0x39 && (mark === '314159265359' || mark === '177245385090')
}

const TAR_BLOCK = 512

/**
 * POSIX and GNU tars say so at byte 257; older ones are told by the checksum of their first header.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
 */
function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < TAR_BLOCK || bytes[0] === 0) return false
  const field = Buffer.from(bytes.subarray(148, 156)).toString('latin1')
  const said = /^ *([0-7]+)[ \0]/.exec(field)
  if (!said) return false
  let sum = 8 * 0x20
  for (let i = 0; i < TAR_BLOCK; i++) if (i < 148 || i >= 156) sum += bytes[i]!
  return sum === parseInt(said[1]!, 8)
}

/** https://www.sqlite.org/fileformat2.html#application_id */
const APPLICATION_AT = 68

function isArchive(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x53 || bytes.length < 100) return false
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(APPLICATION_AT) === APPLICATION_ID
}

/** BEL to CR, ESC (ISO-2022) and SUB (the end of DOS files) do occur in text. */
const STRANGE = /[\x00-\x06\x0e-\x19\x1c-\x1f]/g

/**
 * Control characters that no text holds. A few stray NULs are damage, not a program's file. A pattern over bytes as
 * characters: a loop over them takes four times as long, and nearly every file passes here.
 */
function looksBinary(prefix: Uint8Array): boolean {
  const bytes = Buffer.from(prefix.buffer, prefix.byteOffset, prefix.length).toString('latin1')
  const strange = bytes.match(STRANGE)?.length ?? 0
  return strange > prefix.length * 0.02 && !hasOnlyStrayNuls(bytes)
}

/** Between printable characters, one at a time: what a program pads with comes in rows. */
function hasOnlyStrayNuls(bytes: string): boolean {
  return !bytes.includes('\0\0') && /^[\t\n\r\x20-\x7e\0]*$/.test(bytes)
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 0x20)
}

function markupKind(text: string): ContentKind | null {
  if (!text.startsWith('<')) return null
  if (isPocketHtml(text)) return 'pocket'
  if (isZoteroRdf(text)) return 'zotero'
  const head = text.slice(0, 4000).toLowerCase()
  if (BOOKMARKS.test(head)) return 'bookmarks'
  // minifiers write `<!doctypehtml>`
  if (
    /^(?:<!--[^]{0,3000}?-->\s*)*<(?:!doctype\s*html|html|head|body|title|meta|script|link|style|base|frameset)\b/.test(
      head,
    )
  )
    return 'html'
  if (/^<\?xml/.test(head)) return /<html[\s>]/.test(head) ? 'html' : 'xml'
  if (
    /^(?:<!--[^]{0,3000}?-->\s*|<!doctype[^>[]{0,300}(?:\[[^]{0,3000}?\]\s*)?>\s*)*<(?:rss|(?:\w+:)?feed|rdf:rdf|urlset|opml)\b/.test(
      head,
    )
  )
    return 'xml'
  // a fragment of a page: several closing tags of HTML near the beginning
  return (head.match(/<\/(?:p|div|a|h[1-6]|li|span|td|article|section)>/g)?.length ?? 0) >= 2 ? 'html' : null
}

/** Some programs leave out the declaration, or what comes before the list. */
const BOOKMARKS =
  /^(?:<!--[^]{0,2000}?-->\s*)*<!doctype\s+netscape-bookmark|<dl>\s*(?:<p>\s*)?<dt>\s*<(?:h3|a)\b[^>]*\badd_date\s*=/

function dataKind(prefix: string, bytes: Uint8Array): ContentKind | null {
  if (!prefix.startsWith('{') && !prefix.startsWith('[')) return null
  if (LINES_BEGIN.test(prefix)) return 'lines'
  if (prefix.startsWith('{') && hasObjectPerLine(prefix, bytes)) return 'jsonl'
  return BEGINS_WITH_KEY.test(prefix) || looksLikeJson(prefix) ? 'json' : null
}

/** However damaged the rest of it is. */
const BEGINS_WITH_KEY = /^\[?\s*\{\s*"[^"\n]{1,100}"\s*:\s*["[{\d\-tfnN]/

/** A first line that is an object, and more after it; one article is often longer than the prefix. */
function hasObjectPerLine(prefix: string, bytes: Uint8Array): boolean {
  let text = prefix
  if (!/[\r\n]/.test(prefix.trimEnd()) && bytes.length > PREFIX) {
    const more = bytes.subarray(0, HEAD)
    text = decodeAs(more, wideEncoding(more)?.name ?? 'utf-8').replace(/^[\s\ufeff\0\x1e]+/, '')
  }
  const first = /^[^\r\n]*/.exec(text)![0]
  // an object on one line with nothing after it is JSON; of what follows, any line may be damaged
  return /\S/.test(text.slice(first.length)) && isJsonObject(first.replace(/[,\s]+$/, ''))
}

/** Ours, see export/lines.ts; what another program wrote anew may have blanks. */
const LINES_BEGIN = /^\{\s*"type"\s*:\s*"archive"\s*,\s*"format"\s*:\s*"clipfile-lines"/

/** JSON Lines of which some were overwritten with NULs. */
function beginsWithRow(prefix: Uint8Array): boolean {
  const first = /^\{.*/.exec(decodeAs(prefix, 'utf-8'))?.[0]
  return first !== undefined && isJsonObject(first)
}

function isJsonObject(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** Without its strings, numbers and words, JSON is brackets and commas: `[feed name]` and `{draft} …` are not. */
function looksLikeJson(prefix: string): boolean {
  const bare = prefix
    .replace(/"(?:[^"\\]|\\[^])*(?:"|$)/g, '"')
    .replace(/-?\d[\d.eE+-]*|\b(?:true|false|null|NaN|Infinity)\b/g, '0')
  return /^[\s[\]{}:,"0]*[a-z]{0,4}$/.test(bare) && (bare.includes('"') || /^[[{]\s*[\]}[{0]/.test(bare))
}

/** Nearly every file that passes here is text, whose first line is told in no time. */
function tableKind(prefix: string, bytes: Uint8Array): ContentKind | null {
  const first = /^[^\r\n]*/.exec(prefix)![0]
  if (first.length > 8000 || !/[,;\t|]/.test(first)) return null
  const head = bytes.subarray(0, HEAD)
  const scanned = dataBytes(ByteReader.of(head), { head, until: Infinity })
  return readHeader(scanned.head, scanned.headText) ? 'csv' : null
}

const MAIL_HEADER =
  /^(?:from|to|cc|bcc|subject|date|sender|message-id|mime-version|received|return-path|reply-to|content-[a-z-]+|snapshot-content-location|delivered-to|received-spf|authentication-results|dkim-signature|domainkey-signature|arc-[a-z-]+|list-[a-z-]+|resent-[a-z-]+|in-reply-to|references|thread-[a-z]+|precedence|user-agent|x-[a-z-]+):/i
/** Fields of what was sent to somebody; a saved page has none of them. */
const SENT = /^(?:received|message-id|to|delivered-to|return-path|reply-to):/im

function mailKind(text: string): ContentKind | null {
  const headerEnd = text.search(/\r?\n\r?\n/)
  const header = headerEnd < 0 ? text : text.slice(0, headerEnd)
  const lines = header.split(/\r?\n/)
  if (/^From \S+@?\S* +\w{3} \w{3} /.test(lines[0]!)) lines.shift() // an mbox begins so
  const fields = lines.filter((line) => !/^[ \t]/.test(line))
  const known = fields.filter((line) => MAIL_HEADER.test(line)).length
  // a boundary says enough; whatever else stands there
  if (fields.length === 1 && /^content-type:\s*multipart\/[a-z]+\s*;\s*boundary=/i.test(header)) return 'eml'
  if (known < 2 || known < fields.length * 0.6) return null
  if (isSavedPage(header)) return 'mhtml'
  return /^(?:mime-version|message-id|received|content-type|return-path):/im.test(header) ? 'eml' : null
}

/** Blink names the page; Internet Explorer says who saved it, also of a page without pictures, which is no multipart. */
function isSavedPage(header: string): boolean {
  if (/^snapshot-content-location:|^from:.{0,100}\bsaved by\b/im.test(header)) return true
  if (SENT.test(header)) return false
  return (
    /^content-type:\s*multipart\/related/im.test(header) ||
    /^content-location:\s*(?:https?|file):/im.test(header)
  )
}
