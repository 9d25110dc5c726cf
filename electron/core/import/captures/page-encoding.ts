/**
 * Bytes of a page or of a text part to text. What the bytes prove wins over what was declared, and what was declared over
 * guesses: byte order marks, UTF-16 and UTF-32 by their NULs, valid UTF-8, then the label of the transport, then the
 * page's own, then statistics. Browsers stop at the label (https://encoding.spec.whatwg.org/#decode); saved pages
 * have been re-encoded by so many tools that a label which the bytes contradict is read as the mistake it is.
 */

import { isAscii, isUtf8 } from 'node:buffer'
import { decodeText, wideEncoding } from '../../text/encodings.ts'
import { declaredCharset } from './charset-declaration.ts'
import { charsetOf, decodeAs } from '../../text/charsets.ts'
import { counted, type PageEncoding } from './page-capture.ts'

export interface PageText {
  text: string
  encoding: PageEncoding
  notices: string[]
}

/** A page's markup; `transport` is the charset of its part or response, where there is one. */
export function decodePage(bytes: Uint8Array, transport: string | null = null): PageText {
  return decode(bytes, transport, declaredCharset(bytes))
}

/** Text that is not markup: only its transport can name an encoding. */
export function decodePlain(bytes: Uint8Array, transport: string | null): PageText {
  return decode(bytes, transport, null)
}

function decode(bytes: Uint8Array, transport: string | null, own: string | null): PageText {
  const wide = wideEncoding(bytes)
  if (wide) return result(decodeAs(bytes, wide.name), wide, [])
  const notices: string[] = []
  const sent = charsetOf(transport, { mail: true })
  // a page in reach of its own label cannot be UTF-16: https://html.spec.whatwg.org/#determining-the-character-encoding
  const said = charsetOf(own)?.replace(/^utf-16(?:le|be)$/, 'utf-8') ?? null
  // mail programs write us-ascii where they know nothing
  const declared = (isDefault(transport) ? (said ?? sent) : sent) ?? said
  if (!declared && (transport || own))
    notices.push(`The encoding “${printable(transport ?? own!)}” is unknown.`)
  if (isAscii(bytes) && !shifts(bytes, declared))
    return result(
      decodeAs(bytes, 'utf-8'),
      known(declared?.startsWith('utf') ? 'utf-8' : (declared ?? 'utf-8')),
      notices,
    )
  if (isUtf8(bytes)) return decodeValidUtf8(bytes, declared, notices)
  return declared ? decodeDeclared(bytes, declared, notices) : decodeGuessed(bytes, notices)
}

function known(name: string): PageEncoding {
  return { name, guessed: false }
}

function printable(label: string): string {
  return label.replace(/[^\x21-\x7e]/g, '').slice(0, 40)
}

function isDefault(label: string | null): boolean {
  return label !== null && /^(?:us-)?ascii$/i.test(label.trim())
}

/** Whether 7-bit bytes hold more than ASCII: ISO-2022, HZ and UTF-7 do. */
function shifts(bytes: Uint8Array, declared: string | null): boolean {
  return declared === 'utf-7' || declared === 'hz-gb-2312' || bytes.includes(0x1b) || bytes.includes(0x0e)
}

function decodeValidUtf8(bytes: Uint8Array, declared: string | null, notices: string[]): PageText {
  if (shifts(bytes, declared)) {
    // declared or not, escapes mean ISO-2022; its statistics are sure
    const shifted = declared && declared !== 'utf-8' ? known(declared) : guess(bytes)
    if (shifted && shifted.name !== 'utf-8') return result(decodeAs(bytes, shifted.name), shifted, notices)
  }
  const text = decodeAs(bytes, 'utf-8')
  if (declared && declared !== 'utf-8' && !isAscii(bytes)) {
    // two or three characters of a Chinese or Japanese encoding can be valid UTF-8 by chance
    if (isMultiByte(declared) && highRuns(bytes, 4) < 4) {
      const other = decodeAs(bytes, declared)
      if (!other.includes('\ufffd')) return result(other, known(declared), notices)
    }
    notices.push(`The page says ${declared} but is UTF-8.`)
  }
  return result(text, known('utf-8'), notices)
}

