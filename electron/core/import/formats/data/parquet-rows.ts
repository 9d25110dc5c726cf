/**
 * Rows of a Parquet file, decoded by hyparquet without a promise: a parser thread reads a file from front to back, and a record
 * is due when it is asked for.
 */
import { parquetMetadata, parquetSchema } from 'hyparquet'
import { assembleNested } from 'hyparquet/src/assemble.js'
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import type { ByteSource } from '../../bytes/source.ts'
import type { Row } from '../../format.ts'
import { limits } from '../../limits.ts'
import { type Metadata, ParquetColumn, rangeOf, type Tree } from './parquet-column.ts'

export interface ParquetFile {
  source: ByteSource
  metadata: Metadata
  tree: Tree
  groups: RowGroupPlace[]
}

/** A row group in the file. */
export interface RowGroupPlace {
  index: number
  start: number
  end: number
  rows: number
  /** how many rows stand before it */
  firstRow: number
}

const MAGIC = 'PAR1'
/** The footer's length and the magic. */
const TAIL = 8

/** @returns what is in the file, or why it cannot be read, for people */
export function readFooter(source: ByteSource): ParquetFile | string {
  try {
    const tail = source.read(Math.max(0, source.size - TAIL), TAIL)
    if (tail.length < TAIL || Buffer.from(tail.subarray(4)).toString('latin1') !== MAGIC)
      return 'This Parquet file has no end: it was cut off.'
    const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true) + TAIL
    if (length > Math.min(source.size, limits.documentBytes))
      return 'The end of this Parquet file is damaged.'
    const metadata = parquetMetadata(Uint8Array.from(source.read(source.size - length, length)))
    return { source, metadata, tree: parquetSchema(metadata), groups: groupsOf(metadata) }
  } catch (error) {
    return `The end of this Parquet file is damaged: ${wordsOf(error)}.`
  }
}

function groupsOf({ row_groups }: Metadata): RowGroupPlace[] {
  let firstRow = 0
  return row_groups.map((group, index) => {
    const ranges = group.columns.flatMap(({ meta_data }) => (meta_data ? [rangeOf(meta_data)] : []))
    const rows = Number(group.num_rows)
    const [start, end] = [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))]
    firstRow += rows
    return { index, start, end, rows, firstRow: firstRow - rows }
  })
}

/** Rows that are decoded at once. */
const ROWS = 500

/** The rows of a row group in order; at the end why it does not go on, where it is damaged. */
export function* rowsOfGroup(file: ParquetFile, group: RowGroupPlace): Generator<Row | string> {
  let done = 0
  try {
    const columns = file.metadata.row_groups[group.index]!.columns.flatMap(({ meta_data }) =>
      meta_data ? [new ParquetColumn(file.source, file.tree, meta_data, group.rows)] : [],
    )
    while (done < group.rows) {
      const rows = someRows(file, columns, Math.min(ROWS, group.rows - done))
      for (const row of rows) {
        done++
        yield row
      }
    }
  } catch (error) {
    yield `Row ${(group.firstRow + done + 1).toLocaleString('en')} and those after it in its group cannot be read: ${wordsOf(error)}.`
  }
}

function someRows({ tree }: ParquetFile, columns: readonly ParquetColumn[], count: number): Row[] {
  const taken = new Map(columns.map((column) => [column.path, column.take(count)]))
  const rows: Row[] = Array.from({ length: count }, () => ({}))
  for (const child of tree.children) {
    const { name } = child.element
    if (child.children.length > 0) {
      const own = new Map([...taken].filter(([path]) => path.startsWith(`${name}.`)))
      assembleNested(own, child, DEFAULT_PARSERS)
      taken.set(name, own.get(name) ?? [])
    }
    const values = taken.get(name) ?? []
    if (values.length < count)
      throw new Error(`column ${name.slice(0, 60)} has fewer rows than the file says`)
    // what an object inherits stays as it is
    const key = name === '__proto__' ? 'proto' : name
    for (let i = 0; i < count; i++) rows[i]![key] = values[i]
  }
  return rows
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : String(error)
}
