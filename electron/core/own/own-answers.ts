import type { Input, Output } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { OwnOutputs } from '../../shared/own-api.ts'
import type { Archive } from '../archive.ts'
import { keepReading } from '../db/reading.ts'
import { listTags } from '../db/tags.ts'
import { readHistory, redo, undo } from './history.ts'
import { markArticles } from './reading.ts'
import { select } from './selection.ts'
import { colourTag, createTag, deleteTag, mergeTags, moveTag, renameTag, tagArticles } from './tags.ts'

type OwnMethod = Extract<keyof OwnOutputs, `archive.${string}`>
type OwnAnswers = { [M in OwnMethod]: (archive: Archive, input: Input<M>) => Output<M> }

const notYet = (): never => {
  throw new AppError('internal', 'This is not built yet.')
}

/** Every method about what people add; a missing one does not compile. */
export const ownAnswers: OwnAnswers = {
  'archive.addOutletAlias': notYet,
  'archive.addToCollection': notYet,
  'archive.annotate': notYet,
  'archive.annotations': notYet,
  'archive.articleOwn': notYet,
  'archive.attachAnnotation': notYet,
  'archive.collections': notYet,
  'archive.colourOutlet': notYet,
  'archive.colourTag': ({ db }, { tagId, colour }) => colourTag(db, tagId, colour),
  'archive.createCollection': notYet,
  'archive.createSavedSearch': notYet,
  'archive.createTag': ({ db }, { path }) => createTag(db, path),
  'archive.deleteAnnotations': notYet,
  'archive.deleteCollection': notYet,
  'archive.deleteRule': notYet,
  'archive.deleteSavedSearch': notYet,
  'archive.deleteTag': ({ db }, { tagId }) => deleteTag(db, tagId),
  'archive.emptyTrash': notYet,
  'archive.freeze': notYet,
  'archive.history': ({ db }, { limit }) => readHistory(db, limit),
  'archive.keepTrash': notYet,
  'archive.mark': (archive, { selection, ...marks }) => {
    select(archive, selection)
    return markArticles(archive.db, marks)
  },
  'archive.mergeOutlets': notYet,
  'archive.mergeTags': ({ db }, { from, into }) => mergeTags(db, from, into),
  'archive.moveCollection': notYet,
  'archive.moveInCollection': notYet,
  'archive.moveTag': ({ db }, { tagId, parentId }) => moveTag(db, tagId, parentId),
  'archive.outletNames': notYet,
  'archive.outletSuggestions': notYet,
  'archive.ownCounts': notYet,
  'archive.reading': ({ db }, input) => keepReading(db, input),
  'archive.redo': ({ db }) => redo(db),
  'archive.removeFromCollection': notYet,
  'archive.removeOutletAlias': notYet,
  'archive.renameTag': ({ db }, { tagId, name }) => renameTag(db, tagId, name),
  'archive.restoreArticles': notYet,
  'archive.rules': notYet,
  'archive.runRule': notYet,
  'archive.saveAnnotation': notYet,
  'archive.saveCollection': notYet,
  'archive.saveItemNote': notYet,
  'archive.saveRule': notYet,
  'archive.saveSavedSearch': notYet,
  'archive.savedSearches': notYet,
  'archive.searchCounts': notYet,
  'archive.splitOutlet': notYet,
  'archive.tagArticles': (archive, { selection, add, remove }) => {
    select(archive, selection)
    return tagArticles(archive.db, add, remove)
  },
  'archive.tagSuggestions': notYet,
  'archive.tags': ({ db }) => listTags(db),
  'archive.takeBackImport': notYet,
  'archive.trash': notYet,
  'archive.trashArticles': notYet,
  'archive.tryRule': notYet,
  'archive.undo': ({ db }, { changeId }) => undo(db, changeId),
}
