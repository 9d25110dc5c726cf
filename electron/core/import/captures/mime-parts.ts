/**
 * A message as the tree of its parts: https://www.rfc-editor.org/rfc/rfc2046#section-5.1.
 *
 * Nothing is thrown: a declared boundary that never comes, a missing end, parts after the end, the same boundary on two
 * levels, and headers that run into the text all occur, and each leaves readable parts. What was wrong goes to `notices`.
 */

import { byteOrderMark } from '../../text/encodings.ts'
import { delimitersOf, guessBoundary, type Delimiter } from './mime-boundary.ts'
import {
  headerAddress,
  nextLine,
  parseMediaType,
  readHeader,
  type Header,
  type MediaType,
} from './mime-header.ts'
import { captureLimits } from './page-capture.ts'
import { decodeBody } from './transfer-encodings.ts'

export interface Part {
  fields: Map<string, string>
  contentType: MediaType
  disposition: MediaType
  /** `base64`, `quoted-printable`, `8bit` …; '' where none is named */
  encoding: string
  /** without angle brackets */
  contentId: string | null
  /** as written */
  location: string | null
  /** still encoded */
  body: Buffer
  /** of a multipart its parts, of a message the message in it */
  children: Part[]
  /** 1-based among all leaves, in the order of the file; 0 for what has children */
  number: number
}

export interface Message {
  root: Part
  notices: string[]
}

interface Parsing {
  notices: Set<string>
  leaves: number
  parts: number
  /** `MHTML`, `e-mail`: as the notices call the file */
  what: string
}

export function parseMessage(bytes: Uint8Array, what: string): Message {
  const source = plainBytes(bytes)
  const parsing: Parsing = { notices: new Set(), leaves: 0, parts: 0, what }
  const start = firstLine(source)
  const root = parsePart(source, start, source.length, 0, parsing)
  return { root, notices: [...parsing.notices] }
}

/** Mail is bytes; but an editor may have put a mark in front or saved it as UTF-16. */
function plainBytes(bytes: Uint8Array): Buffer {
  const mark = byteOrderMark(bytes)
  if (mark?.startsWith('utf-16')) return Buffer.from(new TextDecoder(mark).decode(bytes))
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return mark ? buffer.subarray(3) : buffer
}

function firstLine(source: Buffer): number {
  let at = 0
  while (at < source.length && source[at]! <= 0x20) at++
  return at
}

function parsePart(source: Buffer, start: number, end: number, depth: number, parsing: Parsing): Part {
  const header = readHeader(source, start, end)
  if (header.cut)
    parsing.notices.add(
      `A header is longer than ${captureLimits.headerBytes / 1024} kB; the rest of it was left out.`,
    )
  const part = partOf(header, source.subarray(header.bodyStart, end))
  parsing.parts++
  const { type } = part.contentType
  if (depth >= captureLimits.partDepth && isContainer(type))
    parsing.notices.add(`Parts nest deeper than ${captureLimits.partDepth}; what lies deeper was not read.`)
  else if (type.startsWith('multipart/')) {
    parseChildren(part, source, header.bodyStart, end, depth, parsing)
    return part
  } else if (type === 'message/rfc822' || type === 'message/global') {
    parseInner(part, depth, parsing)
    return part
  }
  part.number = ++parsing.leaves
  return part
}

function isContainer(type: string): boolean {
  return type.startsWith('multipart/') || type.startsWith('message/')
}

function partOf({ fields }: Header, body: Buffer): Part {
  return {
    fields,
    contentType: parseMediaType(fields.get('content-type')),
    disposition: parseMediaType(fields.get('content-disposition')),
    encoding: parseMediaType(fields.get('content-transfer-encoding')).type,
    contentId: headerAddress(fields.get('content-id')),
    location: headerAddress(fields.get('content-location')),
    body,
    children: [],
    number: 0,
  }
}

/** A message within the message: usually as it is, sometimes encoded against the rules. */
function parseInner(part: Part, depth: number, parsing: Parsing): void {
  const body = Buffer.from(decodeBody(part.body, part.encoding).bytes)
  part.children = [parsePart(body, firstLine(body), body.length, depth + 1, parsing)]
}

function parseChildren(
  part: Part,
  source: Buffer,
  start: number,
  end: number,
  depth: number,
  parsing: Parsing,
): void {
  const delimiters = findDelimiters(part, source, start, end, parsing)
  if (delimiters.length === 0) return parseUndelimited(part, source, start, end, depth, parsing)
  for (const [i, delimiter] of delimiters.entries()) {
    if (delimiter.closes) continue
    if (parsing.parts >= captureLimits.parts) {
      parsing.notices.add(
        `The ${parsing.what} has more than ${captureLimits.parts.toLocaleString('en')} parts; the rest was left out.`,
      )
      return
    }
    const next = delimiters[i + 1]
    const child = parsePart(
      source,
      delimiter.end,
      Math.max(delimiter.end, next?.start ?? end),
      depth + 1,
      parsing,
    )
    part.children.push(child)
    if (!next && end === source.length) noticeCut(child, source, parsing)
  }
}

/** A file that ends before its end: the part is kept as far as it goes. */
function noticeCut(part: Part, source: Buffer, parsing: Parsing): void {
  const place = source.length.toLocaleString('en')
  // the innermost part says it best, and was read first
  if (
    part.children.length > 0 &&
    [...parsing.notices].some((notice) => notice.includes('ends in the middle'))
  )
    return
  parsing.notices.add(`The ${parsing.what} ends in the middle of part ${parsing.leaves} at byte ${place}.`)
}

function findDelimiters(
  part: Part,
  source: Buffer,
  start: number,
  end: number,
  parsing: Parsing,
): Delimiter[] {
  const declared = part.contentType.params.get('boundary')
  const found = declared ? delimitersOf(source, start, end, Buffer.from(declared, 'latin1')) : []
  if (found.some(({ closes }) => !closes)) return found
  const guessed = guessBoundary(source, start, end)
  if (!guessed) return []
  parsing.notices.add(
    declared
      ? `The boundary that the ${parsing.what} declares does not occur; another that does was taken.`
      : `The ${parsing.what} declares no boundary; one was found in it.`,
  )
  return delimitersOf(source, start, end, guessed)
}

/** Without delimiters all that is left is one part: its header and body, or a body alone. */
function parseUndelimited(
  part: Part,
  source: Buffer,
  start: number,
  end: number,
  depth: number,
  parsing: Parsing,
): void {
  let from = start
  while (from < end && source[from]! <= 0x20) from = nextLine(source, from, end)
  if (from >= end) return
  parsing.notices.add(
    `The boundary between the parts does not occur: what follows the header was read as one part.`,
  )
  const child = parsePart(source, from, end, depth + 1, parsing)
  part.children = [child]
}

/** The parts that hold content, in the order of the file; those of messages within it too. */
export function leavesOf(part: Part, into: Part[] = []): Part[] {
  if (part.number > 0) into.push(part)
  for (const child of part.children) leavesOf(child, into)
  return into
}

/** The decoded bytes of a leaf, and in the notices what was wrong with them. */
export function bodyOf(part: Part, notices: string[]): Uint8Array {
  const { bytes, problem } = decodeBody(part.body, part.encoding)
  if (problem) notices.push(`Part ${part.number}: ${problem}.`)
  return bytes
}
