/**
 * The pieces that a flattened page is judged by: its lines, hard-wrapped paragraphs put together again, and, where a
 * flattener put a whole page into one line, its sentences.
 */

import { tidy, type Line } from '../../../text/lines.ts'
import { scanProse, type Prose } from './prose.ts'

/** A piece of the page with its place. */
export interface Unit {
  text: string
  /** indexes of the first line it came from, and past the last */
  line: number
  lineEnd: number
  bullet: boolean
  /** number of `#` marks of a heading, 0 for none */
  heading: number
  /** menu words that were glued before a sentence */
  menu: boolean
  /** cut out of a line that holds a whole page */
  glued: boolean
  prose: Prose
  /** see `flattened` */
  score: number
}

const SYMBOL_BULLET = /^[*•·▪◦●]\s+/
const LIST_ITEM = /^(?:[*•·▪◦●]|\d{1,2}\.)\s+/

type Open = Pick<Unit, 'text' | 'line' | 'lineEnd' | 'bullet' | 'heading'> & { lastLength: number }

/** The page's pieces in order. */
export function toUnits(lines: readonly Line[]): Unit[] {
  const wrap = wrapWidth(lines)
  const markdown = wrap > 0 && lines.some((line) => /^#{1,6}\s|^\*\s|\*\*/.test(line.text))
  const units: Unit[] = []
  let open: Open | null = null
  for (const [index, line] of lines.entries()) {
    const next = openUnit(line, index)
    if (open && wrap > 0 && continues(open, line, next, wrap)) {
      open.text += ` ${line.text}`
      open.lastLength = next.lastLength
      open.lineEnd = index + 1
      continue
    }
    if (open) closeUnit(open, units, markdown)
    open = next
  }
  if (open) closeUnit(open, units, markdown)
  return units
}

function openUnit(line: Line, index: number): Open {
  const heading = /^#{1,6}(?=\s|$)/.exec(line.text)?.[0].length ?? 0
  const lastLength = line.indent + line.text.length
  return {
    text: line.text,
    line: index,
    lineEnd: index + 1,
    bullet: LIST_ITEM.test(line.text),
    heading,
    lastLength,
  }
}

/** A wrapped line goes on in the next one when the next one's first word did not fit. */
function continues(open: Open, line: Line, next: Open, wrap: number): boolean {
  if (line.blankBefore > 0 || next.bullet || next.heading > 0) return false
  const end = line.text.search(/\s/)
  return open.lastLength + (end < 0 ? line.text.length : end) + 1 > wrap
}

function closeUnit(open: Open, units: Unit[], markdown: boolean): void {
  const { line, lineEnd, bullet, heading } = open
  let text = heading ? open.text.replace(/^#{1,6}\s*/, '') : open.text.replace(SYMBOL_BULLET, '')
  if (markdown) text = withoutEmphasis(text)
  for (const piece of pieces(tidy(text))) {
    units.push({ ...piece, line, lineEnd, bullet, heading, prose: scanProse(piece.text), score: 0 })
  }
}

function withoutEmphasis(text: string): string {
  return text.replace(/\*\*/g, '').replace(/(^|[\s(“"'])_+(?=\S)|(?<=\S)_+(?=[\s.,;:!?)”"']|$)/g, '$1')
}

/**
 * The longest of lines that were broken at a column, or 0: most long lines end just short of it, hardly one goes
 * beyond. A line that was broken had no room for the next one's first word.
 */
export function wrapWidth(lines: readonly Line[]): number {
  const lengths = lines.map((line) => line.indent + line.text.length).filter((length) => length > 55)
  if (lengths.length < 6) return 0
  for (const most of [72, 80, 100]) {
    const within = lengths.filter((length) => length <= most).sort((a, b) => a - b)
    if (within.length < lengths.length * 0.88) continue
    // a table or a long word may go a little beyond the column
    const longest = within[Math.floor((within.length - 1) * 0.98)] ?? 0
    const near = within.filter((length) => length > longest - 12).length
    return near >= lengths.length * 0.6 ? longest : 0
  }
  return 0
}

/** A line longer than this can hold a whole page. */
export const LONG_LINE = 1200

type Piece = Pick<Unit, 'text' | 'menu' | 'glued'>

/** A line that holds a whole page is taken apart into sentences, and each from the menu words glued before it. */
function pieces(text: string): Piece[] {
  if (text.length < LONG_LINE) return [{ text, menu: false, glued: false }]
  const found: Piece[] = []
  let start = 0
  const take = (end: number) => {
    const piece = text.slice(start, end).trim()
    start = end
    if (!piece) return
    const cut = menuBefore(piece)
    if (cut > 0) found.push({ text: piece.slice(0, cut).trim(), menu: true, glued: true })
    found.push({ text: piece.slice(cut).trim(), menu: false, glued: true })
  }
  for (const match of text.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length
    if (end - start >= 25) take(end)
  }
  take(text.length)
  return found
}

const SENTENCE_END =
  /[.!?。！？…]["'”’»)\]」]{0,4}(?:\s+(?=[\p{Lu}\p{Lo}\d"'“„«‘(¿¡])|(?<=[。！？][」』）]{0,1}))/gu

/**
 * Where the sentence begins in `Home Local News Top Stories Scientists use a telescope …`: menus are all capitals, so the
 * words before the sentence have the lowest sum. 0 where there is nothing to cut.
 */
function menuBefore(piece: string): number {
  let sum = 0
  let lowest = -6
  let cut = 0
  let previous = 0
  for (const match of piece.matchAll(/\S+/g)) {
    const word = match[0]
    if (/^\p{Ll}/u.test(word)) sum += 1
    else if (/^["'“„«‘(]?\p{Lu}/u.test(word)) sum -= 1.5
    else if (/^[|»›>•·]/.test(word)) sum -= 2
    // the word before the lowest point is most often the sentence's first
    if (sum < lowest) {
      lowest = sum
      cut = previous
    }
    previous = match.index
  }
  return cut
}
