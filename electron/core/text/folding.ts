/**
 * Folds text so that two spellings of one title compare equal: dumps turn dashes and quotes into ASCII, drop
 * accents, or drop every character that is not ASCII at all.
 */

const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu
const NOT_ASCII_WORD = /[^a-z0-9]+/g
const ASCII_ONLY = /^[\x20-\x7e]*$/

/** Letters and digits only, in lower case, compatibility forms and accents folded. */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  if (ASCII_ONLY.test(lower)) return lower.replace(NOT_ASCII_WORD, '')
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(NOT_LETTER_OR_DIGIT, '')
}

/** ASCII letters and digits only: a text and its damaged copy (`für`, `fr`) fold to the same. */
export function foldToAscii(text: string): string {
  return text.toLowerCase().replace(NOT_ASCII_WORD, '')
}

/**
 * True when both are the same text after folding. The ASCII form decides only where enough of it is left:
 * two different Chinese titles have the same empty ASCII form.
 */
export function sameText(a: string, b: string): boolean {
  return a === b || anyOf([a])(b)
}

/** A test for being the same text as one of several: folds them once. */
export function anyOf(texts: readonly string[]): (text: string) => boolean {
  const folded = new Set<string>()
  const ascii = new Set<string>()
  for (const text of texts) {
    const full = foldText(text)
    if (full) folded.add(full)
    const short = foldToAscii(text)
    if (short.length >= 8 && short.length * 2 >= full.length) ascii.add(short)
  }
  return (text) => ascii.has(foldToAscii(text)) || folded.has(foldText(text))
}

let lastWord = ''
let lastFolded = ''

/** Words without accents or case, for looking up month names and labels. One line is looked up in several lists in turn. */
export function foldWord(word: string): string {
  if (word === lastWord) return lastFolded
  const lower = word.toLowerCase()
  lastWord = word
  lastFolded = ASCII_ONLY.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .normalize('NFC')
  return lastFolded
}
