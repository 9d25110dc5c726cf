/** Which columns hold what, told from their names and from the values of the first rows. */
import {
  type ColumnMapping,
  type DateOrder,
  MAPPED_FIELDS,
  type MappedField,
} from '../../../../shared/mapping.ts'
import type { Row } from '../../format.ts'
import { dataDate } from './data-dates.ts'
import { addressOf } from './fields.ts'
import { nameRank } from './field-names.ts'
import { asText, isMissing, pathsOf, valueAt } from './values.ts'

export interface Proposal {
  mapping: ColumnMapping
  /** names alone tell that these are articles: nobody has to be asked */
  sure: boolean
}

/** What a column's first values look like. */
interface Column {
  path: string
  filled: number
  /** of the values that are there */
  length: number
  addresses: number
  dates: number
  isText: boolean
}

/** All columns of some rows, nested ones as paths, in the order in which they come. */
export function columnsOf(rows: readonly Row[]): string[] {
  const seen = new Set<string>()
  for (const row of rows) for (const path of pathsOf(row)) if (seen.size < 1000) seen.add(path)
  return [...seen]
}

/** Proposes a mapping, `sure` where a person would only nod. */
export function proposeMapping(rows: readonly Row[], columns = columnsOf(rows)): Proposal {
  const looks = columns.map((path) => lookOf(path, rows))
  const fields: Partial<Record<MappedField, string[]>> = {}
  for (const field of MAPPED_FIELDS) {
    // the publisher's keywords, more often than not: only a person can say that they are his own
    if (field === 'tags') continue
    const found = candidates(field, looks)
    if (found.length > 0) fields[field] = found
  }
  untangle(fields)
  const hasText = fields.body !== undefined
  const place = fields.url ?? fields.published ?? fields.outlet
  const isOne = !hasEquals(fields.title, 'title') && !hasEquals(fields.body, 'body')
  const sure = !isOne
    ? false
    : fields.title
      ? hasText || (place !== undefined && fields.summary !== undefined)
      : hasText && place !== undefined
  if (!hasText) {
    const longest = longestText(looks, fields)
    if (longest) fields.body = [longest]
  }
  return { mapping: { fields, dates: dateOrderOf(rows, fields), body: 'auto' }, sure }
}

function lookOf(path: string, rows: readonly Row[]): Column {
  const column: Column = { path, filled: 0, length: 0, addresses: 0, dates: 0, isText: true }
  for (const row of rows) {
    const value = valueAt(row, path)
    if (isMissing(value)) continue
    const text = asText(value)
    column.filled++
    column.length += text.length
    if (typeof value !== 'string') column.isText = false
    if (addressOf(text)) column.addresses++
    if (text.length < 60 && dataDate(value, { order: 'auto', language: null })) column.dates++
  }
  if (column.filled > 0) column.length /= column.filled
  return column
}

/** The columns for a field, best name first; what their values cannot be is left out. */
function candidates(field: MappedField, columns: readonly Column[]): string[] {
  return columns
    .map((column) => ({ column, rank: nameRank(field, column.path) }))
    .filter((one): one is { column: Column; rank: number } => one.rank !== null && canBe(field, one.column))
    .sort((a, b) => a.rank - b.rank)
    .map(({ column }) => column.path)
    .slice(0, field === 'authors' || field === 'tags' ? 2 : 6)
}

function canBe(field: MappedField, { filled, length, addresses, dates, isText }: Column): boolean {
  if (filled === 0) return field === 'title' || field === 'body'
  if (field === 'url') return addresses >= filled * 0.6
  if (field === 'published' || field === 'modified' || field === 'saved') return dates > 0 || length < 40
  if (field === 'title') return length < 400 && addresses < filled
  // `domain` and `source` may be addresses; a name is never a long text
  if (field === 'outlet') return length < 120
  if (field === 'language') return length < 20
  if (field === 'section') return length < 120 && isText
  return field !== 'body' || addresses < filled || length > 200
}

/** Several nested columns of one name (`first.text`, `second.text`) are several rows, or nobody knows what. */
function hasEquals(paths: readonly string[] | undefined, field: MappedField): boolean {
  const [best, next] = paths ?? []
  return (
    best !== undefined &&
    next !== undefined &&
    best.includes('.') &&
    nameRank(field, best) === nameRank(field, next)
  )
}

/** A column fills one field: the text is no summary as well, and the day of publication none on which it was saved. */
function untangle(fields: Partial<Record<MappedField, string[]>>): void {
  const taken = new Set<string>()
  for (const field of new Set<MappedField>(['published', 'url', 'title', 'body', ...MAPPED_FIELDS])) {
    const free = fields[field]?.filter((path) => !taken.has(path)) ?? []
    for (const path of free) taken.add(path)
    if (free.length > 0) fields[field] = free
    else delete fields[field]
  }
}

const LONG = 200

function longestText(
  columns: readonly Column[],
  fields: Partial<Record<MappedField, string[]>>,
): string | null {
  const used = new Set(Object.values(fields).flat())
  const [longest] = columns
    .filter(({ path, length, isText }) => isText && length >= LONG && !used.has(path))
    .sort((a, b) => b.length - a.length)
  return longest?.path ?? null
}

/** `05/06/2024` is settled by another row's `25/06/2024`. */
function dateOrderOf(rows: readonly Row[], fields: Partial<Record<MappedField, string[]>>): DateOrder {
  let dayFirst = 0
  let monthFirst = 0
  for (const row of rows) {
    for (const path of fields.published ?? []) {
      const parts = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b/.exec(asText(valueAt(row, path)))
      if (!parts) continue
      if (Number(parts[1]) > 12) dayFirst++
      if (Number(parts[2]) > 12) monthFirst++
    }
  }
  if (dayFirst > 0 && monthFirst === 0) return 'dmy'
  return monthFirst > 0 && dayFirst === 0 ? 'mdy' : 'auto'
}
