/** The rows of a CSV file that lies in an export, with their places. RFC 4180, and what programs make of it. */
export interface CsvRow {
  /** by column, as the header names them; a column that the row ends before is `''` */
  row: Record<string, string>
  byteStart: number
  byteEnd: number
  /** 1-based */
  line: number
}

const [QUOTE, COMMA, LF, CR] = [0x22, 0x2c, 0x0a, 0x0d]
const MOST_COLUMNS = 1000

/** UTF-8, with or without a byte-order mark. A quote that is never closed ends with the file. */
export function* csvRows(bytes: Uint8Array): Generator<CsvRow> {
  let header: string[] | null = null
  for (const { cells, ...place } of recordsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) {
    if (cells.length === 1 && cells[0] === '') continue
    if (header === null) header = cells.map((name) => name.trim())
    else yield { row: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])), ...place }
  }
}

/** The columns of a CSV file, without reading further. */
export function csvHeader(bytes: Uint8Array): string[] {
  const [first] = recordsOf(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64 * 1024)))
  return first?.cells.map((name) => name.trim()) ?? []
}

function* recordsOf(bytes: Buffer): Generator<Omit<CsvRow, 'row'> & { cells: string[] }> {
  let at = bytes.subarray(0, 3).equals(Buffer.from('\ufeff')) ? 3 : 0
  let line = 1
  while (at < bytes.length) {
    const [byteStart, firstLine] = [at, line]
    const cells: string[] = []
    for (;;) {
      const cell = bytes[at] === QUOTE ? quoted(bytes, at) : bare(bytes, at)
      if (cells.length < MOST_COLUMNS) cells.push(cell.text)
      for (let i = at; i < cell.end; i++) if (bytes[i] === LF) line++
      at = cell.end
      if (bytes[at] !== COMMA) break
      at++
    }
    const byteEnd = at
    if (bytes[at] === CR) at++
    if (bytes[at] === LF) at++
    line++
    yield { cells, byteStart, byteEnd, line: firstLine }
  }
}

function bare(bytes: Buffer, start: number): { text: string; end: number } {
  let end = start
  while (end < bytes.length && bytes[end] !== COMMA && bytes[end] !== LF && bytes[end] !== CR) end++
  return { text: bytes.toString('utf8', start, end), end }
}

/** Two quotes within are one; what follows the closing one up to the comma still belongs to the cell. */
function quoted(bytes: Buffer, start: number): { text: string; end: number } {
  let end = start + 1
  for (;;) {
    end = bytes.indexOf(QUOTE, end)
    if (end < 0) return { text: bytes.toString('utf8', start + 1).replaceAll('""', '"'), end: bytes.length }
    if (bytes[end + 1] !== QUOTE) break
    end += 2
  }
  const inner = bytes.toString('utf8', start + 1, end).replaceAll('""', '"')
  const rest = bare(bytes, end + 1)
  return { text: inner + rest.text, end: rest.end }
}
