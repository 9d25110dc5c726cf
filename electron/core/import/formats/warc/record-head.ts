/**
 * The heads of records: WARC 1.0 and 1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/), its
 * drafts 0.9 to 0.18, and ARC 1 and 2 (https://archive.org/web/researcher/ArcFileFormat.php). As tolerant as files are odd:
 * line feeds alone, folded lines, addresses in angle brackets, versions that nobody knows.
 */

export interface RecordHead {
  format: 'warc' | 'arc'
  /** `1.1`; of ARC empty */
  version: string
  /** lower case: `response`, `resource`, `revisit` …; of ARC `filedesc` or `response` */
  type: string
  /** as written, without the angle brackets of some writers */
  url: string | null
  /** when it was captured; never the day of publication */
  atMs: number | null
  /** of the block; of an ARC record what the server said of the payload */
  contentType: string
  /** of the block; null where there is none, or none that can be */
  length: number | null
  /** by their names in lower case; the first of each */
  fields: ReadonlyMap<string, string>
  /** of the head itself, with the empty line after it */
  headBytes: number
}

/** security.md, "importer limits" */
export const MOST_HEAD_BYTES = 64 * 1024

const LF = 0x0a
const CR = 0x0d

/** @returns null where the bytes begin with no head, or with one that ends beyond the limit */
export function readHead(bytes: Uint8Array): RecordHead | null {
  return startsWarc(bytes) ? warcHead(bytes) : arcHead(bytes)
}

export function startsWarc(bytes: Uint8Array): boolean {
  return /^WARC\/[\w.]{1,10}[ \t\r\n]/i.test(latin(bytes, 0, 20))
}

function warcHead(bytes: Uint8Array): RecordHead | null {
  const firstEnd = bytes.indexOf(LF)
  if (firstEnd < 0 || firstEnd > MOST_HEAD_BYTES) return null
  const first = latin(bytes, 0, firstEnd).trim()
  const end = afterEmptyLine(bytes, firstEnd + 1)
  if (end < 0) return null
  const fields = readFields(utf8(bytes, firstEnd + 1, end))
  const version = /^WARC\/([\w.]+)/i.exec(first)?.[1] ?? ''
  const draft = draftHead(first)
  const type = draft?.type ?? fields.get('warc-type') ?? ''
  return {
    format: 'warc',
    version,
    type: type.trim().toLowerCase(),
    url: plainAddress(draft?.url ?? fields.get('warc-target-uri')),
    atMs: captureDate(draft?.date ?? fields.get('warc-date')),
    contentType: draft?.contentType ?? fields.get('content-type') ?? '',
    // the drafts counted the head too
    length: draft ? Math.max(0, draft.length - end) : sizeIn(fields.get('content-length')),
    fields,
    headBytes: end,
  }
}

/** Until 0.10 everything stood in the first line: `warc/0.9 LENGTH TYPE URL DATE ID MIME`. */
function draftHead(line: string) {
  const found = /^WARC\/\S+\s+(\d{1,15})\s+([a-z]+)\s+(\S+)\s+(\d{12,17})\s+(\S+)(?:\s+(\S.*))?$/i.exec(line)
  if (!found) return null
  const [, length, type, url, date, , contentType = ''] = found
  return { length: Number(length), type: type!, url: url!, date: date!, contentType }
}

/** Of the first line only: the file's own head has two more, which are its block. */
const ARC_1 = /^(\S+) (\S+) (\d{8,20}) (\S*) (-?\w+)\r?$/
const ARC_2 = /^(\S+) (\S+) (\d{8,20}) (\S*) (\d{3}|-) \S+ \S+ \d+ \S+ (-?\w+)\r?$/
/** Addresses with blanks, and types with them. */
const ARC_LOOSE = /^(\w[^\r\n]*?) (\d[\d.]+|[\da-f:]+|-) (\d{8,20}) ([^\r\n]*?) (-?\d+)\r?$/i

