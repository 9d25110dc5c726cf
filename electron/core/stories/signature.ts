/**
 * The signature of a text: a MinHash of its three-word shingles, by which near-copies are found without comparing texts.
 * One permutation, split into 64 bins (Li, Owen, Zhang 2012), empty bins filled from their neighbours (Shrivastava, Li
 * 2014), 16 bits a bin (Li, König 2010): 128 bytes an article. The share of equal bins estimates the Jaccard index of the
 * two sets of shingles, with a standard error of at most 0.063.
 */

export const BINS = 64

/** Shorter texts have too few shingles to say anything. */
const FEWEST_SHINGLES = 24

/** words in a shingle; where each letter counts as a word, a Han character says more than a Thai letter */
const SHINGLE_WORDS = 3
const SHINGLE_HAN = 5
const SHINGLE_LETTERS = 12

const NOTHING = 0xffffffff
const lowest = new Uint32Array(BINS)

/**
 * @param text as the index takes it in (`indexText`): UTF-8, scripts without spaces cut into characters
 * @returns null for a text too short to be told from others
 */
export function signatureOf(text: Uint8Array): Uint16Array | null {
  const shingles = shinglesOf(text)
  if (shingles.length < FEWEST_SHINGLES) return null
  lowest.fill(NOTHING)
  for (let i = 0; i < shingles.length; i++) {
    const hash = shingles[i]!
    const bin = hash >>> 26
    if (hash < lowest[bin]!) lowest[bin] = hash
  }
  const signature = new Uint16Array(BINS)
  for (let bin = 0; bin < BINS; bin++) {
    let from = bin
    let steps = 0
    while (lowest[from] === NOTHING) {
      from = (from + 1) % BINS
      steps++
    }
    // a value that was lent says how far it came, so that two texts agree in it only by the same loan
    signature[bin] = Math.imul(lowest[from]! + steps, 0x9e3779b1) >>> 16
  }
  return signature
}

/** How much two texts are alike, by their signatures: 0 to 1. */
export function likenessOf(a: Uint16Array, b: Uint16Array): number {
  let equal = 0
  for (let bin = 0; bin < BINS; bin++) if (a[bin] === b[bin]) equal++
  return equal / BINS
}

/** How much two texts are alike: the Jaccard index of their shingles, 0 to 1. */
export function exactLikeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared++
  return shared === 0 ? 0 : shared / (a.size + b.size - shared)
}

/** How much of a text stands in another one too: the part of its shingles, 0 to 1. */
export function sharedPart(text: ReadonlySet<number>, other: ReadonlySet<number>): number {
  if (text.size === 0) return 0
  let shared = 0
  for (const shingle of text) if (other.has(shingle)) shared++
  return shared / text.size
}

/** By byte: 0 parts words, 1 may begin a sign that does, all else is of a letter or digit; upper case as lower. */
const LETTERS = new Uint8Array(256).map((_, byte) => {
  if (byte >= 0x80) return byte === 0xc2 || byte === 0xe2 || byte === 0xe3 || byte === 0xef ? 1 : byte
  return /[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? byte | 0x20 : 0
})

/** U+0080–00BF, general punctuation, and that of Chinese and Japanese. */
function isPunctuation(byte: number, next: number): boolean {
  if (byte === 0xc2) return true
  if (byte === 0xe2) return next === 0x80 || next === 0x81
  return byte === 0xe3 ? next === 0x80 : next === 0xbc || next === 0xbd
}

let room = new Uint32Array(4096)
const ring = new Int32Array(SHINGLE_LETTERS)
const BASE = 0x01000197

/** The hashes of a text's shingles, in their order. Valid until the next call. */
export function shinglesOf(text: Uint8Array): Uint32Array {
  const length = shingleLength(text)
  // a word takes two bytes at least, with what parts it from the next
  if (room.length < text.length / 2 + 1) room = new Uint32Array(text.length)
  ring.fill(0)
  let leaving = BASE
  for (let k = 1; k < length; k++) leaving = Math.imul(leaving, BASE)
  let at = 0
  let words = 0
  let shingles = 0
  let rolling = 0
  let hash = 0
  const end = text.length
  for (let i = 0; i <= end; i++) {
    const byte = i < end ? text[i]! : 0x20
    const letter = LETTERS[byte]!
    // of the lead bytes in doubt, what follows decides
    if (letter > 1 || (letter === 1 && !isPunctuation(byte, text[i + 1]!))) {
      hash = Math.imul(hash ^ (letter === 1 ? byte : letter), 0x01000193)
      continue
    }
    if (letter === 1) i += byte >= 0xe0 ? 2 : 1
    if (hash === 0) continue
    // a polynomial over the last words: the new one comes in, the oldest goes out (Karp, Rabin 1987)
    rolling = (Math.imul(rolling, BASE) + hash - Math.imul(ring[at]!, leaving)) | 0
    ring[at] = hash
    if (++at === length) at = 0
    hash = 0
    if (++words >= length) room[shingles++] = mixed(rolling)
  }
  return room.subarray(0, shingles)
}

/** Murmur3's last step: every bit of the hash depends on every bit of the words'. */
function mixed(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const SAMPLE = 400

/** Told from the text's beginning: in a script without spaces every letter stands alone there. */
function shingleLength(text: Uint8Array): number {
  let spaces = 0
  let han = 0
  let thai = 0
  for (let i = 0; i < Math.min(SAMPLE, text.length); i++) {
    const byte = text[i]!
    if (byte === 0x20) spaces++
    else if (byte >= 0xe3 && byte <= 0xe9) han++
    else if (byte === 0xe0 && text[i + 1]! >= 0xb8 && text[i + 1]! <= 0xbb) thai++
  }
  if (thai * 4 > spaces) return SHINGLE_LETTERS
  return han * 4 > spaces ? SHINGLE_HAN : SHINGLE_WORDS
}
