/**
 * Decoding by a named encoding: the labels of https://encoding.spec.whatwg.org/#names-and-labels, the misspellings that
 * pages and mail programs use for them, and the old 7-bit encodings of mail that no browser decodes any more.
 */

import { decodeUnifiedHangul } from './unified-hangul.ts'
import { decodeHz, decodeIso2022Kr, decodeUtf7 } from './seven-bit-charsets.ts'

const MISSPELT: Readonly<Record<string, string>> = {
  'x-user-defined': 'windows-1252', // as the specification says of it in a page's own declaration
  'latin-1': 'windows-1252',
  ansi: 'windows-1252',
  'us ascii': 'windows-1252',
  'iso-8859-11': 'windows-874',
  utf8mb4: 'utf-8',
  'utf-8n': 'utf-8',
  unicode: 'utf-8',
  'gb-2312': 'gbk',
  'x-gbk': 'gbk',
  cp936: 'gbk',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  'shift-jis': 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  cp949: 'euc-kr',
  ks_c_5601: 'euc-kr',
  cp950: 'big5',
  'big-5': 'big5',
}

const SEVEN_BIT: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'utf-7': decodeUtf7,
  'unicode-1-1-utf-7': decodeUtf7,
  'hz-gb-2312': decodeHz,
  'iso-2022-kr': decodeIso2022Kr,
  csiso2022kr: decodeIso2022Kr,
}

/**
 * The encoding that a label means, as its standard name, or null for one that is unknown. UTF-7 only where `mail` says
 * that a mail program declared it: a page must not choose it, https://encoding.spec.whatwg.org/#security-background.
 */
export function charsetOf(label: string | null | undefined, { mail = false } = {}): string | null {
  const name = (label ?? '').replace(/^[\s"'<]+|[\s"'>;,]+$/g, '').toLowerCase()
  if (name === '' || name.length > 60) return null
  if (SEVEN_BIT[name]) return mail || !name.includes('utf-7') ? name : null
  const known = standardName(MISSPELT[name] ?? name)
  // `cp-1251`, `windows1251`, `iso_8859_1`, `utf_8`
  return (
    known ??
    standardName(name.replace(/^(?:cp|win|windows)[-_ ]?(125\d)$/, 'windows-$1').replace(/[_ ]/g, '-'))
  )
}

function standardName(label: string): string | null {
  if (label === 'x-user-defined') return 'windows-1252'
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

/** What {@link charsetOf} named. Never throws; undecodable bytes are U+FFFD. */
export function decodeAs(bytes: Uint8Array, charset: string): string {
  const sevenBit = SEVEN_BIT[charset]
  if (sevenBit) return sevenBit(bytes)
  if (charset === 'utf-32le' || charset === 'utf-32be') return decodeUtf32(bytes, charset === 'utf-32le')
  if (charset === 'euc-kr') return decodeUnifiedHangul(bytes)
  // https://encoding.spec.whatwg.org/#gbk-decoder; Node 20 has one of its own, with fewer characters
  const text = new TextDecoder(charset === 'gbk' ? 'gb18030' : charset).decode(bytes)
  return charset === 'windows-1252' ? withoutC1(text) : text
}

/** Bytes 0x80 to 0x9f of windows-1252. Node 20 decodes them as the control characters of Latin-1: nodejs/node#56542. */
const HIGH_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function withoutC1(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (control) => HIGH_1252[control.charCodeAt(0) - 0x80]!)
}

/** No browser decodes UTF-32; some tools write it. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  let part = ''
  for (let i = 0; i + 3 < bytes.length; i += 4) {
    const code = view.getUint32(i, littleEndian)
    if (code === 0xfeff && i === 0) continue
    part += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code)
    if (part.length > 8192) {
      parts.push(part)
      part = ''
    }
  }
  if (bytes.length % 4 !== 0) part += '\ufffd'
  return parts.join('') + part
}
