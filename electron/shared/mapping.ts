/** How the columns of a data set become articles: as a person chose it, or as Clipfile proposes. */
import * as v from 'valibot'
import type { PublishedDate } from './model.ts'

/** The fields that columns can fill, in the order in which they are shown. */
export const MAPPED_FIELDS = [
  'title',
  'body',
  'url',
  'published',
  'authors',
  'outlet',
  'summary',
  'language',
  'section',
  'tags',
  'modified',
  'saved',
] as const
export type MappedField = (typeof MAPPED_FIELDS)[number]

/** How a column's dates are written. `auto` reads whatever says by itself what it means, numbers since 1970 included. */
export const DATE_ORDERS = ['auto', 'dmy', 'mdy', 'excel'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

/** What a body holds; `auto` looks at each. */
export const BODY_KINDS_MAPPED = ['auto', 'text', 'html'] as const
export type MappedBody = (typeof BODY_KINDS_MAPPED)[number]

/** A column's name, or the way into nested data: `meta.date`. */
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(500))

const columns = v.optional(v.pipe(v.array(path), v.maxLength(20)))

/** Of each field the columns that fill it: the first that has something counts, of authors and tags all of them. */
const fields = v.pipe(
  v.strictObject({
    title: columns,
    body: columns,
    url: columns,
    published: columns,
    authors: columns,
    outlet: columns,
    summary: columns,
    language: columns,
    section: columns,
    tags: columns,
    modified: columns,
    saved: columns,
  }),
  v.check(
    ({ title, body, summary }) => [title, body, summary].some((from) => from?.length),
    'Choose at least a title or a text.',
  ),
)

export const columnMapping = v.strictObject({
  fields,
  dates: v.picklist(DATE_ORDERS),
  body: v.picklist(BODY_KINDS_MAPPED),
})
export type ColumnMapping = v.InferOutput<typeof columnMapping>

/** All columns of a file, nested ones as paths. */
export const columnNames = v.pipe(v.array(path), v.minLength(1), v.maxLength(1000))

/** A mapping that was kept for the columns it was made for. */
export interface SavedMapping {
  /** all columns of the file, sorted; nested ones as paths */
  columns: string[]
  mapping: ColumnMapping
}

/** A column with what stands in it first. */
export interface PreviewedColumn {
  path: string
  samples: string[]
}

/** An article as it would be imported, its text cut short. */
export type PreviewedArticle =
  | { refusal: string }
  | {
      title: string
      outlet: string | null
      authors: string[]
      published: PublishedDate | null
      url: string | null
      language: string | null
      tags: string[]
      text: string
      notices: string[]
    }

/** The first rows of a data set, and what becomes of them. */
export interface ColumnsPreview {
  /** of the file */
  name: string
  /** the known shape that reads it without any mapping; null where there is none */
  readBy: string | null
  columns: PreviewedColumn[]
  mapping: ColumnMapping
  /** it was kept for these columns before */
  isKept: boolean
  articles: PreviewedArticle[]
}
