import { Allowance } from '../../bytes/allowance.ts'
import { GzipMember, isMember } from '../../bytes/gzip-stream.ts'
import { ByteReader } from '../../bytes/reader.ts'
import type { ByteSource, ByteStream } from '../../bytes/source.ts'
import { formatBytes, limits } from '../../limits.ts'
import { findHead, startsWarc } from './record-head.ts'
import { RecordReader, type WebRecord } from './record-reader.ts'

/** A record at its place in the file, packed or not. */
export interface PlacedRecord {
  is: 'record'
  start: number
  record: WebRecord
  /** has the record's block, until the walk goes on */
  blocks: RecordReader
  /** Ends the record. @returns where it ends, and what was wrong with its packing */
  finish(): { end: number; problem: string | null }
}

/** Bytes that are no record. */
export interface Gap {
  is: 'gap'
  start: number
  end: number
  why: string
}

export interface WalkOptions {
  isPacked: boolean
  /** of records that do not tell */
  format: 'warc' | 'arc'
  source: ByteSource | null
  /** stops before a record that begins here or beyond */
  until: number
  beat: () => void
}

/** All records from the reader's place on, whatever they are packed in; leaves it where the first of them begins that is not read. */
export function walk(reader: ByteReader, options: WalkOptions): Generator<PlacedRecord | Gap> {
  return options.isPacked ? walkPacked(reader, options) : walkPlain(reader, options)
}

function* walkPlain(
  reader: ByteReader,
  { format, source, until, beat }: WalkOptions,
): Generator<PlacedRecord | Gap> {
  const blocks = new RecordReader(reader, format, source, beat)
  for (;;) {
    const start = blocks.nextStart()
    if (start === null || start >= until) return
    const record = blocks.next()!
    if ('why' in record) {
      yield { is: 'gap', start, end: record.end, why: record.why }
      continue
    }
    const finish = () => {
      blocks.skipBlock()
      return { end: reader.position, problem: null }
    }
    yield { is: 'record', start, record, blocks, finish }
  }
}

/** A member for each record, as it should be, or one for many: these all have the place of their member. */
function* walkPacked(
  reader: ByteReader,
  { format, until, beat }: WalkOptions,
): Generator<PlacedRecord | Gap> {
  for (;;) {
    const start = reader.position
    if (start >= until || reader.atEnd) return
    const member = GzipMember.at(reader, new Allowance(Number.MAX_SAFE_INTEGER))
    if (!member) {
      const gap = skipToMember(reader, format, beat)
      if (gap) yield { ...gap, is: 'gap', start }
      continue
    }
    const bounded = new BoundedMember(member, reader)
    const inner = new ByteReader(bounded)
    const own = startsWarc(inner.peek(20)) ? 'warc' : format
    const blocks = new RecordReader(inner, own, null, beat, start)
    const finish = () => {
      const isOver = blocks.nextStart() === null
      return { end: reader.position, problem: isOver ? bounded.problem : null }
    }
    let isEmpty = true
    for (let record = blocks.next(); record; record = blocks.next()) {
      isEmpty = false
      if ('why' in record) {
        const { end, problem } = finish()
        yield { is: 'gap', start, end, why: [record.why, problem].filter(Boolean).join(' ') }
      } else yield { is: 'record', start, record, blocks, finish }
    }
    if (bounded.isWhole) continue
    skipToMember(reader, format, beat)
    if (isEmpty) yield { is: 'gap', start, end: reader.position, why: bounded.problem ?? NO_GZIP }
  }
}

/** A member that may not grow out of proportion. */
class BoundedMember implements ByteStream {
  readonly #member: GzipMember
  readonly #reader: ByteReader
  readonly #start: number
  #size = 0
  #tooMuch: string | null = null

  constructor(member: GzipMember, reader: ByteReader) {
    this.#member = member
    this.#reader = reader
    this.#start = reader.position
  }

  get problem(): string | null {
    return this.#tooMuch ?? this.#member.problem
  }

  get isWhole(): boolean {
    return this.#tooMuch === null && this.#member.isWhole
  }

  next(): Uint8Array | null {
    if (this.#tooMuch) return null
    const bytes = this.#member.next()
    this.#size += bytes?.length ?? 0
    const packed = Math.max(1, this.#reader.position - this.#start)
    if (this.#size <= limits.ratioFromBytes || this.#size <= packed * limits.unpackedRatio) return bytes
    this.#tooMuch = `It unpacks from ${formatBytes(packed)} to more than ${formatBytes(limits.ratioFromBytes)}: more than ${limits.unpackedRatio} times as much, which is the limit.`
    return null
  }
}

const NO_GZIP = 'This is no gzip data.'
const WINDOW = 256 * 1024

/** Goes on to the next place where a member with a record begins; null where nothing but NULs was passed. */
function skipToMember(
  reader: ByteReader,
  format: 'warc' | 'arc',
  beat: () => void,
): { end: number; why: string } | null {
  let isNul = true
  let from = 1
  for (;;) {
    const seen = reader.peek(WINDOW)
    if (seen.length === 0) break
    const at = findMember(seen, format, from)
    const passed = at >= 0 ? at : seen.length < WINDOW ? seen.length : WINDOW - 8 * 1024
    isNul &&= seen.subarray(0, passed).every((byte) => byte === 0)
    reader.skip(passed)
    if (at >= 0) break
    from = 0
    beat()
  }
  return isNul ? null : { end: reader.position, why: NO_GZIP }
}

/** @returns where in the bytes a member begins that holds a record's head; -1 where none does */
export function findMember(bytes: Uint8Array, format: 'warc' | 'arc', from = 0): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf('\x1f\x8b\x08', from, 'latin1'); at >= 0;) {
    if (holdsRecord(bytes.subarray(at), format)) return at
    at = buffer.indexOf('\x1f\x8b\x08', at + 1, 'latin1')
  }
  return -1
}

function holdsRecord(bytes: Uint8Array, format: 'warc' | 'arc'): boolean {
  if (!isMember(bytes) || (bytes[3]! & 0xe0) !== 0) return false
  const member = GzipMember.at(
    ByteReader.of(bytes.subarray(0, 16 * 1024)),
    new Allowance(limits.ratioFromBytes),
  )
  const begin = member?.next()
  return begin ? findHead(begin.subarray(0, 12_000), format) === 0 : false
}
