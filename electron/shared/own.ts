/**
 * What people add to an archive, as types. All of it is written at once, can be undone ({@link Change}) and lives in tables
 * of its own, so that no import and no extraction can touch it.
 */
import type { ListQuery } from './list-query.ts'
import type { ArticleRow, Outlet, PublishedDate } from './model.ts'

// ---------------------------------------------------------------- undo

/** One undoable step, however many articles it touched. */
export interface Change {
  id: number
  /** for people, as a toast says it: `Tag “policy/water” added to 10,000 articles` */
  label: string
  atMs: number
  /** an undone one can be redone until something new is done */
  state: 'done' | 'undone'
  /** rows it touched */
  rows: number
}

/** What a change answers: what it made, and the step to offer to undo; null when nothing had to change. */
export interface Outcome<T = null> {
  value: T
  change: Change | null
}

/** The last changes, newest first, and what Mod+Z and Mod+Shift+Z would do now. */
export interface History {
  changes: Change[]
  undo: Change | null
  redo: Change | null
}

/** What a change may have touched, so that a window knows what to ask for again. */
export const OWN_AREAS = [
  'tags',
  'annotations',
  'collections',
  'searches',
  'reading',
  'outlets',
  'trash',
  'deleted',
  'rules',
  'corrections',
  'stories',
] as const
export type OwnArea = (typeof OWN_AREAS)[number]

/** Something that people own changed: by this window, by an import's rules, or by the command line. */
export interface OwnChanged {
  areas: OwnArea[]
  /** the articles concerned; null for more than a few */
  articleIds: number[] | null
  undo: Change | null
  redo: Change | null
}

// ---------------------------------------------------------------- tags

export interface Tag {
  id: number
  parentId: number | null
  /** its own part of the path */
  name: string
  /** `policy/water` */
  path: string
  /** 0–11, on the same wheel as outlets; null for none */
  colour: number | null
  /** articles that have this very tag */
  own: number
  /** articles that have it or one below it, each once */
  articles: number
}

/** How many of the selected articles have a tag themselves (one below it does not count). */
export interface SelectionTags {
  /** articles selected */
  total: number
  /** those that at least one has; in no order */
  tags: { tagId: number; articles: number }[]
}

/** Tags that may be one. */
export interface TagSuggestion {
  reason: 'case' | 'plural' | 'spelling'
  from: Tag
  /** the one with more articles */
  into: Tag
}

// ---------------------------------------------------------------- annotations

/** yellow, green, blue, red */
export type AnnotationColour = 0 | 1 | 2 | 3

/** The passage as a W3C TextQuoteSelector. */
export interface Quote {
  exact: string
  prefix: string
  suffix: string
}

/** A highlight with or without a note, or a note on the whole article. */
export interface Annotation {
  id: number
  /** its name in the world: `urn:uuid:…` in W3C files */
  uuid: string
  articleId: number
  /** null: on the whole article */
  quote: Quote | null
  colour: AnnotationColour
  /** Markdown; empty for a mere highlight */
  note: string
  /** where it stands in today's text (see anchors.ts); null for an orphan and for a note on the whole article */
  place: { start: number; end: number } | null
  /** its passage is not in the text any more: it waits in the tray */
  orphan: boolean
  createdAtMs: number
  modifiedAtMs: number
  /** rises with every save; a save must name the one it began from */
  revision: number
}

/** A save either went through, or somebody else saved first and nothing was overwritten. */
export type Saved<T> = { state: 'saved'; value: T; change: Change | null } | { state: 'conflict'; theirs: T }

export type AnnotationGrouping = 'article' | 'collection' | 'colour'

/** A line of the Annotations view. */
export interface AnnotationRow extends Annotation {
  title: string
  outlet: string | null
  published: PublishedDate | null
  language: string | null
  /** under which heading it stands; an article in two collections stands under both */
  group: { id: number | null; label: string; count: number }
}

