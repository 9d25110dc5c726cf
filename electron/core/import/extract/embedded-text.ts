/**
 * The article of a page that has none in its markup: some frameworks send the text only inside scripts (`__NEXT_DATA__`,
 * React's streamed `__next_f` chunks, `window.__STATE__ = {…}`) and draw it later. Read without running anything:
 * string literals are found by their quotation marks, whatever syntax stands around them.
 */

import type { DataScript } from './html-tree.ts'
import { weightOf } from './page-blocks.ts'
import { plainText } from './plain-text.ts'

const MIN_LITERAL = 60
const MAX_SCRIPTS = 16 * 1024 * 1024

export interface EmbeddedText {
  /** HTML, or plain paragraphs set in `<p>` */
  html: string
  /** of its text */
  weight: number
}

/** The longest prose in the page's scripts: one long text, or the many short ones under one key. */
export function embeddedText(scripts: readonly DataScript[]): EmbeddedText | null {
  const groups = new Map<string, { parts: string[]; weight: number }>()
  let best: EmbeddedText | null = null
  let read = 0
  for (const { text, type } of scripts) {
    if (type.includes('ld+json') || (read += text.length) > MAX_SCRIPTS) continue
    for (const { key, value } of literals(text, 0)) {
      const weight = proseWeight(value)
      if (weight === 0) continue
      if (!best || weight > best.weight) best = { html: asHtml(value), weight }
      const group = groups.get(key) ?? { parts: [], weight: 0 }
      if (group.parts.length > 2000 || group.parts.includes(value)) continue
      group.parts.push(value)
      group.weight += weight
      groups.set(key, group)
    }
  }
  for (const { parts, weight } of groups.values())
    if (parts.length > 2 && weight > (best?.weight ?? 0) * 1.5)
      best = { html: parts.map(asHtml).join('\n'), weight }
  return best
}

interface Literal {
  /** the literal before it, where a colon stands between */
  key: string
  value: string
}

/** Long string literals in double quotes; a literal that holds such literals itself (JSON in a string) is opened once. */
function* literals(text: string, level: number): Iterable<Literal> {
  let key = ''
  let last = ''
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    const end = endOfLiteral(text, at)
    if (end < 0) return
    if (end - at > MIN_LITERAL) {
      const value = decode(text.slice(at, end + 1))
      const isJson = /^\s*(?:\w+:)?[[{]/.test(value) || /^\s*"/.test(value)
      if (level < 2 && (isJson || value.includes('":"'))) yield* literals(value, level + 1)
      else yield { key: /"\s*:\s*$/.test(text.slice(Math.max(0, at - 6), at)) ? key : '', value }
    }
    last = end - at < 40 ? text.slice(at + 1, end) : ''
    if (last) key = last
    at = end
  }
}

function endOfLiteral(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x5c) i++
    else if (code === 0x22) return i
  }
  return -1
}

function decode(literal: string): string {
  try {
    return JSON.parse(literal.replace(/[\n\r\t]/g, ' ')) as string
  } catch {
    return ''
  }
}

/** 0 where a string is no prose: addresses, code, style names, lists of ids. */
function proseWeight(value: string): number {
  if (/^(?:https?:|data:|\/|[\w.-]+$)/.test(value)) return 0
  const text = plainText(value.slice(0, 400_000))
  if (text.length < 40) return 0
  const sample = text.slice(0, 2000)
  const letters = sample.match(/[\p{L}\p{M}\s\p{Nd}.,;:!?'"“”‘’„«»()–—-]/gu)?.length ?? 0
  if (letters < sample.length * 0.93 || /[{}]|=>|function\s*\(/.test(sample)) return 0
  if (!/[.!?。！？।؟]/.test(sample)) return 0
  if ((sample.match(/\s/g)?.length ?? 0) < sample.length / 30 && weightOf(sample) < sample.length * 1.5)
    return 0
  return weightOf(text)
}

function asHtml(value: string): string {
  if (/<(?:p|br|div|h\d|li|figure)\b/i.test(value)) return value
  return value
    .split(/\n+/)
    .map(
      (line) =>
        `<p>${/<[a-z]/i.test(line) ? line : line.replace(/&(?!\w+;|#)/g, '&amp;').replace(/</g, '&lt;')}</p>`,
    )
    .join('\n')
}

const DATE_KEY =
  /\\?"(?:datePublished|date_?published|published_?(?:at|date|time|on)?|publish_?(?:date|time|at)|pub_?date|first_?publish\w{0,12}|publication_?date|display_?date|article_?date|create_?(?:d|date|d_?at)|reg_?date)\\?"\s*:\s*\\?"?(\d{4}-\d{2}-\d{2}(?:[T ][\d:.]{5,15}(?:Z|[+-]\d{2}:?\d{2})?)?|\d{10}(?:\d{3})?)\b/gi

/** Dates under the keys that news systems use, for pages whose markup gives none. */
export function embeddedDates(scripts: readonly DataScript[]): string[] {
  const found: string[] = []
  for (const { text } of scripts) {
    for (const match of text.slice(0, 2 * 1024 * 1024).matchAll(DATE_KEY)) {
      found.push(match[1]!)
      if (found.length >= 8) return found
    }
  }
  return found
}
