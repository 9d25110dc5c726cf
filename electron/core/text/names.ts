/** The keys by which outlets and titles are found again. */

const MARKS = /\p{M}+/gu
const SPACES = /\s+/g
const ASCII = /^[\x20-\x7e]*$/

/** Case, diacritics and white space folded: the key by which outlets are found. */
export function foldName(name: string): string {
  const plain = ASCII.test(name) ? name : name.normalize('NFKD').replace(MARKS, '')
  return plain.toLowerCase().replace(SPACES, ' ').trim()
}

/** By which two spellings of a tag are the same: case alone, as accents make another word of one. */
export function foldTag(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/**
 * A 52-bit hash of a folded title: exact in a double, an INTEGER in SQLite. Equal titles meet; unequal ones that meet too
 * are told apart by their text. (cyrb53, by bryc, public domain.)
 */
export function titleHash(title: string): number {
  const text = foldName(title)
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 0x100000000 * (b & 0xfffff) + (a >>> 0)
}
