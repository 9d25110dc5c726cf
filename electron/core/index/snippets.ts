import type { Snippet } from '../../shared/model.ts'
import type { QueryNode } from '../../shared/query.ts'
import { markedWords } from '../../shared/query.ts'
import { tokensOf, type Token } from './tokens.ts'

/** A run of folded words to find; the last may be the beginning of a longer one. */
export interface Needle {
  words: string[]
  prefix: boolean
  titleOnly: boolean
}

/** What to mark in the hits of a query. */
export function needlesOf(node: QueryNode | null): Needle[] {
  return markedWords(node).flatMap((words) => {
    const folded = [...tokensOf(words.text)].map((token) => token.folded)
    return folded.length > 0
      ? [{ words: folded, prefix: words.prefix, titleOnly: words.field === 'title' }]
      : []
  })
}

/** Where the needles occur, as [start, end) in UTF-16 units, in order, overlaps joined. */
export function findMatches(text: string, needles: readonly Needle[]): [number, number][] {
  return needles.length === 0 ? [] : matchesIn([...tokensOf(text)], needles)
}

function matchesIn(tokens: readonly Token[], needles: readonly Needle[]): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at < tokens.length; at++) {
    for (const needle of needles) {
      if (!startsAt(tokens, at, needle)) continue
      const range: [number, number] = [tokens[at]!.start, tokens[at + needle.words.length - 1]!.end]
      const last = found.at(-1)
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1])
      else found.push(range)
    }
  }
  return found
}

function startsAt(tokens: readonly Token[], at: number, needle: Needle): boolean {
  const last = needle.words.length - 1
  if (at + last >= tokens.length) return false
  for (let i = 0; i <= last; i++) {
    const folded = tokens[at + i]!.folded
    const word = needle.words[i]!
    if (i === last && needle.prefix ? !folded.startsWith(word) : folded !== word) return false
  }
  return true
}

const LENGTH = 220
const LEAD = 60

/**
 * The passage of a text that holds most of the needles, about 220 characters on one line, cut at words.
 * Contentless FTS5 tables have no `snippet()`; this takes about 80 µs an article.
 */
export function cutSnippet(text: string, needles: readonly Needle[]): Snippet | null {
  const matches = findMatches(
    text,
    needles.filter((needle) => !needle.titleOnly),
  )
  if (matches.length === 0) return null
  const from = bestStart(matches)
  const start = wordEdge(text, Math.max(0, from - LEAD), 1)
  const end = wordEdge(text, Math.min(text.length, start + LENGTH), -1)
  const head = start > 0 ? '… ' : ''
  // Line breaks are one unit and become one space: places stay where they are.
  const passage = text.slice(start, end).replace(/[\n\r\t\u2028]/g, ' ')
  return {
    text: head + passage + (end < text.length ? ' …' : ''),
    matches: matches
      .filter(([first, last]) => first >= start && last <= end)
      .map(([first, last]) => [first - start + head.length, last - start + head.length]),
  }
}

/** The match after which most others follow within one passage. */
function bestStart(matches: readonly [number, number][]): number {
  let best = 0
  let most = 0
  let end = 0
  for (let at = 0; at < matches.length; at++) {
    while (end < matches.length && matches[end]![1] - matches[at]![0] <= LENGTH - LEAD) end++
    if (end - at > most) {
      most = end - at
      best = at
    }
  }
  return matches[best]![0]
}

/** Moves to the next gap between words, not further than 20 units; never into a surrogate pair. */
function wordEdge(text: string, at: number, step: 1 | -1): number {
  if (at <= 0 || at >= text.length) return at
  for (let moved = 0, place = at; moved < 20 && place > 0 && place < text.length; moved++, place += step) {
    if (/\s/.test(text[place]!)) return step === 1 ? place + 1 : place
  }
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
