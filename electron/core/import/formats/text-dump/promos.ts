/** Promo lines: another article's headline set in capitals between two paragraphs. */

const SHORTEST = 20
const LONGEST = 300

/**
 * All capitals, more than 20 characters and at least three words. A dateline in capitals has its sentence after it in
 * lower case, and scripts without case have no capitals: neither passes.
 */
export function isPromo(line: string): boolean {
  if (line.length <= SHORTEST || line.length > LONGEST) return false
  const { upper, lower, other } = countCase(line)
  // `McDONALD`, `iPHONE` and a stray `s` after an apostrophe do not make it a sentence
  if (upper < 12 || lower > Math.max(1, upper / 20) || other > upper) return false
  return /\S\s+\S+\s+\S/.test(line)
}

/** `RELATED: …`, `READ MORE: …`: a promo by its label; what follows is a headline, so it has no full stop. */
export function isLabelledPromo(line: string): boolean {
  if (line.length > 220) return false
  return PROMO_LABEL.test(line) && !/\.$/.test(line)
}

const PROMO_LABEL =
  /^\W{0,3}(?:(?:RELATED|Related|READ MORE|Read more|READ ALSO|Read also|ALSO READ|Also read|SEE ALSO|See also|WATCH|MORE|Lesen Sie auch|Mehr zum Thema|Lire aussi|À lire aussi|Lee también|Te puede interesar|Leia também|Leggi anche|Lees ook|Czytaj też|Czytaj także|Читайте также|Читайте також|Baca juga|İlgili haber|Læs også|Les også|Läs också)\s*[:：|]|(?:LESEN SIE AUCH|MEHR ZUM THEMA|LIRE AUSSI|LEE TAMBIÉN|LEGGI ANCHE|LEES OOK|BACA JUGA|ЧИТАЙТЕ ТАКЖЕ)\b)\s*\S/u

interface CaseCounts {
  upper: number
  lower: number
  /** letters of scripts without case */
  other: number
}

/** Letters by case. ASCII is counted without a regular expression: this runs on every line. */
export function countCase(line: string): CaseCounts {
  let upper = 0
  let lower = 0
  let other = 0
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i)
    if (code < 0x80) {
      if (code >= 0x41 && code <= 0x5a) upper++
      else if (code >= 0x61 && code <= 0x7a) lower++
      continue
    }
    const character = line[i]!
    const lowered = character.toLowerCase()
    if (lowered !== character) upper++
    else if (character.toUpperCase() !== character) lower++
    else if (/\p{L}/u.test(character)) other++
  }
  return { upper, lower, other }
}
