/**
 * The bytes of a data set as its readers scan them: one byte a character of syntax. UTF-8 and the legacy encodings are so by
 * themselves; UTF-16 and UTF-32 are narrowed first, and each record's place and bytes are those of the file all the same.
 */
import { isAscii, isUtf8 } from 'node:buffer'
import { ByteReader } from '../../bytes/reader.ts'
import { decodeAs } from '../../../text/charsets.ts'
import { decodeText, wideEncoding } from '../../../text/encodings.ts'
import type { StreamContext } from '../../format.ts'
import { formatBytes, limits } from '../../limits.ts'
import type { ByteSource } from '../../bytes/source.ts'

/** A stretch of the scanned bytes as it stands in the file. */
export interface Piece {
  byteStart: number
  byteEnd: number
  bytes: Uint8Array
  text: string
  /** what was wrong with its encoding */
  notices: string[]
}

export interface DataBytes {
  reader: ByteReader
  /** of `context.head`, as it is scanned */
  head: Uint8Array
  until: number
  /** why it cannot be read */
  refusal: string | null
  /** @param bytes as scanned @param start where they stand in the scanned bytes */
  pieceOf(bytes: Uint8Array, start: number): Piece
  /** of the head, what stands from one place to another as scanned */
  headText(from: number, to: number): string
  /** a place in the scanned bytes as one in the file */
  placeOf(position: number): number
  /** leaves the file's reader where the scan is */
  finish(): void
}

/** How the bytes from the reader's place on are scanned. */
export function dataBytes(
  reader: ByteReader,
  { head, until }: Pick<StreamContext, 'head' | 'until'>,
): DataBytes {
  const wide = wideEncoding(head)
  const width = wide?.name.startsWith('utf-16') ? 2 : wide?.name.startsWith('utf-32') ? 4 : 1
  if (wide && width > 1) return wideBytes(reader, head, wide.name, width)
  if (reader.position === 0 && wide?.name === 'utf-8') reader.skip(3)
  const bare = wide?.name === 'utf-8' ? head.subarray(3) : head
  const legacy = isUtf8(head) ? null : legacyOf(head)
  return {
    reader,
    head: bare,
    headText: (from, to) => textOf(bare.subarray(from, to), legacy).text,
    until,
    refusal: null,
    pieceOf: (bytes, byteStart) => ({
      byteStart,
      byteEnd: byteStart + bytes.length,
      bytes,
      ...textOf(bytes),
    }),
    placeOf: (position) => position,
    finish: () => {},
  }
}

/** Text of bytes that are not wide: UTF-8, or else the encoding of the file, or what their statistics say. */
export function textOf(bytes: Uint8Array, legacy: string | null = null): { text: string; notices: string[] } {
  const { buffer, byteOffset, length } = bytes
  const view = Buffer.from(buffer as ArrayBuffer, byteOffset, length)
  if (isAscii(bytes)) return { text: view.toString('latin1'), notices: [] }
  if (isUtf8(bytes)) return { text: view.toString(), notices: [] }
  if (legacy) return { text: decodeAs(bytes, legacy), notices: [`Encoding guessed: ${legacy}.`] }
  const { text, encoding, guessed, damaged } = decodeText(bytes)
  const notices = guessed ? [`Encoding guessed: ${encoding}.`] : []
  if (damaged > 0) notices.push(damaged === 1 ? '1 damaged character.' : `${damaged} damaged characters.`)
  return { text, notices }
}

/** Many rows tell an encoding better than one of them; null where they are UTF-8, were it cut off inside a character. */
function legacyOf(head: Uint8Array): string | null {
  const { encoding } = decodeText(head)
  return encoding === 'utf-8' ? null : encoding
}

/** Such files are read whole: nobody writes large ones. */
function wideBytes(file: ByteReader, head: Uint8Array, encoding: string, width: number): DataBytes {
  const start = file.position
  const all = file.peek(limits.textDumpBytes + 1)
  const tooLarge = all.length > limits.textDumpBytes
  const narrow = narrowed(tooLarge ? head : all, width, encoding.endsWith('le'))
  const first = Math.floor(start / width)
  const scanned = ByteReader.from(shifted(narrow, first), first, {
    lineNumber: file.lineNumber,
    countsLines: true,
  })
  return {
    reader: scanned,
    head: narrowed(head, width, encoding.endsWith('le')),
    headText: (from, to) => decodeAs(head.subarray(from * width, to * width), encoding),
    until: Infinity,
    refusal: tooLarge
      ? `It is in ${encoding.toUpperCase()}; such files are read up to ${formatBytes(limits.textDumpBytes)}. Save it as UTF-8.`
      : null,
    pieceOf(scannedBytes, from) {
      const byteStart = from * width
      const byteEnd = byteStart + scannedBytes.length * width
      const bytes = all.subarray(byteStart - start, byteEnd - start)
      return { byteStart, byteEnd, bytes, text: decodeAs(bytes, encoding), notices: [] }
    },
    placeOf: (position) => position * width,
    finish: () => void file.skip(scanned.position * width - file.position),
  }
}

/** Bytes that stand so far behind the beginning of what is counted. */
function shifted(bytes: Uint8Array, by: number): ByteSource {
  return {
    size: by + bytes.length,
    read: (offset, length) => bytes.subarray(offset - by, offset - by + length),
  }
}

const BLANK = 0x20
const OTHER = 0x80

/** One byte for each unit: what is ASCII stays, a byte order mark is a blank, everything else is no syntax. */
function narrowed(bytes: Uint8Array, width: number, littleEndian: boolean): Uint8Array {
  const units = Math.floor(bytes.length / width)
  const narrow = new Uint8Array(units)
  for (let i = 0; i < units; i++) {
    let code = 0
    for (let k = 0; k < width; k++)
      code = (code << 8) | bytes[i * width + (littleEndian ? width - 1 - k : k)]!
    narrow[i] = code < 0x80 && code >= 0 ? code : code === 0xfeff ? BLANK : OTHER
  }
  return narrow
}
