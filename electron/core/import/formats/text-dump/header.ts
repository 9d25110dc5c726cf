/**
 * What stands above an article: its title with the outlet behind a dash, date lines, labels. The title's copy after
 * `Read more here:` confirms both, because dumps change the dash there and nowhere else.
 */

import type { PublishedDate } from '../../../../shared/model.ts'
import { readTrailingDate, type DateOptions } from '../../../text/dates.ts'
import { anyOf, foldText, sameText } from '../../../text/folding.ts'
import { tidy, type Line } from '../../../text/lines.ts'
import { readDateLine } from './date-lines.ts'
import { isAddress, isCounter, isCruft, isLabel, isReadMore, outletInCruft } from './phrases.ts'
import {
  BULLET,
  isDomain,
  looksLikeName,
  signKind,
  strongSplits,
  weakSplits,
  withoutBullet,
  type Split,
} from './separators.ts'

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
    if (isFurniture(text) || isCruft(text) || readDateLine(text, scope.dates)) continue
    // the first line may be a long headline of two sentences; later ones are a paragraph by then
    if (found.length > 0 && isSentence(text)) break
    if (found.length === 0 && isParagraph(text)) break
    found.push(i)
  }
  // a label or the outlet alone above the headline: both short, while the next line is a headline
  const [first, second] = found
  if (first !== undefined && second !== undefined && looksLikeOutletLine(scope, first, second)) {
    return [second, first, ...found.slice(2)]
  }
  return found
}

export function isFurniture(text: string): boolean {
  return (
    isLabel(text) || isCounter(text) || isAddress(text) || isReadMore(text) || /^[^\p{L}\p{N}]*$/u.test(text)
  )
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
  const heads = [text, ...strongSplits(text).map((split) => split.head)].filter((head) => head.length >= 8)
  if (!heads.length) return []
  const same = anyOf(heads)
  const sameTitle = anyOf([text])
  const shortest = Math.min(...heads.map((head) => head.length)) * 0.6 - 3
  const found: number[] = []
  for (let i = index + 1; i < end; i++) {
    const line = lines[i]!.text
    if (line.length < shortest || line.length > text.length + 80) continue
    if (same(line) || strongSplits(line).some((split) => sameTitle(split.head))) found.push(i)
  }
  return found
}

function withOutlet(scope: HeaderScope, index: number, repeats: number[]): Title {
  const line = scope.lines[index]!.text
  const cited = readCitedTitle(line, scope)
  if (cited) return { ...cited, index, repeats }
  const copies = repeats.map((repeat) => scope.lines[repeat]!.text)
  const split = chooseSplit(line, copies, scope.outlets)
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

/** The place where the line is to be split into title and outlet, or null when it has no outlet. */
function chooseSplit(line: string, copies: readonly string[], outlets: ReadonlySet<string>): Split | null {
  const splits = strongSplits(line)
  for (const copy of copies) {
    const changed =
      splits.find((split) => copyChangesSign(split, copy)) ??
      splits.find((split) => sameText(split.head, copy))
    if (changed) return changed
  }
  const named = splits.find((split) => outlets.has(foldText(split.tail)))
  if (named) return named
  const last = splits.at(-1)
  if (last) return plausible(ownPipe(splits) ?? last, copies.length > 0)
  return weakSplit(line, copies, outlets)
}

/** The copy has the same outlet behind another sign: that sign is the separator. */
function copyChangesSign(split: Split, copy: string): boolean {
  return strongSplits(copy).some(
    (other) =>
      other.sign !== split.sign && sameText(other.tail, split.tail) && sameText(other.head, split.head),
  )
}

/** `Headline - Name | Part of the name`: the pipe belongs to the outlet when a dash comes before a short pair. */
function ownPipe(splits: readonly Split[]): Split | null {
  const last = splits.at(-1)!
  const before = splits.at(-2)
  if (!before || signKind(last.sign) !== 'pipe' || signKind(before.sign) !== 'dash') return null
  const [name, rest] = before.tail.split(/\s+[|│｜]\s+/)
  return name && rest && looksLikeName(name, 2) && looksLikeName(rest, 4) ? before : null
}

function plausible(split: Split, confirmed: boolean): Split | null {
  const { head, tail } = split
  if (head.length < 8 || !looksLikeName(tail)) return null
  if (isDomain(tail)) return split
  // a headline's own dash is followed by more than a name: `War in the east – what we know`
  return confirmed || (tail.length < head.length && tail.split(/\s+/).length <= 7) ? split : null
}

/** `Headline: Outlet` counts only where something else in the dump says the same. */
function weakSplit(line: string, copies: readonly string[], outlets: ReadonlySet<string>): Split | null {
  const last = weakSplits(line).at(-1)
  if (!last || last.head.split(/\s+/).length < 3 || !looksLikeName(last.tail, 4)) return null
  if (outlets.has(foldText(last.tail))) return last
  const attribution =
    /^(?:police|report|reports|study|officials?|sources?|experts?|minister|ministry|poll|analysis|opinion|review|video|photos?|survey|updates?|un|eu|who|pm|president|court|lawyer|ceo)\b/i
  return copies.length > 0 && !attribution.test(last.tail) && !/\d/.test(last.tail) ? last : null
}

function outletOfCopy(line: string, copies: readonly string[]): string | null {
  for (const copy of copies) {
    const split = strongSplits(copy).find((found) => sameText(found.head, line))
    if (split && looksLikeName(split.tail)) return tidy(split.tail)
  }
  return null
}

/** Is the first line an outlet above its headline rather than the headline? */
function looksLikeOutletLine(scope: HeaderScope, first: number, second: number): boolean {
  const name = scope.lines[first]!.text
  const headline = scope.lines[second]!.text
  if (
    strongSplits(name).length ||
    !looksLikeName(withoutBullet(name), 5) ||
    headline.length < name.length * 1.5
  )
    return false
  if (/^\[.*\]/.test(name) || isDomain(withoutBullet(name)) || outletWords(name)) return true
  if (scope.outlets.has(foldText(name))) return true
  return scope.lines.some((line, i) => i > first && i < scope.end && line.text === name)
}

const OUTLET_WORDS =
  /\b(?:news|times|post|herald|tribune|journal|gazette|press|agency|radio|television|tv|today|observer|chronicle|guardian|telegraph|mail|express|star|sun|mirror|globe|review|magazine|daily|weekly|zeitung|tagblatt|tageblatt|anzeiger|nachrichten|rundschau|allgemeine|kurier|presse|rundfunk|le monde|journal|courrier|diario|periodico|noticias|nacion|corriere|gazzetta|giornale|repubblica|jornal|folha|dagblad|krant|nieuws|avisen|bladet|nyheter|gazeta|dziennik|noviny|haber|gazetesi|правда|известия|газета|новости)\b/iu

/** Words that outlets are named after: evidence for a short line that stands alone. */
export function outletWords(name: string): boolean {
  return OUTLET_WORDS.test(name)
}

/** The outlets that a dump's player lines name, folded. */
export function outletsInCruft(lines: readonly Line[]): Set<string> {
  const found = new Set<string>()
  for (const line of lines) {
    const name = line.text.length <= 200 ? outletInCruft(line.text) : null
    if (name) found.add(foldText(name))
  }
  return found
}
