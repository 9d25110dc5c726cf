/** What comes from another archive or a file of lines, checked before anything of it is kept: strangers made it. */
import * as v from 'valibot'
import { listQuery } from './list-query.ts'
import type { ArticleDetails, Author, Block, PublishedDate } from './model.ts'

const whole = v.pipe(v.number(), v.safeInteger())
const natural = v.pipe(whole, v.minValue(0))
const texts = v.array(v.string())

const author = v.looseObject({ name: v.string(), handle: v.optional(v.string()) })

const published = v.object({
  value: v.pipe(v.string(), v.maxLength(40)),
  precision: v.picklist(['year', 'month', 'day', 'minute', 'second']),
  source: v.picklist(['header', 'dateline', 'body', 'url', 'list', 'metadata', 'corrected']),
})

/** More properties than these are let through: a reader passes over what it does not know. */
const block = v.looseObject({
  kind: v.picklist([
    'paragraph',
    'heading',
    'quote',
    'list',
    'preformatted',
    'table',
    'figure',
    'caption',
    'byline',
    'promo',
    'cruft',
    'furniture',
  ]),
  text: v.string(),
  level: v.optional(v.pipe(whole, v.minValue(1), v.maxValue(6))),
  items: v.optional(texts),
  ordered: v.optional(v.boolean()),
  rows: v.optional(v.array(texts)),
  marks: v.optional(
    v.array(
      v.looseObject({
        type: v.picklist(['em', 'strong', 'link', 'code', 'sub', 'sup']),
        start: natural,
        end: natural,
        href: v.optional(v.string()),
      }),
    ),
  ),
  image: v.optional(
    v.looseObject({
      src: v.string(),
      alt: v.string(),
      sha256: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
      width: v.optional(v.number()),
      height: v.optional(v.number()),
    }),
  ),
})

const candidate = v.looseObject({ value: v.string(), source: v.string() })
const candidates = v.looseObject({
  title: v.array(candidate),
  published: v.array(candidate),
  modified: v.array(candidate),
  authors: v.array(candidate),
  outlet: v.array(candidate),
})

const details = v.looseObject({
  modified: v.nullish(published),
  section: v.nullish(v.string()),
  canonicalUrl: v.nullish(v.string()),
  candidates: v.nullish(candidates),
})

export const foreignSchemas = { authors: v.array(author), published, blocks: v.array(block), candidates }

export const foreign = {
  authors: (value: unknown): value is Author[] => v.is(foreignSchemas.authors, value),
  published: (value: unknown): value is PublishedDate | null => value === null || v.is(published, value),
  blocks: (value: unknown): value is Block[] => v.is(foreignSchemas.blocks, value),
  details: (value: unknown): value is ArticleDetails => v.is(details, value),
  query: (value: unknown): value is v.InferOutput<typeof listQuery> => v.is(listQuery, value),
}
