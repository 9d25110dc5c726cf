/** How much a piece of text reads like an article: words in sentences count for it, menus and headlines against it. */

/** What a scan of one piece of text finds. */
export interface Prose {
  /** words; scripts without blanks count two characters a word */
  words: number
  /** of the words that have a case, how many begin in lower case */
  lower: number
  upper: number
  /** sentence ends inside and at the end */
  sentences: number
  commas: number
  digits: number
  /** the last character that is no quote or bracket ends a sentence */
  ended: boolean
}

const ENDS = new Set([...'.!?。！？…؟।۔'].map((sign) => sign.charCodeAt(0)))
const COMMAS = new Set([...',;、，；،'].map((sign) => sign.charCodeAt(0)))
const CLOSERS = new Set([...'"\'“”’»«)）」』]】›*_'].map((sign) => sign.charCodeAt(0)))

/** One pass over the characters; this runs on every line of a page. */
export function scanProse(text: string): Prose {
  const prose: Prose = { words: 0, lower: 0, upper: 0, sentences: 0, commas: 0, digits: 0, ended: false }
  let inWord = false
  let ideographs = 0
  let previous = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isIdeograph(code)) {
      ideographs++
      inWord = false
    } else if (code > 0x60f && (ENDS.has(code) || COMMAS.has(code))) {
      inWord = false
      if (COMMAS.has(code)) prose.commas++
      else if (!ENDS.has(previous)) prose.sentences++
    } else if (isLetter(code)) {
      if (!inWord) {
        inWord = true
        prose.words++
        const character = text[i]!
        if (isLowerCode(code, character)) prose.lower++
        else if (character.toLowerCase() !== character) prose.upper++
      }
    } else if (code >= 0x30 && code <= 0x39) {
      prose.digits++
      inWord = true
    } else if (code !== 0x27 && code !== 0x2019 && code !== 0x2d) {
      inWord = false
      // `3.5` and `U.S.` end nothing; an end is followed by a blank, a closer or nothing
      if (ENDS.has(code) && endsHere(text, i, previous)) prose.sentences++
      else if (COMMAS.has(code)) prose.commas++
    }
    previous = code
  }
  prose.words += ideographs >> 1
  prose.ended = endsLikeSentence(text)
  return prose
}

function isIdeograph(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xe00 && code <= 0xe7f)
  )
}

function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
  return (
    code >= 0xaa &&
    !(code >= 0x2000 && code <= 0x206f) &&
    !(code >= 0x3000 && code <= 0x303f) &&
    code < 0xff00 &&
    code !== 0xab &&
    code !== 0xbb &&
    code !== 0xb7 &&
    code !== 0xd7 &&
    code !== 0xa0
  )
}

function isLowerCode(code: number, character: string): boolean {
  return code < 0x80 ? code >= 0x61 : character.toUpperCase() !== character
}

function endsHere(text: string, i: number, previous: number): boolean {
  if (ENDS.has(previous)) return false
  const code = text.charCodeAt(i)
  const next = text.charCodeAt(i + 1)
  if (Number.isNaN(next) || next <= 0x20 || next === 0xa0) {
    // an initial or a numeral: `J. Smith`, `3. Platz`
    return !(code === 0x2e && (i < 2 || text.charCodeAt(i - 2) <= 0x20))
  }
  return CLOSERS.has(next)
}

/** The text stops like a sentence does, closing quotes and brackets apart. A colon leads to what follows. */
export function endsLikeSentence(text: string): boolean {
  let i = text.length - 1
  while (i > 0 && (CLOSERS.has(text.charCodeAt(i)) || text.charCodeAt(i) <= 0x20)) i--
  const code = text.charCodeAt(i)
  if (code === 0x3a || code === 0xff1a) return true
  // `[…]` and a cut-off teaser do not end
  return ENDS.has(code) && code !== 0x2026 && !(code === 0x2e && text.charCodeAt(i - 1) === 0x2e)
}

/** Share of lower-case words; a script without case counts as prose. */
export function lowerShare(prose: Prose): number {
  const cased = prose.lower + prose.upper
  return cased < prose.words * 0.3 ? 1 : prose.lower / cased
}
