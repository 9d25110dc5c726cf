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

/** A place where a needle occurs, as [start, end) in UTF-16 units. */
interface Match {
  start: number
  end: number
  needle: number
}

/** Where the needles occur, as [start, end) in UTF-16 units, in order, overlaps joined. */
export function findMatches(text: string, needles: readonly Needle[]): [number, number][] {
  return joined(allMatches(text, needles))
}

function allMatches(text: string, needles: readonly Needle[]): Match[] {
  if (needles.length === 0) return []
  const folded = foldInPlace(text)
  const find = folded === null ? inTokens([...tokensOf(text)]) : inText(folded)
  return needles.flatMap(find).sort((a, b) => a.start - b.start)
}

function joined(matches: readonly Match[]): [number, number][] {
  const result: [number, number][] = []
  for (const { start, end } of matches) {
    const last = result.at(-1)
    if (last && start < last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}

function inText(folded: string): (needle: Needle, number: number) => Match[] {
  return (needle, number) => {
    const first = needle.words[0]!
    const found: Match[] = []
    for (let at = folded.indexOf(first); at >= 0; at = folded.indexOf(first, at + first.length)) {
      const end = isWordAt(folded, at - 1) ? null : phraseEnd(folded, at, needle)
      if (end !== null) found.push({ start: at, end, needle: number })
    }
    return found
  }
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

function inTokens(tokens: readonly Token[]): (needle: Needle, number: number) => Match[] {
  return (needle, number) =>
    tokens.flatMap((token, at) =>
      startsAt(tokens, at, needle)
        ? [{ start: token.start, end: tokens[at + needle.words.length - 1]!.end, needle: number }]
        : [],
    )
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
  const wanted = needles.filter((needle) => !needle.titleOnly)
  const matches = allMatches(text, wanted)
  if (matches.length === 0) return null
  const from = bestStart(matches)
  const start = wordEdge(text, Math.max(0, from - LEAD), 1)
  const end = wordEdge(text, Math.min(text.length, start + LENGTH), -1)
  const head = start > 0 ? '… ' : ''
  // Line breaks are one unit and become one space: places stay where they are.
  const passage = text.slice(start, end).replace(/[\n\r\t\u2028]/g, ' ')
  return {
    text: head + passage + (end < text.length ? ' …' : ''),
    matches: joined(matches)
      .filter(([first, last]) => first >= start && last <= end)
      .map(([first, last]) => [first - start + head.length, last - start + head.length]),
  }
}

/** The match from which one passage holds most of what was asked for, and then most often. */
function bestStart(matches: readonly Match[]): number {
  let best = 0
  let most = 0
  for (let at = 0, end = 0; at < matches.length; at++) {
    while (end < matches.length && matches[end]!.end - matches[at]!.start <= LENGTH - LEAD) end++
    const inside = matches.slice(at, Math.min(end, at + 50))
    const weight = new Set(inside.map((match) => match.needle)).size * 100 + inside.length
    if (weight > most) {
      most = weight
      best = at
    }
  }
  return matches[best]!.start
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
