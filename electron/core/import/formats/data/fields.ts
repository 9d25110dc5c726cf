/** Single fields of news data: titles, addresses, outlets, people, languages. Each takes whatever a data set may hold. */
import { decodeHTML } from 'entities'
import type { Author } from '../../../../shared/model.ts'
import { splitNames } from '../../extract/authors.ts'
import { domainName } from '../../extract/outlet.ts'
import type { Row } from '../../format.ts'
import { cleanText } from './paragraphs.ts'
import { asText, asTexts, isMissing } from './values.ts'

/** Formatting that feeds and content systems leave in titles; other angle brackets are the title's own. */
const TITLE_TAG =
  /<\/?(?:b|i|em|strong|br|span|sup|sub|u|p|small|mark|wbr|font|h[1-6])(?:\s[^<>]{0,300})?\/?>/gi

/** A text on one line: entities decoded, formatting taken off, everything else as it stands. */
export function lineOf(value: unknown): string {
  let text = asText(value)
  if (text === '') return ''
  if (text.includes('<')) text = text.replace(TITLE_TAG, '')
  if (text.includes('&') && /&(?:#\d+|#x[\da-f]+|[a-z]\w{1,30});/i.test(text)) text = decodeHTML(text)
  return cleanText(text).text.replace(/\s+/g, ' ').trim()
}

const LONGEST_URL = 4096
const HOST_FIRST =
  /^(?:www\.)?(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?$/i

/** An address on the web; one that was written without a scheme gets one. Null for anything else. */
export function addressOf(value: unknown): string | null {
  const text = asText(value).trim()
  if (text === '' || text.length > LONGEST_URL || /\s/.test(text)) return null
  if (/^https?:\/\/[^/]/i.test(text)) return text
  if (text.startsWith('//') && HOST_FIRST.test(text.slice(2))) return `https:${text}`
  return HOST_FIRST.test(text) && !text.includes('@') ? `https://${text}` : null
}

/** An outlet's name, or the domain that stands for it (without `www.`). */
export function outletOf(value: unknown, url: string | null): string | null {
  const named = lineOf(value)
  if (named !== '' && named.length <= 120) {
    const address = /^https?:\/\//i.test(named) || /^www\./i.test(named) ? addressOf(named) : null
    if (address) return domainName(address)
    if (!named.includes('://')) return named.replace(/\/$/, '')
  }
  return url ? domainName(url) || null : null
}

/** The people that a column names: a list, a line (`By A and B`), objects with names, first and last names apart. */
export function authorsOf(values: readonly unknown[]): Author[] {
  const names: string[] = []
  for (const value of values) {
    const listed = people(value)
    // a list has a person in each place; a single text may name several
    for (const name of listed.length > 1 ? listed.map(oneName) : listed.flatMap(splitNames)) {
      if (name !== '' && !names.includes(name)) names.push(name)
    }
  }
  return names.slice(0, 100).map((name) => ({ name }))
}

function people(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value]
  return all.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return asTexts(one).map((text) => lineOf(text))
    const { first, last, given, family, firstName, lastName, first_name, last_name } = one as Row
    const whole = [given ?? first ?? firstName ?? first_name, family ?? last ?? lastName ?? last_name]
    const name = whole.map(lineOf).filter(Boolean).join(' ')
    return name !== '' ? [name] : [lineOf(one)]
  })
}

/** One person of a list, whose name may have a comma: `Jane Doe, MD`. */
function oneName(name: string): string {
  if (isMissing(name)) return ''
  const split = splitNames(name)
  return split.length === 1 ? split[0]! : split.length === 0 || name.length > 70 ? '' : name
}

const LANGUAGES: Readonly<Record<string, string>> = Object.fromEntries(
  `english en german de deutsch de french fr français fr spanish es español es italian it italiano it portuguese pt
   português pt dutch nl nederlands nl swedish sv danish da norwegian no finnish fi polish pl czech cs hungarian hu
   romanian ro bulgarian bg greek el turkish tr russian ru ukrainian uk arabic ar hebrew he persian fa farsi fa hindi hi
   bengali bn urdu ur chinese zh japanese ja korean ko vietnamese vi thai th indonesian id malay ms croatian hr
   serbian sr slovak sk slovenian sl estonian et latvian lv lithuanian lt catalan ca
   eng en deu de ger de fra fr fre fr spa es ita it por pt nld nl dut nl swe sv dan da nor no nob nb fin fi pol pl ces cs
   cze cs hun hu ron ro rum ro bul bg ell el gre el tur tr rus ru ukr uk ara ar heb he fas fa per fa hin hi ben bn urd ur
   zho zh chi zh jpn ja kor ko vie vi tha th ind id msa ms may ms hrv hr srp sr slk sk slo sk slv sl est et lav lv lit lt
   cat ca`
    .trim()
    .split(/\s+/)
    .reduce<[string, string][]>(
      (pairs, word, i, all) => (i % 2 ? pairs : [...pairs, [word, all[i + 1]!]]),
      [],
    ),
)

/** The primary tag of a language, by its tag (`en-GB`, `pt_BR`), its longer code (`deu`, `deu_Latn`) or its English name. */
export function languageOf(value: unknown): string | null {
  const text = asText(value).trim().toLowerCase()
  if (text === '' || text.length > 40) return null
  const known = LANGUAGES[text] ?? LANGUAGES[/^[a-z]{3}(?=[-_])/.exec(text)?.[0] ?? '']
  return known ?? /^[a-z]{2}(?=$|[-_][a-z\d-_]{1,20}$)/.exec(text)?.[0] ?? null
}
