/** Finds the rows in a JSON file of any structure, front to back, holding one row at a time. */
import { ByteReader } from '../../bytes/reader.ts'
import type { FoundRecord, Row, StreamContext } from '../../format.ts'
import { limits } from '../../limits.ts'
import type { DataBytes } from './data-bytes.ts'
import { jsonRecord, parseRow, tooLong } from './json-row.ts'
import {
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
  OPEN,
  OPEN_LIST,
  peekValue,
  QUOTE,
  skipBlanks,
  skipValue,
} from './json-scan.ts'
import { RowReader, SAMPLE_ROWS } from './row-reading.ts'

/** How much may be looked at for rows before it is walked through: hostile files nest to have it looked at again and again. */
const MOST_LOOKED_AT = 4 * limits.documentBytes

const DEEPEST = 12

export class RowWalk {
  /** the first rows, whether they can be read or not */
  get sample(): Row[] {
    return this.#sample.length > 0 ? this.#sample : this.unread
  }

  /** the first objects that were found and could not be read as rows */
  unread: Row[] = []
  readonly #bytes: DataBytes
  readonly #reader: ByteReader
  readonly #context: StreamContext
  /** where rows stand: in a list of them, or after one at the top */
  #amongRows: boolean
  #rows: RowReader | null = null
  #sample: Row[] = []
  #lookedAt = 0
  #depth = 0

  /** @param isStart false: the reader stands at a row's beginning, where another reading stopped */
  constructor(bytes: DataBytes, context: StreamContext, isStart: boolean) {
    this.#bytes = bytes
    this.#reader = bytes.reader
    this.#context = context
    this.#amongRows = !isStart
  }

