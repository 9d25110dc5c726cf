/** Tar files: ustar, pax and GNU. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13 */
import type { ByteReader } from '../bytes/reader.ts'
import { type ByteSource, sliceOf, streamOf, type UnpackedStream } from '../bytes/source.ts'
import { formatBytes, limits } from '../limits.ts'
import {
  type CheckedSource,
  checkedSource,
  cleanPath,
  type Container,
  type Entry,
  outsideRemark,
} from './container.ts'
import { ContainerError } from './zip-file.ts'

const BLOCK = 512
const MOST_HEADER = 1024 * 1024

/** A file's header, with what stood before it about it. */
export interface TarEntry extends Entry {
  /** of its bytes in the tar */
  at: number
}

/** Reads headers one after the other, however the tar is come by. */
export class TarHeaders {
  /** said of all files from there on, and of the next one */
  #common = new Map<string, string>()
  #next = new Map<string, string>()
  notice: string | null = null

  /**
   * @param read so many bytes from the place on, which is then passed over
   * @returns the next file's header, null at the end
   */
  next(reader: {
    position: number
    take(length: number): Uint8Array
    skip(length: number): number
  }): TarEntry | null {
    for (;;) {
      const header = Buffer.from(reader.take(BLOCK))
      if (header.length < BLOCK || header.every((byte) => byte === 0)) {
        if (header.length > 0 && header.length < BLOCK) this.notice = CUT
        return null
      }
      if (!isHeader(header)) {
        this.notice = `The tar is damaged at byte ${(reader.position - BLOCK).toLocaleString('en')}: what came before was read.`
        return null
      }
      const size = numberIn(header, 124, 12)
      const type = String.fromCharCode(header[156]!)
      if (!'xgLK'.includes(type)) return this.#entry(header, type, size, reader.position)
      if (size > MOST_HEADER) {
        this.notice = `A header of the tar is larger than 1 MB, at byte ${reader.position.toLocaleString('en')}.`
        return null
      }
      const bytes = Buffer.from(reader.take(padded(size))).subarray(0, size)
      if (type === 'x') paxInto(this.#next, bytes)
      else if (type === 'g') paxInto(this.#common, bytes)
      else this.#next.set(type === 'L' ? 'path' : 'linkpath', textOf(bytes))
    }
  }

  #entry(header: Buffer, type: string, headerSize: number, at: number): TarEntry {
    const said = (key: string) => this.#next.get(key) ?? this.#common.get(key)
    const prefix =
      header.toString('latin1', 257, 262) === 'ustar' && header[263] === 0x30
        ? textOf(header.subarray(345, 500))
        : ''
    const short = textOf(header.subarray(0, 100))
    const written = said('path') ?? (prefix ? `${prefix}/${short}` : short)
    const wide = Number(said('size') ?? NaN)
    const size = type === '5' ? 0 : Number.isSafeInteger(wide) && wide >= 0 ? wide : headerSize
    const isSparse = type === 'S' || said('GNU.sparse.major') !== undefined
    this.#next = new Map()
    return {
      name: cleanPath(written),
      isFolder: type === '5' || (written.endsWith('/') && size === 0),
      size,
      packedSize: size,
      at,
      refusal: refusalOf(type, isSparse, Buffer.byteLength(written)),
      remark: outsideRemark(written),
    }
  }
}

const CUT = 'The tar ends in the middle: what came before was read.'

function refusalOf(type: string, isSparse: boolean, nameBytes: number): string | null {
  if (type === '1' || type === '2') return 'This is a link: links in a tar are not followed.'
  if (type === '3' || type === '4' || type === '6') return 'This is a device or a pipe, not a file.'
  if (isSparse) return 'It is stored with holes (a sparse file): unpack the tar, and import what was in it.'
  if (nameBytes > limits.entryPathBytes)
    return `Its path has ${nameBytes.toLocaleString('en')} bytes; the limit is ${limits.entryPathBytes.toLocaleString('en')}.`
  return null
}

export function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK
}

