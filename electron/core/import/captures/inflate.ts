/**
 * Unpacking of deflate and gzip (https://www.rfc-editor.org/rfc/rfc1952) with bounds: how far packed data may grow is
 * known before it is unpacked, so that a bomb costs no more than that. Damaged and truncated data gives what came before.
 */

import { constants, crc32, inflateRawSync } from 'node:zlib'
import { formatBytes } from '../limits.ts'
import { captureLimits, CaptureError, counted } from './page-capture.ts'

export interface Inflated {
  bytes: Uint8Array
  /** packed bytes that were read */
  consumed: number
  /** the data is damaged, and `bytes` is what could be read before */
  damaged: boolean
}

/** What packed data of a size may become at most. */
export function allowedSize(packedBytes: number, limit: number): number {
  return Math.min(limit, Math.max(captureLimits.ratioFromBytes, packedBytes * captureLimits.ratio))
}

/** Raw deflate data; what follows it is not read. Throws only {@link CaptureError}, where it grows beyond `allowed`. */
export function inflateLimited(packed: Uint8Array, allowed: number): Inflated {
  try {
    return { ...inflate(packed, allowed), damaged: false }
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(packed.length, allowed)
    return salvage(packed, allowed)
  }
}

function tooLarge(packedBytes: number, allowed: number): CaptureError {
  return new CaptureError(
    `It unpacks from ${formatBytes(packedBytes)} to more than ${formatBytes(allowed)}, the limit for it.`,
  )
}

function inflate(packed: Uint8Array, allowed: number): { bytes: Uint8Array; consumed: number } {
  // zlib takes no maximum of 0
  const options = { info: true, maxOutputLength: Math.max(1, allowed), finishFlush: constants.Z_SYNC_FLUSH }
  const { buffer, engine } = inflateRawSync(packed, options) as unknown as {
    buffer: Buffer
    engine: { bytesWritten: number }
  }
  return { bytes: buffer, consumed: engine.bytesWritten }
}

/** zlib drops everything at a fault: the longest beginning that has none is searched for. */
function salvage(packed: Uint8Array, allowed: number): Inflated {
  let good = 0
  let bad = packed.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      inflate(packed.subarray(0, middle), allowed)
      good = middle
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(packed.length, allowed)
      bad = middle
    }
  }
  const bytes = good > 0 ? inflate(packed.subarray(0, good), allowed).bytes : new Uint8Array()
  return { bytes, consumed: good, damaged: true }
}

export interface Gunzipped {
  bytes: Uint8Array
  /** the name it had before it was packed */
  fileName: string | null
  notices: string[]
}

/** All members of a gzip file, one after the other. */
export function gunzipLimited(bytes: Uint8Array, limit: number = captureLimits.unpackedBytes): Gunzipped {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const allowed = allowedSize(source.length, limit)
  const members: Uint8Array[] = []
  const notices: string[] = []
  let fileName: string | null = null
  let size = 0
  for (let at = 0; at < source.length;) {
    const header = memberHeader(source, at)
    if (!header) {
      noticeRest(source, at, notices)
      break
    }
    fileName ??= header.fileName
    const member = inflateLimited(source.subarray(header.end), allowed - size)
    members.push(member.bytes)
    size += member.bytes.length
    const trailer = header.end + member.consumed
    const problem = memberProblem(source, trailer, member)
    if (problem) notices.push(problem)
    if (member.damaged || trailer + 8 > source.length) break
    at = trailer + 8
  }
  return { bytes: members.length === 1 ? members[0]! : Buffer.concat(members), fileName, notices }
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
function memberHeader(source: Buffer, at: number): { end: number; fileName: string | null } | null {
  if (source[at] !== 0x1f || source[at + 1] !== 0x8b || source[at + 2] !== 8 || at + 10 > source.length)
    return null
  const flags = source[at + 3]!
  let end = at + 10
  if (flags & 4) end += 2 + (source[end] ?? 0) + (source[end + 1] ?? 0) * 256
  let fileName: string | null = null
  if (flags & 8) {
    const stop = source.indexOf(0, end)
    if (stop < 0) return null
    fileName = source.toString('latin1', end, Math.min(stop, end + 255)) || null
    end = stop + 1
  }
  if (flags & 16) {
    const stop = source.indexOf(0, end)
    if (stop < 0) return null
    end = stop + 1
  }
  if (flags & 2) end += 2
  return end <= source.length ? { end, fileName } : null
}

function memberProblem(source: Buffer, trailer: number, { bytes, damaged }: Inflated): string | null {
  const place = trailer.toLocaleString('en')
  if (damaged) return `The gzip data is damaged at about byte ${place}: what came before was read.`
  if (trailer + 8 > source.length)
    return `The gzip data ends in the middle, at byte ${source.length.toLocaleString('en')}: what came before was read.`
  return crc32(bytes) === source.readUInt32LE(trailer)
    ? null
    : `The gzip checksum before byte ${place} is wrong.`
}

function noticeRest(source: Buffer, at: number, notices: string[]): void {
  if (at === 0) throw new CaptureError('This is no gzip data.')
  const rest = source.subarray(at)
  // tapes and some tools fill up with NULs
  if (rest.some((byte) => byte !== 0))
    notices.push(
      `${counted(rest.length, 'byte')} after the gzip data, from byte ${at.toLocaleString('en')}, were left out.`,
    )
}
