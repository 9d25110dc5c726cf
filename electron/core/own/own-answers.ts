import type { Input, Output } from '../../shared/api.ts'
import type { ArticleOwn } from '../../shared/own.ts'
import type { OwnOutputs } from '../../shared/own-api.ts'
import { reanchor } from '../annotations/reanchor.ts'
import type { Archive } from '../archive.ts'
import { listAnnotations } from '../db/annotation-list.ts'
import { annotationsOf } from '../db/annotations.ts'
import { collectionsOf, listCollections } from '../db/collections.ts'
import type { Db } from '../db/connection.ts'
import { listDeleted } from '../db/deleted.ts'
import { listOutlets } from '../db/outlets.ts'
import { ownCounts } from '../db/own-counts.ts'
import { keepReading, readingState } from '../db/reading.ts'
import { listRules } from '../db/rules.ts'
import { listSearches, readSearch } from '../db/saved-searches.ts'
import { countSelected, listTags, tagIdsOf } from '../db/tags.ts'
import { trashedAtMs } from '../db/trash.ts'
import { annotate, attachAnnotation, deleteAnnotations, saveAnnotation } from './annotations.ts'
import {
  addToCollection,
  createCollection,
  createSearch,
  deleteCollection,
  deleteSearch,
  freeze,
  moveCollection,
  moveInCollection,
  removeFromCollection,
  saveCollection,
  saveItemNote,
  saveSearch,
} from './collections.ts'
import { restoreDeleted } from './deleted.ts'
import { readHistory, redo, undo } from './history.ts'
import { noteNeedles } from './note-words.ts'
import { addAlias, colourOutlet, dropAlias, mergeOutlets, outletNames, splitOutlet } from './outlets.ts'
import { outletSuggestions, tagSuggestions } from './suggestions.ts'
import { markArticles } from './reading.ts'
import { deleteRule, runRule, saveRule, tryRule } from './rules.ts'
import { select } from './selection.ts'
import { bringBackImport, lookTakeBack, takeBackImport } from './take-back.ts'
import { keepTrash, readTrash, restoreArticles, trashArticles } from './trash.ts'
import { colourTag, createTag, deleteTag, mergeTags, moveTag, renameTag, tagArticles } from './tags.ts'

type OwnMethod = Extract<keyof OwnOutputs, `archive.${string}`>
type OwnAnswers = { [M in OwnMethod]: (archive: Archive, input: Input<M>) => Output<M> }

/** Outlets with most articles, among which names that may be one are looked for. */
const MOST_COMPARED = 20_000

