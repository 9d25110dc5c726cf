/**
 * Finds words that some other program kept of a text, mostly without what stood beside them. As everywhere: what is doubtful
 * is not found. Words are compared as the index folds them, so blanks, quotation marks and case may differ.
 */
import { tokensOf, type Token } from '../index/tokens.ts'
import { alignWords } from './align-words.ts'
import type { Place } from './find-passage.ts'

export interface FoundQuote extends Place {
  /** all its words stand there, one after the other */
  whole: boolean
}

interface Wanted {
  exact: string
  prefix?: string
  suffix?: string
}

/** Such a share of the words may have changed, of quotes of so many words. */
const CHANGED = 0.2
const LONG = 8
/** A quote cut in the middle (`…`, `[...]`) is no quote of one passage; one cut at its end is. */
const CUT = /^\s*(?:…|\.{3}|\[…\]|\[\.{3}\])\s*|\s*(?:…|\.{3}|\[…\]|\[\.{3}\])\s*$/g

export function findQuote(text: string, { exact, prefix = '', suffix = '' }: Wanted): FoundQuote | null {
  const words = [...tokensOf(exact.replace(/\s+/g, ' ').replace(CUT, ''))]
  if (words.length === 0 || text === '') return null
  const all = [...tokensOf(text)]
  const starts = runsOf(words, all)
  const beside = () => starts.filter((at) => isBeside(all, at, words.length, prefix, suffix))
  const only = starts.length > 1 && (prefix || suffix) ? beside() : starts
  if (only.length === 1) return placed(text, exact, all[only[0]!]!, all[only[0]! + words.length - 1]!, true)
  if (starts.length > 0) return null
  return reworded(text, exact, words, all)
}

/** So many words are compared at most: a quote of one word a thousand times over is none. */
const MOST_COMPARED = 20_000_000

/** Where these words stand one after the other. */
function runsOf(words: readonly Token[], all: readonly Token[]): number[] {
  const starts: number[] = []
  let compared = 0
  for (let at = 0; at + words.length <= all.length && compared < MOST_COMPARED; at++) {
    let same = 0
    while (same < words.length && all[at + same]!.folded === words[same]!.folded) same++
    compared += same
    if (same === words.length) starts.push(at)
  }
  return starts
}

/** Whether what stood beside the quote stands beside this place, as far as both are known. */
function isBeside(
  all: readonly Token[],
  at: number,
  length: number,
  prefix: string,
  suffix: string,
): boolean {
  const before = [...tokensOf(prefix)].reverse().slice(0, 5)
  const after = [...tokensOf(suffix)].slice(0, 5)
  const sides = before.length + after.length
  if (sides === 0) return false
  const held =
    before.filter((word, i) => all[at - 1 - i]?.folded === word.folded).length +
    after.filter((word, i) => all[at + length + i]?.folded === word.folded).length
  return held >= sides - 1
}

function reworded(text: string, exact: string, words: Token[], all: Token[]): FoundQuote | null {
  if (words.length < LONG) return null
  const [best, second] = alignWords(words, all, Math.floor(words.length * CHANGED))
  if (!best || (second && second.errors - best.errors < 2)) return null
  return placed(text, exact, all[best.first]!, all[best.last]!, false)
}

/** With the quotation marks and stops at its ends that stand in the text too. */
function placed(text: string, exact: string, first: Token, last: Token, whole: boolean): FoundQuote {
  const quote = exact.trim()
  const lead = /^[^\p{L}\p{N}]*/u.exec(quote)![0]
  let tailAt = quote.length
  while (tailAt > 0 && !/[\p{L}\p{N}\p{M}\p{Cs}]/u.test(quote[tailAt - 1]!)) tailAt--
  const tail = quote.slice(tailAt)
  const { start } = first
  const { end } = last
  return {
    start: lead && text.slice(0, start).endsWith(lead) ? start - lead.length : start,
    end: tail && text.startsWith(tail, end) ? end + tail.length : end,
    whole,
  }
}
