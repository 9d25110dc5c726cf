/** One piece of JSON as a row, or why it is none. */
import type { FoundRecord, Row } from '../../format.ts'
import { formatBytes, limits } from '../../limits.ts'
import type { Piece } from './data-bytes.ts'
import type { RowReader } from './row-reading.ts'
import { depthOf } from './values.ts'

/** A piece as a record: read as a row, or refused with its reason. */
export function jsonRecord(piece: Piece, line: number | null, rows: RowReader): FoundRecord {
  const { byteStart, byteEnd, bytes } = piece
  const place = { byteStart, byteEnd, line, bytes }
  const row = parseRow(piece.text)
  if (typeof row === 'string') return { ...place, outcome: { refusal: row } }
  const record: FoundRecord = { ...place, ...rows.read(row) }
  if (piece.notices.length > 0 && !('refusal' in record.outcome))
    record.outcome.notices.unshift(...piece.notices)
  return record
}

/** A row that is longer than it may be; its bytes are not kept. */
export function tooLong(byteStart: number, byteEnd: number, line: number | null): FoundRecord {
  const refusal = `One row of ${formatBytes(byteEnd - byteStart)}; the limit is ${formatBytes(limits.lineBytes)}.`
  return { byteStart, byteEnd, line, outcome: { refusal } }
}

/** Longer ones are looked through before they are parsed: what is nested a million times takes gigabytes. */
const PARSED_UNSEEN = 64 * 1024

/** @returns the object, or why there is none, for people */
export function parseRow(text: string): Row | string {
  if (text.length > PARSED_UNSEEN && nestedDeeper(text, limits.jsonDepth)) return tooDeep()
  const value = parseJson(text)
  if (value instanceof SyntaxError) return notJson(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `This is ${nameOf(value)}, where an object with keys was expected. Its bytes are kept.`
  }
  return depthOf(value, limits.jsonDepth) > limits.jsonDepth ? tooDeep() : (value as Row)
}

function tooDeep(): string {
  return `It is nested more than ${limits.jsonDepth} times. Its bytes are kept.`
}

function nameOf(value: unknown): string {
  if (value === null) return '“null”'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}

/** JSON, also with the words that Python writes for numbers that are none, and with the comma of a list that was taken apart. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    for (const mended of mendings(text)) {
      try {
        return JSON.parse(mended)
      } catch {
        // the first error says what is wrong with the text as it is
      }
    }
    return error as SyntaxError
  }
}

function* mendings(text: string): Generator<string> {
  const bare = text.replace(/^[\s\x1e\ufeff]+|[\s,]+$/g, '')
  if (bare !== text) yield bare
  if (/NaN|Infinity/.test(bare))
    yield bare.replace(/"(?:[^"\\]|\\[^])*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
      found.startsWith('"') ? found : 'null',
    )
}

/** The parser's words, without the text that it repeats. */
function notJson({ message }: SyntaxError): string {
  const why =
    /end of JSON|unterminated|expected .{1,40} in JSON|unexpected .{1,40}(?= in JSON|,)|bad \w+ \w+/i.exec(
      message,
    )?.[0]
  return `This is no JSON${why ? ` (${why.replace(/\s+/g, ' ')})` : ''}. Its bytes are kept.`
}

function nestedDeeper(text: string, most: number): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x22) {
      i++
      while (i < text.length && text.charCodeAt(i) !== 0x22) i += text.charCodeAt(i) === 0x5c ? 2 : 1
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > most) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}
