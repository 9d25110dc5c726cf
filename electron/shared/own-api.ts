/** The part of the contract (api.ts) that is about what people add to an archive. */
import * as v from 'valibot'
import { id, limit, listQuery, offset, selection } from './list-query.ts'
import type {
  Annotation,
  AnnotationPage,
  ArticleOwn,
  Collection,
  Deleted,
  History,
  Outcome,
  OutletNames,
  OutletSuggestion,
  OwnCounts,
  Rule,
  RuleTrial,
  Saved,
  SavedSearch,
  SelectionTags,
  ItemNote,
  Tag,
  TagSuggestion,
  TakingBack,
  Trash,
} from './own.ts'

const nothing = v.undefined()
const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(5000))
const wheel = v.picklist([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
const colour = v.picklist([0, 1, 2, 3])
const note = v.pipe(v.string(), v.maxLength(100_000))
/** core says what is wrong with a name; this only keeps a megabyte from being sent */
const words = v.pipe(
  v.string(),
  v.maxLength(20_000),
  v.check((text) => !text.includes('\0'), 'a name holds no NUL'),
)
const paths = v.pipe(v.array(words), v.maxLength(100))
const revision = id

/** The text that a place is in, as the person saw it. */
const shown = {
  /**
   * the version (`Article.version`), where it is not the current one: the passage is looked for in the current text, and waits
   * in the tray when it is not there
   */
  version: v.optional(id),
  /** the words at the place: should the text have been replaced meanwhile, they are looked for in today's or wait in the tray */
  exact: v.optional(v.pipe(v.string(), v.maxLength(1_000_000))),
}

export const ownInputs = {
  'archive.undo': v.strictObject({
    /** that of a toast; without it the last change */
    changeId: v.optional(id),
  }),
  'archive.redo': nothing,
  'archive.history': v.strictObject({ limit }),
  'archive.ownCounts': nothing,
  'archive.articleOwn': v.strictObject({ articleId: id }),

  /** the whole tree, by path */
  'archive.tags': nothing,
  'archive.createTag': v.strictObject({ path: words }),
  /** tags by path, `policy/water`; those to add are made where they are missing */
  'archive.tagArticles': v.strictObject({ selection, add: paths, remove: paths }),
  /** for the three states of a tag picker; fast for ten thousand */
  'archive.selectionTags': v.strictObject({ selection }),
  'archive.renameTag': v.strictObject({ tagId: id, name: words }),
  /** under another one, or to the top */
  'archive.moveTag': v.strictObject({ tagId: id, parentId: v.nullable(id) }),
  /** children of the merged ones move along */
  'archive.mergeTags': v.strictObject({ from: ids, into: id }),
  /** with those below it */
  'archive.deleteTag': v.strictObject({ tagId: id }),
  'archive.colourTag': v.strictObject({ tagId: id, colour: v.nullable(wheel) }),
  'archive.tagSuggestions': nothing,

  'archive.mark': v.strictObject({
    selection,
    read: v.optional(v.boolean()),
    starred: v.optional(v.boolean()),
  }),
  /** what happens by itself while one reads: no step of the history */
  'archive.reading': v.strictObject({
    articleId: id,
    read: v.optional(v.literal(true)),
    position: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  }),

  'archive.annotate': v.strictObject({
    articleId: id,
    /** in the text of `annotatedText` (anchors.ts), UTF-16 units; null: on the whole article */
    place: v.nullable(v.strictObject({ start: offset, end: offset })),
    ...shown,
    colour,
    note,
  }),
  'archive.saveAnnotation': v.strictObject({
    annotationId: id,
    revision,
    colour: v.optional(colour),
    note: v.optional(note),
  }),
  /** gives an orphan (or any other) a new place */
  'archive.attachAnnotation': v.strictObject({
    annotationId: id,
    revision,
    start: offset,
    end: offset,
    ...shown,
  }),
  'archive.deleteAnnotations': v.strictObject({ annotationIds: ids }),
  'archive.annotations': v.strictObject({
    /** words of notes and quotes; empty for all */
    text: v.pipe(v.string(), v.maxLength(2000)),
    group: v.picklist(['article', 'collection', 'colour']),
    colour: v.optional(colour),
    collectionId: v.optional(id),
    /** only those whose passage is gone */
    orphans: v.optional(v.boolean()),
    /** true: only with words of a note; false: only mere highlights */
    note: v.optional(v.boolean()),
    offset,
    limit,
  }),

  'archive.collections': nothing,
  'archive.createCollection': v.strictObject({ title: words, parentId: v.nullable(id) }),
  'archive.saveCollection': v.strictObject({
    collectionId: id,
    revision,
    title: v.optional(words),
    description: v.optional(note),
  }),
  /** `beforeId`: the sibling it comes before; null: last */
  'archive.moveCollection': v.strictObject({
    collectionId: id,
    parentId: v.nullable(id),
    beforeId: v.nullable(id),
  }),
  /** with those below it; articles stay where they are */
  'archive.deleteCollection': v.strictObject({ collectionId: id }),
  /** `beforeId`: the article they come before; null: at the end. Those that are in it already stay in place. */
  'archive.addToCollection': v.strictObject({ collectionId: id, selection, beforeId: v.nullable(id) }),
  'archive.removeFromCollection': v.strictObject({ collectionId: id, selection }),
  'archive.moveInCollection': v.strictObject({ collectionId: id, articleIds: ids, beforeId: v.nullable(id) }),
  'archive.saveItemNote': v.strictObject({ collectionId: id, articleId: id, revision, note }),

  'archive.savedSearches': nothing,
  'archive.createSavedSearch': v.strictObject({ name: words, query: listQuery }),
  'archive.saveSavedSearch': v.strictObject({
    searchId: id,
    name: v.optional(words),
    query: v.optional(listQuery),
  }),
  'archive.deleteSavedSearch': v.strictObject({ searchId: id }),
  /** how many articles each finds now */
  'archive.searchCounts': v.strictObject({ searchIds: v.pipe(v.array(id), v.maxLength(200)) }),
  /** makes a collection of what a list shows now */
  'archive.freeze': v.strictObject({ query: listQuery, title: words, parentId: v.nullable(id) }),

  'archive.outletNames': v.strictObject({ outletId: id }),
  'archive.mergeOutlets': v.strictObject({ from: ids, into: id }),
  /** takes a merged outlet out again, with all that came in under its name */
  'archive.splitOutlet': v.strictObject({ outletId: id }),
  /** another name by which an import finds it */
  'archive.addOutletAlias': v.strictObject({ outletId: id, name: words }),
  'archive.removeOutletAlias': v.strictObject({ outletId: id, name: words }),
  'archive.colourOutlet': v.strictObject({ outletId: id, hue: wheel }),
  'archive.outletSuggestions': nothing,

  'archive.trash': nothing,
  'archive.trashArticles': v.strictObject({ selection }),
  'archive.restoreArticles': v.strictObject({ selection }),
  /** what taking an import back would do */
  'archive.takingBack': v.strictObject({ importId: id }),
  /** puts what an import alone brought into the trash. `keepOwn`: articles with notes, tags and the like by a person stay */
  'archive.takeBackImport': v.strictObject({ importId: id, keepOwn: v.optional(v.boolean()) }),
  'archive.bringBackImport': v.strictObject({ importId: id }),
  /** tags, collections, annotations … in the trash, last deleted first */
  'archive.deleted': v.strictObject({ offset, limit }),
  /** a step of the history like any other */
  'archive.restoreDeleted': v.strictObject({ deletedIds: ids }),
  'archive.keepTrash': v.strictObject({
    days: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(3650))),
  }),

  'archive.rules': nothing,
  'archive.saveRule': v.strictObject({
    /** null: a new one */
    ruleId: v.nullable(id),
    name: words,
    query: v.pipe(v.string(), v.maxLength(2000)),
    tags: paths,
    collectionId: v.nullable(id),
    enabled: v.boolean(),
  }),
  'archive.deleteRule': v.strictObject({ ruleId: id }),
  'archive.tryRule': v.strictObject({
    query: v.pipe(v.string(), v.maxLength(2000)),
    tags: paths,
    collectionId: v.nullable(id),
  }),
  /** on all articles there are */
  'archive.runRule': v.strictObject({ ruleId: id }),

  /**
   * A job that removes things from the trash for good: no step of the history. `articleIds` null: all articles and all that was
   * deleted; else only these articles, and of what was deleted only `deletedIds`.
   */
  'trash.empty': v.strictObject({
    articleIds: v.nullable(v.pipe(v.array(id), v.maxLength(5000))),
    deletedIds: v.optional(v.pipe(v.array(id), v.maxLength(5000))),
  }),

  /** asks where to; W3C Web Annotation as JSON-LD */
  'annotations.export': nothing,
  'annotations.import': nothing,
}

