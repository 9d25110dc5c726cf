import { closeSync, openSync, readSync } from 'node:fs'
import { formatBytes, limits } from '../import/limits.ts'

/** A line of a file with its place, 1-based and in bytes. */
export interface PlacedLine {
  number: number
  byteStart: number
  byteEnd: number
  /** what it says, or in words why it cannot be read */
  value: { json: unknown } | string
  bytes: Uint8Array
}

const CHUNK = 4 * 1024 * 1024
const NOTHING = new Uint8Array()

/** The lines of a file as JSON, in bounded memory; blank ones are passed over. */
export function* readLines(path: string): Generator<PlacedLine> {
  const file = openSync(path, 'r')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    let number = 0
    let start = 0
    for (const piece of pieces(file)) {
      number++
      const { bytes, length } = piece
      const place = { number, byteStart: start, byteEnd: start + length, bytes }
      start += length + 1
      if (bytes.length < length) {
        const value = `It is ${formatBytes(length)} long; the limit is ${formatBytes(limits.lineBytes)}.`
        yield { ...place, value }
      } else if (!isBlank(bytes)) yield { ...place, value: read(decoder, bytes) }
    }
  } finally {
    closeSync(file)
  }
}

function read(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): PlacedLine['value'] {
  try {
    return { json: JSON.parse(decoder.decode(bytes)) as unknown }
  } catch (error) {
    return error instanceof TypeError ? 'It is damaged: no UTF-8.' : 'It is damaged: no JSON.'
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.length < 4 && bytes.every((byte) => byte <= 0x20 || byte >= 0xbb)
}

/** What stands between line feeds; of what is longer than the limit only the length. */
function* pieces(file: number): Generator<{ bytes: Uint8Array; length: number }> {
  let held: Uint8Array[] = []
  let length = 0
  const chunk = Buffer.allocUnsafe(CHUNK)
  for (let position = 0; ;) {
    const got = readSync(file, chunk, 0, CHUNK, position)
    if (got === 0) break
    position += got
    for (let from = 0; from < got;) {
      const found = chunk.subarray(0, got).indexOf(0x0a, from)
      const end = found < 0 ? got : found
      length += end - from
      if (length <= limits.lineBytes) held.push(Uint8Array.prototype.slice.call(chunk, from, end))
      else held = []
      from = end + 1
      if (found < 0) break
      yield { bytes: joined(held), length }
      held = []
      length = 0
    }
  }
  if (length > 0) yield { bytes: joined(held), length }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0]! : pieces.length === 0 ? NOTHING : Buffer.concat(pieces)
}