function isMultiByte(charset: string): boolean {
  return /^(?:gb|big5|euc-|shift_jis|iso-2022)/.test(charset)
}

/** Runs of bytes beyond ASCII, counted up to `most`. */
function highRuns(bytes: Uint8Array, most: number): number {
  let runs = 0
  for (let i = 0; i < bytes.length && runs < most; i++) {
    if (bytes[i]! < 0x80) continue
    runs++
    while (i < bytes.length && bytes[i]! >= 0x80) i++
  }
  return runs
}

function decodeDeclared(bytes: Uint8Array, declared: string, notices: string[]): PageText {
  const text = decodeAs(bytes, declared)
  const damaged = count(text, '\ufffd')
  if (damaged === 0 && !(declared === 'windows-1252' && isUnlikelyLatin(bytes)))
    return result(text, known(declared), notices)
  const other = guess(bytes)
  if (other && other.name !== declared) {
    const otherText = decodeAs(bytes, other.name)
    if (damaged === 0 || count(otherText, '\ufffd') * 4 < damaged) {
      notices.push(`The page says ${declared} but looks like ${other.name}.`)
      return result(otherText, other, notices)
    }
  }
  return result(text, known(declared), notices)
}

function decodeGuessed(bytes: Uint8Array, notices: string[]): PageText {
  const encoding = guess(bytes) ?? { name: 'windows-1252', guessed: true }
  notices.push(`Encoding guessed: ${encoding.name}.`)
  return result(decodeAs(bytes, encoding.name), encoding, notices)
}

/** Latin text is mostly ASCII letters: where accents outnumber them, a page without a declaration was labelled by a server. */
function isUnlikelyLatin(bytes: Uint8Array): boolean {
  const sample = proseOf(bytes)
  let high = 0
  let letters = 0
  for (const byte of sample) {
    if (byte >= 0xc0) high++
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters++
  }
  return high > 20 && high > letters
}

function guess(bytes: Uint8Array): PageEncoding | null {
  // whether it is UTF-8 with a few bad places is told from everything, which legacy encoding from prose alone
  const whole = decodeText(bytes)
  if (whole.encoding === 'utf-8') return { name: 'utf-8', guessed: true }
  const { encoding } = decodeText(proseOf(bytes))
  return { name: encoding === 'utf-8' ? whole.encoding : encoding, guessed: true }
}

const SAMPLE = 32 * 1024

/** What stands outside tags, scripts and styles around the first bytes beyond ASCII: markup is English and would outvote the rest. */
export function proseOf(bytes: Uint8Array): Uint8Array {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const start = first < 0 ? 0 : Math.max(0, bytes.lastIndexOf(0x3e, first))
  const prose = new Uint8Array(SAMPLE)
  let length = 0
  let until = 0
  for (let i = start; i < bytes.length && length < SAMPLE; i++) {
    const byte = bytes[i]!
    if (until !== 0) {
      if (byte === until) until = 0
      continue
    }
    if (byte === 0x3c && isTagStart(bytes[i + 1] ?? 0)) {
      if (isRaw(page, i)) i = page.indexOf('</', i)
      if (i < 0) break
      until = 0x3e
      prose[length++] = 0x20
    } else prose[length++] = byte
  }
  return length > 0 ? prose.subarray(0, length) : bytes
}

function isTagStart(byte: number): boolean {
  return byte === 0x2f || byte === 0x21 || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a)
}

function isRaw(page: Buffer, at: number): boolean {
  const name = page.toString('latin1', at + 1, at + 7).toLowerCase()
  return name === 'script' || name.startsWith('style')
}

function result(text: string, encoding: PageEncoding, notices: string[]): PageText {
  let damaged = count(text, '\ufffd')
  if (text.includes('\0')) {
    damaged += count(text, '\0')
    text = text.replaceAll('\0', '')
  }
  if (damaged > 0) notices.push(`${counted(damaged, 'damaged character')}.`)
  return { text, encoding, notices }
}

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}
