/** Bytes to text: byte order marks, UTF-8, UTF-16 with and without a mark, and the legacy encodings by their statistics. */

import { isUtf8 } from 'node:buffer'
import chardet from 'chardet'
import { decodeAs } from './charsets.ts'
import { guessScript } from './script-guess.ts'

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
  const wide = wideEncoding(bytes)
  if (wide) return asText(bytes, wide.name, wide.guessed)
  if (isUtf8(bytes)) {
    // ISO-2022 writes Japanese, Korean and Chinese in 7 bits: valid UTF-8, but full of escapes
    const shifted = bytes.includes(0x1b) ? guessLegacy(bytes) : null
    return asText(bytes, shifted?.startsWith('iso-2022') ? shifted : 'utf-8', shifted !== null)
  }
  if (mostlyUtf8(bytes)) return asText(bytes, 'utf-8', true)
  return asText(bytes, correctLegacy(bytes, guessLegacy(bytes) ?? 'windows-1252'), true)
}

function asText(bytes: Uint8Array, encoding: string, guessed: boolean): DecodedText {
  let text = decodeAs(bytes, encoding)
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

/** UTF-16 and UTF-32, by their marks or by where their NULs stand, and UTF-8 by its mark. */
export function wideEncoding(bytes: Uint8Array): { name: string; guessed: boolean } | null {
  const mark = byteOrderMark(bytes)
  const [a, b, c, d] = bytes
  if (mark === 'utf-16le' && c === 0 && d === 0 && bytes.length % 4 === 0)
    return { name: 'utf-32le', guessed: false }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { name: 'utf-32be', guessed: false }
  if (mark) return { name: mark, guessed: false }
  const wide = guessUtf32(bytes) ?? guessUtf16(bytes)
  return wide && { name: wide, guessed: true }
}

/** The encoding a byte order mark names, if there is one. */
export function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

const SAMPLE = 64 * 1024

/** Of four bytes that are a character, two high ones are zero: nothing else looks so. A sample may end inside one. */
function guessUtf32(bytes: Uint8Array): 'utf-32le' | 'utf-32be' | null {
  const end = Math.min(bytes.length, 4096) & ~3
  if (end < 8) return null
  let little = true
  let big = true
  for (let i = 0; i < end && (little || big); i += 4) {
    little &&= bytes[i + 3] === 0 && bytes[i + 2]! <= 0x10 && bytes[i]! + bytes[i + 1]! > 0
    big &&= bytes[i] === 0 && bytes[i + 1]! <= 0x10 && bytes[i + 2]! + bytes[i + 3]! > 0
  }
  return little ? 'utf-32le' : big ? 'utf-32be' : null
}

/**
 * UTF-16 without a mark. Latin scripts have a NUL in nearly every unit. All others have NULs at least in blanks and
 * digits; read with the wrong byte order they fall apart into characters that do not exist.
 */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length, SAMPLE) & ~1
  let evenNuls = 0
  let oddNuls = 0
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) evenNuls++
    if (bytes[i + 1] === 0) oddNuls++
  }
  if (evenNuls + oddNuls === 0 || end < 4) return null
  const units = end / 2
  if (isPlainWithNuls(bytes.subarray(0, end))) return null
  if (oddNuls > units * 0.3 && evenNuls < units * 0.05) return 'utf-16le'
  if (evenNuls > units * 0.3 && oddNuls < units * 0.05) return 'utf-16be'
  const sample = bytes.subarray(0, Math.min(end, 8000))
  // plain text with stray NULs: read in pairs, two Latin letters are a Chinese character
  if (sample.filter((byte) => byte >= 0x20 && byte < 0x7f).length > sample.length * 0.85) return null
  const [little, big] = [strangeShare(sample, 'utf-16le'), strangeShare(sample, 'utf-16be')]
  if (little < 0.005 && big > 0.02) return 'utf-16le'
  if (big < 0.005 && little > 0.02) return 'utf-16be'
  // a script of one block (Arabic, Devanagari) has the same high byte nearly everywhere
  const [even, odd] = [commonestShare(sample, 0), commonestShare(sample, 1)]
  if (little < 0.005 && odd > 0.5 && even < 0.3) return 'utf-16le'
  if (big < 0.005 && even > 0.5 && odd < 0.3) return 'utf-16be'
  return null
}

