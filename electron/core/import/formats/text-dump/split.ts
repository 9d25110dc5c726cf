/** Several articles in one text file: found only by marks that nothing else leaves. */

import { readDate, readTrailingDate } from '../../../text/dates.ts'
import { sameText } from '../../../text/folding.ts'
import { splitLines, type Line } from '../../../text/lines.ts'
import { DOCUMENT_COUNT, DOCUMENT_END } from './database-export.ts'
import { isLabel, isReadMore } from './phrases.ts'
import { endsLikeSentence } from './prose.ts'
import { BULLET, strongSplits } from './separators.ts'

export interface TextRecord {
  text: string
  /** in UTF-16 units of the whole text */
  startOffset: number
  /** 1-based */
  startLine: number
  /** of a text that is one record: it need not be cut again */
  lines?: readonly Line[]
}

/** The records of a text dump, in order; a dump of one article gives one record that is the whole text. */
export function splitTextDump(text: string): TextRecord[] {
  const lines = splitLines(text)
  const page: Page = { text, lines, paragraphs: paragraphCounts(lines) }
  const starts =
    databaseStarts(page) ?? pageStarts(page) ?? creditStarts(page) ?? pairStarts(page) ?? repeatStarts(page)
  if (!starts || starts.length < 2) return [{ text, startOffset: 0, startLine: 1, lines }]
  return starts.map((index, i) => {
    const first = i === 0 // what stands above the first article belongs to it
    const end = starts[i + 1]
    const startOffset = first ? 0 : lines[index]!.start
    return {
      text: text.slice(startOffset, end === undefined ? text.length : lines[end]!.start),
      startOffset,
      startLine: first ? 1 : lines[index]!.number,
    }
  })
}

interface Page {
  text: string
  lines: readonly Line[]
  paragraphs: Uint32Array
}

/** `3 of 10 DOCUMENTS` begins an article; `End of Document` and `Document ABC…` end one. */
function databaseStarts(page: Page): number[] | null {
  const { lines } = page
  const counts = indexes(lines, (line) => /\p{L}{6}/u.test(line.text) && DOCUMENT_COUNT.test(line.text))
  if (counts.length >= 2) return counts
  return after(
    page,
    indexes(lines, (line) => DOCUMENT_END.test(line.text)),
  )
}

function indexes(lines: readonly Line[], test: (line: Line, index: number) => boolean): number[] {
  const found: number[] = []
  lines.forEach((line, index) => {
    if (line.text.length <= 300 && test(line, index)) found.push(index)
  })
  return found
}

/** Starts of the records that the lines at `ends` close. Nothing but a few lines after the last one starts no record. */
function after(page: Page, ends: readonly number[]): number[] | null {
  if (!ends.length) return null
  const starts = [0, ...ends.map((end) => end + 1)].filter((start) => hasBody(page, start, page.lines.length))
  return starts.length >= 2 ? starts : null
}

/** A form feed parts articles only when each part has its own header: printed pages have form feeds too. */
function pageStarts(page: Page): number[] | null {
  const { text, lines } = page
  if (!text.includes('\f')) return null
  const starts = [0]
  for (let i = 1; i < lines.length; i++) {
    if (text.slice(lines[i - 1]!.start, lines[i]!.start).includes('\f')) starts.push(i)
  }
  const whole = starts.every(
    (start, i) => hasHeader(lines, start) && hasBody(page, start, starts[i + 1] ?? lines.length),
  )
  return whole ? starts : null
}

function hasHeader(lines: readonly Line[], start: number): boolean {
  const title = lines[start]
  if (!title || !isTitleLine(title.text)) return false
  return strongSplits(title.text).length > 0 || [1, 2].some((k) => isDateLine(lines[start + k]?.text ?? ''))
}

/** How many paragraphs stand before each line: whether some stand between two lines is then one subtraction. */
function paragraphCounts(lines: readonly Line[]): Uint32Array {
  const counts = new Uint32Array(lines.length + 1)
  lines.forEach((line, i) => (counts[i + 1] = counts[i]! + (isParagraph(line.text) ? 1 : 0)))
  return counts
}

// `… the bridge…READ MORE`, `… the bridge... continued`
const GLUED_MARKER = /(?:…|\.{1,3})\s?(?:read more|continued?|continue reading)\W{0,3}$/i

/** Some sentences of an article between two lines. */
function hasBody(page: Page, start: number, end: number): boolean {
  const last = Math.min(end, page.lines.length)
  return start < last && page.paragraphs[last]! > page.paragraphs[start]!
}

function isParagraph(text: string): boolean {
  if (text.length < 120 || BULLET.test(text)) return false
  return text.length >= 300 || endsLikeSentence(text) || GLUED_MARKER.test(text)
}

function isTitleLine(text: string): boolean {
  return (
    text.length >= 12 &&
    text.length <= 220 &&
    !/[.。;,]$/.test(text) &&
    !BULLET.test(text) &&
    readTrailingDate(text) === null &&
    !isLabel(text) &&
    !isReadMore(text) &&
    /\p{L}{3}/u.test(text)
  )
}

function isDateLine(text: string): boolean {
  if (text.length > 60 || !/\p{Nd}/u.test(text)) return false
  const date = readDate(text.replace(/^(?:published|posted)(?: on)?:?\s+/i, ''), { order: 'mdy' })
  return date !== null && date.precision !== 'year' && date.precision !== 'month'
}

const CREDIT =
  /^(?:this|the) (?:post|article|story)\b.{0,120}\b(?:first )?(?:appeared|published) (?:first )?(?:on|at|in)\b.{2,80}$/i

/** `This post appeared first on X` ends an article: twice, or once with another article after it. */
function creditStarts(page: Page): number[] | null {
  return after(
    page,
    indexes(page.lines, (line) => CREDIT.test(line.text)),
  )
}

/** A page of articles, each a title, a date line, paragraphs. The first must stand at the top, and all look the same. */
function pairStarts(page: Page): number[] | null {
  const { lines } = page
  const starts: number[] = []
  for (let i = 0; i + 2 < lines.length; i++) {
    if (!isTitleLine(lines[i]!.text) || !isDateLine(lines[i + 1]!.text)) continue
    // one blank line parts the items where blank lines are used at all
    if (i > 0 && lines[i]!.blankBefore === 0 && lines[i + 1]!.blankBefore > 0) continue
    starts.push(i)
  }
  if (starts.length < 2 || starts[0]! > 4) return null
  const whole = starts.every((start, i) => hasBody(page, start + 2, starts[i + 1] ?? lines.length))
  return whole ? starts : null
}

/** Articles that each end with their title again and `read more`: the next line begins the next article. */
function repeatStarts(page: Page): number[] | null {
  const { lines } = page
  const starts = [0]
  for (let i = 2; i < lines.length - 1; i++) {
    const line = lines[i]!
    if (!isReadMore(line.text)) continue
    const title = lines.slice(starts.at(-1)!, starts.at(-1)! + 4).find((top) => isTitleLine(top.text))
    const repeated =
      title &&
      (sameText(lines[i - 1]!.text, title.text) ? i : sameText(lines[i + 1]!.text, title.text) ? i + 1 : -1)
    const next = typeof repeated === 'number' && repeated > 0 ? repeated + 1 : -1
    if (next > 0 && next < lines.length && isTitleLine(lines[next]!.text) && hasBody(page, next, next + 6))
      starts.push(next)
  }
  return starts.length >= 2 ? starts : null
}
