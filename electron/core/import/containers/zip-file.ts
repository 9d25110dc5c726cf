/**
 * Zip files of any size: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. The directory at the end is what counts; where a file was cut off before
 * it, the entries' own headers do. Sizes are not believed but counted while unpacking.
 */
import { crc32 } from 'node:zlib'
import { InflateStream } from '../bytes/inflate-stream.ts'
import { ByteReader } from '../bytes/reader.ts'
import { type ByteSource, type ByteStream, sliceOf, streamOf, type UnpackedStream } from '../bytes/source.ts'
import { Allowance } from '../bytes/allowance.ts'
import { ZstdStream } from '../bytes/zstd-stream.ts'
import { formatBytes, limits } from '../limits.ts'
import {
  type CheckedSource,
  checkedSource,
  cleanPath,
  type Container,
  type Entry,
  outsideRemark,
  shownPath,
  type Unpacking,
  WRONG_CHECKSUM,
} from './container.ts'

/** A zip that is not read at all, and why. */
export class ContainerError extends Error {}

const END_SIZE = 22
/** A comment takes at most 64 kB after the end record; some writers append something, undeclared. */
const END_SEARCH = END_SIZE + 2 * 65_535
const LOCAL_SIZE = 30
const CENTRAL_SIZE = 46
const MOST_DIRECTORY = 512 * 1024 * 1024

const METHODS: Record<number, string> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  95: 'XZ',
  96: 'JPEG',
  98: 'PPMd',
  99: 'AES',
}

interface ZipEntry extends Entry {
  method: number
  crc: number
  /** of the entry's own header */
  start: number
}

export class ZipFile implements Container {
  readonly kind = 'zip'
  readonly notice: string | null
  readonly #source: ByteSource
  readonly #entries: Directory

  private constructor(source: ByteSource, entries: Directory, notice: string | null) {
    this.#source = source
    this.#entries = entries
    this.notice = notice
  }

  /** @throws ContainerError for what holds no zip or is a bomb */
  static open(source: ByteSource, beat: () => void): ZipFile {
    const listed = centralDirectory(source)
    if (listed) return new ZipFile(source, listed, null)
    const found = salvaged(source, beat)
    if (found.count === 0) throw new ContainerError('It begins as a zip, but no file is in it.')
    return new ZipFile(
      source,
      found,
      'The zip’s directory is missing, as of a file that was cut off: what could be found in it was read.',
    )
  }

