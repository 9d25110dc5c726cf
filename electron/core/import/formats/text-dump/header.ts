/**
 * What stands above an article: its title with the outlet behind a dash, date lines, labels. The title's copy after
 * `Read more here:` confirms both, because dumps change the dash there and nowhere else.
 */

import type { PublishedDate } from '../../../../shared/model.ts'
import { readTrailingDate, type DateOptions } from '../../../text/dates.ts'
import { anyOf, foldText } from '../../../text/folding.ts'
import { tidy, type Line } from '../../../text/lines.ts'
import { readByline } from './authors.ts'
import { isCaption } from './captions.ts'
import { readDateLine } from './date-lines.ts'
import { namesOutlet } from './outlets.ts'
import { isAddress, isCounter, isCruft, isLabel, isReadMore } from './phrases.ts'
import { isPromo } from './promos.ts'
import { BULLET, looksLikeName, strongSplits, weakSplits, withoutBullet } from './separators.ts'
import { chooseSplit, outletOfCopy } from './title-split.ts'

export interface Title {
  /** index of the line that holds it */
  index: number
  title: string
  outlet: string | null
  /** of a header like `Headline; Outlet, February 10, 2026` */
  published: PublishedDate | null
  /** indexes of the lines that repeat it */
  repeats: number[]
}

/** Where the article's own lines end: the list, when there is one. */
export interface HeaderScope {
  lines: readonly Line[]
  end: number
  dates: DateOptions
  /** outlets named elsewhere in the dump (player lines, bios, list rows): they confirm a split */
  outlets: ReadonlySet<string>
}

const TOP = 12
const LONGEST_TITLE = 400

/** The title, or null when no line reads like one. */
export function readTitle(scope: HeaderScope): Title | null {
  const candidates = titleCandidates(scope)
  for (const index of candidates) {
    const repeats = findRepeats(scope, index)
    if (repeats.length) return withOutlet(scope, index, repeats)
  }
  const index = candidates[0]
  return index === undefined ? null : withOutlet(scope, index, [])
}

/** The lines near the top that can be a title, best first. */
function titleCandidates(scope: HeaderScope): number[] {
  const found: number[] = []
  for (let i = 0; i < Math.min(TOP, scope.end); i++) {
    const text = scope.lines[i]!.text
    if (text.length > LONGEST_TITLE) break
    if (isFurniture(text) || isCruft(text) || readByline(text) || readDateLine(text, scope.dates)) continue
    // the first line may be a long headline of two sentences; later ones are a paragraph by then
    if (found.length > 0 ? isSentence(text) : isParagraph(text)) break
    if (found.length > 0 && (isPromo(text) || isCaption(text))) continue
    found.push(i)
  }
  const [first, second] = found
  if (first === undefined || second === undefined || !standsAbove(scope, first, second)) return found
  return [second, first, ...found.slice(2)]
}

/** Lines around an article that say nothing of it: labels, counters, addresses, signs, a number, a feed's name. */
export function isFurniture(text: string): boolean {
  if (isLabel(text) || isCounter(text) || isAddress(text) || isReadMore(text)) return true
  if (text.length > 80) return false
  return /^[^\p{L}]*$/u.test(text) || /^\[[^\]]{2,40}\](?:\s\S{1,40})?$/.test(text)
}

function isSentence(text: string): boolean {
  return text.length > 200 || (/[.。！!?？]["'”’»)\]]*$/.test(text) && text.length > 90)
}

/** A paragraph rather than a headline: longer than headlines get, and ended like a sentence. */
function isParagraph(text: string): boolean {
  return text.length > 240 || (text.length > 120 && /[.。]["'”’»)]*$/.test(text))
}

/** Line indexes (after the title) that say the title again, with or without its outlet. */
function findRepeats(scope: HeaderScope, index: number): number[] {
  const { lines, end } = scope
  const text = lines[index]!.text
  const splits = [...strongSplits(text), ...weakSplits(text).filter((split) => split.sign === ';')]
  const heads = [text, ...splits.map((split) => split.head)].filter((head) => head.length >= 8)
  if (!heads.length) return []
  const shortest = Math.min(...heads.map((head) => head.length)) * 0.6 - 3
  // by their length: nearly always there is none, and nothing needs to be folded
  const candidates: number[] = []
  for (let i = index + 1; i < end; i++) {
    const { length } = lines[i]!.text
    if (length >= shortest && length <= text.length + 80) candidates.push(i)
  }
  if (!candidates.length) return []
  const same = anyOf(heads)
  const sameTitle = anyOf([text])
  // `, The Outlet; Headline`: the title behind its outlet
  const isTurned = (line: string) => {
    const tail = weakSplits(line).findLast((split) => split.sign === ';')?.tail
    return tail !== undefined && same(tail)
  }
  const inCapitals = isPromo(text)
  return candidates.filter((i) => {
    const line = lines[i]!.text
    if (!inCapitals && isPromo(line)) return false
    return same(line) || strongSplits(line).some((split) => sameTitle(split.head)) || isTurned(line)
  })
}

function withOutlet(scope: HeaderScope, index: number, repeats: number[]): Title {
  const line = scope.lines[index]!.text
  const cited = readCitedTitle(line, scope)
  if (cited) return { ...cited, index, repeats }
  const copies = repeats.map((repeat) => scope.lines[repeat]!.text)
  const outletBelow = namesOutlet(scope.lines[index + 1]?.text ?? '')
  const split = chooseSplit(line, { copies, outlets: scope.outlets, outletBelow })
  const bare = split ? split.head : line
  const outlet = split ? tidy(split.tail) : null
  // a list sign in front of the title is part of it only when its copy has it too
  const title =
    BULLET.test(bare) && !copies.some((copy) => BULLET.test(copy)) ? withoutBullet(bare) : tidy(bare)
  return { index, title, outlet: outlet ?? outletOfCopy(line, copies), published: null, repeats }
}

/** `Headline; The Outlet, February 10, 2026` */
function readCitedTitle(line: string, scope: HeaderScope): Omit<Title, 'index' | 'repeats'> | null {
  const date = readTrailingDate(line, scope.dates)
  if (!date) return null
  const before = line.slice(0, date.start).replace(/[\s,|–—-]+$/, '')
  const split =
    weakSplits(before).findLast((found) => found.sign.includes(';')) ?? strongSplits(before).at(-1)
  if (!split || !looksLikeName(split.tail)) return null
  const published: PublishedDate = { value: date.value, precision: date.precision, source: 'header' }
  return { title: tidy(split.head), outlet: tidy(split.tail), published }
}

/** Is the first line an outlet or a site's name above its headline, rather than the headline? */
function standsAbove(scope: HeaderScope, first: number, second: number): boolean {
  const { lines, end, outlets } = scope
  const name = withoutBullet(lines[first]!.text)
  const headline = lines[second]!.text
  if (strongSplits(name).length || !looksLikeName(name, 5) || headline.length < name.length * 1.5)
    return false
  if (namesOutlet(name) || outlets.has(foldText(name))) return true
  if (lines.some((line, i) => i > first && i < end && line.text === lines[first]!.text)) return true
  // labels between the two: the first is the site's head
  return name.split(' ').length <= 3 && headline.split(' ').length >= 5 && second > first + 1
}
