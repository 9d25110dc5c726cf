/** An article as a work that is cited: what BibTeX, RIS, CSL-JSON and the citation styles are made from. */
import { fitLine, webAddress } from './clean.ts'
import type { ExportedItem } from './exported-item.ts'
import { type CitedName, citedName } from './cited-name.ts'

/** Year, month and day as far as they are known. */
export type DateParts =
  [year: number] | [year: number, month: number] | [year: number, month: number, day: number]

export interface Reference {
  id: number
  /** `lund2024council`: letters and digits, each once in an export */
  key: string
  /** null where the article has none */
  title: string | null
  outlet: string | null
  authors: CitedName[]
  issued: DateParts | null
  /** when the page was saved: the day on which the address showed this */
  accessed: DateParts | null
  url: string | null
  language: string | null
  section: string | null
  tags: string[]
  note: string
}

/** Makes references, each with a key of its own. */
export class References {
  readonly #keys = new Map<string, number>()

  of(item: ExportedItem): Reference {
    const title = fitLine(item.title) || null
    const outlet = item.outlet === null ? null : fitLine(item.outlet) || null
    const authors = item.authors.flatMap(
      ({ name }) => citedName(name, { outlet, language: item.language }) ?? [],
    )
    const issued = datePartsOf(item.published?.value ?? null)
    return {
      id: item.id,
      key: this.#keyOf({ title, outlet, authors, issued, id: item.id }),
      title,
      outlet,
      authors,
      issued,
      accessed:
        item.capturedAtMs === null
          ? null
          : datePartsOf(new Date(item.capturedAtMs).toISOString().slice(0, 10)),
      url: webAddress(item.url ?? item.canonicalUrl),
      language: item.language,
      section: item.section === null ? null : fitLine(item.section) || null,
      tags: item.tags,
      note: item.note,
    }
  }

  #keyOf({
    title,
    outlet,
    authors,
    issued,
    id,
  }: Pick<Reference, 'title' | 'outlet' | 'authors' | 'issued' | 'id'>): string {
    const [first] = authors
    const who = asciiWord((first && ('literal' in first ? first.literal : first.family)) ?? outlet ?? '')
    const what = (title ?? '').split(/[\s\p{P}]+/u).map(asciiWord)
    const word = what.find((one) => one.length > 3) ?? what.find(Boolean) ?? ''
    const base = who || word ? `${who}${issued?.[0] ?? ''}${word}` : ''
    // a key begins with a letter, or BibTeX reads it as a number
    const key = /^[a-z]/.test(base) ? base.slice(0, 60) : `clip${id}`
    const times = this.#keys.get(key) ?? 0
    this.#keys.set(key, times + 1)
    if (times === 0) return key
    // `-2` cannot be the end of another title's word
    return `${key}-${times + 1}`
  }
}

function asciiWord(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .replaceAll(/[^a-z0-9]/g, '')
}

/** @param value ISO 8601 cut to its precision; the day is the one it is written with, in its own zone */
export function datePartsOf(value: string | null): DateParts | null {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(value ?? '')
  if (!match) return null
  const parts = match.slice(1).filter((part) => part !== undefined)
  return parts.map(Number) as DateParts
}

/** @returns `2024-05-03`, `2024-05` or `2024` */
export function isoOf(parts: DateParts): string {
  return parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-')
}
