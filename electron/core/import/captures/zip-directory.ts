/**
 * What a reader of saved pages needs of zip: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, stored and
 * deflated entries below 4 GB. The directory at the end is what counts; where a file was cut off before it, the
 * entries' own headers do. Sizes are not believed but counted while unpacking.
 */

import { crc32 } from 'node:zlib'
import { allowedSize, inflateLimited } from './inflate.ts'
import { captureLimits, CaptureError } from './page-capture.ts'

export interface ZipEntry {
  name: string
  /** SingleFile writes the file's address here */
  comment: string
  method: number
  isEncrypted: boolean
  crc: number
  packedSize: number
  /** of the entry's own header */
  start: number
}

export interface ZipDirectory {
  entries: ZipEntry[]
  /** read from the entries' own headers, because the directory is missing */
  isSalvaged: boolean
}

const END_SIZE = 22
/** A comment takes at most 64 kB after the end record; some writers append a page's last tags, undeclared. */
const END_SEARCH = END_SIZE + 2 * 65_535

/** @returns null for what holds no zip */
export function readZipDirectory(source: Buffer): ZipDirectory | null {
  const end = endRecord(source)
  if (end < 0) return null
  const count = source.readUInt16LE(end + 10)
  const size = source.readUInt32LE(end + 12)
  const declared = source.readUInt32LE(end + 16)
  if (count === 0xffff || declared === 0xffffffff)
    throw new CaptureError('Its zip is of the kind for more than 4 GB (zip64).')
  if (count > captureLimits.zipEntries)
    throw new CaptureError(
      `Its zip has ${count.toLocaleString('en')} entries; the limit is ${captureLimits.zipEntries.toLocaleString('en')}.`,
    )
  // offsets count from the file's beginning or, where a page was put in front later, from the zip's
  const shift = isRecord(source, declared, 2) ? 0 : end - size - declared
  const entries: ZipEntry[] = []
  for (let at = declared + shift; entries.length < count && isRecord(source, at, 2) && at + 46 <= end;) {
    const lengths = [28, 30, 32].map((offset) => source.readUInt16LE(at + offset)) as [number, number, number]
    const [nameLength, extraLength, commentLength] = lengths
    const nameEnd = at + 46 + nameLength
    entries.push({
      name: nameOf(source.subarray(at + 46, nameEnd), source.readUInt16LE(at + 8)),
      comment: source.toString('utf8', nameEnd + extraLength, nameEnd + extraLength + commentLength),
      method: source.readUInt16LE(at + 10),
      isEncrypted: (source.readUInt16LE(at + 8) & 1) === 1,
      crc: source.readUInt32LE(at + 16),
      packedSize: source.readUInt32LE(at + 20),
      start: source.readUInt32LE(at + 42) + shift,
    })
    at = nameEnd + extraLength + commentLength
  }
  refuseOverlap(entries)
  return { entries, isSalvaged: false }
}

function endRecord(source: Buffer): number {
  const from = Math.max(0, source.length - END_SEARCH)
  const tail = source.subarray(from)
  const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'), tail.length - END_SIZE)
  return at < 0 ? -1 : from + at
}

/** `PK\1\2` is a directory's record, `PK\3\4` an entry's header. */
function isRecord(source: Buffer, at: number, second: number): boolean {
  return (
    at >= 0 &&
    source[at] === 0x50 &&
    source[at + 1] === 0x4b &&
    source[at + 2] === second - 1 &&
    source[at + 3] === second
  )
}

function nameOf(bytes: Buffer, flags: number): string {
  return flags & 0x800 ? bytes.toString('utf8') : bytes.toString('latin1')
}

/** Entries that share bytes are a bomb: https://www.bamsoftware.com/hacks/zipbomb/ */
function refuseOverlap(entries: readonly ZipEntry[]): void {
  const sorted = [...entries].sort((a, b) => a.start - b.start)
  for (const [i, entry] of sorted.entries()) {
    const next = sorted[i + 1]
    if (next && entry.start + 30 + entry.packedSize > next.start)
      throw new CaptureError('Entries of its zip overlap, as in a zip bomb.')
  }
}

/** The entries of a zip whose directory was cut off or never written. */
export function salvageZip(source: Buffer): ZipDirectory | null {
  const signature = Buffer.from('PK\x03\x04', 'latin1')
  const entries: ZipEntry[] = []
  for (let at = source.indexOf(signature); at >= 0 && entries.length < captureLimits.zipEntries;) {
    if (at + 30 > source.length) break
    const flags = source.readUInt16LE(at + 6)
    const nameEnd = at + 30 + source.readUInt16LE(at + 26)
    const data = nameEnd + source.readUInt16LE(at + 28)
    const name = nameOf(source.subarray(at + 30, nameEnd), flags)
    const method = source.readUInt16LE(at + 8)
    // written as a stream, its size comes after it
    const declared = flags & 8 ? source.length - data : source.readUInt32LE(at + 18)
    const packedSize = Math.max(0, Math.min(declared, source.length - data))
    const isSound = (method === 0 || method === 8) && name.length > 0 && !name.includes('\0')
    if (isSound)
      entries.push({
        name,
        comment: '',
        method,
        isEncrypted: (flags & 1) === 1,
        crc: source.readUInt32LE(at + 14),
        packedSize,
        start: at,
      })
    at = source.indexOf(signature, isSound && !(flags & 8) ? data + packedSize : at + 4)
  }
  return entries.length > 0 ? { entries, isSalvaged: true } : null
}

export interface UnpackedEntry {
  bytes: Uint8Array
  problem: string | null
}

/** One entry's bytes, at most `budget` of them; throws {@link CaptureError} for a bomb or a password. */
export function unpackEntry(source: Buffer, entry: ZipEntry, budget: number): UnpackedEntry {
  if (entry.isEncrypted) throw new CaptureError(`“${shown(entry.name)}” in its zip is password-protected.`)
  if (!isRecord(source, entry.start, 4) || entry.start + 30 > source.length)
    return { bytes: new Uint8Array(), problem: `“${shown(entry.name)}” is missing` }
  const data =
    entry.start + 30 + source.readUInt16LE(entry.start + 26) + source.readUInt16LE(entry.start + 28)
  const packed = source.subarray(data, data + entry.packedSize)
  if (entry.method !== 0 && entry.method !== 8)
    return { bytes: new Uint8Array(), problem: `“${shown(entry.name)}” is packed by an unknown method` }
  const allowed = allowedSize(packed.length, Math.min(budget, captureLimits.unpackedEntryBytes))
  const { bytes, damaged } =
    entry.method === 0 ? { bytes: packed, damaged: false } : inflateLimited(packed, allowed)
  const isWrong = damaged || crc32(bytes) !== entry.crc
  return { bytes, problem: isWrong ? `“${shown(entry.name)}” is damaged` : null }
}

function shown(name: string): string {
  return name.replace(/[\p{C}\p{Bidi_Control}]/gu, '').slice(0, 100)
}