/** ASCII with NULs in it: read in pairs, two letters would be a Chinese character. */
function isPlainWithNuls(bytes: Uint8Array): boolean {
  let pairs = 0
  for (let i = 0; i < bytes.length; i += 2) {
    const [first, second] = [bytes[i]!, bytes[i + 1]!]
    if (first >= 0x7f || second >= 0x7f) return false
    if (first >= 0x20 && second >= 0x20) pairs++
  }
  return pairs > bytes.length / 2 / 5
}

/** How much of every second byte is its commonest value. */
function commonestShare(bytes: Uint8Array, first: 0 | 1): number {
  const counts = new Uint32Array(256)
  for (let i = first; i < bytes.length; i += 2) counts[bytes[i]!]!++
  return Math.max(...counts) / (bytes.length / 2)
}

/** Share of the characters that no text has: unassigned, private, half a pair, controls other than line ends. */
function strangeShare(bytes: Uint8Array, encoding: string): number {
  const text = decodeAs(bytes, encoding)
  // text has blanks or line ends: numbers in a program's file do not
  if ((text.match(/[ \n\r、。，]/g)?.length ?? 0) < text.length * 0.003) return 1
  const strange = text.match(/[\p{Cn}\p{Co}\p{Cs}\ufffd\0-\x08\x0e-\x1f\x7f-\x9f]/gu)?.length ?? 0
  return strange / Math.max(1, text.length)
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

/**
 * Encodings that chardet does not know pass as Western there: the Russian one of DOS has far too many accents then, and the
 * one of old Macs has signs inside words.
 */
function correctLegacy(bytes: Uint8Array, guess: string): string {
  const sample = legacySample(bytes)
  if (guess === 'shift_jis' && isCommonBig5(sample)) return 'big5'
  // words that are not Latin at all
  const script = /^(?:windows-125[0247]|iso-8859-2)$/.test(guess) ? guessScript(sample) : null
  if (script) return script
  if (!/^windows-125[0-8]$/.test(guess)) return guess
  let high = 0
  for (let i = 0; i < sample.length; i++) if (sample[i]! >= 0x80) high++
  const decoded = (label: string) => decodeAs(sample, label)
  if (high > sample.length * 0.25) {
    const cyrillic = (label: string) => (decoded(label).match(/[а-яё]/g)?.length ?? 0) / high
    const [best] = ['ibm866', 'x-mac-cyrillic', guess].sort((a, b) => cyrillic(b) - cyrillic(a))
    return cyrillic(best!) > 0.8 ? best! : guess
  }
  if (guess !== 'windows-1252') return guess
  const inWords = decoded('windows-1252').match(/\p{Ll}[^\x00-\x7f]\p{Ll}/gu) ?? []
  const odd = inWords.filter((match) => /[^\p{Ll}’]|[šœžƒ]/u.test(match[1]!)).length
  return odd >= 3 && odd > inWords.length * 0.5 ? 'macintosh' : guess
}

/** A few Chinese words pass as half-width katakana, which nobody writes so many of; all of them are common characters. */
function isCommonBig5(bytes: Uint8Array): boolean {
  const katakana = decodeAs(bytes, 'shift_jis').match(/[\uff61-\uff9f]/g)?.length ?? 0
  const high = bytes.filter((byte) => byte >= 0x80).length
  if (katakana * 2 < high) return false
  let common = 0
  let others = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue
    // the 5,401 characters of daily use, and punctuation
    if (bytes[i]! >= 0xa1 && bytes[i]! <= 0xc6) common++
    else others++
    i++
  }
  return others * 10 <= common && !decodeAs(bytes, 'big5').includes('\ufffd')
}

/** Up to 32 kB around the bytes that are not ASCII: long English menus before them would blur the statistics. */
function legacySample(bytes: Uint8Array): Uint8Array {
  const most = 32 * 1024
  if (bytes.length <= most) return bytes
  const first = bytes.findIndex((byte) => byte >= 0x80 || byte === 0x1b)
  const start = Math.max(0, Math.min(first - 200, bytes.length - most))
  return bytes.subarray(start, start + most)
}
