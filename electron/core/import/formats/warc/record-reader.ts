import type { ByteReader } from '../../bytes/reader.ts'
import type { ByteSource } from '../../bytes/source.ts'
import { findHead, MOST_HEAD_BYTES, readHead, startsWarc, type RecordHead } from './record-head.ts'

/** One record, while its reader stands at its block. */
export interface WebRecord {
  head: RecordHead
  /** the bytes of its head, as in the file */
  headBytes: Uint8Array
  /** the place of its first byte, as {@link ByteReader.position} counts */
  start: number
  /** of the block: as the head says, or as it was found where the head is wrong */
  length: number
  notices: string[]
}

/** Bytes where a record should stand. */
export interface Unreadable {
  start: number
  end: number
  why: string
}

const KB = 1024
const MB = 1024 * KB
/** A block up to this size is held to see whether a record follows it. */
const CHECKED = 4 * MB
/** How far the next record is searched for where a head lies. */
const SEARCHED = 16 * MB
const LF = 0x0a
const CR = 0x0d

/** Reads the records of an unpacked web archive from front to back; finds the next one where bytes are damaged. */
export class RecordReader {
  readonly #reader: ByteReader
  readonly #source: ByteSource | null
  readonly #beat: () => void
  readonly #format: 'warc' | 'arc'
  readonly #member: number | null
  /** of the current block, not yet taken */
  #left = 0

  /**
   * @param source the same bytes for reading anywhere in them, where there are such
   * @param member the place of the packed member that the reader unpacks
   */
  constructor(
    reader: ByteReader,
    format: 'warc' | 'arc',
    source: ByteSource | null,
    beat: () => void,
    member: number | null = null,
  ) {
    this.#member = member
    this.#reader = reader
    this.#source = source
    this.#beat = beat
    this.#format = format
  }

  /** Where the next record begins, once what is left of this one was passed over; null at the end. */
  nextStart(): number | null {
    this.skipBlock()
    // between two records stand two line ends; at the end of tapes stand NULs
    for (;;) {
      const byte = this.#reader.peek(1)[0]
      if (byte === undefined) return null
      if (byte !== LF && byte !== CR && byte !== 0) return this.#reader.position
      this.#reader.skip(1)
    }
  }

