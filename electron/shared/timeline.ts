/** The part of the contract (api.ts) that is about the timeline, stories, and what differs between two texts. */
import * as v from 'valibot'
import { id, limit, listQuery, offset } from './list-query.ts'
import type { DatePrecision, Outlet, PublishedDate } from './model.ts'
import type { Outcome } from './own.ts'

const day = v.pipe(v.number(), v.safeInteger(), v.minValue(-1_000_000), v.maxValue(5_000_000))
const outletIds = v.pipe(v.array(id), v.maxLength(5000))
const named = v.pipe(v.array(id), v.maxLength(500))
const atMost = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most))
const text = v.strictObject({
  articleId: id,
  /** one of its versions; without it the current one */
  version: v.optional(id),
})

export const timelineInputs = {
  /** at a glance, everything or what a list shows */
  'archive.timeline': v.optional(
    v.strictObject({
      query: v.optional(listQuery),
      /** so many outlets, by volume; the others are in `rest` alone */
      top: v.optional(atMost(100_000)),
    }),
  ),
  'archive.lanes': v.strictObject({
    outletIds,
    fromDay: day,
    toDay: day,
    /** above this many items, bins are returned in their stead */
    maxItems: atMost(50_000),
    query: v.optional(listQuery),
    /** bins of this length whatever they hold, and never items */
    step: v.optional(v.picklist(['day', 'week', 'month'])),
    /** the day on which weeks begin, 0 for Sunday */
    weekStart: v.optional(v.picklist([0, 1, 2, 3, 4, 5, 6])),
    /** one more lane, after those asked for: all other outlets together; as bins, so never with items */
    others: v.optional(v.boolean()),
  }),
  /** for what time anything was imported at all; with `imports` also the days that imports hold */
  'archive.coverage': v.strictObject({ outletIds, imports: v.optional(v.boolean()) }),
  /** the items of a bar, of a lane or of the undated, as a list: articles newest first, then headlines by outlet */
  'archive.items': v.strictObject({
    query: v.optional(listQuery),
    /** null: of all outlets */
    outletIds: v.nullable(outletIds),
    /** both included; whoever is known to the month or year only lies in it as a whole. null: the undated */
    days: v.nullable(v.strictObject({ from: day, to: day })),
    /** only those known to the month, or to the year: of a bar drawn as such */
    precision: v.optional(v.picklist(['month', 'year'])),
    offset,
    limit,
  }),
  'archive.titles': v.strictObject({ articleIds: named, headlineIds: named }),
  /** when each text of these articles was captured: those with one text only are left out */
  'archive.captures': v.strictObject({ articleIds: v.pipe(v.array(id), v.maxLength(5000)) }),
  /** articles of which several texts were captured, newest first, the undated last */
  'archive.recaptured': v.strictObject({ query: v.optional(listQuery), offset, limit }),

  /** the story that an article belongs to; null for one without near-copies */
  'archive.story': v.strictObject({ articleId: id }),
  'archive.storiesOf': v.strictObject({ articleIds: v.pipe(v.array(id), v.maxLength(20_000)) }),
  /** these are no copies of what they were found to be like */
  'archive.leaveStory': v.strictObject({
    articleIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(5000)),
  }),
  /** these tell one story, with all that theirs hold */
  'archive.joinStories': v.strictObject({
    articleIds: v.pipe(v.array(id), v.minLength(2), v.maxLength(5000)),
  }),

  /** word by word, what of a became what of b */
  'archive.diff': v.strictObject({ a: text, b: text }),
}

/** The timeline at a glance. Months are counted as year × 12 + month (0–11). */
export interface TimelineOverview {
  /** by volume; of a query only those that it finds something of */
  outlets: TimelineOutlet[]
  /** outlets left out by `top`, and what they hold */
  rest: { outlets: number; articles: number; headlines: number }
  firstMonth: number
  /** known to the month or better: entry i is of the month `firstMonth + i` */
  articles: Int32Array
  headlines: Int32Array
  undatedArticles: number
  undatedHeadlines: number
  firstDay: number | null
  lastDay: number | null
  /** false where a query asks for what headlines do not have (words of a text, tags, notes …): none are counted then */
  headlinesCounted: boolean
}

export interface TimelineOutlet extends Outlet {
  /** without a date: in the bucket, not on the axis */
  undated: number
  /** year × 12 + month (0–11) of its first item with a date; null when all are undated */
  firstMonth: number | null
}

