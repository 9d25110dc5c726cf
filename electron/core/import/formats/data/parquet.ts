/**
 * Parquet, in which data sets lie on the Hub: row group by row group. Its rows are read as those of JSON are; a row's original
 * is JSON, and its place that of its row group. https://parquet.apache.org/docs/file-format/
 */
import type { ByteReader } from '../../bytes/reader.ts'
import { type ByteSource, memorySource } from '../../bytes/source.ts'
import type { FoundRecord, Row, StreamContext, StreamFormat } from '../../format.ts'
import { formatBytes, limits } from '../../limits.ts'
import { type ParquetFile, readFooter, rowsOfGroup } from './parquet-rows.ts'
import { columnsOf } from './propose.ts'
import { RowReader, SAMPLE_ROWS, unreadColumns } from './row-reading.ts'

export const parquet: StreamFormat = { records }

const STEP = 16 * 1024 * 1024

function* records(reader: ByteReader, context: StreamContext): Generator<FoundRecord> {
  const start = reader.position
  const source = context.source ?? wholeOf(reader)
  const file = typeof source === 'string' ? source : readFooter(source)
  const found = typeof file === 'string' ? file : rowsOf(file, start, context)
  if (typeof found !== 'string') yield* found
  else if (start === 0) {
    const size = typeof source === 'string' ? reader.peek(limits.packedBytes + 1).length : source.size
    yield { byteStart: 0, byteEnd: size, line: null, outcome: { refusal: found } }
  }
  while (reader.skip(STEP) === STEP) context.beat()
}

/** What comes packed cannot be read anywhere in it. */
function wholeOf(reader: ByteReader): ByteSource | string {
  const bytes = reader.peek(limits.packedBytes + 1)
  if (bytes.length <= limits.packedBytes) return memorySource(bytes)
  return `A packed Parquet file is taken up to ${formatBytes(limits.packedBytes)}. Unpack it first.`
}

/** @returns the records, or why the whole file is refused */
function rowsOf(file: ParquetFile, start: number, context: StreamContext): Iterable<FoundRecord> | string {
  const sample = sampleRows(file)
  const damage = sample.find((row) => typeof row === 'string')
  const rows = sample.filter((row) => typeof row !== 'string')
  const reader = new RowReader(rows, 'json', context.around.mappings)
  if (!reader.chosen) return rows.length === 0 && damage ? damage : unreadColumns(columnsOf(rows), 'json')
  return recordsOf()

  function* recordsOf(): Generator<FoundRecord> {
    for (const group of file.groups) {
      if (group.start < start || group.start >= context.until) continue
      const place = { byteStart: group.start, byteEnd: group.end, line: null }
      for (const row of rowsOfGroup(file, group)) {
        context.beat()
        if (typeof row === 'string') yield { ...place, outcome: { refusal: row } }
        else yield { ...place, bytes: Buffer.from(jsonOf(row)), ...reader.read(row) }
      }
    }
  }
}

/** The first rows of a file, or why there are none. */
export function sampleRows(file: ParquetFile): (Row | string)[] {
  const rows: (Row | string)[] = []
  for (const group of file.groups) {
    for (const row of rowsOfGroup(file, group)) {
      rows.push(row)
      if (rows.length === SAMPLE_ROWS) return rows
    }
  }
  return rows
}

/** Numbers that JSON's readers would not take exactly are written as texts. */
function jsonOf(row: Row): string {
  return JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
