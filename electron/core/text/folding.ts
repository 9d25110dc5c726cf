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
  if (a === b) return true
  const foldedA = foldText(a)
  const foldedB = foldText(b)
  if (foldedA === foldedB) return foldedA !== ''
  const asciiA = foldToAscii(a)
  return asciiA.length >= 8 && asciiA.length * 2 >= foldedA.length && asciiA === foldToAscii(b)
}

/** Words without accents or case, for looking up month names and labels. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase()
  return ASCII_ONLY.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .normalize('NFC')
}
