/** What a server answered, as it stands in a record: https://www.rfc-editor.org/rfc/rfc9112, and what servers make of it. */
import { brotliDecompressSync, type inflateSync } from 'node:zlib'
import { Allowance } from '../../bytes/allowance.ts'
import { ByteReader } from '../../bytes/reader.ts'
import { ZstdStream } from '../../bytes/zstd-stream.ts'
import { allowedSize, gunzipLimited, inflateLimited } from '../../captures/inflate.ts'
import { CaptureError } from '../../captures/page-capture.ts'
import { limits } from '../../limits.ts'
import { afterEmptyLine, MOST_HEAD_BYTES, readFields } from './record-head.ts'

export interface AnswerHead {
  /** null where there is no status line, as before HTTP 1.0 */
  status: number | null
  fields: ReadonlyMap<string, string>
  /** lower case, without parameters: `text/html` */
  mime: string
  charset: string | null
  /** of the head, with the empty line after it; 0 where there is none */
  headBytes: number
}

const LF = 0x0a
const CR = 0x0d

/** The head of an answer; `bytes` are at least the first 64 kB of a block. */
export function readAnswerHead(bytes: Uint8Array): AnswerHead {
  const begin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 300)).toString('latin1')
  const line = /^[^\r\n]*/.exec(begin)![0]
  const status = /^(?:HTTP|ICY)(?:\/[\d.]+)? +(\d{3})\b/i.exec(line)
  if (!status && !/^[A-Za-z][\w-]{1,60}:[ \t]?\S/.test(line)) return withFields(null, new Map(), 0)
  const firstEnd = status ? bytes.indexOf(LF) : -1
  if (status && firstEnd < 0) return withFields(Number(status[1]), new Map(), bytes.length)
  const found = afterEmptyLine(bytes, firstEnd + 1)
  const end = found < 0 ? Math.min(bytes.length, MOST_HEAD_BYTES) : found
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', firstEnd + 1, end)
  return withFields(status ? Number(status[1]) : null, readFields(text), end)
}

function withFields(status: number | null, fields: Map<string, string>, headBytes: number): AnswerHead {
  return { status, fields, ...contentType(fields.get('content-type') ?? ''), headBytes }
}

/** `text/html; charset=utf-8`, in its parts. */
export function contentType(text: string): { mime: string; charset: string | null } {
  const charset = /;\s*charset\s*=\s*["']?\s*([^\s;"']+)/i.exec(text)?.[1] ?? null
  return { mime: /^[^;,\s]*/.exec(text.trim().toLowerCase())![0], charset }
}

export interface Payload {
  bytes: Uint8Array
  /** without the chunks' sizes, still packed */
  body: Uint8Array
  notices: string[]
}

/**
 * What was sent, without chunks and packing. Crawlers that undo these often leave the header as it was: then the bytes show it.
 * @throws CaptureError where it grows beyond its limit, or is packed in a way that nobody can undo
 */
export function readPayload(sent: Uint8Array, fields: ReadonlyMap<string, string>): Payload {
  const notices: string[] = []
  const chunked = /\bchunked\b/i.test(fields.get('transfer-encoding') ?? '')
  const body = chunked ? dechunked(sent, notices) : sent
  let bytes = body
  const encodings = (fields.get('content-encoding') ?? '').toLowerCase().split(/[\s,]+/)
  // the last that was applied is the first to be undone
  for (const encoding of encodings.reverse().slice(0, 4)) bytes = unpacked(bytes, encoding, notices)
  return { bytes, body, notices }
}

const CHUNK_SIZE = /^[ \t]*([\da-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n/i

function dechunked(bytes: Uint8Array, notices: string[]): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!CHUNK_SIZE.test(buffer.toString('latin1', 0, Math.min(buffer.length, 200)))) return bytes
  const pieces: Uint8Array[] = []
  for (let at = 0; at < buffer.length;) {
    const size = CHUNK_SIZE.exec(buffer.toString('latin1', at, Math.min(buffer.length, at + 200)))
    if (!size) {
      notices.push(`Its chunks are damaged at byte ${at.toLocaleString('en')}: the rest was taken as it is.`)
      pieces.push(buffer.subarray(at))
      break
    }
    const length = Number.parseInt(size[1]!, 16)
    if (length === 0) break
    const start = at + size[0].length
    pieces.push(buffer.subarray(start, start + length))
    if (start + length > buffer.length) notices.push('Its last chunk is cut off.')
    at = start + length
    if (buffer[at] === CR) at++
    if (buffer[at] === LF) at++
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
}

function unpacked(bytes: Uint8Array, encoding: string, notices: string[]): Uint8Array {
  if (bytes.length === 0) return bytes
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
    const { bytes: plain, notices: found } = gunzipLimited(bytes, limits.pageBytes)
    notices.push(...found)
    return plain
  }
  if (encoding === 'deflate') return inflated(bytes, notices)
  if (encoding === 'br') return byLibrary(bytes, brotliDecompressSync, 'brotli')
  if (encoding === 'zstd') {
    if (!isZstd(bytes)) return bytes
    return unzstd(bytes, notices)
  }
  return bytes
}

function unzstd(bytes: Uint8Array, notices: string[]): Uint8Array {
  const stream = new ZstdStream(ByteReader.of(bytes), new Allowance(bytes.length, limits.pageBytes))
  const pieces: Uint8Array[] = []
  for (let piece = stream.next(); piece; piece = stream.next()) pieces.push(piece)
  if (pieces.length === 0 && stream.problem) throw new CaptureError(stream.problem)
  if (stream.problem) notices.push(stream.problem)
  return Buffer.concat(pieces)
}

function isZstd(bytes: Uint8Array): boolean {
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd
}

/** The name means zlib's format; some servers send the bare data (https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2). */
function inflated(bytes: Uint8Array, notices: string[]): Uint8Array {
  const isZlib = (bytes[0]! & 0x0f) === 8 && ((bytes[0]! << 8) | bytes[1]!) % 31 === 0
  if (looksPlain(bytes)) return bytes
  const allowed = allowedSize(bytes.length, limits.pageBytes)
  const { bytes: plain, damaged } = inflateLimited(isZlib ? bytes.subarray(2) : bytes, allowed)
  if (damaged) notices.push('Its packed data is damaged: what came before was read.')
  return plain
}

/** These formats have no mark at their beginning, or no way to give what came before damage. */
function byLibrary(bytes: Uint8Array, decompress: typeof inflateSync, name: string): Uint8Array {
  const maxOutputLength = allowedSize(bytes.length, limits.pageBytes)
  try {
    return decompress(bytes, { maxOutputLength })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new CaptureError(
        `It unpacks to more than ${maxOutputLength.toLocaleString('en')} bytes, the limit for it.`,
      )
    if (looksPlain(bytes)) return bytes
    throw new CaptureError(`Its packed data (${name}) is damaged.`)
  }
}

/** Markup or words that a crawler had unpacked already. */
function looksPlain(bytes: Uint8Array): boolean {
  const begin = Buffer.from(bytes.subarray(0, 512)).toString('latin1')
  return /^[\s\xef\xbb\xbf]*[<{[\w]/.test(begin) && !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(begin)
}
