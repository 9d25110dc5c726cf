/** Outlets named outside the title line: on a line of their own, behind `By`, in a trailing credit, by an address. */

import { foldText, foldToAscii, foldWord } from '../../../text/folding.ts'
import { tidy, type Line } from '../../../text/lines.ts'
import { readByline, type Byline } from './authors.ts'
import { isAddress, isCruft, isLabel, isReadMore, outletInCruft } from './phrases.ts'
import { isPromo } from './promos.ts'
import { isDomain, looksLikeName, strongSplits, withoutBullet } from './separators.ts'

/** Words that outlets are named after: evidence for a short line that stands alone. */
const OUTLET_WORDS =
  /(?:^|[^\p{L}])(?:news|times|post|herald|tribune|journal|gazette|press|agency|radio|television|tv|today|observer|chronicle|guardian|telegraph|mail|express|mirror|globe|review|magazine|daily|weekly|zeitung|tagblatt|tageblatt|anzeiger|nachrichten|rundschau|allgemeine|kurier|presse|rundfunk|monde|courrier|diario|periódico|noticias|nación|corriere|gazzetta|giornale|repubblica|jornal|folha|dagblad|krant|nieuws|avisen|bladet|nyheter|gazeta|dziennik|noviny|haber|gazetesi|правда|известия|газета|новости)(?![\p{L}])|(?:zeitung|blatt|bladet|nyheter|news|times|post)$/iu

/** A short line that names an outlet by its look alone. */
export function namesOutlet(text: string): boolean {
  return text.length <= 50 && (isDomain(text) || (OUTLET_WORDS.test(text) && looksLikeName(text, 6)))
}

/** The outlets that player lines, bios and list rows name, folded: they confirm how a title line is to be split. */
export function outletsIn(lines: readonly Line[], others: Iterable<string | null>): Set<string> {
  const found = new Set<string>()
  for (const line of lines) {
    const name = line.text.length <= 200 ? outletInCruft(line.text) : null
    if (name) found.add(foldText(name))
  }
  // a list of a hundred rows names a dozen outlets
  for (const name of new Set(others)) if (name) found.add(foldText(name))
  return found
}

export interface OutletPlace {
  name: string
  /** the line that names it and nothing else; -1 where it was read from a longer line */
  index: number
}

// a page of thousands of bylines is no article's
const MOST_BYLINES = 8

/** Where a title line had no outlet: one that the lines around it name, with evidence; null rather than a guess. */
export function outletAround(
  lines: readonly Line[],
  title: number,
  end: number,
  bylines: ReadonlyMap<number, Byline>,
  known: ReadonlySet<string>,
): OutletPlace | null {
  const address = lines.find((line) => isAddress(line.text))?.text ?? null
  for (const index of [title - 1, title + 1, title + 2, title - 2]) {
    const text = index >= 0 && index < end ? withoutBullet(lines[index]!.text) : ''
    if (!isNameLine(text)) continue
    const proven =
      namesOutlet(text) ||
      known.has(foldText(text)) ||
      (address !== null && nameMatchesHost(text, address)) ||
      recurs(lines, index, end) ||
      (index > title && standsForOutlet(lines, title, index))
    if (proven) return { name: isDomain(text) ? plainDomain(text) : tidy(text), index }
  }
  for (const [index, byline] of [...bylines].slice(0, MOST_BYLINES)) {
    const name = byline.form === 'by' && byline.authors.length === 1 ? byline.authors[0]!.name : ''
    if (
      name &&
      (namesOutlet(name) ||
        known.has(foldText(name)) ||
        (/^The \p{Lu}/u.test(name) && recurs(lines, index, end)))
    ) {
      return { name, index }
    }
  }
  return creditedOutlet(lines, end)
}

/**
 * A name alone between title and article, with nothing else to prove it: an outlet when it cannot be a person or a
 * section, and is not what the article is about.
 */