export interface AnnotationPage {
  rows: AnnotationRow[]
  total: number
}

// ---------------------------------------------------------------- collections and saved searches

export interface Collection {
  id: number
  parentId: number | null
  title: string
  /** Markdown */
  description: string
  items: number
  revision: number
}

/** What a collection says of one of its articles. */
export interface ItemNote {
  note: string
  revision: number
}

export interface SavedSearch {
  id: number
  name: string
  query: ListQuery
}

// ---------------------------------------------------------------- reading

/** What a row of a list shows of what people added. */
export interface RowOwn {
  read: boolean
  starred: boolean
  /** ids, for `archive.tags` */
  tags: number[]
  annotations: number
  /** in the list of a collection */
  item: ItemNote | null
}

/** What the reader shows of it. */
export interface ArticleOwn {
  tags: Tag[]
  /** in the order of the text; those on the whole article first, orphans last */
  annotations: Annotation[]
  collections: { id: number; title: string; item: ItemNote }[]
  read: boolean
  starred: boolean
  /** how far it was read, 0–1 of its height; null when never */
  position: number | null
  /** when it was put into the trash; null when it is not there */
  trashedAtMs: number | null
}

/** Numbers that stand in the sidebar all the time; kept, none counted. */
export interface OwnCounts {
  unread: number
  starred: number
  /** articles with at least one */
  annotated: number
  annotations: number
  orphans: number
  trashed: number
}

// ---------------------------------------------------------------- outlets

/** Another name of an outlet: given by hand, or that of an outlet merged into it. */
export interface OutletAlias {
  name: string
  /** of the outlet that can be split off again; null for a mere name */
  mergedId: number | null
  articles: number
}

export interface OutletNames {
  outlet: Outlet
  aliases: OutletAlias[]
}

export interface OutletSuggestion {
  reason: 'case' | 'domain' | 'article' | 'spelling'
  from: Outlet
  into: Outlet
}

// ---------------------------------------------------------------- trash

export interface Trash {
  articles: number
  /** that would be gone with them */
  annotations: number
  /** things that were made by hand and deleted: tags, collections, annotations … ({@link Deleted}) */
  deleted: number
  /** emptied of what is older; null: by hand only */
  keepDays: number | null
}

/** What taking an import back would do, in articles. */
export interface TakingBack {
  /** that it brought and that are in sight */
  articles: number
  /** of these: that another import brought as well; they stay */
  shared: number
  /** of the rest: with notes, tags, stars, corrections or a place in a collection, by a person */
  own: number
  /** other texts that it brought for articles of other imports; they stay, as versions */
  versions: number
}

export type DeletedKind = 'tag' | 'collection' | 'annotation' | 'search' | 'rule'

/**
 * Something deleted that can be had back, after however many other steps, until the trash is emptied. What lay below a tag or
 * a collection, its taggings, items and their notes come back with it.
 */
export interface Deleted {
  id: number
  kind: DeletedKind
  /** a tag's path, a title, the words of a note or of the passage it stood on (cut after some hundred characters) */
  name: string
  atMs: number
  /** that it was on or in: with a tag, in a collection; 1 for an annotation, 0 for a search or a rule */
  articles: number
  /** tags or collections below it that went with it */
  below: number
  /** of an annotation */
  article: { id: number; title: string } | null
}

// ---------------------------------------------------------------- rules

/** When an article comes in and matches, it gets tags or goes into a collection. */
export interface Rule {
  id: number
  name: string
  /** the search language */
  query: string
  tags: string[]
  collectionId: number | null
  /** for articles that come in; by hand it runs anyway */
  enabled: boolean
}

/** What a rule would do to all articles there are now. */
export interface RuleTrial {
  matches: number
  /** of those, how many lack something that the rule gives */
  changes: number
  sample: { row: ArticleRow; tagsBefore: string[]; tagsAfter: string[]; joinsCollection: boolean }[]
  /** how the query was read, where that needs saying */
  hint: string | null
}
