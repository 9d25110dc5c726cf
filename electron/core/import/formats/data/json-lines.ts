/** JSON Lines: a row on each line. https://jsonlines.org — and JSON text sequences, RFC 7464. */
import type { ByteReader } from '../../bytes/reader.ts'
import type { ByteSource } from '../../bytes/source.ts'
import { wideEncoding } from '../../../text/encodings.ts'
import type { FoundRecord, Row, StreamContext, StreamFormat } from '../../format.ts'
import { limits } from '../../limits.ts'
import { type DataBytes, dataBytes } from './data-bytes.ts'
import { jsonRecord, parseRow, tooLong } from './json-row.ts'
import { isBlank } from './json-scan.ts'
import { RowReader, SAMPLE_ROWS } from './row-reading.ts'
import { unreadFile } from './unread-file.ts'

const LF = 0x0a

export const jsonLines: StreamFormat = { records, findStart, hasLines: true }

function* records(file: ByteReader, context: StreamContext): Generator<FoundRecord> {
  const bytes = dataBytes(file, context)
  const sample = sampleOf(bytes)
  const rows = new RowReader(sample, 'json', context.around.mappings)
  if (bytes.refusal || (sample.length > 0 && !rows.chosen))
    return yield* unreadFile(bytes, context, sample, 'json')
  const { reader, until } = bytes
  while (reader.position < until) {
    const start = reader.position
    const number = reader.lineNumber
    const line = reader.line(limits.lineBytes)
    if (!line) break
    if (line.length > line.bytes.length) {
      yield tooLong(bytes.placeOf(start), bytes.placeOf(start + line.length), number)
    } else if (!line.bytes.every(isBlank)) {
      yield jsonRecord(bytes.pieceOf(withoutEnd(line.bytes), start), number, rows)
    }
    bytes.finish()
  }
  bytes.finish()
}

function withoutEnd(line: Uint8Array): Uint8Array {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line
}

/** The rows of the file’s beginning. */
export function sampleOf({ head, headText }: DataBytes): Row[] {
  const rows: Row[] = []
  for (let from = 0; from < head.length && rows.length < SAMPLE_ROWS;) {
    const end = head.indexOf(LF, from)
    const to = end < 0 ? head.length : end
    const row = to > from ? parseRow(headText(from, to)) : ''
    if (typeof row === 'object') rows.push(row)
    from = to + 1
  }
  return rows
}

const REACH = limits.lineBytes
const STEP = 64 * 1024

/** The beginning of the next line. */
function findStart(source: ByteSource, offset: number): number | null {
  if (offset === 0) return 0
  const wide = wideEncoding(source.read(0, STEP))
  if (wide && wide.name !== 'utf-8') return null
  for (let at = offset - 1; at < source.size && at < offset + REACH; at += STEP) {
    const found = source.read(at, STEP).indexOf(LF)
    if (found >= 0) return at + found + 1
  }
  return null
}
