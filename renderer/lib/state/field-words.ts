/** The details of an article in words: their names, values, and where a page says them. */
import type {
  Author,
  Candidate,
  CandidateSource,
  CorrectableField,
  Corrections,
  PublishedDate,
} from '../../../electron/shared/model.ts'
import { publishedLong } from '../format.ts'

export const FIELD_NAMES: Record<CorrectableField, string> = {
  title: 'Title',
  outlet: 'Outlet',
  authors: 'Authors',
  published: 'Published',
}

export function authorsLine(authors: readonly Author[]): string {
  return authors.map(({ name, handle }) => (handle ? `${name} ${handle}` : name)).join(', ')
}

/** What the dump says of a field that was corrected; null where it was not. */
export function extractedValue(field: CorrectableField, corrections: Corrections): string | null {
  const { title, outlet, authors, published } = corrections
  if (field === 'title') return title ? title.extracted || 'Untitled' : null
  if (field === 'outlet') return outlet ? (outlet.extracted ?? 'Outlet unknown') : null
  if (field === 'authors') return authors ? authorsLine(authors.extracted) || 'No author' : null
  return published ? publishedLong(published.extracted) : null
}

export function correctedTip(field: CorrectableField, corrections: Corrections = {}): string | null {
  const extracted = extractedValue(field, corrections)
  return extracted === null ? null : `${FIELD_NAMES[field]} corrected. Extracted: ${extracted}`
}

const SOURCES: Record<CandidateSource, string> = {
  'json-ld': 'JSON-LD',
  meta: 'meta',
  microdata: 'microdata',
  time: 'time element',
  byline: 'byline',
  url: 'address',
  'title-element': 'page title',
  heading: 'heading',
  link: 'link',
  'embedded-json': 'embedded data',
  domain: 'domain',
  'file-name': 'file name',
  mail: 'mail',
}

/** `JSON-LD datePublished`, `meta article:published_time`, `byline`. */
export function sourceWords({ source, detail }: Candidate): string {
  // The number of an element says nothing to anybody.
  const named = detail && !/^element \d+$/.test(detail) ? detail : ''
  return named && named !== SOURCES[source] ? `${SOURCES[source]} ${named}` : SOURCES[source]
}

/** A date that a page gives, as people read it. */
export function candidateDate(candidate: Candidate): string {
  return publishedLong(asDate(candidate))
}

export function asDate({ value, precision }: Candidate): PublishedDate {
  return { value, precision: precision ?? precisionOf(value), source: 'metadata' }
}

/** How exactly an ISO 8601 value says what it says. */
export function precisionOf(value: string): PublishedDate['precision'] {
  if (/T\d\d:\d\d:\d\d/.test(value)) return 'second'
  if (value.includes('T')) return 'minute'
  return value.length > 7 ? 'day' : value.length > 4 ? 'month' : 'year'
}
