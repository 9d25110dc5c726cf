/**
 * Finds a quoted passage again in a text that has changed since. What is doubtful is not found: an annotation in the tray can
 * be put back by hand, one on the wrong passage tells a lie.
 */
import { CONTEXT, quoteAt } from '../../shared/anchors.ts'
import type { Quote } from '../../shared/own.ts'
import { alignWords, type Alignment } from './align-words.ts'
import { tokensOf, type Token } from '../index/tokens.ts'

export interface Place {
  start: number
  end: number
}

/** One place is better than another by so many characters of context, or neither is taken. */
const MARGIN = 6
/** A quote of this length that stands there once is known by context that moved a little away. */
const LONG = 24
const NEARBY = 400

/** The quote of a passage of a text, by which {@link findPassage} finds it again. */
export function quotePassage(text: string, start: number, end: number): Quote {
  const words = [...tokensOf(text.slice(start, end))]
  // a few words are told from others by what stands around them
  const seen =
    words.length >= FEWEST * 2
      ? words
      : [...tokensOf(text.slice(Math.max(0, start - CONTEXT), end + CONTEXT))]
  const most = Math.floor(seen.length * MANY_CHANGED)
  return quoteAt(text, start, end, alignWords(seen, [...tokensOf(text)], most).length > 1)
}

/** @param hint where it stood, in the text it was taken from */
export function findPassage(text: string, quote: Quote, hint: Place | null): Place | null {
  return findExact(text, quote, hint) ?? findReworded(text, quote)
}

interface Candidate {
  start: number
  /** characters beside it that are as they were */
  context: number
  /** one side of it is wholly as it was, and a side is long enough to tell it from its like (see quoteAt) */
  proven: boolean
}

const MOST_CANDIDATES = 1000
/** Of words that stood there more than once, so many characters on the other side too. */
const OTHER_SIDE = 12

function findExact(text: string, quote: Quote, hint: Place | null): Place | null {
  const { exact, prefix, suffix } = quote
  const candidates: Candidate[] = []
  if (exact === '') return null
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    const before = sameBefore(text, at, prefix)
    const after = sameAfter(text, at + exact.length, suffix)
    const sides = [
      { same: before, context: prefix, atEdge: at === 0 },
      { same: after, context: suffix, atEdge: at + exact.length === text.length },
    ]
    candidates.push({ start: at, context: before + after, proven: isProven(sides, wasRepeated(quote)) })
    if (candidates.length > MOST_CANDIDATES) return null
  }
  const found = bestOf(candidates, hint) ?? onlyOneNearby(text, quote, candidates)
  return found && { start: found.start, end: found.start + exact.length }
}

interface Side {
  /** characters that are as they were */
  same: number
  context: string
  /** the text begins or ends here */
  atEdge: boolean
}

function isProven(sides: readonly Side[], repeated: boolean): boolean {
  // a side that is empty because the text ended there proves nothing
  const whole = sides.find(({ same, context }) => context.trim() !== '' && same === context.length)
  const other = sides.find((side) => side !== whole)
  return whole !== undefined && (!repeated || agrees(other!))
}

function agrees({ same, context, atEdge }: Side): boolean {
  return context === '' ? atEdge : same >= Math.min(OTHER_SIDE, context.length)
}

/** Whether the words, or others much like them, stood in the text more than once: see quoteAt. */
function wasRepeated({ prefix, suffix }: Quote): boolean {
  return prefix.length > CONTEXT || suffix.length > CONTEXT
}

function bestOf(candidates: readonly Candidate[], hint: Place | null): Candidate | null {
  const [best, second] = candidates.filter((one) => one.proven).sort((a, b) => b.context - a.context)
  if (!best || !second || best.context - second.context >= MARGIN) return best ?? null
  return [best, second].find((one) => one.start === hint?.start) ?? null
}

/** Something was put between the passage and what stood beside it. */
function onlyOneNearby(text: string, quote: Quote, candidates: readonly Candidate[]): Candidate | null {
  const [only, second] = candidates
  const { exact, prefix, suffix } = quote
  if (!only || second || wasRepeated(quote) || exact.length < LONG) return null
  const end = only.start + exact.length
  const beside = [
    [prefix, text.slice(Math.max(0, only.start - NEARBY), only.start)],
    [suffix, text.slice(end, end + NEARBY)],
  ] as const
  return beside.some(([side, near]) => side.length >= LONG && near.includes(side.trim())) ? only : null
}

function sameBefore(text: string, at: number, prefix: string): number {
  let same = 0
  while (same < prefix.length && same < at && text[at - 1 - same] === prefix[prefix.length - 1 - same]) same++
  return same
}

function sameAfter(text: string, at: number, suffix: string): number {
  let same = 0
  while (same < suffix.length && text[at + same] === suffix[same]) same++
  return same
}

// ---------------------------------------------------------------- by words

/** Below this share of changed words, context on one side is enough; below the other, it must stand on both. */
const FEW_CHANGED = 0.25
const MANY_CHANGED = 0.6
/** Fewer words than these are too common to know again when one of them changed, but by both sides. */
const FEWEST = 4
/** A side with this share of its words is as it was. */
const HELD = 0.8

function findReworded(text: string, quote: Quote): Place | null {
  if (wasRepeated(quote)) return null
  const words = [...tokensOf(quote.exact)]
  const all = [...tokensOf(text)]
  const before = wordsBefore(quote.prefix)
  const after = wordsAfter(quote.suffix)
  const good = alignWords(words, all, Math.floor(words.length * MANY_CHANGED)).flatMap((found) => {
    const sides = [shareHeld(before, all, found.first, -1), shareHeld(after, all, found.last, 1)]
    const held = sides.filter((side) => side >= HELD).length
    const few = found.errors / words.length <= FEW_CHANGED && words.length >= FEWEST
    return held >= (few ? 1 : 2) ? [found] : []
  })
  const best = good[0]
  if (!best || isDoubtful(best, good)) return null
  return withEdges(text, quote.exact, all[best.first]!.start, all[best.last]!.end)
}

/** Another place nearly as good. */
function isDoubtful(best: Alignment, good: readonly Alignment[]): boolean {
  return good.some((other) => other !== best && other.errors - best.errors < 2)
}

/** The words of a context, nearest first; the outermost may have been cut. */
function wordsBefore(prefix: string): Token[] {
  return [...tokensOf(prefix)].slice(prefix.length < CONTEXT - 1 ? 0 : 1).reverse()
}

function wordsAfter(suffix: string): Token[] {
  return [...tokensOf(suffix)].slice(0, suffix.length < CONTEXT - 1 ? undefined : -1)
}

/** How much of a context stands beside the passage, in its order, with a word or two between. */
function shareHeld(context: readonly Token[], all: readonly Token[], edge: number, step: 1 | -1): number {
  if (context.length === 0) return 0
  let at = edge + step
  let held = 0
  for (const word of context) {
    for (let look = 0; look < 3 && all[at + look * step]; look++) {
      if (all[at + look * step]!.folded !== word.folded) continue
      held++
      at += (look + 1) * step
      break
    }
  }
  return held / context.length
}

/** Quotation marks and stops at the ends of a quote belong to it. */
function withEdges(text: string, exact: string, start: number, end: number): Place {
  const lead = /^[^\p{L}\p{N}]*/u.exec(exact)![0]
  const tail = /[^\p{L}\p{N}]*$/u.exec(exact)![0]
  return {
    start: lead !== '' && text.slice(0, start).endsWith(lead) ? start - lead.length : start,
    end: tail !== '' && text.startsWith(tail, end) ? end + tail.length : end,
  }
}
