/** Text as a typesetter can take it: what has no form on paper is left out, and nothing stays that could upset a line. */

const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/g
const NONCHARACTERS =
  /[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{e0000}-\u{e007f}\u{10fffe}\u{10ffff}]/gu
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** explicit embeddings, overrides and isolates */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g
/** what most text consists of, and nothing has to be done to */
const PLAIN = /^[\x20-\x7e\u00a0-\u024f\u2010-\u2026]*$/
/** no break is possible in so many letters; words of scripts that are written without blanks can be broken anyway */
const LONG_WORD =
  /[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{48,}/g
const PIECE = 16
const ZERO_WIDTH_SPACE = '\u200b'

/** One paragraph or less: no line ends. */
export function printableLine(text: string): string {
  return printable(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}

/**
 * Keeps line ends and tabs. Controls, lone surrogates and noncharacters go; directions that a text switches on and never off
 * go, too, as do overrides: they would print words backwards.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return withBreaks(text)
  const clean = text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(CONTROLS, '')
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(NONCHARACTERS, '')
  return withBreaks(withoutLooseBidi(clean))
}

/** Isolates stay where each one is closed within the text. */
function withoutLooseBidi(text: string): string {
  if (text.search(BIDI) < 0) return text
  const even = text.replace(/[\u202a-\u202e]/g, '')
  let depth = 0
  for (const sign of even.match(BIDI) ?? []) {
    depth += sign === '\u2069' ? -1 : 1
    if (depth < 0 || depth > 60) return even.replace(BIDI, '')
  }
  return depth === 0 ? even : even.replace(BIDI, '')
}

/** An address breaks where the typesetter knows; any other word as long as a line must be told. */
function withBreaks(text: string): string {
  return text.replace(LONG_WORD, (word) =>
    /https?:|www\./.test(word) && word.length < 400
      ? word
      : (word
          .match(new RegExp(`[^]{1,${PIECE}}(?![\\udc00-\\udfff\\p{M}\\u200d\\ufe0f])`, 'gu'))
          ?.join(ZERO_WIDTH_SPACE) ?? word),
  )
}

/**
 * Words that stand among others in a direction of their own, so that the numbers beside them stay where they are.
 * @param sign which direction: their own by default, or U+2066 for left to right
 */
export function isolated(words: string, sign: '\u2068' | '\u2066' = '\u2068'): string {
  const needsNone = words === '' || (sign === '\u2068' && PLAIN.test(words))
  return needsNone ? words : `${sign}${words}\u2069`
}

/** Cut to about so many letters; wide ones count twice. */
export function shortened(text: string, most: number): string {
  let width = 0
  let kept = ''
  for (const letter of text) {
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        letter,
      )
        ? 2
        : 1
    if (width > most) return `${kept.trimEnd()}…`
    kept += letter
  }
  return kept
}

/** The address a link may lead to; null where it is none that a reader should follow. */
export function followable(address: string): string | null {
  const trimmed = address.trim()
  if (trimmed.length > 2000 || !/^(https?:\/\/|mailto:)/i.test(trimmed) || !URL.canParse(trimmed)) return null
  return new URL(trimmed).href
}
