/** Bytes to text: byte order marks, UTF-8, UTF-16 with and without a mark, and the legacy encodings by their statistics. */

import { isUtf8 } from 'node:buffer'
import chardet from 'chardet'

export interface DecodedText {
  /** without byte order mark and NULs */
  text: string
  /** a WHATWG label, e.g. `utf-8`, `windows-1251` */
  encoding: string
  /** true where neither a mark nor validity proves the encoding */
  guessed: boolean
  /** characters lost: undecodable bytes (now U+FFFD) and dropped NULs */
  damaged: number
}

/** Decodes a whole file. Never throws: what cannot be decoded is counted in `damaged`. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = byteOrderMark(bytes)
  if (marked) return decodeAs(bytes, marked, false)
  const wide = guessUtf16(bytes)
  if (wide) return decodeAs(bytes, wide, true)
  if (isUtf8(bytes)) {
    // ISO-2022 writes Japanese, Korean and Chinese in 7 bits: valid UTF-8, but full of escapes
    const shifted = bytes.includes(0x1b) ? guessLegacy(bytes) : null
    return decodeAs(bytes, shifted?.startsWith('iso-2022') ? shifted : 'utf-8', shifted !== null)
  }
  if (mostlyUtf8(bytes)) return decodeAs(bytes, 'utf-8', true)
  return decodeAs(bytes, guessLegacy(bytes) ?? 'windows-1252', true)
}

function decodeAs(bytes: Uint8Array, encoding: string, guessed: boolean): DecodedText {
  let text = new TextDecoder(encoding).decode(bytes)
  let damaged = count(text, '\ufffd')
  if (text.includes('\0')) {
    damaged += count(text, '\0')
    text = text.replaceAll('\0', '')
  }
  return { text, encoding, guessed, damaged }
}

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}

/** The encoding a byte order mark names, if there is one. */
export function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

const SAMPLE = 64 * 1024

/**
 * UTF-16 without a mark. Text in it has NULs at every second byte (Latin scripts), or at least in its blanks and
 * line ends (all others), and hardly any on the other side.
 */
export function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length, SAMPLE) & ~1
  if (end < 4) return null
  const nuls = [0, 0]
  const spaces = [0, 0]
  for (let i = 0; i < end; i += 2) {
    const even = bytes[i]!
    const odd = bytes[i + 1]!
    if (even === 0) nuls[0]!++
    if (odd === 0) nuls[1]!++
    if (odd === 0 && isSpace(even)) spaces[1]!++
    if (even === 0 && isSpace(odd)) spaces[0]!++
  }
  const [evenNuls, oddNuls] = nuls as [number, number]
  if (evenNuls + oddNuls === 0) return null
  const units = end / 2
  if (oddNuls > units * 0.3 && evenNuls < units * 0.05) return 'utf-16le'
  if (evenNuls > units * 0.3 && oddNuls < units * 0.05) return 'utf-16be'
  const [bigSpaces, littleSpaces] = spaces as [number, number]
  // other scripts: only blanks have NULs. All NULs on one side, most of them blanks or ASCII, and it must decode.
  for (const [label, own, other, blank] of [
    ['utf-16le', oddNuls, evenNuls, littleSpaces],
    ['utf-16be', evenNuls, oddNuls, bigSpaces],
  ] as const) {
    if (own > other * 20 && blank * 4 > own && decodesToText(bytes.subarray(0, end), label)) return label
  }
  return null
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function decodesToText(bytes: Uint8Array, encoding: string): boolean {
  const text = new TextDecoder(encoding).decode(bytes)
  let good = 0
  for (const character of text.slice(0, 4000)) if (/[\p{L}\p{M}\p{N}\p{P}\s]/u.test(character)) good++
  return good >= Math.min(text.length, 4000) * 0.95
}

/** UTF-8 with a few bad places: a file cut inside a character, or lines of two encodings glued together. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i]!
    const length =
      byte < 0x80
        ? 1
        : byte >= 0xc2 && byte < 0xe0
          ? 2
          : byte >= 0xe0 && byte < 0xf0
            ? 3
            : byte >= 0xf0 && byte < 0xf5
              ? 4
              : 0
    let valid = length > 0
    for (let k = 1; k < length && valid; k++) valid = (bytes[i + k] ?? 0) >> 6 === 2
    if (!valid) bad++
    else if (length > 1) good++
    i += valid ? length : 1
  }
  // one bad place at the very end is a cut; several are damage only beside far more that is right
  return good >= bad * 4
}

/** The legacy encoding that the bytes look most like, as a label that TextDecoder knows. */
function guessLegacy(bytes: Uint8Array): string | null {
  for (const match of chardet.analyse(legacySample(bytes))) {
    const label = match.name.toLowerCase()
    if (label === 'ascii' || label.startsWith('utf')) continue
    try {
      return new TextDecoder(label).encoding
    } catch {
      // chardet knows a few that no browser decodes, e.g. ISO-2022-CN: take the next
    }
  }
  return null
}

/** Up to 32 kB around the bytes that are not ASCII: long English menus before them would blur the statistics. */
function legacySample(bytes: Uint8Array): Uint8Array {
  const most = 32 * 1024
  if (bytes.length <= most) return bytes
  const first = bytes.findIndex((byte) => byte >= 0x80 || byte === 0x1b)
  const start = Math.max(0, Math.min(first - 200, bytes.length - most))
  return bytes.subarray(start, start + most)
}
