/** Who wrote it: names from structured data, meta tags and byline elements, split and cleaned. */

import { foldText } from '../../text/folding.ts'
import { isPersonName } from '../formats/text-dump/authors.ts'
import { Hint, hintsOf } from './hints.ts'
import type { Elem, HtmlTree } from './html-tree.ts'
import type { LinkedData } from './json-ld.ts'
import { META, metaValues, type MetaTags } from './meta-tags.ts'
import type { Candidate } from '../../../shared/model.ts'
import { elemText, linesNear } from './title.ts'

export function authorCandidates(tree: HtmlTree, tags: MetaTags, data: LinkedData): Candidate[] {
  const found: Candidate[] = []
  const add = (value: string, source: Candidate['source'], detail: string) => {
    if (
      value &&
      !found.some((known) => known.value === value && known.source === source && known.detail === detail)
    )
      found.push({ value, source, detail })
  }
  for (const author of data.authors) for (const name of splitNames(author)) add(name, 'json-ld', 'author')
  for (const { name, value } of metaValues(tags, META.authors)) {
    if (
      name === 'twitter:data1' &&
      !/written by|verfasst von|author|autor|écrit par|escrito/i.test(tags.get('twitter:label1')?.[0] ?? '')
    )
      continue
    for (const author of splitNames(value)) add(author, 'meta', name)
  }
  fromElements(tree, add)
  if (!found.some(({ source }) => source === 'byline' || source === 'microdata' || source === 'link'))
    fromLines(tree, add)
  return found
}

type Add = (value: string, source: Candidate['source'], detail: string) => void

const AUTHOR_NAME =
  /(?:^|[^a-z])(?:by-?line|authors?|autor(?:en|es|i)?|auteurs?|autore|firma|reporter|journalist|writer|skribent|penulis|yazar)(?:[^a-z]|$)/i

function fromElements(tree: HtmlTree, add: Add): void {
  const title = tree.all.find((elem) => elem.tag === 'h1')?.index ?? 0
  let marked = 0
  const named: Elem[] = []
  for (let i = 0; i < tree.all.length; i++) {
    const elem = tree.all[i]!
    const attrs = elem.attrs
    if (!attrs) continue
    const itemprop = attrs.itemprop ?? ''
    if (/\bauthor\b/.test(itemprop) && marked < 20) {
      marked++
      const name = tree.all
        .slice(i + 1, Math.min(elem.end, i + 50))
        .find((inner) => inner.attrs?.itemprop === 'name')
      const text = name
        ? (name.attrs!.content ?? elemText(name, 200))
        : (attrs.content ?? elemText(elem, 200))
      for (const author of splitNames(text)) add(author, 'microdata', 'author')
      continue
    }
    if (/\bauthor\b/.test(attrs.rel ?? ''))
      for (const author of splitNames(elemText(elem, 200))) add(author, 'link', 'rel=author')
    const names = `${attrs.class ?? ''} ${attrs.id ?? ''} ${attrs['data-testid'] ?? ''}`
    if (names.length > 2 && names.length < 400 && AUTHOR_NAME.test(names) && !(hintsOf(elem) & Hint.Strong))
      named.push(elem)
  }
  const near = named.filter((elem) => elem.index > title - 400 && elem.index < title + 400).slice(0, 12)
  for (const elem of near) {
    const text = elemText(elem, 300)
    if (text.length > 160) continue
    const line = text.split(/\s*[|•·]\s*|\s+[–—]\s+/)[0]!
    const names = splitNames(line).filter((author) => isPersonName(author) && author.includes(' '))
    for (const author of names) add(author, 'byline', `element ${elem.index}`)
  }
}

/** `von Dr. Max Kolter`, `Autor: …`: lines near the headline that nothing marks. */
function fromLines(tree: HtmlTree, add: Add): void {
  for (const line of linesNear(tree)) {
    if (line.length > 120) continue
    if (!INTRO.test(line) && !LABEL.test(line)) continue
    const text = line.split(/\s*[|•·]\s*|\s+[–—]\s+|\s+(?=\d)/)[0]!
    const names = splitNames(text)
    if (!names.length || !names.every((name) => isPersonName(name) && isWhole(name))) continue
    for (const name of names) add(name, 'byline', 'line')
    return
  }
}

/** First name and last name, or as many signs as such a name has in Chinese. */
function isWhole(name: string): boolean {
  return /\s/.test(name) || /^[\u3400-\u9fff\uac00-\ud7af]{2,4}$/.test(name)
}

const INTRO =
  /^(?:(?:written|story|reported|text|photos?|words|analysis|comment|review|opinion|interview|posted|published|submitted|a report|geschrieben|ein (?:kommentar|artikel|gastbeitrag|interview|bericht|beitrag)|kommentar|interview|texte?|testo|texto)\s+)?(?:by|von|par|por|di|door|av|af|de la|od|oleh|от|автор|autor(?:in)?|author|reporter|penulis|przez|yazan)\s*[:：]?\s+/iu