export interface OwnOutputs {
  'archive.undo': History
  'archive.redo': History
  'archive.history': History
  'archive.ownCounts': OwnCounts
  'archive.articleOwn': ArticleOwn

  'archive.tags': Tag[]
  'archive.createTag': Outcome<Tag>
  /** the number of articles that got or lost a tag */
  'archive.tagArticles': Outcome<number>
  'archive.selectionTags': SelectionTags
  'archive.renameTag': Outcome<Tag>
  'archive.moveTag': Outcome<Tag>
  'archive.mergeTags': Outcome<Tag>
  'archive.deleteTag': Outcome
  'archive.colourTag': Outcome<Tag>
  'archive.tagSuggestions': TagSuggestion[]

  /** the number of articles that were not so before */
  'archive.mark': Outcome<number>
  'archive.reading': void

  'archive.annotate': Outcome<Annotation>
  'archive.saveAnnotation': Saved<Annotation>
  'archive.attachAnnotation': Saved<Annotation>
  'archive.deleteAnnotations': Outcome<number>
  'archive.annotations': AnnotationPage

  /** the whole tree, each followed by those below it, in order */
  'archive.collections': Collection[]
  'archive.createCollection': Outcome<Collection>
  'archive.saveCollection': Saved<Collection>
  'archive.moveCollection': Outcome<Collection>
  'archive.deleteCollection': Outcome
  'archive.addToCollection': Outcome<number>
  'archive.removeFromCollection': Outcome<number>
  'archive.moveInCollection': Outcome<number>
  'archive.saveItemNote': Saved<ItemNote>

