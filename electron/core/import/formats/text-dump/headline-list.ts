/**
 * The list of other articles' headlines that follows an article: `- Headline - Outlet - February 11th, 2025
 * [February 11th, 2025]` and its variations. Rows are read from the right, because headlines hold dashes themselves.
 */

import type { ListedHeadline } from '../../../../shared/model.ts'
import { readDate, readTrailingDate, type DateOptions } from '../../../text/dates.ts'
import { tidy, type Line } from '../../../text/lines.ts'
import { endsLikeSentence } from './prose.ts'
import {
  BULLET,
  lastStrongSplit,
  looksLikeName,
  SIGNS,
  weakSplits,
  type SignKind,
  type Split,
} from './separators.ts'

export interface HeadlineList {
  /** line index → its headline */
  rows: Map<number, ListedHeadline>
  /** index of the first row; the number of lines when there is no list */
  start: number
  /** headlines whose row had room for an outlet but lost it */
  withoutOutlet: number
}

/** A row before its outlet is split off: that takes a look at all rows. */
interface Row {
  index: number
  bullet: boolean
  /** the row without bullet and dates */
  rest: string
  date: string | null
  /** a separator stood between the rest and the date */
  separated: boolean
  /** the file ends inside this row */
  cut: boolean
}

/** Finds the list and reads its rows. `endsOpen`: the text has no final line end, so its last row may be cut. */
export function readHeadlineList(
  lines: readonly Line[],
  endsOpen: boolean,
  options: DateOptions,
): HeadlineList {
  return toList(findRows(lines, endsOpen, options), lines.length)
}

function toList(rows: readonly Row[], none: number): HeadlineList {
  const sign = outletSign(rows)
  const list: HeadlineList = { rows: new Map(), start: rows[0]?.index ?? none, withoutOutlet: 0 }
  const known = new Set<string>()
  for (const row of rows) {
    const headline = headlineOf(row, sign, known)
    if (headline.outlet) known.add(headline.outlet)
    else if (sign) list.withoutOutlet++
    list.rows.set(row.index, headline)
  }
  return list
}

/**
 * Rows without dates. Only their place tells them, so the caller names the lines: those after the title's copy, or after a
 * label like `Related`. A date on the next line is the row's.
 */
export function readUndatedRows(
  lines: readonly Line[],
  indexes: readonly number[],
  dateAfter: (index: number) => string | null,
): HeadlineList {
  const rows = indexes.flatMap((index): Row[] => {
    const text = lines[index]!.text
    const bullet = BULLET.test(text)
    const rest = bullet ? text.replace(BULLET, '') : text
    const sentence = endsLikeSentence(rest) && (/[.:。]["'”’»)]*$/.test(rest) || rest.length > 160)
    if (rest.length < 8 || rest.length > 300 || sentence || wordsIn(rest) < 2) return []
    return [{ index, bullet, rest, date: dateAfter(index), separated: false, cut: false }]
  })
  const list = toList(rows, lines.length)
  for (const [index, headline] of list.rows) {
    // without a date behind it, what follows the last dash must look like an outlet
    if (headline.outlet === null || looksLikeName(headline.outlet, 6)) continue
    list.rows.set(index, { ...headline, title: tidy(lines[index]!.text.replace(BULLET, '')), outlet: null })
  }
  return list
}

const MOST_ROW = 600

function readRow(line: Line, index: number, options: DateOptions): Row | null {
  const text = line.text
  if (text.length > MOST_ROW) return null
  const bullet = BULLET.test(text)
  if (!bullet && !/[\p{Nd}\])年日]$/u.test(text)) return null
  let rest = bullet ? text.replace(BULLET, '') : text
  let date: string | null = null
  let separated = false
  const bracket = rest.endsWith(']') ? rest.lastIndexOf('[') : -1
  if (bracket >= 0 && rest.length - bracket < 44) {
    const read = readDate(rest.slice(bracket + 1, -1).trim(), options)
    if (read) {
      date = read.value.slice(0, 10)
      rest = rest.slice(0, bracket).trimEnd()
    }
  }
  if (date === null) rest = withoutOpenBracket(rest)
  const trailing = readTrailingDate(rest, options)
  if (trailing && (date === null || trailing.value.slice(0, 10) === date)) {
    date = trailing.value.slice(0, 10)
    rest = rest.slice(0, trailing.start).trimEnd()
  }
  if (date !== null) {
    const before = rest.length
    rest = withoutEndSign(rest)
    separated = rest.length !== before
  }
  return { index, bullet, rest: rest.trim(), date, separated, cut: false }
}

