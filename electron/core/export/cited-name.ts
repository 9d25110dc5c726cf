/** Who wrote something, as reference formats want it: a family name and given names, or one name that is not taken apart. */
import { foldName } from '../text/names.ts'
import { fitLine } from './clean.ts'

export type CitedName = { family: string; given: string; suffix?: string } | { literal: string }

/** Words that only names of organisations have. */
const ORGANISATION =
  /\b(agency|agence|agentur|agencia|agenzia|press|presse|news|newsroom|newsdesk|desk|staff|team|editors?|editorial|board|redaktion|redacción|rédaction|redazione|redactie|bureau|service|services|media|times|post|journal|gazette|herald|tribune|reuters|afp|dpa|bloomberg|xinhua|tass|ansa|efe|kyodo|yonhap|associated|united|international|university|universität|institute|institut|ministry|committee|council|commission|department|office|foundation|association|society|group|company|correspondents?|reporters?|writers?|wire|wires|agencies|correspondence|contributors?)\b|\b(inc|ltd|llc|gmbh|ag|corp|co|e\.v)\.?$|[@&/|]|\d/i

const SUFFIX = /^(jr|sr|ii|iii|iv|md|phd|esq)\.?$/i
/** Parts of a family name that stand before it: “van der Berg”. */
const PARTICLE =
  /^(van|von|vom|zu|zum|zur|der|den|de|del|della|di|da|dos|das|do|du|des|la|le|las|los|ter|ten|op|af|av|al|el|bin|ibn|ben|bint|abu|san|santa|st\.?)$/
/** written without spaces, or with the family name first */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/**
 * Takes a name apart, as far as that is safe: a wrong family name is worse than a name left whole.
 * @returns null for what is no name
 */
export function citedName(
  name: string,
  { outlet, language }: { outlet: string | null; language: string | null },
): CitedName | null {
  const clean = fitLine(name)
  if (clean === '') return null
  const whole = { literal: clean }
  if (outlet !== null && foldName(outlet) === foldName(clean)) return whole
  if (EAST_ASIAN.test(clean) || ORGANISATION.test(clean) || language === 'hu' || language === 'vi')
    return whole
  const inverted = /^([^,]+),\s*([^,]+)$/.exec(clean)
  if (inverted) {
    const [, family, given] = inverted as unknown as [string, string, string]
    if (!SUFFIX.test(given)) return { family: family.trim(), given: given.trim() }
  }
  const words = clean.replaceAll(',', ' ').split(/\s+/)
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1)!) ? words.pop() : undefined
  if (words.length < 2 || words.length > 6 || inverted?.[2]?.includes(' ')) return whole
  // all in one case says nothing of particles, and is as often a desk as a person
  let from = words.length - 1
  while (from > 1 && PARTICLE.test(words[from - 1]!)) from--
  const family = words.slice(from).join(' ')
  return { family, given: words.slice(0, from).join(' '), ...(suffix ? { suffix } : {}) }
}

/** `Lund, Hanne`, as RIS and BibTeX sort it; a name left whole as it is. */
export function invertedName(name: CitedName): string {
  if ('literal' in name) return name.literal
  return [name.family, ...(name.suffix ? [name.suffix] : []), name.given].join(', ')
}