/** Every method about what people add; a missing one does not compile. */
export const ownAnswers: OwnAnswers = {
  'archive.addOutletAlias': ({ db }, { outletId, name }) => addAlias(db, outletId, name),
  'archive.addToCollection': (archive, { collectionId, selection, beforeId }) => {
    select(archive, selection)
    return addToCollection(archive.db, collectionId, beforeId)
  },
  'archive.annotate': ({ db }, input) => annotate(db, input),
  'archive.annotations': ({ db }, { text, ...input }) =>
    listAnnotations(db, { ...input, needles: noteNeedles(text) }),
  'archive.articleOwn': ({ db }, { articleId }) => articleOwn(db, articleId),
  'archive.attachAnnotation': ({ db }, { annotationId, revision, ...place }) =>
    attachAnnotation(db, annotationId, revision, place),
  'archive.collections': ({ db }) => listCollections(db),
  'archive.colourOutlet': ({ db }, { outletId, hue }) => colourOutlet(db, outletId, hue),
  'archive.colourTag': ({ db }, { tagId, colour }) => colourTag(db, tagId, colour),
  'archive.createCollection': ({ db }, { title, parentId }) => createCollection(db, title, parentId),
  'archive.createSavedSearch': ({ db }, { name, query }) => createSearch(db, name, query),
  'archive.createTag': ({ db }, { path }) => createTag(db, path),
  'archive.deleted': ({ db }, { offset, limit }) => listDeleted(db, offset, limit),
  'archive.deleteAnnotations': ({ db }, { annotationIds }) => deleteAnnotations(db, annotationIds),
  'archive.deleteCollection': ({ db }, { collectionId }) => deleteCollection(db, collectionId),
  'archive.deleteRule': ({ db }, { ruleId }) => deleteRule(db, ruleId),
  'archive.deleteSavedSearch': ({ db }, { searchId }) => deleteSearch(db, searchId),
  'archive.deleteTag': ({ db }, { tagId }) => deleteTag(db, tagId),
  'archive.freeze': (archive, { query, title, parentId }) => {
    select(archive, { query, except: [] })
    return freeze(archive.db, title, parentId)
  },
  'archive.history': ({ db }, { limit }) => readHistory(db, limit),
  'archive.keepTrash': ({ db }, { days }) => keepTrash(db, days),
  'archive.mark': (archive, { selection, ...marks }) => {
    select(archive, selection)
    return markArticles(archive.db, marks)
  },
  'archive.mergeOutlets': ({ db }, { from, into }) => mergeOutlets(db, from, into),
  'archive.mergeTags': ({ db }, { from, into }) => mergeTags(db, from, into),
  'archive.moveCollection': ({ db }, { collectionId, parentId, beforeId }) =>
    moveCollection(db, collectionId, parentId, beforeId),
  'archive.moveInCollection': ({ db }, { collectionId, articleIds, beforeId }) =>
    moveInCollection(db, collectionId, articleIds, beforeId),
  'archive.moveTag': ({ db }, { tagId, parentId }) => moveTag(db, tagId, parentId),
  'archive.outletNames': ({ db }, { outletId }) => outletNames(db, outletId),
  'archive.outletSuggestions': ({ db }) => outletSuggestions(listOutlets(db, MOST_COMPARED)),
  'archive.ownCounts': ({ db }) => ownCounts(db),
  'archive.reading': ({ db }, input) => keepReading(db, input),
  'archive.redo': ({ db }) => redo(db),
  'archive.removeFromCollection': (archive, { collectionId, selection }) => {
    select(archive, selection)
    return removeFromCollection(archive.db, collectionId)
  },
  'archive.removeOutletAlias': ({ db }, { outletId, name }) => dropAlias(db, outletId, name),
  'archive.renameTag': ({ db }, { tagId, name }) => renameTag(db, tagId, name),
  'archive.restoreArticles': (archive, { selection }) => {
    select(archive, selection)
    return restoreArticles(archive.db)
  },
  'archive.restoreDeleted': ({ db }, { deletedIds }) => restoreDeleted(db, deletedIds),
  'archive.rules': ({ db }) => listRules(db),
  'archive.runRule': (archive, { ruleId }) => runRule(archive, ruleId),
  'archive.saveAnnotation': ({ db }, { annotationId, revision, ...change }) =>
    saveAnnotation(db, annotationId, revision, change),
  'archive.saveCollection': ({ db }, { collectionId, revision, ...change }) =>
    saveCollection(db, collectionId, revision, change),
  'archive.saveItemNote': ({ db }, input) => saveItemNote(db, input),
  'archive.saveRule': ({ db }, { ruleId, ...rule }) => saveRule(db, ruleId, rule),
  'archive.saveSavedSearch': ({ db }, { searchId, ...change }) => saveSearch(db, searchId, change),
  'archive.savedSearches': ({ db }) => listSearches(db),
  'archive.searchCounts': ({ db, lists }, { searchIds }) =>
    searchIds.map((id) => lists.histogram(readSearch(db, id).query).total),
  'archive.selectionTags': (archive, { selection }) => ({
    total: select(archive, selection),
    tags: countSelected(archive.db),
  }),
  'archive.splitOutlet': ({ db }, { outletId }) => splitOutlet(db, outletId),
  'archive.tagArticles': (archive, { selection, add, remove }) => {
    select(archive, selection)
    return tagArticles(archive.db, add, remove)
  },
  'archive.tagSuggestions': ({ db }) => tagSuggestions(listTags(db)),
  'archive.tags': ({ db }) => listTags(db),
  'archive.takingBack': ({ db }, { importId }) => lookTakeBack(db, importId),
  'archive.takeBackImport': ({ db }, { importId, keepOwn = false }) => takeBackImport(db, importId, keepOwn),
  'archive.bringBackImport': ({ db }, { importId }) => bringBackImport(db, importId),
  'archive.trash': ({ db }) => readTrash(db),
  'archive.trashArticles': (archive, { selection }) => {
    select(archive, selection)
    return trashArticles(archive.db)
  },
  'archive.tryRule': (archive, rule) => tryRule(archive, rule),
  'archive.undo': ({ db }, { changeId }) => undo(db, changeId),
}

function articleOwn(db: Db, articleId: number): ArticleOwn {
  // the text may have been extracted again since
  reanchor(db, articleId)
  const own = new Set(tagIdsOf(db, articleId))
  return {
    tags: own.size === 0 ? [] : listTags(db).filter((tag) => own.has(tag.id)),
    annotations: annotationsOf(db, articleId),
    collections: collectionsOf(db, articleId),
    ...readingState(db, articleId),
    trashedAtMs: trashedAtMs(db, articleId),
  }
}
