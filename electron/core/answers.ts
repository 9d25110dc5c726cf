import type { ArchiveMethod, Input, Output } from '../shared/api.ts'
import type { Article } from '../shared/model.ts'
import type { Archive } from './archive.ts'
import { readContent } from './db/articles.ts'
import { savedAtMs } from './db/brought.ts'
import { readMappings, saveMapping } from './db/column-mappings.ts'
import type { ReadDb } from './db/connection.ts'
import { readCorrections } from './db/corrections.ts'
import { discardExtraction, extractionChanges, extractionState } from './db/extraction.ts'
import { listedHeadlines, readHeadline } from './db/headlines.ts'
import { listFieldFates } from './db/field-fates.ts'
import { listDumps, listImports, markInterrupted, readImport } from './db/imports.ts'
import { listOutlets } from './db/outlets.ts'
import { listRecords, sourcesOf } from './db/records.ts'
import { reasonGroups } from './db/reasons.ts'
import { archiveStats } from './db/stats.ts'
import { readVersion, versionsOf } from './db/versions.ts'
import { citationsFor } from './export/citations.ts'
import { archiveMarkdown } from './export/markdown.ts'
import { today } from './import/extractors.ts'
import { indexPath } from './index/index-file.ts'
import { correctField, uncorrectField } from './own/corrections.ts'
import { ownAnswers } from './own/own-answers.ts'
import { timelineAnswers } from './timeline/timeline-answers.ts'

type Answers = { [M in ArchiveMethod]: (archive: Archive, input: Input<M>) => Output<M> }

/** Every `archive.*` method of the contract; a missing one does not compile. */
export const answers: Answers = {
  'archive.stats': (archive) => archiveStats(archive.db, archive.path, indexPath(archive.path)),
  'archive.outlets': (archive, { limit }) => listOutlets(archive.db, limit),
  'archive.list': (archive, { query, offset, limit }) => archive.lists.page(query, offset, limit),
  'archive.histogram': (archive, { query }) => archive.lists.histogram(query),
  'archive.locate': (archive, { query, id }) => archive.lists.locate(query, id),
  'archive.article': ({ db }, { id, version }) => readArticle(db, id, version),
  'archive.correct': (archive, { id, correction }) => {
    correctField(archive.db, id, correction)
    return readArticle(archive.db, id)
  },
  'archive.uncorrect': (archive, { id, field }) => {
    uncorrectField(archive.db, id, field)
    return readArticle(archive.db, id)
  },
  'archive.extraction': ({ db }) => extractionState(db, today),
  'archive.extractionChanges': ({ db }, { offset, limit }) => extractionChanges(db, offset, limit),
  'archive.discardExtraction': ({ db }) => discardExtraction(db),
  'archive.headline': (archive, { id }) => readHeadline(archive.db, id),
  'archive.imports': ({ db }) => {
    // before anybody is told that an import runs: one whose process was killed is offered to be resumed
    markInterrupted(db)
    return listImports(db)
  },
  'archive.import': (archive, { id }) => readImport(archive.db, id),
  'archive.dumps': (archive, input) => listDumps(archive.db, input),
  'archive.losses': ({ db }, { importId }) => listFieldFates(db, importId),
  'archive.records': (archive, input) => listRecords(archive.db, input),
  'archive.reasons': (archive, input) => reasonGroups(archive.db, input),
  'archive.mappings': ({ db }) => readMappings(db),
  'archive.saveMapping': ({ db }, { columns, mapping }) => saveMapping(db, columns, mapping),
  'archive.citations': (archive, { selection, style }) => citationsFor(archive, selection, style),
  'archive.markdown': ({ db }, { articleId }) => archiveMarkdown(db, articleId),
  ...timelineAnswers,
  ...ownAnswers,
}

function readArticle(db: ReadDb, id: number, version = 0): Article {
  const { row, authors, url, blocks, details } =
    version === 0 ? readContent(db, id) : readVersion(db, id, version)
  return {
    id: row.id,
    title: row.title,
    outletId: row.outletId,
    outlet: row.outlet,
    authors,
    published: row.published,
    url,
    language: row.language,
    words: row.words,
    ...details,
    blocks,
    headlines: listedHeadlines(db, id),
    sources: sourcesOf(db, id),
    corrections: version === 0 ? readCorrections(db, id) : {},
    versions: versionsOf(db, id),
    version,
    ...savedThere(db, id),
  }
}

function savedThere(db: ReadDb, id: number): Pick<Article, 'savedAtMs'> {
  const atMs = savedAtMs(db, id)
  return atMs === null ? {} : { savedAtMs: atMs }
}
