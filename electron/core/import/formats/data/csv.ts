/** Tables as delimited text, of any columns and any size. */
import type { ByteReader } from '../../bytes/reader.ts'
import type { ByteSource } from '../../bytes/source.ts'
import type { FoundRecord, Row, StreamContext, StreamFormat } from '../../format.ts'
import { formatBytes, limits } from '../../limits.ts'
import { wideEncoding } from '../../../text/encodings.ts'
import { type CsvHeader, readHeader } from './csv-header.ts'
import { fieldsOf, RowScan, withoutLineEnd } from './csv-scan.ts'
import { type DataBytes, dataBytes } from './data-bytes.ts'
import { RowReader, SAMPLE_ROWS } from './row-reading.ts'
import { isAtStart, unreadFile } from './unread-file.ts'

export const csv: StreamFormat = { records, findStart, hasLines: true }

function* records(file: ByteReader, context: StreamContext): Generator<FoundRecord> {
  const bytes = dataBytes(file, context)
  const header = readHeader(bytes.head, bytes.headText)
  if (!header || bytes.refusal) return yield* unreadFile(bytes, context, [], 'csv')
  const sample = sampleOf(bytes, header)
  const rows = new RowReader(sample, 'csv', context.around.mappings)
  if (!rows.chosen) return yield* unreadFile(bytes, context, sample, 'csv')
  if (isAtStart(bytes)) bytes.reader.skip(header.end)
  yield* new Table(bytes, header, rows, context).records()
  bytes.finish()
}

/** The rows of the file's beginning, as many as tell what its columns hold. */
export function sampleOf({ head, headText }: DataBytes, header: CsvHeader): Row[] {
  const rows: Row[] = []
  for (let at = header.end; at < head.length && rows.length < SAMPLE_ROWS;) {
    const found = new RowScan(header).run(head, at)
    if (found < 0 && rows.length > 0) break
    const end = found < 0 ? head.length : found
    const text = headText(at, end).replace(/[\r\n]+$/, '')
    if (text.trim() !== '')
      rows.push(rowOf(fieldsOf(text, String.fromCharCode(header.delimiter)), header.names))
    at = end
  }
  return rows.length > 0 ? rows : [rowOf([], header.names)]
}

function rowOf(fields: readonly string[], names: readonly string[]): Row {
  const row: Row = {}
  for (let i = 0; i < names.length; i++) row[names[i]!] = fields[i] ?? ''
  return row
}

/** A row as it stands in the file. */
interface ScannedRow {
  bytes: Uint8Array
  /** ends with the file, within quotation marks */
  isOpen: boolean
}

class Table {
  readonly #bytes: DataBytes
  readonly #header: CsvHeader
  readonly #headerBytes: Uint8Array
  readonly #delimiter: string
  readonly #rows: RowReader
  readonly #context: StreamContext
  #crLines: number

  constructor(bytes: DataBytes, header: CsvHeader, rows: RowReader, context: StreamContext) {
    this.#bytes = bytes
    this.#header = header
    this.#delimiter = String.fromCharCode(header.delimiter)
    this.#rows = rows
    this.#context = context
    const mark = bytes.placeOf(0) === 0 ? context.head.length - bytes.head.length : 0
    // of a mark of three bytes only: where units are wider, the head is as long as it is
    this.#headerBytes = context.head.subarray(0, bytes.placeOf(header.end) + (mark === 3 ? 3 : 0))
    this.#crLines = header.isCr ? linesBefore(bytes.reader.position, context) : 0
  }