  over(source: ByteSource): ZipFile {
    return new ZipFile(source, this.#entries, this.notice)
  }

  get count(): number {
    return this.#entries.count
  }

  entry(index: number): Entry {
    return this.#entries.entry(index)
  }

  source(index: number): CheckedSource | null {
    const entry = this.#entries.entry(index)
    return entry.method === 0 ? checkedSource(this.#packed(entry), entry.crc) : null
  }

  stream(index: number, { allowance, beat }: Unpacking): UnpackedStream {
    const entry = this.#entries.entry(index)
    const packed = this.#packed(entry)
    const reader = new ByteReader(streamOf(packed))
    const own = new Allowance(packed.size)
    if (entry.method === 0) return new Checked(entry, streamOf(packed), own, allowance, beat, () => null)
    if (entry.method === 93) {
      const unpacked = new ZstdStream(reader, own)
      return new Checked(entry, unpacked, null, allowance, beat, () => unpacked.problem)
    }
    const inflated = new InflateStream(reader)
    const fault = () =>
      inflated.fault === null
        ? null
        : `It is damaged: its packed data ${inflated.fault === 'cut' ? 'ends in the middle' : 'is wrong'} at about byte ${reader.position.toLocaleString('en')}.`
    return new Checked(entry, inflated, own, allowance, beat, fault)
  }

  mismatch(index: number): string | null {
    const { name, start } = this.#entries.entry(index)
    const header = Buffer.from(this.#source.read(start, LOCAL_SIZE))
    if (header.length < LOCAL_SIZE || header.readUInt32LE(0) !== 0x04034b50) return null
    const rest = Buffer.from(
      this.#source.read(start + LOCAL_SIZE, header.readUInt16LE(26) + header.readUInt16LE(28)),
    )
    const raw = rest.subarray(0, header.readUInt16LE(26))
    const own = cleanPath(nameOf(raw, header.readUInt16LE(6), rest.subarray(raw.length)))
    // writers of streams may leave it empty
    return raw.length === 0 || own === name
      ? null
      : `The zip’s directory calls it otherwise than its own header, which says “${shownPath(own)}”: the directory counts.`
  }

  #packed({ start, packedSize }: ZipEntry): ByteSource {
    const header = view(this.#source.read(start, LOCAL_SIZE))
    const isHeader = header.byteLength === LOCAL_SIZE && header.getUint32(0, true) === 0x04034b50
    if (!isHeader) return sliceOf(this.#source, this.#source.size, this.#source.size)
    const data = start + LOCAL_SIZE + header.getUint16(26, true) + header.getUint16(28, true)
    return sliceOf(this.#source, data, data + packedSize)
  }
}

/** Counts and sums up what comes out, and compares it with what the zip says. */
class Checked implements UnpackedStream {
  readonly #entry: ZipEntry
  readonly #bytes: ByteStream
  readonly #own: Allowance | null
  readonly #all: Allowance
  readonly #beat: () => void
  readonly #fault: () => string | null
  #size = 0
  #crc = 0
  #isOver = false
  problem: string | null = null

  constructor(
    entry: ZipEntry,
    bytes: ByteStream,
    own: Allowance | null,
    all: Allowance,
    beat: () => void,
    fault: () => string | null,
  ) {
    this.#entry = entry
    this.#bytes = bytes
    this.#own = own
    this.#all = all
    this.#beat = beat
    this.#fault = fault
  }

  next(): Uint8Array | null {
    if (this.#isOver) return null
    this.#beat()
    const bytes = this.#bytes.next()
    if (!bytes) return this.#end(this.#fault() ?? this.#wrong())
    this.#size += bytes.length
    const tooMuch = this.#own?.take(bytes.length) ?? this.#all.take(bytes.length)
    if (tooMuch) return this.#end(tooMuch)
    if (this.#size > this.#entry.size && this.#entry.size >= 0)
      return this.#end(`It unpacks to more than the ${formatBytes(this.#entry.size)} that the zip says.`)
    this.#crc = crc32(bytes, this.#crc)
    return bytes
  }

  #wrong(): string | null {
    if (this.#entry.size >= 0 && this.#size < this.#entry.size)
      return `It is damaged: ${formatBytes(this.#size)} of the ${formatBytes(this.#entry.size)} that the zip says are there.`
    return this.#crc === this.#entry.crc || this.#entry.size < 0 ? null : WRONG_CHECKSUM
  }

  #end(problem: string | null): null {
    this.#isOver = true
    this.problem = problem
    return null
  }
}

interface Directory {
  count: number
  entry(index: number): ZipEntry
}

/** @returns null where there is none @throws ContainerError */
function centralDirectory(source: ByteSource): Directory | null {
  const tailAt = Math.max(0, source.size - END_SEARCH)
  const tail = Buffer.from(source.read(tailAt, END_SEARCH))
  const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'), tail.length - END_SIZE)
  if (at < 0) return null
  let count = tail.readUInt16LE(at + 10)
  let size = tail.readUInt32LE(at + 12)
  let declared = tail.readUInt32LE(at + 16)
  let end = tailAt + at
  const wide = zip64End(source, tail, at)
  if (wide) ({ count, size, declared, end } = wide)
  if (count > limits.containerEntries)
    throw new ContainerError(
      `This zip holds ${count.toLocaleString('en')} files; the limit is ${limits.containerEntries.toLocaleString('en')}. Unpack it, and import the folder.`,
    )
  if (size > MOST_DIRECTORY) throw new ContainerError('The directory of this zip is larger than 512 MB.')
  // offsets count from the file's beginning or, where something was put in front later, from the zip's
  const shift = isCentral(source, declared) ? 0 : end - size - declared
  if (count > 0 && !isCentral(source, declared + shift)) return null
  const bytes = Buffer.from(source.read(declared + shift, Math.max(0, end - declared - shift)))
  return listed(bytes, count, shift)
}

function zip64End(source: ByteSource, tail: Buffer, end: number) {
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) return null
  const declared = Number(tail.readBigUInt64LE(end - 20 + 8))
  const before = source.size - tail.length + end - 20 - 56
  // as with the directory, offsets may count from where the zip begins
  for (const at of [declared, before]) {
    const record = Buffer.from(source.read(at, 56))
    if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) continue
    return {
      count: Number(record.readBigUInt64LE(32)),
      size: Number(record.readBigUInt64LE(40)),
      declared: Number(record.readBigUInt64LE(48)),
      end: at,
    }
  }
  return null
}

function isCentral(source: ByteSource, at: number): boolean {
  if (at < 0) return false
  const mark = source.read(at, 4)
  return mark.length === 4 && view(mark).getUint32(0, true) === 0x02014b50
}

/** Entries are made when they are asked for: a million of them would take more memory than the directory. */
function listed(bytes: Buffer, most: number, shift: number): Directory {
  const places: number[] = []
  for (let at = 0; places.length < most && at + CENTRAL_SIZE <= bytes.length;) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) break
    places.push(at)
    at +=
      CENTRAL_SIZE + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  const directory = { count: places.length, entry: (index: number) => entryAt(bytes, places[index]!, shift) }
  refuseOverlap(directory)
  return directory
}

function entryAt(bytes: Buffer, at: number, shift: number): ZipEntry {
  const flags = bytes.readUInt16LE(at + 8)
  const method = bytes.readUInt16LE(at + 10)
  const nameEnd = at + CENTRAL_SIZE + bytes.readUInt16LE(at + 28)
  const rawName = bytes.subarray(at + CENTRAL_SIZE, nameEnd)
  const extra = bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(at + 30))
  const sizes = {
    size: bytes.readUInt32LE(at + 24),
    packedSize: bytes.readUInt32LE(at + 20),
    start: bytes.readUInt32LE(at + 42),
  }
  widen(sizes, extra)
  const written = nameOf(rawName, flags, extra)
  // unix: the upper half of the attributes is the mode
  const mode = bytes[at + 5] === 3 ? bytes.readUInt32LE(at + 38) >>> 16 : 0
  return {
    name: cleanPath(written),
    isFolder: /[/\\]$/.test(written) || (mode & 0xf000) === 0x4000,
    size: sizes.size,
    packedSize: sizes.packedSize,
    start: sizes.start + shift,
    method,
    crc: bytes.readUInt32LE(at + 16),
    refusal: refusalOf(flags, method, mode, rawName.length) ?? bombOf(method, sizes),
    remark: outsideRemark(written),
  }
}

/** Sizes and places of more than 4 GB stand in an extra field, those that are needed. */
function widen(sizes: { size: number; packedSize: number; start: number }, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let from = at + 4
    const end = Math.min(extra.length, from + extra.readUInt16LE(at + 2))
    for (const field of ['size', 'packedSize', 'start'] as const) {
      if (sizes[field] !== 0xffffffff || from + 8 > end) continue
      sizes[field] = Number(extra.readBigUInt64LE(from))
      from += 8
    }
    return
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

function nameOf(raw: Buffer, flags: number, extra: Buffer): string {
  for (let at = 0; at + 9 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    // https://libzip.org/specifications/extrafld.txt: the name in UTF-8, where it was written in another encoding
    if (extra.readUInt16LE(at) === 0x7075 && extra.readUInt32LE(at + 5) === crc32(raw))
      return extra.toString('utf8', at + 9, at + 4 + extra.readUInt16LE(at + 2))
  }
  if (flags & 0x800) return raw.toString('utf8')
  try {
    // some writers forget to say that it is UTF-8
    return UTF8.decode(raw)
  } catch {
    return raw.toString('latin1')
  }
}

function refusalOf(flags: number, method: number, mode: number, nameBytes: number): string | null {
  if ((mode & 0xf000) === 0xa000) return 'This is a link: links in a zip are not followed.'
  const type = mode & 0xf000
  if (type !== 0 && type !== 0x8000 && type !== 0x4000) return 'This is a device or a pipe, not a file.'
  if (flags & 1 || method === 99)
    return 'It is password-protected: unpack the zip with its password, and import what was in it.'
  if (nameBytes > limits.entryPathBytes)
    return `Its path has ${nameBytes.toLocaleString('en')} bytes; the limit is ${limits.entryPathBytes.toLocaleString('en')}.`
  if (method === 0 || method === 8 || method === 93) return null
  return `It is packed by a method that is not read (${METHODS[method] ?? `number ${method}`}): unpack the zip, and import what was in it.`
}

/** What says itself that it grows beyond the limit is not unpacked to see it. What lies about its size is counted. */
function bombOf(method: number, { size, packedSize }: { size: number; packedSize: number }): string | null {
  return method === 0 ? null : new Allowance(packedSize).take(size)
}

/** Entries that share bytes are a bomb: https://www.bamsoftware.com/hacks/zipbomb/ */
function refuseOverlap(directory: Directory): void {
  const starts = new Float64Array(directory.count)
  const ends = new Float64Array(directory.count)
  const order = new Uint32Array(directory.count)
  for (let i = 0; i < directory.count; i++) {
    const { start, packedSize } = directory.entry(i)
    starts[i] = start
    ends[i] = start + LOCAL_SIZE + packedSize
    order[i] = i
  }
  order.sort((a, b) => starts[a]! - starts[b]!)
  for (let i = 1; i < order.length; i++)
    if (ends[order[i - 1]!]! > starts[order[i]!]!)
      throw new ContainerError('Files in this zip overlap, as in a zip bomb: it was left alone.')
}

const SEARCH_BYTES = 1024 * 1024

/** The entries of a zip whose directory was cut off or never written, by their own headers. */
function salvaged(source: ByteSource, beat: () => void): Directory {
  const entries: ZipEntry[] = []
  let at = nextHeader(source, 0, beat)
  while (at !== null && entries.length < limits.containerEntries) {
    const header = Buffer.from(source.read(at, LOCAL_SIZE))
    if (header.length < LOCAL_SIZE) break
    const flags = header.readUInt16LE(6)
    const method = header.readUInt16LE(8)
    const nameLength = header.readUInt16LE(26)
    const rest = Buffer.from(source.read(at + LOCAL_SIZE, nameLength + header.readUInt16LE(28)))
    const sizes = { size: header.readUInt32LE(22), packedSize: header.readUInt32LE(18), start: at }
    const extra = rest.subarray(nameLength)
    widen(sizes, extra)
    const data = at + LOCAL_SIZE + rest.length
    const written = nameOf(rest.subarray(0, nameLength), flags, extra)
    // written as a stream, its size comes after it: it ends before the next header
    const isStreamed = (flags & 8) !== 0 && sizes.packedSize === 0
    const next: number | null = nextHeader(source, isStreamed ? data : data + sizes.packedSize, beat)
    if (written.length > 0 && !written.includes('\0'))
      entries.push({
        name: cleanPath(written),
        isFolder: /[/\\]$/.test(written),
        size: isStreamed ? -1 : sizes.size,
        packedSize: isStreamed ? (next ?? source.size) - data : sizes.packedSize,
        start: at,
        method,
        crc: header.readUInt32LE(14),
        refusal: refusalOf(flags, method, 0, nameLength),
        remark: outsideRemark(written),
      })
    at = next
  }
  return { count: entries.length, entry: (index) => entries[index]! }
}

function nextHeader(source: ByteSource, from: number, beat: () => void): number | null {
  const mark = Buffer.from('PK\x03\x04', 'latin1')
  for (let at = from; at < source.size; at += SEARCH_BYTES - 3) {
    beat()
    const found = Buffer.from(source.read(at, SEARCH_BYTES)).indexOf(mark)
    if (found >= 0) return at + found
  }
  return null
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