const LABEL =
  /^[(（]?(?:autor(?:in)?\/autor(?:in)?\s|(?:by-?line|authors?|autor(?:en|in|es)?|auteurs?|autore|text|texte|texto|testo|reporter|penulis|editor|redaktion|автор|авторы|記者|文|记者|责任编辑|责编|작성자|기자)\s*[:：])\s*/iu
const SEPARATOR =
  /\s*(?:[;|•·、，\n]|\s\/\s|\s(?:and|und|et|och|og|en|dan|ve|ja|oraz|и|та|y|e|&|\+|with|mit|avec|con)\s|(?<=\p{L}{2})\s*&\s*(?=\p{Lu}))\s*/iu
const ROLE =
  /^(?:(?:(?:chief|senior|staff|deputy|political|associate|managing|foreign|special|contributing|executive|assistant|national|sports?|business|economics?|science|health|environment|technology|tech|city|digital|news|us|uk|world|europe|asia|africa|middle east|home affairs|international|general|white house|washington|diplomatic|security|defen[cs]e|crime|court|education|culture|arts?|features?|freelance|guest|opinion|data|video|photo|multimedia|web|online|investigative|legal|social|community|breaking)\s+){0,4}(?:writer|reporter|correspondent|editor|journalist|columnist|author|contributor|producer|photographer|analyst|critic|blogger|intern|fellow|staff|chief|team lead|redakteur(?:in)?|redaktør|journaliste?|korrespondent(?:in)?|journalist(?:in)?|periodista|redactora?|giornalista|dziennikarz|reporterin|autorin|autor|volont[äa]r(?:in)?|muhabir|gazeteci|wartawan)s?(?:[-, ].{0,60})?)$/iu
const TAIL_ROLE =
  /(?:,|\s[-–—]|\s\(|\s\|)\s*(?:.{0,40}\b(?:writer|reporter|correspondent|editor|journalist|columnist|contributor|redakteur|korrespondent|staff|team|bureau|expert|professor|author|analyst|founder|ceo|md|phd|news service)\b.{0,60})$/i
const JUNK =
  /^(?:https?:|www\.|@|\/\/)|\.(?:com|html?|php)\/|^(?:admin|administrator|editor|root|null|undefined|unknown|none|n\/a|anonymous|user|webmaster|guest|redaktion|published|updated?|view all posts|follow|author|share|posts?|see (?:all|more)|more from|about|bio|profile|\d.*|.*(?:\d{4}|\d:\d{2}).*|min(?:ute)? read)$/i

/** `By A, B and C (Reuters)` → the names. Agencies and desks stay: they are who wrote it. */
export function splitNames(text: string): string[] {
  let line = text.replace(/\s+/g, ' ').trim()
  if (!line || line.length > 400 || /^https?:/i.test(line)) return []
  line = line
    .replace(/\S+@\S+\.\S+/g, ' ')
    .replace(LABEL, '')
    .replace(INTRO, '')
    .replace(TAIL_ROLE, '')
    .trim()
  return line
    .split(SEPARATOR)
    .flatMap(splitCommas)
    .map(cleanName)
    .filter((name, i, all) => name && all.indexOf(name) === i)
}

/** Commas part names, unless what follows is a title: `Jane Doe, MD`, `Doe, Jane`. */
function splitCommas(part: string): string[] {
  const pieces = part.split(/\s*,\s*/)
  if (
    pieces.length === 2 &&
    /^\S+$/.test(pieces[0]!) &&
    /^\S+$/.test(pieces[1]!) &&
    /^\p{Lu}\p{Ll}+$/u.test(pieces[1]!)
  )
    return [`${pieces[1]} ${pieces[0]}`]
  return pieces.filter(
    (piece) => !/^(?:jr|sr|md|phd|ph\.d|m\.d|esq|ii|iii|msc|ma|mba|rn|dr)\.?$/i.test(piece),
  )
}

function cleanName(piece: string): string {
  const name = piece
    .replace(INTRO, '')
    .replace(LABEL, '')
    .replace(/\s*[([{].*$/u, '')
    .replace(/\s+@\S+$/, '')
    .replace(/^[\s.,:;–—*"“”'‘’-]+|[\s,:;–—*"“”|-]+$/gu, '')
    .replace(/^(?:and|und|et)\s+/i, '')
    .replace(/\s+(?:기자|特派员|記者|记者)$/u, '')
    .trim()
  if (name.length < 2 || name.length > 70 || JUNK.test(name) || ROLE.test(name) || !/\p{L}/u.test(name))
    return ''
  if (name.split(' ').length > 7 || /[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}+/u.test(name)) return ''
  return name
}

const SOURCES: Candidate['source'][] = ['json-ld', 'meta', 'microdata', 'link', 'byline']

/**
 * The best source that names people; a source that only repeats the outlet yields to one that names a person.
 */
export function chooseAuthors(candidates: readonly Candidate[], outlets: readonly string[]): string[] {
  const names = outlets.map(foldText).filter((name) => name.length > 2)
  const isOutlet = (author: string) => {
    const name = foldText(author)
    return (
      name.length > 2 &&
      names.some((outlet) => outlet.startsWith(name) || (outlet.length > 5 && name.startsWith(outlet)))
    )
  }
  const groups = groupsOf(candidates)
  const people = groups.map((group) => group.filter((name) => !isOutlet(name)))
  return people.find((group) => group.length > 0) ?? groups[0] ?? []
}

function groupsOf(candidates: readonly Candidate[]): string[][] {
  return SOURCES.flatMap((source) => {
    const groups = new Map<string, string[]>()
    for (const { value, detail = '' } of candidates.filter((candidate) => candidate.source === source)) {
      const group = groups.get(detail)
      if (group) group.push(value)
      else groups.set(detail, [value])
    }
    return [...groups.values()].map(unique)
  })
}

function unique(names: string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => {
    const key = foldText(name)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
