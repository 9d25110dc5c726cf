/**
 * Words of other alphabets in mail headers: `=?utf-8?Q?caf=C3=A9?=`, https://www.rfc-editor.org/rfc/rfc2047.
 *
 * As they are written, not only as the RFC allows: Chromium and Opera leave a bare `?` in Q-encoded titles, so that `?=`
 * also occurs within a word; mail programs cut characters in half between two words; some write blanks inside a word.
 */

import { charsetOf, decodeAs } from '../../text/charsets.ts'
import { decodeBase64, decodeQ } from './transfer-encodings.ts'

/** Of one word: the RFC allows 75 characters, Opera writes a whole title */
const MAX_WORD = 4096

interface Word {
  charset: string
  bytes: Uint8Array
  /** where the text goes on */
  end: number
}

export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text
  const out: string[] = []
  let pending: Word[] = []
  let from = 0
  for (let at = text.indexOf('=?'); at >= 0; at = text.indexOf('=?', Math.max(from, at + 2))) {
    const word = readWord(text, at)
    if (!word) continue
    const between = text.slice(from, at)
    // white space between two encoded words belongs to neither
    if (pending.length === 0 || between.trim() !== '') {
      out.push(join(pending), between)
      pending = []
    }
    pending.push(word)
    from = word.end
  }
  out.push(join(pending), text.slice(from))
  return out.join('')
}

/** Words of the same charset are decoded as one, because a character may lie in two. */
function join(words: readonly Word[]): string {
  let text = ''
  for (let i = 0; i < words.length;) {
    const { charset } = words[i]!
    const group: Uint8Array[] = []
    for (; words[i]?.charset === charset; i++) group.push(words[i]!.bytes)
    text += decodeAs(Buffer.concat(group), charset)
  }
  return text
}

const OPENING = /=\?([\w.:+-]{1,60})(?:\*[\w-]*)?\?([bq])\?/iy

function readWord(text: string, at: number): Word | null {
  OPENING.lastIndex = at
  const opening = OPENING.exec(text)
  if (!opening) return null
  const start = at + opening[0].length
  const isBase64 = opening[2]!.toLowerCase() === 'b'
  const end = isBase64 ? endOfB(text, start) : endOfQ(text, start)
  if (end < 0) return null
  const content = text.slice(start, end)
  const bytes = isBase64 ? decodeBase64(Buffer.from(content, 'latin1')).bytes : decodeQ(content)
  const charset = charsetOf(opening[1], { mail: true }) ?? 'utf-8'
  return { charset, bytes: bytes.length || content === '' ? bytes : Buffer.from(content), end: end + 2 }
}

/** base64 holds no `?`: the first must begin the end. */
function endOfB(text: string, start: number): number {
  const length = text.slice(start, start + MAX_WORD).indexOf('?')
  return length >= 0 && text[start + length + 1] === '=' ? start + length : -1
}

/**
 * The `?=` that ends a Q-encoded word is the one that text cannot follow; a `?` in the title before an encoded character
 * reads `?=C3`. Where no such end comes within the word, the first `?=` is taken.
 */
function endOfQ(text: string, start: number): number {
  const most = Math.min(text.length, start + MAX_WORD)
  let first = -1
  for (let i = start; i < most; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x20 || code === 0x09 || code === 0x0a) {
      // blanks inside a word: only where no end came before
      if (first >= 0) return first
    } else if (code === 0x3d && text[i + 1] === '?' && i > start && text[i - 1] !== '?') return first
    else if (code === 0x3f && text[i + 1] === '=') {
      if (endsWord(text, i + 2)) return i
      if (first < 0) first = i
    }
  }
  return first
}

function endsWord(text: string, at: number): boolean {
  return at >= text.length || /[\s"'(),;:<>@[\]]/.test(text[at]!) || text.startsWith('=?', at)
}
