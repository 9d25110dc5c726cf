/**
 * What an import wants to know of every text, in one pass over its bytes: how many words it has, and the key by which it is
 * recognised. Agrees with {@link countWords} and {@link textKey}, which take several times as long.
 */
import { KEPT_BYTES_THAT_TELL, keyOf } from './identity.ts'

const BLANK = 0
/** parts words, but is part of the text all the same */
const CONTROL = 1
const LETTER = 2
const SIGN = 3

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return BLANK
  if (code <= 0x20) return CONTROL
  return /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? LETTER : SIGN
})

let room = new Uint8Array(16 * 1024)

/**
 * @param text UTF-8 of characters below U+2E80 only, see `isSpaced`
 * @returns null where the text is so short that only {@link textKey} can tell whether it has a key
 */
export function measure(text: Uint8Array): { words: number; key: Uint8Array } | null {
  if (room.length < text.length) room = new Uint8Array(text.length * 2)
  const [kinds, out] = [KINDS, room]
  let kept = 0
  let words = 0
  let inWord = false
  for (let i = 0; i < text.length; i++) {
    const byte = text[i]!
    if (byte < 0x80) {
      const kind = kinds[byte]!
      if (kind === BLANK) {
        inWord = false
        continue
      }
      out[kept++] = byte
      if (kind === LETTER) {
        if (!inWord) words++
        inWord = true
      } else if (kind === CONTROL) inWord = false
      continue
    }
    const wide = byte >= 0xe0
    const code = wide
      ? ((byte & 15) << 12) | ((text[i + 1]! & 63) << 6) | (text[i + 2]! & 63)
      : ((byte & 31) << 6) | (text[i + 1]! & 63)
    if (!isOddBlank(code)) {
      out[kept] = byte
      out[kept + 1] = text[i + 1]!
      if (wide) out[kept + 2] = text[i + 2]!
      kept += wide ? 3 : 2
    }
    i += wide ? 2 : 1
    if (isSpace(code)) inWord = false
    else if (!inWord && !isPunctuation(code)) {
      inWord = true
      words++
    }
  }
  if (kept < KEPT_BYTES_THAT_TELL) return null
  return { words, key: keyOf(out.subarray(0, kept)) }
}

/** What `\s` matches between U+0080 and U+2E80. */
function isOddBlank(code: number): boolean {
  if (code < 0x1680) return code === 0xa0
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f
  )
}

/** What parts words, in {@link countWords}. */
function isSpace(code: number): boolean {
  if (code < 0x2000) return code === 0xa0 || code === 0x85
  return code <= 0x200a || code === 0x2028 || code === 0x2029
}

function isPunctuation(code: number): boolean {
  if (code <= 0xbf) return code >= 0xa1 && code !== 0xaa && code !== 0xb5 && code !== 0xba
  return code >= 0x200b && code <= 0x206f
}
