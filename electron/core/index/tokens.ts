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

/** Whether a text holds nothing but characters below U+2E80, of scripts with spaces: {@link segment} leaves it as it is. */
export function isSpaced(text: string): boolean {
  return !MAYBE_UNSPACED.test(text)
}

/** Letters of no alphabet, with which the index marks its filter words. */
const PRIVATE = /[\ue000-\uf8ff]/g

/**
 * Parts scripts without spaces into characters; other text comes back as it is. Letters of private use become spaces, in
 * texts and in queries, so that neither can look like a filter word.
 */
export function segment(text: string): string {
  return MAYBE_UNSPACED.test(text) ? text.replace(PRIVATE, ' ').replace(UNSPACED, ' $& ') : text
}

/** A text as FTS5 takes it in: its bytes, as they cross threads and enter SQLite without being copied into strings. */
export function indexText(text: string): Uint8Array {
  return Buffer.from(segment(text))
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

const COMBINING = /[\u0300-\u036f]/

/** Folded forms by code unit, filled as they are met; 0 is "not met yet". */
const foldedUnits = new Uint16Array(0x10000)

/**
 * The whole text folded unit by unit, so that places stay what they are; null where that cannot be done (combining marks,
 * scripts without spaces). Searching it with `indexOf` is ten times quicker than cutting a text into words.
 */
export function foldInPlace(text: string): string | null {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  if (COMBINING.test(text) || MAYBE_UNSPACED.test(text)) return null
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    units[i] = foldedUnits[unit] ||= foldUnit(unit)
  }
  return Buffer.from(units.buffer).toString('utf16le')
}

function foldUnit(unit: number): number {
  const folded = foldWord(String.fromCharCode(unit))
  return folded.length === 1 ? folded.charCodeAt(0) : unit
}

const WORD_UNIT = /[\p{L}\p{N}\p{Co}\u0300-\u0331\ud800-\udfff]/u

/** Whether a word goes on at this place. */
export function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0x80)
    return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90)
  // charCodeAt gives NaN past the end
  return unit >= 0xd800 && unit <= 0xdfff ? true : unit > 0 && WORD_UNIT.test(String.fromCharCode(unit))
}