function standsForOutlet(lines: readonly Line[], title: number, index: number): boolean {
  const name = lines[index]!.text
  const next = lines.slice(index + 1, index + 3)
  if (!next.some((line) => line.text.length > 120)) return false
  const words = name.split(/\s+/)
  const shape = words.length === 1 || /\(.+\)$|^(?:the|der|die|das|la|le|el|il|de|het)\s/i.test(name)
  if (
    words.length > 3 ||
    /[,/]/.test(name) ||
    !(shape || /\s\p{Ll}{5}/u.test(name)) ||
    SECTIONS.has(foldWord(name))
  )
    return false
  return !lines
    .slice(title, title + 1)
    .concat(next)
    .some((line) => line.text.slice(0, 600).includes(name))
}

const SECTIONS = new Set(
  `politics world business economy markets sport sports football culture arts technology tech science health opinion
   entertainment lifestyle travel local national international europe asia africa americas education environment climate
   weather crime law religion society media style food video photos gallery live premium exclusive interview analysis
   feature features comment commentary editorial update updated watch politik wirtschaft kultur panorama ausland inland
   wissen gesellschaft wissenschaft gesundheit reise meinung kommentar analyse reportage netzwelt regional lokales économie
   politique société monde santé sciences sports international opinions política economía deportes cultura sociedad mundo
   internacional salud ciencia tecnología opinión politica economia cronaca esteri cultura scienze salute spettacoli
   mundo esporte esportes saúde economie politiek buitenland binnenland cultuur wereld świat kraj polska gospodarka
   kultura nauka zdrowie политика экономика общество мир спорт культура наука здоровье політика економіка суспільство
   світ dünya ekonomi spor siyaset gündem sağlık`
    .split(/\s+/)
    .map(foldWord),
)

function plainDomain(domain: string): string {
  const bare = domain.replace(/^www\./i, '')
  return bare === bare.toUpperCase() ? bare.toLowerCase() : bare
}

function isNameLine(text: string): boolean {
  if (text.length < 2 || text.length > 60 || !looksLikeName(text, 6)) return false
  return (
    !/[:;]/.test(text) &&
    !strongSplits(text).length &&
    !isLabel(text) &&
    !isReadMore(text) &&
    !isCruft(text) &&
    !isPromo(text) &&
    !readByline(text)
  )
}

/** The name stands alone on another line too. */
function recurs(lines: readonly Line[], index: number, end: number): boolean {
  const name = foldText(withoutBullet(lines[index]!.text).replace(/^by\s+/i, ''))
  return lines.some(
    (line, i) => i !== index && i < end && line.text.length <= 60 && foldText(line.text) === name,
  )
}

const CREDIT = /\b(?:source|via|quelle|fuente|fonte|bron|źródło|источник)\s*[:：]\s*(.{2,40})$/iu
const APPEARED =
  /^(?:this|the) (?:post|article|story)\b.{0,120}\b(?:appeared|published)(?: first)? (?:on|at|in) (.{2,50}?)\.?$/i

/** `Read more ... source: X`, `This post appeared first on X` */
function creditedOutlet(lines: readonly Line[], end: number): OutletPlace | null {
  for (let i = end - 1; i >= Math.max(0, end - 12); i--) {
    const text = lines[i]!.text
    if (text.length > 200) continue
    const name = (CREDIT.exec(text) ?? APPEARED.exec(text))?.[1]?.trim()
    if (name && !/^https?:/i.test(name) && looksLikeName(name, 6)) return { name: tidy(name), index: -1 }
  }
  return null
}

/** `New York Times` and `nytimes.com`: the host's name is made of beginnings of the outlet's words. */
export function nameMatchesHost(name: string, address: string): boolean {
  const host =
    /^<?[a-z]+:\/\/([^/?#:]+)/i
      .exec(address)?.[1]
      ?.toLowerCase()
      .replace(/^www\d?\./, '') ?? ''
  const labels = host.split('.')
  const words = name
    .split(/[\s-]+/)
    .map(foldToAscii)
    .filter(Boolean)
  if (words[0] === 'the' && words.length > 1) words.shift()
  return labels.slice(0, -1).some((label) => label.length >= 3 && madeOf(label.replaceAll('-', ''), words, 0))
}

function madeOf(label: string, words: readonly string[], at: number): boolean {
  if (label === '') return at === words.length
  const word = words[at]
  if (!word) return false
  for (let length = Math.min(word.length, label.length); length > 0; length--) {
    if (label.startsWith(word.slice(0, length)) && madeOf(label.slice(length), words, at + 1)) return true
  }
  return false
}
