/** What carries bytes through mail: quoted-printable, base64, https://www.rfc-editor.org/rfc/rfc2045#section-6. */

import { counted } from './page-capture.ts'

export interface DecodedBody {
  bytes: Uint8Array
  /** what was wrong, for the ledger */
  problem: string | null
}

/** The bytes of a body as its Content-Transfer-Encoding packed them. Never throws: what is broken is taken as it stands. */
export function decodeBody(bytes: Uint8Array, encoding: string): DecodedBody {
  if (encoding === 'base64') return decodeClaimedBase64(bytes)
  if (encoding === 'quoted-printable') return decodeClaimedQuotedPrintable(bytes)
  if (/^(?:7bit|8bit|binary|)$/.test(encoding)) return { bytes, problem: null }
  return { bytes, problem: `its encoding “${encoding.slice(0, 40)}” is unknown` }
}

function decodeClaimedBase64(bytes: Uint8Array): DecodedBody {
  if (isPlain(bytes)) return { bytes, problem: 'it is not base64 as its header says' }
  const { bytes: decoded, invalid } = decodeBase64(bytes)
  return {
    bytes: decoded,
    problem: invalid > 0 ? `it holds ${counted(invalid, 'character')} that base64 has not` : null,
  }
}

/** Markup or words that were never encoded, under a header that says they were: base64 has no tags and no blanks. */
function isPlain(bytes: Uint8Array): boolean {
  const start = bytes.findIndex((byte) => byte > 0x20)
  if (start >= 0 && bytes[start] === 0x3c) return true
  const sample = bytes.subarray(0, 4096)
  return sample.reduce((blanks, byte) => (byte === 0x20 ? blanks + 1 : blanks), 0) * 30 > sample.length
}

function decodeClaimedQuotedPrintable(bytes: Uint8Array): DecodedBody {
  const { bytes: decoded, escapes, broken } = decodeQuotedPrintable(bytes)
  if (broken > 5 && broken > escapes)
    return { bytes, problem: 'it is not quoted-printable as its header says' }
  return { bytes: decoded, problem: broken > 0 ? `it holds ${counted(broken, 'broken escape')}` : null }
}

const HEX = new Int8Array(256).fill(-1)
for (const [i, digit] of [...'0123456789ABCDEF'].entries()) {
  HEX[digit.charCodeAt(0)] = i
  HEX[digit.toLowerCase().charCodeAt(0)] = i
}

const EQUALS = 0x3d
const CR = 0x0d
const LF = 0x0a

export function decodeQuotedPrintable(bytes: Uint8Array): {
  bytes: Uint8Array
  escapes: number
  broken: number
} {
  const out = new Uint8Array(bytes.length)
  let length = 0
  let escapes = 0
  let broken = 0
  /** blanks at the end of what is written so far: those before a line end were added on the way */
  let blanks = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === EQUALS) {
      const high = HEX[bytes[i + 1] ?? 0]!
      const low = HEX[bytes[i + 2] ?? 0]!
      blanks = 0
      if (high >= 0 && low >= 0) {
        out[length++] = (high << 4) | low
        escapes++
        i += 2
        continue
      }
      const next = afterLineEnd(bytes, i + 1)
      if (next > 0) {
        i = next - 1
        continue
      }
      broken++
    } else if (byte === CR || byte === LF) {
      length -= blanks
      blanks = 0
    } else blanks = byte === 0x20 || byte === 0x09 ? blanks + 1 : 0
    out[length++] = byte
  }
  return { bytes: out.subarray(0, length), escapes, broken }
}

/** @returns where the next line begins, if nothing but blanks stands before it; else 0 */
function afterLineEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++
  if (at >= bytes.length) return at
  if (bytes[at] === CR) return bytes[at + 1] === LF ? at + 2 : at + 1
  return bytes[at] === LF ? at + 1 : 0
}

/** The Q encoding of headers: as quoted-printable, but `_` is a blank. */
export function decodeQ(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0x5f) bytes[i] = 0x20
  return decodeQuotedPrintable(bytes).bytes
}

const SEXTET = new Int8Array(256).fill(-1)
for (const [i, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  SEXTET[digit.charCodeAt(0)] = i
// https://www.rfc-editor.org/rfc/rfc4648#section-5, in data URIs now and then
SEXTET[0x2d] = 62
SEXTET[0x5f] = 63

/** Tolerant of all that base64 meets: foreign characters, missing padding, several padded pieces one after the other. */
export function decodeBase64(bytes: Uint8Array): { bytes: Uint8Array; invalid: number } {
  const out = new Uint8Array(Math.ceil((bytes.length * 3) / 4) + 3)
  let length = 0
  let invalid = 0
  let bits = 0
  let held = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    const value = SEXTET[byte]!
    if (value >= 0) {
      held = (held << 6) | value
      bits += 6
      if (bits >= 8) {
        bits -= 8
        out[length++] = (held >> bits) & 0xff
      }
      held &= 0xff
    } else if (byte === EQUALS) {
      // the end of a piece: what follows begins anew
      bits = 0
      held = 0
    } else if (byte > 0x20) invalid++
  }
  return { bytes: out.subarray(0, length), invalid }
}

/** `%E2%82%AC` to its bytes, as in addresses; what is no escape stays. */
export function percentDecoded(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0x25)) return bytes
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const high = bytes[i] === 0x25 ? HEX[bytes[i + 1] ?? 0]! : -1
    const low = high >= 0 ? HEX[bytes[i + 2] ?? 0]! : -1
    out[length++] = low >= 0 ? (high << 4) | low : bytes[i]!
    if (low >= 0) i += 2
  }
  return out.subarray(0, length)
}