  *records(): Generator<FoundRecord> {
    const { reader, until } = this.#bytes
    while (reader.position < until) {
      const start = reader.position
      const line = this.#header.isCr ? this.#crLines : reader.lineNumber
      const row = this.#peekRow()
      if (row === null) {
        const length = this.#skipLine()
        const refusal = `One row of more than ${formatBytes(limits.lineBytes)}, or a quotation mark that is never closed. The limit is ${formatBytes(limits.lineBytes)}.`
        yield { ...this.#place(start, start + length), line, outcome: { refusal } }
      } else if (row.bytes.length === 0) break
      else {
        const [record, length] = this.#read(row, start, line)
        reader.skip(length)
        if (this.#header.isCr)
          this.#crLines += row.bytes.subarray(0, length).filter((byte) => byte === 0x0d).length
        if (record) yield record
      }
      this.#bytes.finish()
    }
  }

  /** @returns the record (none of a blank line), and how much of the row's bytes it takes */
  #read(row: ScannedRow, start: number, line: number): [FoundRecord | null, number] {
    const whole = withoutLineEnd(row.bytes)
    const piece = this.#bytes.pieceOf(whole, start)
    if (piece.text.trim() === '') return [null, row.bytes.length]
    const fields = fieldsOf(piece.text, this.#delimiter)
    const { names } = this.#header
    const surplus = fields.length - names.length
    const isBroken = row.isOpen || (surplus !== 0 && this.#isSeveralRows(whole))
    if (isBroken) {
      const first = this.#firstLine(row.bytes)
      const refusal =
        'A quotation mark in this row is never closed, so that its columns cannot be told. Its bytes are kept.'
      return [this.#refused(withoutLineEnd(first), start, line, refusal), first.length]
    }
    if (surplus > 0 && fields.slice(names.length).some((field) => field.trim() !== '')) {
      const refusal = `It has ${fields.length} columns where the header has ${names.length}: a delimiter stands within a text that is not quoted. Its bytes are kept.`
      return [this.#refused(whole, start, line, refusal), row.bytes.length]
    }
    const content = this.#rows.read(rowOf(fields, names))
    if (!('refusal' in content.outcome)) {
      content.outcome.notices.unshift(...piece.notices)
      if (surplus < 0) content.outcome.notices.push(`Only ${fields.length} of ${names.length} columns.`)
    }
    return [
      { ...this.#place(start, start + whole.length), line, bytes: this.#withHeader(piece.bytes), ...content },
      row.bytes.length,
    ]
  }

  #refused(row: Uint8Array, start: number, line: number, refusal: string): FoundRecord {
    const { bytes } = this.#bytes.pieceOf(row, start)
    return {
      ...this.#place(start, start + row.length),
      line,
      bytes: this.#withHeader(bytes),
      outcome: { refusal },
    }
  }

  #place(start: number, end: number) {
    return { byteStart: this.#bytes.placeOf(start), byteEnd: this.#bytes.placeOf(end) }
  }

  /** A row by itself says nothing: its original has the header's line before it, and is a table of one row. */
  #withHeader(row: Uint8Array): Uint8Array {
    return Buffer.concat([this.#headerBytes, row])
  }

  /** A row over several lines that has not as many columns as the header, while its second line has. */
  #isSeveralRows(row: Uint8Array): boolean {
    const first = this.#firstLine(row)
    if (first.length === row.length) return false
    const rest = row.subarray(first.length)
    const end = new RowScan(this.#header).run(rest, 0)
    const second = this.#bytes.pieceOf(withoutLineEnd(rest.subarray(0, end < 0 ? rest.length : end)), 0)
    return fieldsOf(second.text, this.#delimiter).length === this.#header.names.length
  }

  #firstLine(row: Uint8Array): Uint8Array {
    const end = row.indexOf(this.#header.isCr ? 0x0d : 0x0a)
    return end < 0 ? row : row.subarray(0, end + 1)
  }

  /** The next row with its line end; null where it is longer than the limit. */
  #peekRow(): ScannedRow | null {
    const scan = new RowScan(this.#header)
    let seen = 0
    for (let window = WINDOW; ; window *= 4) {
      const wanted = Math.min(window, limits.lineBytes + 1)
      const held = this.#bytes.reader.peek(wanted)
      const end = scan.run(held, seen)
      if (end >= 0) return { bytes: held.subarray(0, end), isOpen: false }
      seen = held.length
      if (seen < wanted) return { bytes: held, isOpen: scan.isOpen }
      if (seen > limits.lineBytes) return null
    }
  }

  #skipLine(): number {
    const { reader } = this.#bytes
    for (let length = 0; ; this.#context.beat()) {
      const held = reader.peek(WINDOW)
      const end = held.indexOf(this.#header.isCr ? 0x0d : 0x0a)
      length += reader.skip(end < 0 ? held.length : end + 1)
      if (end >= 0 || held.length === 0) return length
    }
  }
}

const WINDOW = 64 * 1024

/** The line at a place of a file whose lines end with carriage returns, which no reader counts. */
function linesBefore(position: number, { source }: StreamContext): number {
  let lines = 1
  for (let at = 0; source && at < position; at += WINDOW) {
    lines += source.read(at, Math.min(WINDOW, position - at)).filter((byte) => byte === 0x0d).length
  }
  return lines
}

const REACH = 4 * 1024 * 1024
const ROWS_THAT_AGREE = 4

/** A line at which rows of as many columns as the header's begin: within a quoted text of many lines they do not. */
function findStart(source: ByteSource, offset: number): number | null {
  const head = source.read(0, limits.sniffBytes)
  const wide = wideEncoding(head)
  if (wide && wide.name !== 'utf-8') return null
  const mark = wide ? 3 : 0
  const bare = head.subarray(mark)
  const header = readHeader(bare, (from, to) => Buffer.from(bare.subarray(from, to)).toString('latin1'))
  if (!header || header.isCr) return null
  if (offset <= header.end + mark) return 0
  const bytes = source.read(offset - 1, REACH)
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    const start = offset + at
    if (start >= source.size) return source.size
    if (agrees(bytes.subarray(at + 1), header)) return start
  }
  return null
}

function agrees(bytes: Uint8Array, header: CsvHeader): boolean {
  const delimiter = String.fromCharCode(header.delimiter)
  let at = 0
  for (let rows = 0; rows < ROWS_THAT_AGREE && at < bytes.length; rows++) {
    const end = new RowScan(header).run(bytes, at)
    if (end < 0) return rows > 0
    const text = Buffer.from(withoutLineEnd(bytes.subarray(at, end))).toString('latin1')
    if (text.trim() !== '' && fieldsOf(text, delimiter).length !== header.names.length) return false
    at = end
  }
  return true
}