function arcHead(bytes: Uint8Array): RecordHead | null {
  const end = bytes.subarray(0, MOST_HEAD_BYTES).indexOf(LF)
  if (end < 0) return null
  const line = utf8(bytes, 0, end)
  const found = arcLine(line)
  if (!found) return null
  const isFile = line.startsWith('filedesc:')
  return {
    format: 'arc',
    version: '',
    type: isFile ? 'filedesc' : 'response',
    url: isFile ? null : plainAddress(found.url),
    atMs: captureDate(found.date),
    contentType: found.mime,
    length: sizeIn(found.length),
    fields: new Map(),
    headBytes: end + 1,
  }
}

function arcLine(line: string) {
  const scheme = /^[a-z][a-z\d+.-]{1,30}:/i
  if (!scheme.test(line)) return null
  const two = ARC_2.exec(line)
  if (two) return { url: two[1]!, date: two[3]!, mime: two[4]!, length: two[6]! }
  const one = ARC_1.exec(line) ?? ARC_LOOSE.exec(line)
  return one && { url: one[1]!, date: one[3]!, mime: one[4]!, length: one[5]! }
}

/** Where the next record begins in the bytes, at the beginning of a line; -1 where none does. */
export function findHead(bytes: Uint8Array, format: 'warc' | 'arc', from = 0): number {
  return format === 'warc' ? findWarc(bytes, from) : findArc(bytes, from)
}

const WARC_BEGIN = /^WARC\/[\w.]{1,10}[ \t]*(?:\r?\n[A-Za-z][A-Za-z-]{1,60}:|\s\d+ [a-z]+ )/i

function findWarc(bytes: Uint8Array, from: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf('WARC/', from); at >= 0; at = buffer.indexOf('WARC/', at + 5)) {
    const isLine = at === 0 || buffer[at - 1] === LF
    if (isLine && WARC_BEGIN.test(buffer.toString('latin1', at, Math.min(buffer.length, at + 120)))) return at
  }
  return -1
}

function findArc(bytes: Uint8Array, from: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = from; at >= 0 && at < buffer.length;) {
    const end = buffer.indexOf(LF, at)
    if (end < 0) return -1
    if (end - at < 10_000 && arcLine(buffer.toString('utf8', at, end))) return at
    at = end + 1
  }
  return -1
}

/** @returns the place behind the first empty line; -1 where it lies beyond the limit */
export function afterEmptyLine(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length && at <= MOST_HEAD_BYTES;) {
    const end = bytes.indexOf(LF, at)
    if (end < 0) return -1
    // what passed through a program that ends lines itself has two carriage returns
    if (end - at < 3 && bytes.subarray(at, end).every((byte) => byte === CR)) return end + 1
    at = end + 1
  }
  return -1
}

/** Header lines, of WARC and HTTP alike. */
export function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  // a line that begins with a blank goes on with the one before
  for (const line of text.replace(/\r*\n[ \t]+(?=\S)/g, ' ').split(/\r*\n/)) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

function plainAddress(text: string | undefined): string | null {
  const address = text
    ?.trim()
    .replace(/^<(.*)>$/s, '$1')
    .trim()
  return address ? address.slice(0, 16_000) : null
}

function sizeIn(text: string | undefined): number | null {
  if (!text || !/^\d{1,18}$/.test(text.trim())) return null
  const size = Number(text)
  return Number.isSafeInteger(size) ? size : null
}

/** `2014-01-03T03:03:21Z` with any fraction of a second, or the 14 digits of ARC. */
export function captureDate(text: string | undefined): number | null {
  if (!text) return null
  const digits = /^(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?\d*$/.exec(text.trim())
  const ms = digits
    ? Date.parse(
        `${digits[1]}-${digits[2]}-${digits[3]}T${digits[4] ?? '00'}:${digits[5] ?? '00'}:${digits[6] ?? '00'}Z`,
      )
    : Date.parse(text.trim().replace(/(\.\d{3})\d+/, '$1'))
  return Number.isNaN(ms) ? null : ms
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    'latin1',
    start,
    Math.min(end, bytes.length),
  )
}

function utf8(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    'utf8',
    start,
    Math.min(end, bytes.length),
  )
}
