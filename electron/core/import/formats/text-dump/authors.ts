/** Authors from a dump's own lines: `By X`, `X is a writer at …. Follow him on Twitter @x`, `X contributed to this report.` */

import type { Author } from '../../../../shared/model.ts'
import { foldText } from '../../../text/folding.ts'

export interface Byline {
  authors: Author[]
  /** the outlet that a bio names: evidence for the header */
  outlet: string | null
  /** `bio` and `contributed` are plain whatever stands around them; `by` needs its place checked */
  form: 'by' | 'bio' | 'contributed'
  /** the line gives a handle: no doubt then that it is a bio */
  handle: boolean
}

const LONGEST_BYLINE = 320

/** Reads a line that is about the article's author; null for any other line. */
export function readByline(line: string): Byline | null {
  if (line.length > LONGEST_BYLINE) return null
  return readContributed(line) ?? readBio(line) ?? readBy(line)
}

const CONTRIBUTED =
  /^(.{2,160}?) (?:also |has |have )?(?:contributed|contributing|reported|helped) (?:to|with|from|for) (?:this|the) (?:report|article|story|piece)\b.{0,40}$/i
const REPORTING_BY =
  /^\(?(?:additional |with additional |with )?(?:reporting|writing|reported|written|text|story)(?: and [a-z]+)? (?:by|from) ([^;.()]{2,120})(?:[;.()].{0,160})?$/i

function readContributed(line: string): Byline | null {
  const match = CONTRIBUTED.exec(line) ?? REPORTING_BY.exec(line)
  if (!match) return null
  // `Fox News Digital’s Jane Doe`: the outlet stands before its reporter
  const names = match[1]!.replace(/^.{2,40}['’]s (?=\p{Lu})/u, '').replace(/ (?:in|from) \p{Lu}.*$/u, '')
  const authors = splitNames(names)
  return authors.length ? { authors, outlet: null, form: 'contributed', handle: false } : null
}

const ROLE =
  'writer|reporter|correspondent|editor|journalist|columnist|author|contributor|freelancer|producer|anchor|commentator|critic|blogger|fellow|intern|broadcaster|photographer|photojournalist|host'
const BIO = new RegExp(
  `^(.{2,80}?),? (?:is|was) (?:(?:an?|the|one of|our) )?(?:[\\p{L}\\p{N}’'&.,/ -]{0,80}? )?(?:${ROLE})s?\\b(?:[^.]{0,40}? (?:at|for|with|of|on) (?:the )?([^.@]{1,70}?))?(?:[.,;]|$| (?:based|covering|who|and|in)\\b)`,
  'iu',
)
const FOLLOW =
  /\b(?:follow (?:him|her|them|\S+(?: \S+)?) (?:on|at|@)|(?:on|at) (?:twitter|x|mastodon|bluesky|threads)\b|twitter:)/i
const HANDLE = /(?<![\w.])@([A-Za-z0-9_]{2,30})\b/
const LOCAL_BIO =
  /^(.{2,60}?),? (?:ist|arbeitet als|est|es|è|jest|является|работает)\s.{0,60}?(?:redakteur|journalist|korrespondent|autor|reporter|journaliste|rédact|correspondant|periodista|redactor|corresponsal|giornalista|redattore|redaktor|dziennikar|журналист|корреспондент|обозреватель)/iu

function readBio(line: string): Byline | null {
  const match = BIO.exec(line) ?? LOCAL_BIO.exec(line)
  const handle = HANDLE.exec(line)?.[1]
  if (!match) {
    const name = handle && FOLLOW.test(line) ? /^follow (.{3,50}?) (?:on|at|@)/i.exec(line)?.[1] : null
    return name && isPersonName(name)
      ? { authors: [{ name, handle: `@${handle}` }], outlet: null, form: 'bio', handle: true }
      : null
  }
  if (!isPersonName(match[1]!)) return null
  const authors = splitNames(match[1]!)
  if (!authors.length) return null
  if (authors.length === 1 && handle) authors[0]!.handle = `@${handle}`
  const outlet = match[2]?.trim() ?? null
  return {
    authors,
    outlet: outlet && /^\p{Lu}|^\p{Lo}|\./u.test(outlet) ? outlet : null,
    form: 'bio',
    handle: handle !== undefined,
  }
}

const BY =
  /^(?:[-–—•·*]\s+)?(?:by|byline|von|par|por|di|door|af|av|autor|autorin|auteur|autore|author|text|texto|texte|testo|tekst|автор|авторы|текст|oleh|yazan|文|기자)(?:\s*[:：]\s*|\s+)(\S.{1,120})$/iu

function readBy(line: string): Byline | null {
  if (line.length > 140) return null
  const match = BY.exec(line)
  if (!match) return null
  const labelled = /^[^\s:：]+\s*[:：]/.test(line)
  const names = match[1]!
    .replace(
      /\s*[|•·,]\s*(?:\p{Lu}[\p{L} ]*)?(?:writer|reporter|correspondent|editor|staff|redakteur).*$/iu,
      '',
    )
    .replace(/[.,;:|]+$/, '')
  if (
    /\d/.test(names) ||
    (!labelled && !/^(?:[-–—•·*]\s+)?(?:by|von|par|por|di|door|af|av|oleh) /i.test(line))
  )
    return null
  const authors = splitNames(names)
  return authors.length && authors.every((author) => isPersonName(author.name))
    ? { authors, outlet: null, form: 'by', handle: false }
    : null
}

/** A name: one to six words, each capitalised apart from particles, no digits, not a sentence. */
export function isPersonName(text: string): boolean {
  if (text.length < 2 || text.length > 60 || /[\d@!?:;"“”„«»()[\]]/.test(text)) return false
  const words = text.split(/\s+/)
  if (words.length > 7) return false
  let capitals = 0
  for (const word of words) {
    if (/^['’‘`-]?(?:\p{L}{1,2}[-'’])?[\p{Lu}\p{Lt}\p{Lo}]/u.test(word)) capitals++
    // a dot alone is left of an initial that lost its accented letter
    else if (word !== '.' && !PARTICLES.has(word.replace(/,$/, ''))) return false
  }
  return capitals > 0
}

const PARTICLES = new Set(
  `de del della di da das do dos du des la le el al ben bin ibn van von der den ten ter zu zum af av of the and und et y e
   i en och og & a d' 't mac mc st. jr. sr. al- abu bint`.split(/\s+/),
)

/** The persons in a byline's value: what is no name is left out. */
export function namesIn(text: string): Author[] {
  return splitNames(text).filter((author) => isPersonName(author.name))
}

/** `A, B and C` → three authors. */
function splitNames(text: string): Author[] {
  return text
    .replace(/^(?:by|von|par|por|di)\s+/i, '')
    .split(/\s*(?:,|;|\band\b|\bund\b|\bet\b|&|\s[yeio]\s|\soch\s|\sog\s|\sen\s|、|，)\s*/iu)
    .map((name) => name.trim())
    .filter((name) => name.length > 1 && /\p{L}/u.test(name))
    .map((name) => ({ name }))
}

/** Adds authors that are not there yet; a handle found later joins its author. */
export function addAuthors(authors: Author[], found: readonly Author[]): void {
  for (const author of found) {
    const same = authors.find((known) => foldText(known.name) === foldText(author.name))
    if (!same) authors.push({ ...author })
    else if (author.handle && !same.handle) same.handle = author.handle
  }
}