  *records(): Generator<FoundRecord> {
    const { until } = this.#bytes
    for (let isTop = !this.#amongRows; ; isTop = false) {
      const byte = skipBlanks(this.#reader)
      if (byte < 0 || this.#reader.position >= until) return
      if (byte === COMMA || byte === COLON) this.#reader.skip(1)
      else if (byte === CLOSE_LIST || byte === CLOSE) {
        this.#reader.skip(1)
        this.#depth--
        this.#amongRows = false
      } else if (this.#amongRows) {
        if (byte !== QUOTE || !this.#passKey()) yield this.#row()
      } else if (byte === OPEN) {
        if (this.#isRow(isTop)) yield this.#row()
        else this.#enter()
      } else if (byte === OPEN_LIST) this.#enterList()
      else if (skipValue(this.#reader, this.#context.beat) === 0) this.#reader.skip(1)
      this.#context.beat()
    }
  }

  /** Rows that are the values of an object have keys before them. */
  #passKey(): boolean {
    const key = peekValue(this.#reader, 4096)
    if (!key) return false
    const after = this.#reader.peek(key.bytes.length + 16).subarray(key.bytes.length)
    if (!/^\s*:/.test(Buffer.from(after).toString('latin1'))) return false
    this.#reader.skip(key.bytes.length)
    return true
  }

  /** Whether the object at this place is a row; at the top also one that is damaged, so that it is told of. */
  #isRow(isTop: boolean): boolean {
    if (this.#lookedAt > MOST_LOOKED_AT) return false
    const value = peekValue(this.#reader, limits.documentBytes)
    this.#lookedAt += value?.bytes.length ?? limits.documentBytes
    if (!value) return false
    const isDeep = value.deepest > limits.jsonDepth
    const row = isDeep ? '' : parseRow(this.#textOf(value.bytes))
    if (typeof row === 'string') this.#amongRows = isTop
    else {
      this.#amongRows = this.#choose([row])
      if (!this.#amongRows && this.unread.length === 0) this.unread = [row]
    }
    return this.#amongRows
  }

  /** Rows are read from here on where the list holds some; a list of anything else is passed over. */
  #enterList(): void {
    const sample = this.#rowsAhead()
    if (sample.length > 0 && this.#choose(sample)) {
      this.#enter()
      this.#amongRows = true
      return
    }
    // a list is more likely what was meant than the object around it
    if (sample.length > this.unread.length || (sample.length > 0 && this.unread.length === 1))
      this.unread = sample
    const first = skipBlanksAfter(this.#reader, 1)
    if (first === OPEN_LIST || sample.some(holdsRows)) this.#enter()
    else skipValue(this.#reader, this.#context.beat)
  }

  /** Goes on within the object or list at this place, unless it lies deeper than anybody puts rows. */
  #enter(): void {
    if (this.#depth >= DEEPEST) {
      skipValue(this.#reader, this.#context.beat)
      return
    }
    this.#reader.skip(1)
    this.#depth++
  }

  #choose(sample: readonly Row[]): boolean {
    const rows = new RowReader(sample, 'json', this.#context.around.mappings)
    if (rows.chosen) {
      this.#rows = rows
      if (this.#sample.length === 0) this.#sample = [...sample]
    }
    return rows.chosen !== null
  }

  #textOf(bytes: Uint8Array): string {
    return this.#bytes.pieceOf(bytes, this.#reader.position).text
  }

  /** The first rows of the list at this place. */
  #rowsAhead(): Row[] {
    for (let window = AHEAD; ; window *= 16) {
      const held = this.#reader.peek(window)
      const rows = this.#rowsIn(held.subarray(1))
      if (rows.length > 0 || held.length < window || window > limits.lineBytes) return rows
    }
  }

  #rowsIn(list: Uint8Array): Row[] {
    const inner = ByteReader.of(list)
    const rows: Row[] = []
    for (let i = 0; i < 4 * SAMPLE_ROWS && rows.length < SAMPLE_ROWS; i++) {
      const byte = skipBlanks(inner)
      if (byte === COMMA) inner.skip(1)
      else if (byte < 0 || byte === CLOSE_LIST) break
      else {
        const value = peekValue(inner, list.length)
        if (!value || value.cut) break
        if (byte === OPEN && value.deepest <= limits.jsonDepth) {
          const { text } = this.#bytes.pieceOf(value.bytes, this.#reader.position + 1 + inner.position)
          const row = parseRow(text)
          if (typeof row === 'object') rows.push(row)
        }
        if (inner.skip(value.bytes.length) === 0) break
      }
    }
    return rows
  }

  #row(): FoundRecord {
    this.#rows ??= new RowReader([], 'json', this.#context.around.mappings)
    const { placeOf, pieceOf } = this.#bytes
    const { position: start, lineNumber: line } = this.#reader
    const value = peekValue(this.#reader, limits.lineBytes)
    if (!value) {
      skipValue(this.#reader, this.#context.beat)
      return tooLong(placeOf(start), placeOf(this.#reader.position), line)
    }
    const record = jsonRecord(pieceOf(value.bytes, start), line, this.#rows)
    const isBroken = 'refusal' in record.outcome && typeof parseRow(this.#textOf(value.bytes)) === 'string'
    const end = isBroken ? beginningOfNext(value.bytes) : value.bytes.length
    const bytes = end < value.bytes.length ? value.bytes.subarray(0, end) : value.bytes
    const broken =
      isBroken && end < value.bytes.length ? jsonRecord(pieceOf(bytes, start), line, this.#rows) : record
    this.#reader.skip(Math.max(1, end))
    return broken
  }
}

/** The first byte after so many that is no blank. */
function skipBlanksAfter(reader: ByteReader, after: number): number {
  return skipBlanks(ByteReader.of(reader.peek(256).subarray(after)))
}

/** Lists of objects within an object, e.g. the articles of a page of results. */
function holdsRows(row: Row): boolean {
  return Object.values(row).some(
    (value) => Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null,
  )
}

const AHEAD = 256 * 1024

/**
 * Where the row after a damaged one begins: a missing quotation mark makes it seem to go on to the end of the file. The next
 * line that begins with an object, least indented; else there is none.
 */
function beginningOfNext(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  let best = text.length
  let indent = Infinity
  for (const match of text.matchAll(/\n([ \t]*)\{/g)) {
    if (match[1]!.length >= indent) continue
    indent = match[1]!.length
    best = match.index + 1 + indent
    if (indent === 0) break
  }
  return best
}
