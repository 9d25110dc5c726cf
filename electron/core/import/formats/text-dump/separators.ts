/** The signs that stand between a headline and its outlet, and how a headline line is taken apart at them. */

import { tidy } from '../../../text/lines.ts'

/** A place where a line can be split: `head` and `tail` are its two sides. */
export interface Split {
  sign: string
  head: string
  tail: string
  /** where the sign stands in the line */
  at: number
}

// hyphen, hyphens proper, figure/en/em dash, horizontal bar, pipe and its full-width form: always between blanks
const STRONG = /\s+(?:--|[-‐‑‒–—―|│｜·•])\s+/g
// a colon or semicolon is everyday punctuation: a split there needs other evidence
const WEAK = /\s?[:;：；]\s+/g

/** All places where a line can be split into headline and outlet, left to right. */
export function strongSplits(line: string): Split[] {
  return splitsBy(line, STRONG)
}

export function weakSplits(line: string): Split[] {
  return splitsBy(line, WEAK)
}

function splitsBy(line: string, pattern: RegExp): Split[] {
  const splits: Split[] = []
  for (const match of line.matchAll(pattern)) {
    const tail = line.slice(match.index + match[0].length)
    // `a - - b`: the second sign has lost its left blank to the first
    splits.push({ sign: match[0].trim(), head: line.slice(0, match.index), tail, at: match.index })
  }
  return splits
}

/** Signs that separate where they stand between blanks. */
export const SIGNS = '-‐‑‒–—―|│｜·•'

/** The last strong split of a kind, found from the right: lists have thousands of rows. */
export function lastStrongSplit(line: string, kind: SignKind): Split | null {
  for (let i = line.length - 2; i > 0; i--) {
    const sign = line[i]!
    if (!SIGNS.includes(sign) || !isBlank(line, i + 1)) continue
    const start = sign === '-' && line[i - 1] === '-' ? i - 1 : i
    if (!isBlank(line, start - 1) || signKind(sign) !== kind) continue
    return { sign, head: line.slice(0, start).trimEnd(), tail: line.slice(i + 1).trimStart(), at: start }
  }
  return null
}

function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at)
  return code === 0x20 || code === 0xa0 || code === 0x09 || (code >= 0x2000 && code <= 0x200a)
}

export type SignKind = 'dash' | 'pipe' | 'colon' | 'dot'

/** What kind of separator it is, whatever its typography. */
export function signKind(sign: string): SignKind {
  if (/[|│｜]/.test(sign)) return 'pipe'
  if (/[:;：；]/.test(sign)) return 'colon'
  return /[·•]/.test(sign) ? 'dot' : 'dash'
}

const SMALL_WORDS = new Set(
  `a al and at av by da das de dei del della delle dello den der des di die do dos du e ed el en et for för für het i il im
   in ja la le les lo los na nad of og on och para per pod por pour sul sulla sur te the to um und van von voor vor w y z
   zu zum zur & – -`.split(/\s+/),
)

/** A name as outlets write themselves: few words, capitals (where the script has them), no sentence. */
export function looksLikeName(text: string, mostWords = 8): boolean {
  if (text.length < 1 || text.length > 70) return false
  if (/[!?…。！？]$|\.\.\.$|^["'“”«„‘(\[]|[,;:]$/.test(text)) return false
  if (!/\p{L}/u.test(text)) return false
  const words = text.split(/\s+/)
  if (words.length > mostWords) return false
  if (isDomain(text)) return true
  if (/\.$/.test(text) && words.length > 2) return false
  const lower = words.filter((word) => /^\p{Ll}/u.test(word) && !SMALL_WORDS.has(word))
  // `elDiario.es`, `netzpolitik.org`, `der Freitag`: one lower-case word at most, and only in a short name
  return lower.length === 0 || (lower.length === 1 && words.length <= 2)
}

/** `msn.com`, `WWW.EXAMPLE.ORG`, `news.example.co.uk` */
export function isDomain(text: string): boolean {
  return /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,12}$/u.test(text)
}

/** A line's words without its bullet or number sign. */
export function withoutBullet(line: string): string {
  return tidy(line.replace(BULLET, ''))
}

/** Signs that begin a list row. A dash at the beginning can also open direct speech: see `headline-list`. */
export const BULLET = /^(?:[-*•‣▪▫◦●○■□►▶·–—+]|o|\d{1,3}[.)])\s+/
