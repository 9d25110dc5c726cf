/**
 * EUC-KR as browsers read it, https://encoding.spec.whatwg.org/#index-euc-kr: with the 8,822 syllables that Windows added
 * (code page 949). Node's decoder has only the 2,350 of KS X 1001, and Korean pages use the others without saying so.
 */

import { TextDecoder } from 'node:util'

const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3

/** A control character that no text holds */
const MARK = 1

let added: Map<number, string> | null = null

export function decodeUnifiedHangul(bytes: Uint8Array): string {
  const decoder = new TextDecoder('euc-kr')
  const plain = decoder.decode(bytes)
  // what it does not know it drops or hands through as control characters
  if (!/[\x80-\x9f\ufffd]/.test(plain)) return plain
  added ??= addedSyllables(decoder)
  // each of them becomes a mark, so that the rest can be decoded at once
  const rest = new Uint8Array(bytes.length)
  const syllables: string[] = []
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!
    const trail = bytes[i + 1] ?? 0
    const syllable = lead > 0x80 ? added.get((lead << 8) | trail) : undefined
    if (syllable) syllables.push(syllable)
    rest[length++] = syllable ? MARK : lead === MARK ? 0x20 : lead
    // the second byte of a pair begins none
    if (syllable) i++
    else if (lead > 0x80 && trail > 0x40) rest[length++] = bytes[++i]!
  }
  const pieces = decoder.decode(rest.subarray(0, length)).split('\x01')
  return pieces.map((piece, i) => piece + (syllables[i] ?? '')).join('')
}

/** Those that KS X 1001 lacks stand in the order of Unicode in the places that it leaves free. */
function addedSyllables(decoder: TextDecoder): Map<number, string> {
  const known = new Set<string>()
  for (let lead = 0xb0; lead <= 0xc8; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) known.add(decoder.decode(Uint8Array.of(lead, trail)))
  const found = new Map<number, string>()
  let code = FIRST_SYLLABLE
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (let trail = 0x41; trail <= (lead < 0xa1 ? 0xfe : 0xa0); trail++) {
      if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue
      while (code <= LAST_SYLLABLE && known.has(String.fromCharCode(code))) code++
      if (code > LAST_SYLLABLE) return found
      found.set((lead << 8) | trail, String.fromCharCode(code++))
    }
  }
  return found
}
