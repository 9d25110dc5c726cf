import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
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

/** Whether a file is packed with gzip, by its first bytes. @throws what opening it throws */
export function isPacked(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(2)
    return readSync(file, head, 0, 2, 0) === 2 && head.readUInt16BE() === 0x1f8b
  } finally {
    closeSync(file)
  }
}

/**
 * The lines of a file as JSON, in bounded memory; blank ones are passed over. Of one packed with gzip the places are those in the
 * unpacked bytes, and where the packing is damaged a last line says so.
 */
export async function* readLines(path: string): AsyncGenerator<PlacedLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const raw = createReadStream(path, { highWaterMark: CHUNK })
  const unpacked = isPacked(path) ? createGunzip({ chunkSize: CHUNK / 4 }) : null
  let number = 0
  let start = 0
  try {
    // an error of the file itself is one of what reads it
    if (unpacked) pipeline(raw, unpacked, () => {})
    for await (const piece of pieces(unpacked ?? raw)) {
      number++
      const { bytes, length } = piece
      const place = { number, byteStart: start, byteEnd: start + length, bytes }
      start += length + 1
      if (bytes.length < length) {
        const value = `It is ${formatBytes(length)} long; the limit is ${formatBytes(limits.lineBytes)}.`
        yield { ...place, value }
      } else if (!isBlank(bytes)) yield { ...place, value: read(decoder, bytes) }
    }
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw error
    const value = 'The gzip data are cut off or damaged; nothing after it can be read.'
    yield { number: number + 1, byteStart: start, byteEnd: start, bytes: NOTHING, value }
  } finally {
    raw.destroy()
    unpacked?.destroy()
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
async function* pieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ bytes: Uint8Array; length: number }> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length;) {
      const found = chunk.indexOf(0x0a, from)
      const end = found < 0 ? chunk.length : found
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