function isHeader(header: Buffer): boolean {
  const said = numberIn(header, 148, 8)
  let sum = 8 * 0x20
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i]!
  return sum === said
}

/** Octal, or binary with its first bit set (GNU, for more than 8 GB). */
function numberIn(header: Buffer, at: number, length: number): number {
  if (header[at]! & 0x80) {
    let value = header[at]! & 0x7f
    for (let i = 1; i < length; i++) value = value * 256 + header[at + i]!
    return Number.isSafeInteger(value) ? value : 0
  }
  return (
    parseInt(
      header
        .toString('latin1', at, at + length)
        .replace(/\0.*$/s, '')
        .trim() || '0',
      8,
    ) || 0
  )
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end)
}

/** `27 path=some/where.html\n`, the number being the length of all of it */
function paxInto(map: Map<string, string>, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at)
    const length = blank < 0 ? NaN : Number(bytes.toString('latin1', at, blank))
    if (!Number.isInteger(length) || length <= blank - at || at + length > bytes.length) return
    const text = bytes.toString('utf8', blank + 1, at + length - 1)
    const equals = text.indexOf('=')
    if (equals > 0) map.set(text.slice(0, equals), text.slice(equals + 1))
    at += length
  }
}

/** A tar that can be read anywhere: its headers are gone through once. */
export class TarFile implements Container {
  readonly kind = 'tar'
  readonly notice: string | null
  readonly #source: ByteSource
  readonly #entries: TarEntry[]

  private constructor(source: ByteSource, entries: TarEntry[], notice: string | null) {
    this.#source = source
    this.#entries = entries
    this.notice = notice
  }

  /** @throws ContainerError */
  static open(source: ByteSource, beat: () => void): TarFile {
    const headers = new TarHeaders()
    const entries: TarEntry[] = []
    const place = new Place(source)
    for (let entry = headers.next(place); entry; entry = headers.next(place)) {
      beat()
      if (entries.length === limits.containerEntries)
        throw new ContainerError(
          `This tar holds more than ${limits.containerEntries.toLocaleString('en')} files, the limit. Unpack it, and import the folder.`,
        )
      entries.push(entry)
      place.skip(padded(entry.size))
    }
    const last = entries.at(-1)
    const isCut = last !== undefined && last.at + last.size > source.size
    return new TarFile(source, entries, isCut ? CUT : headers.notice)
  }

  over(source: ByteSource): TarFile {
    return new TarFile(source, this.#entries, this.notice)
  }

  get count(): number {
    return this.#entries.length
  }

  entry(index: number): TarEntry {
    return this.#entries[index]!
  }

  source(index: number): CheckedSource {
    const { at, size } = this.#entries[index]!
    const source = checkedSource(sliceOf(this.#source, at, at + size), null)
    return { size: source.size, read: source.read, problem: cutOff(source.size, size) }
  }

  stream(index: number): UnpackedStream {
    const source = this.source(index)
    const stream = streamOf(source)
    return { next: () => stream.next(), problem: source.problem }
  }
}

/** A place in a source, as {@link TarHeaders} reads on from it. */
class Place {
  readonly #source: ByteSource
  position = 0

  constructor(source: ByteSource) {
    this.#source = source
  }

  take(length: number): Uint8Array {
    const bytes = this.#source.read(this.position, length)
    this.position += bytes.length
    return bytes
  }

  skip(length: number): number {
    this.position += length
    return length
  }
}

/** One file of a tar that is unpacked while it is read: its bytes, and not one more. */
export function entryStream(reader: ByteReader, size: number): UnpackedStream {
  let left = size
  let isOver = false
  return {
    next() {
      if (left === 0 || isOver) return null
      const bytes = reader.take(Math.min(left, 256 * 1024))
      left -= bytes.length
      isOver = bytes.length === 0
      return isOver ? null : bytes
    },
    get problem() {
      return isOver ? cutOff(size - left, size) : null
    },
  }
}

function cutOff(there: number, size: number): string | null {
  if (there >= size) return null
  return `It is cut off: ${formatBytes(there)} of ${formatBytes(size)} are there.`
}