/** `… - March 1st, 2024 [Mar`: the file ends inside the second date. */
function withoutOpenBracket(rest: string): string {
  const open = rest.lastIndexOf(' [')
  return open > 0 && open > rest.length - 24 && !rest.includes(']', open) ? rest.slice(0, open) : rest
}

/** Without the sign that stood before the date: ` -`, ` |`, `,`. */
function withoutEndSign(rest: string): string {
  const last = rest.at(-1) ?? ''
  if (last === ',' || last === ';' || last === ':') return rest.slice(0, -1)
  if (!SIGNS.includes(last) || !/\s/.test(rest.at(-2) ?? ' ')) return rest
  return rest.slice(0, -1).trimEnd()
}

/** The rows of the list: a run of dated rows, undated ones between and around them when they carry a bullet too. */
function findRows(lines: readonly Line[], endsOpen: boolean, options: DateOptions): Row[] {
  const read = new Map<number, Row>()
  const dated: Row[] = []
  lines.forEach((line, index) => {
    const row = readRow(line, index, options)
    if (row) read.set(index, row)
    if (row?.date && wordsIn(row.rest) >= 2) dated.push(row)
  })
  const run = longestRun(dated, lines, read)
  if (!run.length) return []
  // the neighbours of the run that have a bullet and a date belong to it, however little is left of their words
  let [first, last] = [run[0]!, run.at(-1)!]
  const isNext = (row: Row | undefined) => row?.bullet && row.date !== null && first.bullet
  for (let row = read.get(first.index - 1); isNext(row); row = read.get(first.index - 1)) first = row!
  for (let row = read.get(last.index + 1); isNext(row); row = read.get(last.index + 1)) last = row!
  const rows: Row[] = []
  for (let i = first.index; i <= last.index; i++) {
    const row = read.get(i)
    if (row && (row.date || row.bullet)) rows.push(row)
  }
  // a bullet row after the last dated one belongs to the list; at the very end of the file it is a cut row
  for (let i = last.index + 1; i < lines.length && first.bullet; i++) {
    const row = read.get(i)
    if (!row?.bullet || row.rest === '') break
    if (endsOpen && i === lines.length - 1) row.cut = true
    rows.push(row)
  }
  return rows
}

function wordsIn(text: string): number {
  return text.split(/\s+/, 3).filter((word) => /[\p{L}\p{N}]/u.test(word) || word.length > 1).length
}

/** The longest run of dated rows with at most one other line between two of them. */
function longestRun(dated: readonly Row[], lines: readonly Line[], read: ReadonlyMap<number, Row>): Row[] {
  let best: Row[] = []
  let run: Row[] = []
  const close = () => {
    if (isList(run, lines) && run.length > best.length) best = run
    run = []
  }
  for (const row of dated) {
    const previous = run.at(-1)
    if (previous && !joins(previous, row, read)) close()
    run.push(row)
  }
  close()
  return best
}

function joins(previous: Row, row: Row, read: ReadonlyMap<number, Row>): boolean {
  // a headline that begins with a dash looks like a row with a bullet
  if (previous.bullet !== row.bullet) return row.index === previous.index + 1
  for (let i = previous.index + 1; i < row.index; i++) {
    const between = read.get(i)
    if (!(previous.bullet && between?.bullet) && row.index - previous.index > 2) return false
  }
  return true
}

