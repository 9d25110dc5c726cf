/** What a table's first lines tell: how it is written, and what its columns are called. */
import { MAPPED_FIELDS } from '../../../../shared/mapping.ts'
import { type CsvSyntax, fieldsOf, RowScan } from './csv-scan.ts'
import { nameRank } from './field-names.ts'

export interface CsvHeader extends CsvSyntax {
  /** unique, of each column */
  names: string[]
  /** where the first row begins, in the bytes as they are scanned */
  end: number
  /** lines before the first row */
  lines: number
}

const DELIMITERS = [',', ';', '\t', '|']
const MOST_ROWS = 30

/** Text of the head from one place to another. */
type HeadText = (from: number, to: number) => string

/** The header of a table; null where these bytes are none. */
export function readHeader(head: Uint8Array, textOf: HeadText): CsvHeader | null {
  const isCr = endsWithCr(head)
  const first = textOf(0, lineEnd(head, 0, isCr))
  // Excel's own way of saying it
  const declared = /^\W?sep=(.)\s*$/.exec(first)?.[1]
  const start = declared ? lineEnd(head, 0, isCr) : 0
  const tried = (declared ? [declared] : DELIMITERS)
    .filter((sign) => textOf(start, lineEnd(head, start, isCr)).includes(sign))
    .map((sign) => tryDelimiter(sign, head, start, isCr, textOf))
    .filter((one) => one !== null)
  const best = tried.sort((a, b) => b.score - a.score)[0]
  return best ? { ...best.header, lines: best.header.lines + (declared ? 1 : 0) } : null
}

/** The first line ends with a carriage return that no line feed follows. */
function endsWithCr(head: Uint8Array): boolean {
  const cr = head.indexOf(0x0d)
  const lf = head.indexOf(0x0a)
  return cr >= 0 && (lf < 0 || cr + 1 < lf)
}

function lineEnd(head: Uint8Array, from: number, isCr: boolean): number {
  const found = head.indexOf(isCr ? 0x0d : 0x0a, from)
  return found < 0 ? head.length : found + 1
}

interface Try {
  header: CsvHeader
  score: number
}

function tryDelimiter(
  sign: string,
  head: Uint8Array,
  start: number,
  isCr: boolean,
  textOf: HeadText,
): Try | null {
  const syntax: CsvSyntax = { delimiter: sign.charCodeAt(0), isCr }
  const end = new RowScan(syntax).run(head, start)
  if (end < 0) return null
  const text = withoutEnd(textOf(start, end))
  const cells = fieldsOf(text, sign)
  const known = cells.filter(isKnownName).length
  const rows = rowLengths(head, end, syntax, sign, textOf)
  if (!isHeader(cells, known, rows)) return null
  const lines = text.split(isCr ? '\r' : '\n').length
  const alike = rows.filter((length) => length === cells.length).length / Math.max(1, rows.length)
  return {
    header: { ...syntax, names: uniqueNames(cells), end, lines },
    score: alike * 10 + known * 2 + cells.length / 100,
  }
}

function withoutEnd(text: string): string {
  return text.replace(/\r?\n$|\r$/, '')
}

/** How many fields the rows after the header have; a last one that is cut off is left out. */
function rowLengths(
  head: Uint8Array,
  from: number,
  syntax: CsvSyntax,
  sign: string,
  textOf: HeadText,
): number[] {
  const lengths: number[] = []
  for (let at = from; at < head.length && lengths.length < MOST_ROWS;) {
    const scan = new RowScan(syntax)
    const found = scan.run(head, at)
    // the last row of a file has no line end; a quotation mark that is never closed costs one line
    if (found < 0 && head.length >= HEAD && lengths.length > 0) break
    const end = found >= 0 ? found : scan.isOpen ? lineEnd(head, at, syntax.isCr) : head.length
    const text = withoutEnd(textOf(at, end))
    if (text.trim() !== '') lengths.push(fieldsOf(text, sign).length)
    at = end
  }
  return lengths
}

const HEAD = 64 * 1024

const NAME = /^[\p{L}_#@$][\p{L}\p{M}\p{N}_ .:#@$/()%&'?-]{0,79}$/u
const PLAIN_NAME = /^[A-Za-z_][\w.-]{0,60}$/

/**
 * A line of names, followed by rows of as many fields. Prose has commas too: where the names are not those of news data,
 * they must look like names, and the rows must agree.
 */
function isHeader(cells: readonly string[], known: number, rows: readonly number[]): boolean {
  const names = cells.map(bareName)
  if (names.length < 2 || names.length > 2000) return false
  const named = names.filter(Boolean)
  if (
    named.length < names.length - 1 ||
    !named.every((name) => NAME.test(name) && name.split(' ').length <= 5)
  )
    return false
  const alike = rows.filter((length) => length === names.length).length
  const isPlain = named.every((name) => PLAIN_NAME.test(name))
  if (known >= 2) {
    if (rows.length === 0) return known >= 3
    return alike >= rows.length * (isPlain && names.length >= 3 ? 0.2 : 0.6)
  }
  if (rows.length === 0 || alike < rows.length * 0.9) return false
  return rows.length >= 3 ? names.length >= 3 || isPlain : names.length >= 3 && isPlain
}

function bareName(cell: string): string {
  return cell.replace(/[\0-\x1f\x7f\ufeff]/g, '').trim()
}

function isKnownName(cell: string): boolean {
  const name = bareName(cell)
  return name !== '' && MAPPED_FIELDS.some((field) => nameRank(field, name) !== null)
}

/** Every column has a name of its own: `title`, `title (2)`, `column 3`. */
function uniqueNames(cells: readonly string[]): string[] {
  const names: string[] = []
  for (const [i, cell] of cells.entries()) {
    // never the name that stands for what an object inherits
    const name = bareName(cell).replace(/^__proto__$/, 'proto') || `column ${i + 1}`
    let unique = name
    for (let n = 2; names.includes(unique); n++) unique = `${name} (${n})`
    names.push(unique)
  }
  return names
}
