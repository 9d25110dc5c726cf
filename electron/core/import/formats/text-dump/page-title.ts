/** The headline of a flattened page: near the article, and made of its words. */

import type { DateOptions } from '../../../text/dates.ts'
import { foldText, sameText } from '../../../text/folding.ts'
import { tidy } from '../../../text/lines.ts'
import { readByline } from './authors.ts'
import { isCaption } from './captions.ts'
import { readDateLine } from './date-lines.ts'
import type { FlattenedPage } from './flattened.ts'
import { isFurniture } from './header.ts'
import { isCruft } from './phrases.ts'
import { looksLikeName, strongSplits } from './separators.ts'
import type { Unit } from './units.ts'

export interface PageTitle {
  title: string
  outlet: string | null
  /** unit that is the title and nothing else; -1 where the title is part of a longer line */
  index: number
}

const NEAR = 30
const ENOUGH = 2

/** The page's title; empty where no line looks like it. */
export function findPageTitle(page: FlattenedPage, dates: DateOptions): PageTitle {
  const { units, start } = page
  if (!units.length) return { title: '', outlet: null, index: -1 }
  const named = documentTitle(page)
  if (named) return named
  const told = toldWords(page)
  let best: PageTitle = { title: '', outlet: null, index: -1 }
  let most = ENOUGH
  const offer = (title: string, index: number, bonus: number, outlet: string | null = null) => {
    const score = bonus + sharedWords(title, told)
    if (score > most) [most, best] = [score, { title: tidy(title), outlet, index }]
  }
  for (let i = Math.max(0, start - NEAR); i <= Math.min(start + 1, units.length - 1); i++) {
    if (!isHeadline(units[i]!, dates)) continue
    const heading = units[i]!.heading
    offer(units[i]!.text, i, (heading === 1 ? 4 : heading > 0 ? 1 : 0) - (start - i) * 0.1)
  }
  // the document's title: the first line, with the outlet behind a sign
  const top = units[0]!.text.slice(0, 400)
  const twice = repeatedBeginning(units)
  if (twice) offer(twice, -1, 3)
  for (const split of strongSplits(top).slice(0, 3)) {
    if (split.head.length >= 15 && split.head.length <= 220) offer(split.head, -1, 1, outletOf(split.tail))
  }
  return best
}

/** The page's own title comes first (`Headline - Outlet`) and its headline again later, alone. */
function documentTitle(page: FlattenedPage): PageTitle | null {
  const top = page.units[0]!.text
  if (top.length > 300 || top.length < 10) return null
  const splits = strongSplits(top)
  const until = Math.min(page.units.length, page.start + 12)
  for (let index = 1; index < until; index++) {
    const title = tidy(page.units[index]!.text)
    if (title.length < 10 || title.length > 300) continue
    if (sameText(title, top)) return { title, outlet: null, index }
    const tail = splits.find((found) => sameText(found.head, title))?.tail
    if (tail !== undefined) return { title, outlet: outletOf(tail), index }
  }
  return null
}

/** `Section | Outlet`: the outlet comes last. */
function outletOf(tail: string): string | null {
  const last = strongSplits(tail).at(-1)?.tail ?? tail
  return looksLikeName(last) ? tidy(last) : null
}

function isHeadline(unit: Unit, dates: DateOptions): boolean {
  const { text, prose } = unit
  if (
    text.length < (unit.heading === 1 ? 8 : 12) ||
    text.length > 220 ||
    prose.words < (unit.heading === 1 ? 2 : 3) ||
    prose.words > 35 ||
    unit.glued ||
    unit.bullet
  )
    return false
  if (prose.ended && /[.:。]$/.test(text)) return false
  if (
    /^(?:by|von|par|por)\s|^(?:foto|photo|bild|image|video|текст|фото)\s*[:：]/i.test(text) ||
    isCaption(text)
  )
    return false
  return !isFurniture(text) && !isCruft(text) && !readByline(text) && !readDateLine(text, dates)
}

/** What the article's first paragraphs tell of: their longer words, and pairs of characters where there are no blanks. */
function toldWords(page: FlattenedPage): ReadonlySet<string> {
  const body = page.units
    .filter((unit, i) => i >= page.start && i < page.end && unit.prose.words > 15)
    .slice(0, 12)
  return wordsOf(body.map((unit) => unit.text.slice(0, 600)).join(' '))
}

function wordsOf(text: string): Set<string> {
  const words = new Set<string>()
  for (const word of text.match(/[\p{L}\p{N}]{2,}/gu) ?? []) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)) {
      for (let i = 0; i + 1 < word.length; i++) words.add(word.slice(i, i + 2))
    } else if (word.length >= 4) words.add(foldText(word).slice(0, 5)) // `bridges` tells of a bridge
  }
  return words
}

/** The title's words that the article has too, when they are a good part of it. */
function sharedWords(title: string, told: ReadonlySet<string>): number {
  const words = [...wordsOf(title)]
  const shared = words.filter((word) => told.has(word)).length
  return shared >= words.length * 0.35 ? Math.min(shared, 8) : 0
}

/** A page in one line begins with its title, and says it again as its headline: the longest beginning that comes twice. */
function repeatedBeginning(units: readonly Unit[]): string | null {
  const head = units[0]!.text.slice(0, 300)
  const text = units
    .map((unit) => unit.text)
    .join(' ')
    .slice(0, 200_000)
  let found: string | null = null
  for (const match of head.matchAll(/\S+(?=\s|$)/g)) {
    const end = match.index + match[0].length
    if (end < 15) continue
    const beginning = head.slice(0, end)
    if (text.indexOf(beginning, end) < 0) break
    found = beginning
  }
  return found && found.split(' ').length >= 3 ? found.replace(/[\s|–—-]+$/, '') : null
}