/** A fact box also holds rows that end in a date; a list's headlines are longer, and the article is over. */
function isList(run: readonly Row[], lines: readonly Line[]): boolean {
  if (!run.length) return false
  const last = run.at(-1)!.index
  const letters = run.reduce((sum, row) => sum + row.rest.length, 0)
  if (letters / run.length < 20) return false
  const paragraphsAfter = lines.slice(last + 1, last + 200).filter((line) => line.text.length > 200).length
  if (paragraphsAfter > 1 && run.length < 5) return false
  return run[0]!.bullet ? run.length >= 2 || run[0]!.separated : run.length >= 3
}

/** The sign before the outlets, when most rows have one: `-` in the usual list. */
function outletSign(rows: readonly Row[]): SignKind | null {
  const complete = rows.filter((row) => !isCutOff(row.rest) && !row.cut)
  for (const kind of ['dash', 'pipe', 'dot', 'colon'] as const) {
    const having = complete.filter((row) => lastSplit(row.rest, kind) !== null || endsEmpty(row.rest)).length
    const separated = complete.filter((row) => row.separated).length >= complete.length / 2
    // without a separator before the date a dash more likely belongs to the headline
    if (complete.length > 0 && having >= complete.length * (separated ? 0.5 : 0.8)) return kind
  }
  return null
}

function lastSplit(rest: string, kind: SignKind): Split | null {
  if (kind === 'colon') return weakSplits(rest).findLast((split) => split.sign.includes(';')) ?? null
  return lastStrongSplit(rest, kind)
}

function isCutOff(rest: string): boolean {
  return /(?:\.\.\.|…)$/.test(rest)
}

function endsEmpty(rest: string): boolean {
  return /\s[-‐‑‒–—―|]$/.test(rest)
}

function headlineOf(row: Row, sign: SignKind | null, known: ReadonlySet<string>): ListedHeadline {
  const { date } = row
  // `… authorities -...`: the aggregator's limit fell inside the outlet; only the headline is whole
  const cutOutlet = /\s[-‐‑‒–—―|]\s*(?:\.\.\.|…)$/.exec(row.rest)
  if (cutOutlet) return { title: tidy(row.rest.slice(0, cutOutlet.index)), outlet: null, date }
  if (endsEmpty(row.rest)) return { title: tidy(row.rest.slice(0, -1)), outlet: null, date }
  if (!sign || isCutOff(row.rest)) return { title: tidy(row.rest), outlet: null, date }
  const rest = row.cut ? withoutPartialDate(row.rest) : row.rest
  const split = lastSplit(rest, sign)
  const outlet = split ? tidy(split.tail) : ''
  if (!split || !isOutlet(outlet)) return { title: tidy(rest), outlet: null, date }
  // the file ends somewhere in this row: the outlet is whole only when the date had begun, or when we know it
  if (row.cut && rest === row.rest && !known.has(outlet)) return { title: tidy(rest), outlet: null, date }
  return { title: tidy(split.head), outlet, date }
}

function isOutlet(text: string): boolean {
  return text !== '' && text.length <= 90 && /[\p{L}\p{N}]/u.test(text) && text.split(' ').length <= 12
}

/** `Headline - Outlet - Februa` → `Headline - Outlet` */
function withoutPartialDate(rest: string): string {
  const match =
    /\s[-–—|]\s+(?:\[|[A-Z]?[a-z]{0,8}\.?(?:\s\d{1,2}(?:st|nd|rd|th)?,?(?:\s\d{0,4}.*)?)?)?$/.exec(rest)
  return match && /^\s\S\s+(?:\[|$|(?:J|F|M|A|S|O|N|D)[a-z]*\b)/.test(match[0])
    ? rest.slice(0, match.index)
    : rest
}
