/**
 * Rows of delimited text. https://www.rfc-editor.org/rfc/rfc4180 and what programs write instead: a quotation mark means
 * something only where a field begins, and what follows a closed one belongs to the field.
 */

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

export interface CsvSyntax {
  /** one byte: `,` `;` tab `|` */
  delimiter: number
  /** rows end with lone carriage returns, as on old Macs */
  isCr: boolean
}

/** Looks for the end of one row; goes on where the bytes had ended. */
export class RowScan {
  readonly #delimiter: number
  readonly #end: number
  #inQuotes = false
  #fieldBegins = true
  /** a closing quotation mark, unless another one follows */
  #closed = false

  constructor({ delimiter, isCr }: CsvSyntax) {
    this.#delimiter = delimiter
    this.#end = isCr ? CR : LF
  }

  /** the bytes ended within quotation marks */
  get isOpen(): boolean {
    return this.#inQuotes
  }

  /** @returns the offset after the row's line end, or -1 where the row goes on beyond the bytes */
  run(bytes: Uint8Array, from: number): number {
    const { length } = bytes
    for (let i = from; i < length; i++) {
      if (this.#inQuotes) {
        const mark = bytes.indexOf(QUOTE, i)
        if (mark < 0) return -1
        i = mark
        this.#inQuotes = false
        this.#closed = true
        continue
      }
      const byte = bytes[i]!
      if (byte === QUOTE && (this.#closed || this.#fieldBegins)) this.#inQuotes = true
      else if (byte === this.#end) return i + 1
      this.#closed = false
      // blanks before a quotation mark are common after a delimiter
      this.#fieldBegins = byte === this.#delimiter || (this.#fieldBegins && byte === 0x20)
    }
    return -1
  }
}

/** The fields of one row, without its line end. */
export function fieldsOf(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter)
  const fields: string[] = []
  let at = 0
  for (;;) {
    let start = at
    while (row[start] === ' ') start++
    if (row[start] !== '"') {
      const end = row.indexOf(delimiter, at)
      fields.push(end < 0 ? row.slice(at) : row.slice(at, end))
      if (end < 0) return fields
      at = end + 1
      continue
    }
    let value = ''
    let from = start + 1
    for (;;) {
      const mark = row.indexOf('"', from)
      if (mark < 0) {
        fields.push(value + row.slice(from))
        return fields
      }
      value += row.slice(from, mark)
      if (row[mark + 1] !== '"') {
        at = mark + 1
        break
      }
      value += '"'
      from = mark + 2
    }
    const end = row.indexOf(delimiter, at)
    fields.push(value + (end < 0 ? row.slice(at) : row.slice(at, end)).trimEnd())
    if (end < 0) return fields
    at = end + 1
  }
}

/** A row without its line end. */
export function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  if (bytes[end - 1] === LF) end--
  if (bytes[end - 1] === CR) end--
  return bytes.subarray(0, end)
}