  'archive.savedSearches': SavedSearch[]
  'archive.createSavedSearch': Outcome<SavedSearch>
  'archive.saveSavedSearch': Outcome<SavedSearch>
  'archive.deleteSavedSearch': Outcome
  /** in the order asked */
  'archive.searchCounts': number[]
  'archive.freeze': Outcome<Collection>

  'archive.outletNames': OutletNames
  'archive.mergeOutlets': Outcome<OutletNames>
  'archive.splitOutlet': Outcome<OutletNames>
  'archive.addOutletAlias': Outcome<OutletNames>
  'archive.removeOutletAlias': Outcome<OutletNames>
  'archive.colourOutlet': Outcome<OutletNames>
  'archive.outletSuggestions': OutletSuggestion[]

  'archive.trash': Trash
  'archive.trashArticles': Outcome<number>
  'archive.restoreArticles': Outcome<number>
  'archive.takingBack': TakingBack
  'archive.takeBackImport': Outcome<number>
  'archive.bringBackImport': Outcome<number>
  'archive.deleted': { rows: Deleted[]; total: number }
  /** the number of things that came back */
  'archive.restoreDeleted': Outcome<number>
  'archive.keepTrash': Trash

  'archive.rules': Rule[]
  'archive.saveRule': Outcome<Rule>
  'archive.deleteRule': Outcome
  'archive.tryRule': RuleTrial
  /** the number of articles it changed */
  'archive.runRule': Outcome<number>

  /** the job's number; throws `job-running` while an import or an extraction runs */
  'trash.empty': number
  /** the job's number, or null when the dialog was cancelled */
  'annotations.export': number | null
  'annotations.import': number | null
}
