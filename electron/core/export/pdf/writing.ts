/** Languages and directions. */
import { isRightToLeft } from '../../../shared/direction.ts'

const FIRST_STRONG =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]|(?=\p{L})\P{Script=Common}/u
const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** By its language; where that is not known, by its first letter. */
export function directionOf(language: string | null, text: string): 'ltr' | 'rtl' {
  if (language !== null) return isRightToLeft(language) ? 'rtl' : 'ltr'
  const letter = FIRST_STRONG.exec(text)?.[0]
  return letter !== undefined && RTL_LETTER.test(letter) ? 'rtl' : 'ltr'
}

/** What Typst takes as a language: it refuses anything longer than a code. */
export function typstLanguage(language: string | null): { lang: string; region: string | null } {
  const [primary = '', ...rest] = (language ?? '').toLowerCase().split(/[-_]/)
  const region = rest.find((part) => /^[a-z]{2}$/.test(part))
  return /^[a-z]{2,3}$/.test(primary)
    ? { lang: primary, region: region?.toUpperCase() ?? null }
    : { lang: 'und', region: null }
}

const SHORT_WORDS = new Set(['en', 'fr', 'es', 'pt', 'it', 'ca', 'gl', 'oc', 'ro'])
/** Some 55 letters a line. */
const WIDE_EM = 28

/**
 * Looking for places where words can be parted is more than half of all the work of typesetting: left out where lines are long and
 * words short, and there is nothing to gain.
 * @param measure of the column, in em
 */
export function isHyphenated(language: string, measure: number): boolean {
  return measure < WIDE_EM || !SHORT_WORDS.has(language)
}
