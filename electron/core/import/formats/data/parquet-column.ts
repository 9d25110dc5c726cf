/** One column of a row group, its values in order, a page at a time. */
import { parquetMetadata, type parquetSchema } from 'hyparquet'
import { parquetHeader, readColumn, readPage } from 'hyparquet/src/column.js'
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import { getTreePath, isFlatColumn } from 'hyparquet/src/schema.js'
import { flatten } from 'hyparquet/src/utils.js'
import type { ByteSource } from '../../bytes/source.ts'
import { formatBytes, limits } from '../../limits.ts'
import { DECOMPRESSORS } from './parquet-codecs.ts'

export type Metadata = ReturnType<typeof parquetMetadata>
export type Tree = ReturnType<typeof parquetSchema>
export type ColumnMetadata = NonNullable<Metadata['row_groups'][number]['columns'][number]['meta_data']>
type Decoder = Parameters<typeof readColumn>[2]

/** Where a column's pages lie in the file. */
export function rangeOf(column: ColumnMetadata): [start: number, end: number] {
  const { dictionary_page_offset, data_page_offset, total_compressed_size } = column
  const start = Number(dictionary_page_offset || data_page_offset)
  return [start, start + Number(total_compressed_size)]
}

/** A page's header is a few bytes; its statistics may hold two long values. */
const HEADER = 64 * 1024

export class ParquetColumn {
  readonly path: string
  readonly #source: ByteSource
  readonly #decoder: Decoder
  readonly #end: number
  #at: number
  #dictionary: ReturnType<typeof convert> | undefined
  #held: unknown[] = []

  /** @throws Error where it cannot be read */
  constructor(source: ByteSource, tree: Tree, column: ColumnMetadata, rows: number) {
    const schemaPath = getTreePath(tree, column.path_in_schema)
    this.path = column.path_in_schema.join('.')
    this.#source = source
    this.#decoder = {
      ...column,
      pathInSchema: column.path_in_schema,
      element: schemaPath.at(-1)!.element,
      schemaPath,
      parsers: DEFAULT_PARSERS,
      compressors: DECOMPRESSORS,
      utf8: true,
    }
    ;[this.#at, this.#end] = rangeOf(column)
    if (!isFlatColumn(schemaPath)) this.#readWhole(rows)
  }

  /** The next values, fewer only at the end. @throws Error where the page is damaged */
  take(count: number): unknown[] {
    while (this.#held.length < count && this.#at < this.#end) this.#readPage()
    return this.#held.splice(0, count)
  }

  #readPage(): void {
    const head = this.#source.read(this.#at, Math.min(HEADER, this.#end - this.#at))
    const reader = { view: viewOf(head), offset: 0 }
    const header = parquetHeader(reader)
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header
    mayBe(Math.max(packed, unpacked), 'page')
    const from = this.#at + reader.offset
    const bytes = this.#source.read(from, packed)
    if (bytes.length < packed || packed < 0) throw new Error('a page is cut off')
    this.#at = from + packed
    const page = { view: viewOf(bytes), offset: 0 }
    const { data } = readPage(page, header, this.#decoder, this.#dictionary, undefined, 0)
    if (!data) return
    if (header.type === 'DICTIONARY_PAGE') this.#dictionary = convert(data, this.#decoder)
    // not by spreading: a page may have a million values
    else for (let i = 0; i < data.length; i++) this.#held.push(data[i])
  }

  /** A list may go on in the next page, so those columns are read as a whole: names and tags, mostly. */
  #readWhole(rows: number): void {
    const length = this.#end - this.#at
    mayBe(length, `column (${this.path.slice(0, 60)}) of lists in a row group`)
    const reader = { view: viewOf(this.#source.read(this.#at, length)), offset: 0 }
    const all = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows }
    this.#held = Array.from(flatten(readColumn(reader, all, this.#decoder).data) as ArrayLike<unknown>)
    this.#at = this.#end
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

function mayBe(length: number, what: string): void {
  if (length > limits.lineBytes)
    throw new Error(`one ${what} of ${formatBytes(length)}; the limit is ${formatBytes(limits.lineBytes)}`)
}
