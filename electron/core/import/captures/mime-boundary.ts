/** Where the parts of a multipart begin and end: lines of `--` and the boundary, https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1. */

import { nextLine } from './mime-header.ts'

export interface Delimiter {
  /** of the line break before it, which belongs to the delimiter and not to the part */
  start: number
  /** where the next part's header begins */
  end: number
  closes: boolean
}

const DASH = 0x2d
const LF = 0x0a
const CR = 0x0d

/** All delimiter lines of one boundary, whatever follows a closing one: some writers go on after it. */
export function delimitersOf(source: Buffer, start: number, end: number, boundary: Buffer): Delimiter[] {
  const found: Delimiter[] = []
  // trailing blanks cannot be told from those that mail programs add to the line
  const text = boundary.subarray(0, 1000).toString('latin1').trimEnd()
  if (text === '') return found
  const line = Buffer.from(`--${text}`, 'latin1')
  const region = source.subarray(0, end)
  for (let at = region.indexOf(line, start); at >= 0;) {
    const startsLine = at === start || source[at - 1] === LF || source[at - 1] === CR
    const delimiter = startsLine ? delimiterAt(source, start, end, at, at + line.length) : null
    if (delimiter) found.push(delimiter)
    // a line of dashes would match at every byte
    at = region.indexOf(line, delimiter?.end ?? nextLine(source, at, end))
  }
  return found
}

/** `--BNDX` is no delimiter of `BND`: after it come two dashes or nothing but blanks. */
function delimiterAt(
  source: Buffer,
  start: number,
  end: number,
  at: number,
  after: number,
): Delimiter | null {
  const closes = source[after] === DASH && source[after + 1] === DASH && after + 2 <= end
  let stop = closes ? after + 2 : after
  while (stop < end && (source[stop] === 0x20 || source[stop] === 0x09)) stop++
  if (stop < end && source[stop] !== LF && source[stop] !== CR) return null
  return { start: beforeLineBreak(source, start, at), end: nextLine(source, stop, end), closes }
}

function beforeLineBreak(source: Buffer, start: number, at: number): number {
  if (at > start && source[at - 1] === LF) return at - 1 > start && source[at - 2] === CR ? at - 2 : at - 1
  return at > start && source[at - 1] === CR ? at - 1 : at
}

const LOOK = 256 * 1024
const MAX_BOUNDARY = 200

/** The boundary that a multipart uses, where its header names another or none: the first `--` line before a part's header. */
export function guessBoundary(source: Buffer, start: number, end: number): Buffer | null {
  const most = Math.min(end, start + LOOK)
  for (let at = start; at < most; at = nextLine(source, at, most)) {
    if (source[at] !== DASH || source[at + 1] !== DASH) continue
    const next = nextLine(source, at, end)
    if (next - at > MAX_BOUNDARY || !startsPart(source, next, end)) continue
    const line = source.toString('latin1', at + 2, next).trimEnd()
    if (line) return Buffer.from(line, 'latin1')
  }
  return null
}

function startsPart(source: Buffer, at: number, end: number): boolean {
  return /^content-[a-z-]+[ \t]*:/i.test(source.toString('latin1', at, Math.min(end, at + 60)))
}
