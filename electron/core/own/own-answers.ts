import type { Input, Output } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { ArticleOwn } from '../../shared/own.ts'
import type { OwnOutputs } from '../../shared/own-api.ts'
import { reanchor } from '../annotations/reanchor.ts'
import type { Archive } from '../archive.ts'
import { listAnnotations } from '../db/annotation-list.ts'
import { annotationsOf } from '../db/annotations.ts'
import { collectionsOf, listCollections } from '../db/collections.ts'
import type { Db } from '../db/connection.ts'
import { ownCounts } from '../db/own-counts.ts'
import { keepReading, readingState } from '../db/reading.ts'
import { listSearches, readSearch } from '../db/saved-searches.ts'
import { listTags, tagIdsOf } from '../db/tags.ts'
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
import { readHistory, redo, undo } from './history.ts'
import { noteNeedles } from './note-words.ts'
import { markArticles } from './reading.ts'
import { select } from './selection.ts'
import { emptyTrash, keepTrash, readTrash, restoreArticles, takeBackImport, trashArticles } from './trash.ts'
import { colourTag, createTag, deleteTag, mergeTags, moveTag, renameTag, tagArticles } from './tags.ts'

type OwnMethod = Extract<keyof OwnOutputs, `archive.${string}`>
type OwnAnswers = { [M in OwnMethod]: (archive: Archive, input: Input<M>) => Output<M> }

const notYet = (): never => {
  throw new AppError('internal', 'This is not built yet.')
}

/** Every method about what people add; a missing one does not compile. */
export const ownAnswers: OwnAnswers = {
  'archive.addOutletAlias': notYet,
  'archive.addToCollection': (archive, { collectionId, selection, beforeId }) => {
    select(archive, selection)
    return addToCollection(archive.db, collectionId, beforeId)
  },
  'archive.annotate': ({ db }, input) => annotate(db, input),
  'archive.annotations': ({ db }, { text, ...input }) =>
    listAnnotations(db, { ...input, needles: noteNeedles(text) }),
  'archive.articleOwn': ({ db }, { articleId }) => articleOwn(db, articleId),
  'archive.attachAnnotation': ({ db }, { annotationId, revision, start, end }) =>
    attachAnnotation(db, annotationId, revision, start, end),
  'archive.collections': ({ db }) => listCollections(db),
  'archive.colourOutlet': notYet,
  'archive.colourTag': ({ db }, { tagId, colour }) => colourTag(db, tagId, colour),
  'archive.createCollection': ({ db }, { title, parentId }) => createCollection(db, title, parentId),
  'archive.createSavedSearch': ({ db }, { name, query }) => createSearch(db, name, query),
  'archive.createTag': ({ db }, { path }) => createTag(db, path),
  'archive.deleteAnnotations': ({ db }, { annotationIds }) => deleteAnnotations(db, annotationIds),
  'archive.deleteCollection': ({ db }, { collectionId }) => deleteCollection(db, collectionId),
  'archive.deleteRule': notYet,
  'archive.deleteSavedSearch': ({ db }, { searchId }) => deleteSearch(db, searchId),
  'archive.deleteTag': ({ db }, { tagId }) => deleteTag(db, tagId),
  'archive.emptyTrash': ({ db }, { articleIds }) => emptyTrash(db, articleIds),
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
  'archive.mergeOutlets': notYet,
  'archive.mergeTags': ({ db }, { from, into }) => mergeTags(db, from, into),
  'archive.moveCollection': ({ db }, { collectionId, parentId, beforeId }) =>
    moveCollection(db, collectionId, parentId, beforeId),
  'archive.moveInCollection': ({ db }, { collectionId, articleIds, beforeId }) =>
    moveInCollection(db, collectionId, articleIds, beforeId),
  'archive.moveTag': ({ db }, { tagId, parentId }) => moveTag(db, tagId, parentId),
  'archive.outletNames': notYet,
  'archive.outletSuggestions': notYet,
  'archive.ownCounts': ({ db }) => ownCounts(db),
  'archive.reading': ({ db }, input) => keepReading(db, input),
  'archive.redo': ({ db }) => redo(db),
  'archive.removeFromCollection': (archive, { collectionId, selection }) => {
    select(archive, selection)
    return removeFromCollection(archive.db, collectionId)
  },
  'archive.removeOutletAlias': notYet,
  'archive.renameTag': ({ db }, { tagId, name }) => renameTag(db, tagId, name),
  'archive.restoreArticles': (archive, { selection }) => {
    select(archive, selection)
    return restoreArticles(archive.db)
  },
  'archive.rules': notYet,
  'archive.runRule': notYet,
  'archive.saveAnnotation': ({ db }, { annotationId, revision, ...change }) =>
    saveAnnotation(db, annotationId, revision, change),
  'archive.saveCollection': ({ db }, { collectionId, revision, ...change }) =>
    saveCollection(db, collectionId, revision, change),
  'archive.saveItemNote': ({ db }, input) => saveItemNote(db, input),
  'archive.saveRule': notYet,
  'archive.saveSavedSearch': ({ db }, { searchId, ...change }) => saveSearch(db, searchId, change),
  'archive.savedSearches': ({ db }) => listSearches(db),
  'archive.searchCounts': ({ db, lists }, { searchIds }) =>
    searchIds.map((id) => lists.histogram(readSearch(db, id).query).total),
  'archive.splitOutlet': notYet,
  'archive.tagArticles': (archive, { selection, add, remove }) => {
    select(archive, selection)
    return tagArticles(archive.db, add, remove)
  },
  'archive.tagSuggestions': notYet,
  'archive.tags': ({ db }) => listTags(db),
  'archive.takeBackImport': ({ db }, { importId }) => takeBackImport(db, importId),
  'archive.trash': ({ db }) => readTrash(db),
  'archive.trashArticles': (archive, { selection }) => {
    select(archive, selection)
    return trashArticles(archive.db)
  },
  'archive.tryRule': notYet,
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
