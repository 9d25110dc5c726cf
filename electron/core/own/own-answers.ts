import type { Input, Output } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { OwnOutputs } from '../../shared/own-api.ts'
import type { Archive } from '../archive.ts'

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
  'archive.colourTag': notYet,
  'archive.createCollection': notYet,
  'archive.createSavedSearch': notYet,
  'archive.createTag': notYet,
  'archive.deleteAnnotations': notYet,
  'archive.deleteCollection': notYet,
  'archive.deleteRule': notYet,
  'archive.deleteSavedSearch': notYet,
  'archive.deleteTag': notYet,
  'archive.emptyTrash': notYet,
  'archive.freeze': notYet,
  'archive.history': notYet,
  'archive.keepTrash': notYet,
  'archive.mark': notYet,
  'archive.mergeOutlets': notYet,
  'archive.mergeTags': notYet,
  'archive.moveCollection': notYet,
  'archive.moveInCollection': notYet,
  'archive.moveTag': notYet,
  'archive.outletNames': notYet,
  'archive.outletSuggestions': notYet,
  'archive.ownCounts': notYet,
  'archive.reading': notYet,
  'archive.redo': notYet,
  'archive.removeFromCollection': notYet,
  'archive.removeOutletAlias': notYet,
  'archive.renameTag': notYet,
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
  'archive.tagArticles': notYet,
  'archive.tagSuggestions': notYet,
  'archive.tags': notYet,
  'archive.takeBackImport': notYet,
  'archive.trash': notYet,
  'archive.trashArticles': notYet,
  'archive.tryRule': notYet,
  'archive.undo': notYet,
}
