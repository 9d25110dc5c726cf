import { crc32 } from 'node:zlib'
import type { Allowance } from './allowance.ts'
import { InflateStream } from './inflate-stream.ts'
import type { ByteReader } from './reader.ts'
import type { UnpackedStream } from './source.ts'

/** The longest header that is taken for one; names and comments have no limit of their own. */
const HEADER_BYTES = 70_000

interface MemberHeader {
  length: number
  fileName: string | null
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
function headerAt(bytes: Uint8Array): MemberHeader | null {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (header[0] !== 0x1f || header[1] !== 0x8b || header[2] !== 8 || header.length < 10) return null
  const flags = header[3]!
  let length = 10
  if (flags & 4) length += 2 + (header[length] ?? 0) + (header[length + 1] ?? 0) * 256
  let fileName: string | null = null
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue
    const stop = header.indexOf(0, length)
    if (stop < 0) return null
    if (flag === 8) fileName = header.toString('latin1', length, Math.min(stop, length + 255)) || null
    length = stop + 1
  }
  if (flags & 2) length += 2
  return length <= header.length ? { length, fileName } : null
}

/**
 * One member of a gzip file, unpacked while it is read. Once it has been read to its end, the reader stands behind it, where the
 * next one may begin.
 */
export class GzipMember implements UnpackedStream {
  /** the name that it had before it was packed */
  readonly fileName: string | null
  readonly #reader: ByteReader
  readonly #data: InflateStream
  readonly #allowance: Allowance
  #crc = 0
  #isOver = false
  problem: string | null = null
  /** the problem is a checksum alone: what came is whole */
  isWhole = true

  private constructor(reader: ByteReader, header: MemberHeader, allowance: Allowance) {
    this.#reader = reader
    this.#allowance = allowance
    this.fileName = header.fileName
    reader.skip(header.length)
    this.#data = new InflateStream(reader)
  }

  /** @returns null where no member begins at the reader's place; the reader stays there then */
  static at(reader: ByteReader, allowance: Allowance): GzipMember | null {
    const short = headerAt(reader.peek(512))
    const header = short ?? (isMember(reader.peek(3)) ? headerAt(reader.peek(HEADER_BYTES)) : null)
    return header && new GzipMember(reader, header, allowance)
  }

  next(): Uint8Array | null {
    if (this.#isOver) return null
    const bytes = this.#data.next()
    if (!bytes) {
      this.#isOver = true
      this.#finish()
      return null
    }
    this.#crc = crc32(bytes, this.#crc)
    const tooMuch = this.#allowance.take(bytes.length)
    if (!tooMuch) return bytes
    this.#isOver = true
    this.isWhole = false
    this.problem = tooMuch
    return null
  }

  #finish(): void {
    const place = this.#reader.position.toLocaleString('en')
    const { fault } = this.#data
    const trailer = fault === 'damaged' ? null : this.#reader.take(8)
    if (fault === 'damaged') {
      this.isWhole = false
      this.problem = `The gzip data is damaged at about byte ${place}: what came before was read.`
    } else if (fault === 'cut' || trailer!.length < 8) {
      this.isWhole = fault !== 'cut'
      const end = this.#reader.position.toLocaleString('en')
      this.problem = `The gzip data ends in the middle, at byte ${end}: what came before was read.`
    } else if (Buffer.from(trailer!).readUInt32LE(0) !== this.#crc) {
      this.problem = `The gzip checksum before byte ${place} is wrong.`
    }
  }
}

export function isMember(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

/** All members of a gzip file as one stream. Damage ends it; a wrong checksum and what follows the data are told. */
export class GzipStream implements UnpackedStream {
  readonly #reader: ByteReader
  readonly #allowance: Allowance
  #member: GzipMember | null = null
  #isOver = false
  readonly #problems: string[] = []

  constructor(reader: ByteReader, allowance: Allowance) {
    this.#reader = reader
    this.#allowance = allowance
  }

  get problem(): string | null {
    return this.#problems.length > 0 ? this.#problems.join(' ') : null
  }

  next(): Uint8Array | null {
    while (!this.#isOver) {
      this.#member ??= this.#nextMember()
      const bytes = this.#member?.next()
      if (bytes) return bytes
      if (!this.#member) this.#isOver = true
      else {
        // a damaged page of many members says it once or twice, not a thousand times
        if (this.#member.problem && this.#problems.length < 3) this.#problems.push(this.#member.problem)
        this.#isOver = !this.#member.isWhole
        this.#member = null
      }
    }
    return null
  }

  #nextMember(): GzipMember | null {
    const member = GzipMember.at(this.#reader, this.#allowance)
    if (!member) this.#tellRest()
    return member
  }

  #tellRest(): void {
    const from = this.#reader.position
    if (from === 0) return void this.#problems.push('This is no gzip data.')
    let isNul = true
    let length = 0
    for (let piece = this.#reader.take(65_536); piece.length > 0; piece = this.#reader.take(65_536)) {
      length += piece.length
      // tapes and some tools fill up with NULs
      isNul &&= piece.every((byte) => byte === 0)
      if (!isNul && length > 1024 * 1024) break
    }
    if (isNul) return
    const count = this.#reader.atEnd ? `${length.toLocaleString('en')} bytes` : 'What stands'
    const verb = this.#reader.atEnd ? 'were' : 'was'
    this.#problems.push(
      `${count} after the gzip data, from byte ${from.toLocaleString('en')}, ${verb} left out.`.replace(
        /^1 bytes (.*) were /,
        '1 byte $1 was ',
      ),
    )
  }
}
