/**
 * Whole pages flattened to text: the article stands among menus, teasers, comments and small print, without a mark. Lines
 * are scored by how much they read like prose; the article is the stretch with the greatest sum.
 */

import type { BlockKind } from '../../../../shared/model.ts'
import type { Line } from '../../../text/lines.ts'
import { isCaption } from './captions.ts'
import { isAddress, isCounter, isCruft, isLabel, isReadMore, startsRelated } from './phrases.ts'
import { lowerShare } from './prose.ts'
import { isLabelledPromo, isPromo } from './promos.ts'
import { LONG_LINE, toUnits, type Unit } from './units.ts'

export interface FlattenedPage {
  units: Unit[]
  kinds: BlockKind[]
  /** index of the first and past the last unit of the article; equal when there is none */
  start: number
  end: number
  /** the text is a whole page at all: many lines that are no prose, or menus glued to sentences */
  flattened: boolean
}

// no page has so many
const MOST_LINES = 20_000

/**
 * A quick look before the long one: an article's dump has few lines that are no sentences, and none that holds a page.
 * Promo and caption lines end in capitals or a bracket.
 */
export function mayBeFlattened(lines: readonly Line[]): boolean {
  if (lines.length > MOST_LINES) return false
  let others = 0
  for (const { text } of lines) {
    if (text.length >= LONG_LINE) return true
    if (text.length < 200 && !/[.!?。！？)"'”’»\p{Lu}]$/u.test(text)) others++
    if (others >= 6) return true
  }
  return false
}

/** Tells the article's units from the rest of the page. */
export function readFlattened(lines: readonly Line[]): FlattenedPage {
  const units = toUnits(lines)
  for (const unit of units) unit.score = scoreUnit(unit)
  const isPage = looksFlattened(units)
  weighRuns(units)
  const [start, end] = bestStretch(units)
  // a line in which nothing reads like an article is not a page, but all the text there is
  const flattened = isPage || (isOneLine(lines) && end > start)
  const kinds = units.map((unit, i) => (i < start || i >= end ? 'furniture' : kindInside(unit)))
  dropJunkRuns(units, kinds, start, end)
  return { units, kinds, start, end, flattened }
}

const BOILERPLATE =
  /©|\(c\) ?\d{4}|\bcopyright\b|\ball rights reserved|\balle rechte|\btous droits|\btodos los derechos|\btodos os direitos|\btutti i diritti|\bcookies?\b|\bprivacy policy|\bdatenschutz|\bterms (?:of (?:use|service)|and conditions)|\bjavascript\b|\bnewsletters?\b|\blog(?:ged)? ?in\b|\bsign(?:ed)? (?:in|up)\b|\bsubscri(?:be|ption)|\bpassword|\byour e-?mail|\be-?mail address|\babonn(?:e|ieren|ez)|\brequired fields|\badvertise(?:ment)?\b|\bmay not be (?:published|reproduced)|\bfollow us\b|\bclick here\b|\bcancel reply/gi

/** Small print, forms and banners: one such word in a short text, several in a longer one. */
function isBoilerplate(text: string): boolean {
  if (text.length > 500) return false
  const found = text.match(BOILERPLATE)?.length ?? 0
  return found >= 1 + text.length / 160
}

/** What stands between an article and its readers' comments: nothing after it is the article. */
const COMMENTS =
  /^(?:\W*(?:\d+ )?(?:(?:top |all |user |reader |readers' |view |show |hide |add |post |leave |write |load )?(?:a )?comments?(?: ?\(?\d+\)?)?|leave a reply\b|join the (?:conversation|discussion)\b|cancel reply|top rated comments|kommentare?|kommentieren|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|komentarai|komentáře|yorumlar|комментарии|коментарі|コメント|댓글|评论|التعليقات|schreibe einen kommentar|deja (?:un|una) (?:comentario|respuesta)|deixe (?:uma resposta|um comentário)|laisser un commentaire)\W*\d*\W*$|(?:leave a reply|leave a comment|deixe uma resposta|schreibe einen kommentar|deja un comentario|laisser un commentaire)\b)/iu

const END_MARKS =
  /^(?:related (?:articles|stories|posts|news|topics|content|links)|you (?:may|might) (?:also )?(?:like|be interested)|more (?:from|on|in|stories|news|articles)\b.*|recommended(?: for you)?|read next|up next|most (?:read|popular|viewed)|trending(?: now)?|latest (?:news|stories|posts|articles)|popular (?:posts|articles)|recent posts|about the author|sponsored.*|share this.*|tags?|filed under|topics?|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|auch interessant|meistgelesen|artigos relacionados|noticias relacionadas|à lire aussi|leggi anche|関連記事|関連ニュース|관련기사|相关新闻|相关阅读)(?:\s*\(?\d*\)?)?\s*[:：]?$/i

/** Positive for prose, in words; negative for menus, labels, teasers and small print. */
function scoreUnit(unit: Unit): number {
  const { prose, text } = unit
  const { words } = prose
  if (words === 0) return -0.5
  const share = lowerShare(prose)
  if (unit.menu) return -words
  // headlines glued to one another: forty words without a stop, and hardly a comma
  if (unit.glued && words > 40 && prose.sentences <= 1 && prose.commas * 30 < words) return -words * 0.5
  if (isBoilerplate(text)) return -8 - Math.min(words, 40) * 0.5
  if (text.length < 80 && END_MARKS.test(text)) return -25
  if (isLabel(text) || isCounter(text) || isAddress(text) || isReadMore(text) || isCruft(text)) return -4
  if (share < 0.35) return -Math.min(3 + words * 0.5, 14)
  if (prose.ended && prose.sentences >= 1 && words >= 5) {
    const weight = unit.bullet ? 0.6 : 1
    return weight * (words >= 10 ? Math.min(words, 80) : words * 0.6)
  }
  // long, with sentences inside, but cut: prose all the same
  if (prose.sentences >= 2 && words >= 30) return words * 0.5
  if (words <= 4) return -3
  return -Math.min(2 + words * 0.3, 8)
}

/** Nothing but one long line, or a few: a page without its line ends. */
function isOneLine(lines: readonly Line[]): boolean {
  return lines.length <= 3 && (lines[0]?.text.length ?? 0) >= LONG_LINE
}

function looksFlattened(units: readonly Unit[]): boolean {
  // a few names in a row are glued to sentences in any article; menus are a good part of a page
  const words = units.reduce((sum, unit) => sum + unit.prose.words, 0)
  const menu = units.reduce((sum, unit) => sum + (unit.menu ? unit.prose.words : 0), 0)
  if (menu >= 15 && menu >= words * 0.06) return true
  // promo and caption lines belong to any dump
  const odd = (text: string) => isPromo(text) || isCaption(text) || isCruft(text)
  const others = units.filter((unit) => unit.score <= 0 && !odd(unit.text)).length
  if (others >= 12 && others >= units.length * 0.4) return true
  // a long article below its menu
  return units.slice(0, 15).filter((unit) => unit.score <= 0 && unit.prose.words <= 4).length >= 11
}

/** Prose stands together in an article; a teaser's sentence or two stands alone between the lines of a list. */
function weighRuns(units: readonly Unit[]): void {
  const runs: { start: number; end: number; prose: boolean; sum: number }[] = []
  units.forEach((unit, i) => {
    const prose = unit.score > 0
    const run = runs.at(-1)
    if (run?.prose === prose) {
      run.end = i + 1
      run.sum += unit.score
    } else runs.push({ start: i, end: i + 1, prose, sum: unit.score })
  })
  runs.forEach((run, k) => {
    const gap = (other: number) => (runs[other] ? runs[other].end - runs[other].start : 3)
    if (!run.prose && run.end - run.start >= 3) units[run.start]!.score -= LONG_GAP
    if (run.prose && run.sum < LONELY && gap(k - 1) >= 2 && gap(k + 1) >= 2) {
      for (let i = run.start; i < run.end; i++) units[i]!.score *= LONELY_WEIGHT
    }
  })
}

const LONG_GAP = 10
const LONELY = 45
const LONELY_WEIGHT = 0.5

// words of prose after which a heading for comments is believed: before, it is a link to them
const ENOUGH = 100

/** The stretch of units with the greatest sum of scores. */
function bestStretch(units: readonly Unit[]): [number, number] {
  let best = 0
  let range: [number, number] = [0, 0]
  let sum = 0
  let start = 0
  for (const [i, unit] of units.entries()) {
    if (best > ENOUGH && unit.text.length < 200 && COMMENTS.test(unit.text)) break
    if (sum <= 0) {
      sum = 0
      start = i
    }
    sum += unit.score
    if (sum > best) {
      best = sum
      range = [start, i + 1]
    }
  }
  return range
}

function kindInside(unit: Unit): BlockKind {
  const { text } = unit
  if (isCruft(text) || isReadMore(text)) return 'cruft'
  if (isLabel(text) || isCounter(text) || isAddress(text) || startsRelated(text)) return 'furniture'
  if (isPromo(text) || isLabelledPromo(text)) return 'promo'
  if (isCaption(text)) return 'caption'
  if (isBoilerplate(text)) return 'cruft'
  if (unit.heading) return 'heading'
  return unit.bullet ? 'list' : 'paragraph'
}

/** Inside the article: runs of short lines that are no sentences are share buttons and teasers; one alone is a subhead. */
function dropJunkRuns(units: readonly Unit[], kinds: BlockKind[], start: number, end: number): void {
  for (let i = start; i < end;) {
    if (units[i]!.score >= 0) {
      i++
      continue
    }
    let stop = i
    while (stop < end && units[stop]!.score < 0) stop++
    if (stop - i >= 3)
      for (let k = i; k < stop; k++)
        if (kinds[k] !== 'promo' && kinds[k] !== 'caption') kinds[k] = 'furniture'
    i = stop
  }
}
