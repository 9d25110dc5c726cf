/**
 * Words as the index sees them. FTS5's `unicode61 remove_diacritics 2` cuts at everything that is no letter, number or
 * combining mark, and folds case and diacritics; it takes a run of Han or Thai for one word, so those scripts are cut
 * into single characters before they reach it, and a word of them is searched as a phrase.
 * https://www.sqlite.org/fts5.html#unicode61_tokenizer
 */

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
/** Cheap look ahead: nothing below Thai needs cutting. */
const MAYBE_UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffff]|[\ud840-\ud8ff]/

/** Parts scripts without spaces into characters; other text comes back as it is. */
export function segment(text: string): string {
  return MAYBE_UNSPACED.test(text) ? text.replace(UNSPACED, ' $& ') : text
}

export interface Token {
  /** UTF-16 offsets in the text */
  start: number
  end: number
  folded: string
}

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{Co}\u0300-\u0331])+/gu
/** Most news is in scripts with spaces: for those a far simpler pattern does the same. */
const SPACED_WORD = /[\p{L}\p{N}\p{Co}\u0300-\u0331]+/gu
const ASCII_WORD = /^[A-Za-z0-9]*$/

/** The words of a text, folded as the index folds them, with their places. */
export function* tokensOf(text: string): Generator<Token> {
  const pattern = MAYBE_UNSPACED.test(text) ? WORD : SPACED_WORD
  for (const match of text.matchAll(pattern)) {
    yield { start: match.index, end: match.index + match[0].length, folded: foldWord(match[0]) }
  }
}

const MARKS = /\p{Mn}+/gu

export function foldWord(word: string): string {
  if (ASCII_WORD.test(word)) return word.toLowerCase()
  return word.normalize('NFD').replace(MARKS, '').toLowerCase()
}
