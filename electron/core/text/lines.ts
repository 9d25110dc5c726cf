/** Lines of a text, whatever ends them. The parsers look at lines only through this. */

import { isWide, narrow } from './narrow.ts'

/** One line that holds something, without the white space around it. */
export interface Line {
  text: string
  /** where the line begins in the text, in UTF-16 units */
  start: number
  /** 1-based, counting empty lines too, as an editor does */
  number: number
  /** columns of white space before the text; a tab counts as four */
  indent: number
  /** empty lines directly before it */
  blankBefore: number
}

// LF, CR LF, lone CR (old Macs), NEL (mainframes), the two Unicode separators (Word, web forms), VT and FF
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029\v\f]/g
/** Most texts have none of these, and then looking for LF takes a fifth of the time. */
const OTHER_END = /[\r\u0085\u2028\u2029\v\f]/

/** All lines that are not empty, in order. Linear in the text, also for a single line of many megabytes. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  let number = 1
  let blanks = 0
  const wide = isWide(text)
  const take = (end: number) => {
    const raw = text.slice(start, end)
    const trimmed = wide ? narrow(raw.trim()) : raw.trim()
    if (trimmed === '') {
      blanks++
      return
    }
    lines.push({ text: trimmed, start, number, indent: indentOf(raw), blankBefore: blanks })
    blanks = 0
  }
  if (!OTHER_END.test(text)) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      take(end)
      start = end + 1
      number++
    }
    if (start < text.length) take(text.length)
    return lines
  }
  LINE_END.lastIndex = 0
  for (let match = LINE_END.exec(text); match !== null; match = LINE_END.exec(text)) {
    take(match.index)
    start = LINE_END.lastIndex
    // editors count only these
    if (match[0] === '\n' || match[0] === '\r\n' || match[0] === '\r') number++
  }
  if (start < text.length) take(text.length)
  return lines
}

function indentOf(raw: string): number {
  let columns = 0
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i)
    if (code === 0x20 || code === 0xa0 || code === 0x3000) columns++
    else if (code === 0x09) columns += 4
    else if (code !== 0xfeff) break
  }
  return columns
}

const ODD_SPACE = /[\t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/

/** Runs of white space as one blank: what flattening leaves inside a line says nothing. */
export function tidy(text: string): string {
  // the test is cheap, and nearly every line passes it
  return text.includes('  ') || ODD_SPACE.test(text) ? text.replace(/\s+/g, ' ').trim() : text.trim()
}
