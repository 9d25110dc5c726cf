/** What a list, a histogram or a selection is made of; in a file of its own because the contract's parts share it. */
import * as v from 'valibot'

export const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
export const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
export const limit = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(500))

/** What a list, a histogram and a timeline are made of. */
export const listQuery = v.strictObject({
  /** the search language of query.ts; empty for everything */
  text: v.pipe(v.string(), v.maxLength(2000)),
  outletId: v.nullable(id),
  importId: v.nullable(id),
  /** with this tag, or one below it */
  tagId: v.optional(id),
  /** of this collection, in its own order as long as there is no text */
  collectionId: v.optional(id),
  /**
   * `annotated`: with a highlight or a note; `trash`: what lies in the trash, last trashed first, as long as there is no
   * text. Nothing else ever shows what is in the trash.
   */
  only: v.optional(v.picklist(['unread', 'starred', 'annotated', 'trash'])),
  /** of each story only the article that comes first in this list; the others are counted in its row */
  collapse: v.optional(v.boolean()),
})
export type ListQuery = v.InferOutput<typeof listQuery>

export const EVERYTHING: ListQuery = { text: '', outletId: null, importId: null }

/** So many articles can be named one by one; more are named by what they have in common. */
export const MOST_NAMED = 5000
const named = v.pipe(v.array(id), v.maxLength(MOST_NAMED))

/** The articles that a bulk action is for: named, or all that a list shows except some. They are resolved in core. */
export const selection = v.union([
  v.strictObject({ ids: v.pipe(named, v.minLength(1)) }),
  v.strictObject({ query: listQuery, except: named }),
])
export type Selection = v.InferOutput<typeof selection>