  /** The next record; null at the end. Its block is the reader's until the next call. */
  next(): WebRecord | Unreadable | null {
    const start = this.nextStart()
    if (start === null) return null
    const head = readHead(this.#reader.peek(8 * KB)) ?? readHead(this.#reader.peek(MOST_HEAD_BYTES + 2))
    if (!head) return this.#unreadable(start)
    const headBytes = this.#reader.take(head.headBytes)
    const notices: string[] = []
    const length = this.#measure(head, start, notices)
    this.#left = length
    return { head, headBytes, start, length, notices }
  }

  /** The next bytes of the block without going on. */
  peekBlock(length: number): Uint8Array {
    return this.#reader.peek(Math.min(length, this.#left))
  }

  /** What is left of the block; less where the file ends before. */
  takeBlock(): Uint8Array {
    const bytes = this.#reader.take(this.#left)
    this.#left = 0
    return bytes
  }

  skipBlock(): void {
    while (this.#left > 0) {
      const passed = this.#reader.skip(Math.min(this.#left, 8 * MB))
      this.#left = passed === 0 ? 0 : this.#left - passed
      this.#beat()
    }
  }

  #measure({ length, format }: RecordHead, start: number, notices: string[]): number {
    if (length !== null && this.#isFollowed(length, format)) return length
    const found = this.#searchEnd(length)
    if (found === null) return length ?? 0
    if (found !== length) notices.push(lengthNotice(this.#member ?? start, length, found))
    return found
  }

  /** Whether behind a block of so many bytes stands what must stand there: nothing, or a record. */
  #isFollowed(length: number, format: 'warc' | 'arc'): boolean {
    const tail = format === 'warc' ? 16 : 2 * KB
    if (length <= CHECKED) {
      const seen = this.#reader.peek(length + tail)
      return seen.length >= length && isNext(seen, length, seen.length < length + tail, format)
    }
    // what is unpacked while it is read is believed: to look behind a large block would mean to hold it
    if (!this.#source) return true
    const after = this.#reader.position + length
    if (after > this.#source.size) return false
    const seen = this.#source.read(after - 1, tail + 1)
    return isNext(seen, 1, seen.length < tail + 1, format)
  }

  /** @returns the length of a block whose head is wrong; null where no end was found */
  #searchEnd(declared: number | null): number | null {
    for (let window = 64 * KB; window <= SEARCHED; window *= 4) {
      const seen = this.#reader.peek(window)
      const at = findHead(seen, this.#format)
      if (at >= 0) return trimmed(seen.subarray(0, at))
      if (seen.length < window) {
        const isDeclared = declared !== null && declared <= seen.length && isBlank(seen.subarray(declared))
        return isDeclared ? declared : trimmed(seen)
      }
      this.#beat()
    }
    // its end is beyond reach, or beyond the file's
    if (declared !== null && this.#source && this.#reader.position + declared > this.#source.size)
      return Math.max(0, this.#source.size - this.#reader.position)
    return declared
  }

  #unreadable(start: number): Unreadable {
    const isHead = this.#format === 'warc' && startsWarc(this.#reader.peek(20))
    this.#reader.skip(1)
    for (;;) {
      const seen = this.#reader.peek(MB)
      const at = findHead(seen, this.#format)
      if (at >= 0) {
        this.#reader.skip(at)
        break
      }
      if (seen.length < MB) {
        this.#reader.skip(seen.length)
        break
      }
      // a head may begin at the end of what was seen
      this.#reader.skip(MB - 10 * KB)
      this.#beat()
    }
    const why = isHead ? 'The head of this record is longer than 64 kB, or has no end.' : 'This is no record.'
    return { start, end: this.#reader.position, why }
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === LF || byte === CR || byte === 0)
}

/** @param from where the block ends in the bytes */
function isNext(bytes: Uint8Array, from: number, isEnd: boolean, format: 'warc' | 'arc'): boolean {
  let at = from
  while (at < bytes.length && (bytes[at] === LF || bytes[at] === CR || bytes[at] === 0)) at++
  const rest = bytes.subarray(at)
  if (rest.length === 0) return isEnd ? format === 'arc' || isSeparator(bytes.subarray(from)) : at > from + 4
  if (format === 'warc') return startsWarc(rest) || isCutOff(rest)
  // the end of an address is an address too
  return (at > from || bytes[at - 1] === LF) && findHead(rest, 'arc') === 0
}

/** At the end of a file anything else makes it likely that the last record swallowed others. */
function isSeparator(bytes: Uint8Array): boolean {
  return (
    bytes.length === 0 ||
    bytes.length > 4 ||
    /^(?:\r\n\r\n|\n\n)$/.test(Buffer.from(bytes).toString('latin1'))
  )
}

/** Only so much was looked at. */
function isCutOff(bytes: Uint8Array): boolean {
  return bytes.length < 20 && /^WARC\/[\w.]*$/i.test(Buffer.from(bytes).toString('latin1'))
}

/** Without the line ends that part two records. */
function trimmed(bytes: Uint8Array): number {
  let end = bytes.length
  for (let i = 0; i < 2 && end > 0 && bytes[end - 1] === LF; i++) {
    end--
    if (end > 0 && bytes[end - 1] === CR) end--
  }
  return end
}

function lengthNotice(place: number, declared: number | null, found: number): string {
  const count = (bytes: number) => bytes.toLocaleString('en')
  const record = `The record at byte ${count(place)}`
  if (declared === null) return `${record} does not say how long it is; ${count(found)} bytes were found.`
  return found < declared
    ? `${record} says it has ${count(declared)} bytes but has only ${count(found)}.`
    : `${record} says it has ${count(declared)} bytes but goes on for ${count(found - declared)} more.`
}