/** The items or bins of some lanes between two days, as columns: entry i of every array is one item or bin. */
export interface TimelineLanes {
  level: 'month' | 'week' | 'day' | 'item'
  /** index into the asked outletIds; their number for the lane of all others */
  lane: Int32Array
  /** first day of the bin, or the item's day */
  day: Int32Array
  /** length in days: of its bin, or of its month or year where the day is unknown */
  span: Int32Array
  /** how many in the bin; for items one of the two is 1 and the other 0 */
  articles: Int32Array
  headlines: Int32Array
  /** of the article or headline; 0 for bins */
  id: Float64Array
  headlinesCounted: boolean
}

/**
 * For what time anything was imported at all, whatever is asked for. Where an outlet has no item: before its first or after
 * its last one nothing of it was imported; in between, an import that holds the day brought nothing of it, and where none
 * does nothing was imported.
 */
export interface Coverage {
  /** of every asked outlet, in that order; NaN for one without dated items */
  firstDay: Float64Array
  lastDay: Float64Array
  /** from the first to the last article of an import, both included; what overlaps is one. Empty unless asked for */
  importedFrom: Int32Array
  importedTo: Int32Array
}

/** An article or a headline, by what a timeline writes beside its mark. */
export interface TimelineItem {
  kind: 'article' | 'headline'
  id: number
  title: string
  outletId: number | null
  outlet: string | null
  /** ISO 8601 cut to what is known; null for the undated */
  date: string | null
  precision: DatePrecision | null
  /** BCP 47, for fonts and direction; null for headlines */
  language: string | null
}

export interface TimelineItems {
  rows: TimelineItem[]
  /** of all pages */
  articles: number
  headlines: number
  headlinesCounted: boolean
}

/** Entry i of every array is one text of an article; by article, then in order of capture. */
export interface Captures {
  articleId: Float64Array
  /** 0 for the current one */
  version: Float64Array
  /** when the page was saved, else NaN */
  capturedAtMs: Float64Array
  importedAtMs: Float64Array
}

export interface Recaptured {
  rows: TimelineItem[]
  /** of all pages */
  total: number
}

/** Articles with near-identical text. */
export interface Story {
  /** the least number of its articles: becomes another one when stories join */
  id: number
  /** how many there are; of more than 500, the first are in `members` */
  size: number
  /** in order of time, as far as it is known; the undated last */
  members: StoryMember[]
  /** whoever published first; null where the dates do not tell */
  firstId: number | null
  /** why not: `tied`: the first dates do not differ as far as they are known; `undated`: none has a date */
  doubt: 'tied' | 'undated' | null
  /** members without a date: any of them may have been earlier than the first */
  undated: number
}

export interface StoryMember {
  articleId: number
  title: string
  outletId: number | null
  outlet: string | null
  published: PublishedDate | null
  language: string | null
  words: number
  /** may have been the first, where that cannot be told; of the first itself true as well */
  maybeFirst: boolean
  /** 0–1, of the words in runs of three: how much it has in common with the first in this order, of both together */
  alike: number
  /** 0–1: how much of its own text stands in that one as well */
  shared: number
  /** a person joined it to the story */
  byHand: boolean
}

/** Entry i of every array is of one article that belongs to a story; others are left out. */
export interface StoriesOf {
  articleId: Float64Array
  storyId: Float64Array
  /** how many articles that story has */
  size: Int32Array
}

/** One of two texts that are compared. */
export interface DiffSide {
  articleId: number
  /** 0 for the current one */
  version: number
  title: string
  outlet: string | null
  published: PublishedDate | null
  language: string | null
  capturedAtMs: number | null
}

/** `gone` stands in a alone, `new` in b alone. */
export interface DiffRun {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** What differs: all runs of a field that are not `new` are the field of a, all that are not `gone` that of b. */
export interface ArticleDiff {
  a: DiffSide
  b: DiffSide
  title: DiffRun[]
  byline: DiffRun[]
  body: DiffRun[]
  /** 0–1, of the words of both bodies: how many are the same */
  same: number
  /** false where the texts are so long and so unlike that whole passages were set side by side instead of words */
  exact: boolean
}

export interface TimelineOutputs {
  'archive.timeline': TimelineOverview
  'archive.lanes': TimelineLanes
  'archive.coverage': Coverage
  'archive.items': TimelineItems
  /** in the order asked, articles first; those that are gone are left out */
  'archive.titles': TimelineItem[]
  'archive.captures': Captures
  'archive.recaptured': Recaptured
  'archive.story': Story | null
  'archive.storiesOf': StoriesOf
  /** how many left one */
  'archive.leaveStory': Outcome<number>
  /** how many were joined */
  'archive.joinStories': Outcome<number>
  'archive.diff': ArticleDiff
}
