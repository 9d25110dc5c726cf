import type { Snippet } from '../../shared/model.ts'
import type { QueryNode } from '../../shared/query.ts'
import { markedWords } from '../../shared/query.ts'
import { foldInPlace, isWordAt, tokensOf, type Token } from './tokens.ts'

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
  if (needles.length === 0) return []
  const folded = foldInPlace(text)
  const found =
    folded === null ? matchesInTokens([...tokensOf(text)], needles) : matchesInText(folded, needles)
  return joined(found.sort((a, b) => a[0] - b[0]))
}

function joined(ranges: readonly [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const range of ranges) {
    const last = result.at(-1)
    if (last && range[0] < last[1]) last[1] = Math.max(last[1], range[1])
    else result.push(range)
  }
  return result
}

function matchesInText(folded: string, needles: readonly Needle[]): [number, number][] {
  const found: [number, number][] = []
  for (const needle of needles) {
    const first = needle.words[0]!
    for (let at = folded.indexOf(first); at >= 0; at = folded.indexOf(first, at + first.length)) {
      const end = isWordAt(folded, at - 1) ? null : phraseEnd(folded, at, needle)
      if (end !== null) found.push([at, end])
    }
  }
  return found
}

/** Where a phrase that begins at a place ends; null when it is not there. */
function phraseEnd(folded: string, start: number, { words, prefix }: Needle): number | null {
  let at = start
  for (let i = 0; i < words.length; i++) {
    if (i > 0) while (at < folded.length && !isWordAt(folded, at)) at++
    if (!folded.startsWith(words[i]!, at)) return null
    at += words[i]!.length
    if (prefix && i === words.length - 1) while (isWordAt(folded, at)) at++
    else if (isWordAt(folded, at)) return null
  }
  return at
}

function matchesInTokens(tokens: readonly Token[], needles: readonly Needle[]): [number, number][] {
  return needles.flatMap((needle) => {
    const last = needle.words.length - 1
    return tokens
      .map((token, at): [number, number] => [
        token.start,
        startsAt(tokens, at, needle) ? tokens[at + last]!.end : -1,
      ])
      .filter(([, end]) => end >= 0)
  })
}

function startsAt(tokens: readonly Token[], at: number, needle: Needle): boolean {
  const last = needle.words.length - 1
  if (at + last >= tokens.length) return false
  return needle.words.every((word, i) => {
    const folded = tokens[at + i]!.folded
    return i === last && needle.prefix ? folded.startsWith(word) : folded === word
  })
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
