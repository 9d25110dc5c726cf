/**
 * Extraction once more, by today's extractors, over originals that are in the archive: first a preview, which changes no
 * article, then, when a person has seen it, the change. Corrections and annotations stay.
 */
import { basename } from 'node:path'
import { readMappings } from '../db/column-mappings.ts'
import type { ExtractionPreview } from '../../shared/model.ts'
import type { ArchiveOptions } from '../archive.ts'
import { reanchorSince } from '../annotations/reanchor.ts'
import { lastChangeSeq } from '../db/index-changes.ts'
import { asAppError, type Db } from '../db/connection.ts'
import {
  addPending,
  countPending,
  discardExtraction,
  type ExtractableRecord,
  extractableRecords,
  keepExtractor,
  keepGained,
  keepPreview,
  keepRefusal,
  type Pending,
  pendingRecords,
  placeAmongSiblings,
  settlePending,
} from '../db/extraction.ts'
import { readOriginal } from '../db/originals.ts'
import { partsOf } from '../db/parts.ts'
import type { NewRecord } from '../db/records.ts'
import { IndexWriter } from '../index/index-writer.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'
import { type Around, nothingAround } from './around.ts'
import { sniffKind } from './detect.ts'
import { asNew, differences } from './extraction-diff.ts'
import { prepareRecord, type PreparedRecord } from './prepare.ts'
import { today } from './extractors.ts'
import type { Format, FoundRecord } from './format.ts'
import { formats } from './registry.ts'
import { finishIndex } from './run-index.ts'
import { Settler } from './settle.ts'

export type ExtractionRequest =
  /** looks; `all`: also at what today's extractors made */
  { do: 'preview'; all: boolean } | { do: 'apply' }

/** Records between two looks at the signal, and in one transaction. */
const PAGE = 50

/**
 * @returns the preview: what was found, or what was applied
 * @throws AppError `archive-read-only`, and what openArchive throws
 */
export async function runExtraction(
  path: string,
  request: ExtractionRequest,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<ExtractionPreview> {
  const archive = openForJob(path, options, true)
  try {
    const progress = new Progress(control)
    if (request.do === 'preview') return await preview(archive.db, request.all, control.signal, progress)
    const before = lastChangeSeq(archive.db)
    const done = await apply(archive.db, control.signal, progress)
    reanchorSince(archive.db, before)
    const index = IndexWriter.open(archive.path, archive.db, options)
    try {
      await finishIndex(index, control.signal, progress)
    } finally {
      index.close()
    }
    return done
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

async function preview(
  db: Db,
  all: boolean,
  signal: AbortSignal,
  progress: Progress,
): Promise<ExtractionPreview> {
  discardExtraction(db)
  progress.update({ step: 'Extracting again' })
  const found = nothingYet()
  for (let after = 0; ;) {
    const records = extractableRecords(db, today, { all, after, limit: PAGE })
    if (records.length === 0 || signal.aborted) break
    after = records.at(-1)!.id
    const pending: Pending[] = []
    for (const record of records) {
      const result = look(db, record, found)
      if (result) pending.push(result)
      await breathe()
    }
    addPending(db, pending)
    progress.update({ current: found.looked })
  }
  if (signal.aborted) discardExtraction(db)
  else keepPreview(db, found)
  return found
}

function nothingYet(): ExtractionPreview {
  return { madeAtMs: Date.now(), looked: 0, changed: 0, gained: 0, failed: 0, fields: {} }
}

/** What one record would become; adds it to the sums. */
function look(db: Db, record: ExtractableRecord, sums: ExtractionPreview): Pending | null {
  sums.looked++
  const read = extract(db, record)
  if (!read || 'refusal' in read.found.outcome) {
    if (record.articleId !== null) sums.failed++
    // still refused, which need not be found out again
    return record.articleId === null ? { recordId: record.id, title: '', fields: null } : null
  }
  const { outcome } = read.found
  if (record.articleId === null) {
    sums.gained++
    return { recordId: record.id, title: outcome.title, fields: asNew(outcome) }
  }
  const fields = differences(db, record.articleId, outcome)
  if (fields.length > 0) sums.changed++
  for (const { field } of fields) sums.fields[field] = (sums.fields[field] ?? 0) + 1
  return { recordId: record.id, title: outcome.title, fields: fields.length > 0 ? fields : null }
}

interface Read {
  found: FoundRecord
  format: Format
  bytes: Uint8Array
}

/** @returns null where the original cannot be read as the one record that it is */
function extract(db: Db, record: ExtractableRecord): Read | null {
  const bytes = readOriginal(db, record.originalId)
  const format = formats[sniffKind(bytes)]
  const found = [...format.read(bytes, aroundOriginal(db, record))]
  // several pages of one file share its bytes, and come in the order in which they came then
  const place = record.articleId === null || found.length === 1 ? 0 : placeAmongSiblings(db, record)
  const read = found[place]
  if (!read || (found.length > 1 && read.byteStart !== 0)) return null
  return { found: read, format, bytes }
}

/** The files that lay beside a page when it was imported. */
function aroundOriginal(db: Db, { originalId, path }: ExtractableRecord): Around {
  const parts = partsOf(db, originalId)
  return {
    ...nothingAround(basename(path)),
    mappings: readMappings(db),
    readBeside: (folder, inner) => parts.find(({ name }) => name === `${folder}/${inner}`)?.read() ?? null,
    partOf: (src) => {
      const bytes = parts.find(({ name }) => name === src.slice(0, 2000))?.read()
      return bytes ? { mime: '', bytes } : null
    },
  }
}

async function apply(db: Db, signal: AbortSignal, progress: Progress): Promise<ExtractionPreview> {
  const sums = nothingYet()
  progress.update({ step: 'Applying', total: countPending(db) })
  const settler = new Settler(db)
  for (let after = 0; !signal.aborted;) {
    const records = pendingRecords(db, after, PAGE)
    if (records.length === 0) break
    after = records.at(-1)!.id
    try {
      db.transaction(() => {
        for (const record of records) applyOne(db, settler, record, sums)
        settler.flush()
      }).immediate()
    } catch (error) {
      settler.reset()
      throw error
    }
    progress.update({ current: sums.looked })
    await breathe()
  }
  // what was not reached stays in the preview
  if (!signal.aborted) discardExtraction(db)
  return sums
}

function applyOne(db: Db, settler: Settler, record: ExtractableRecord, sums: ExtractionPreview): void {
  sums.looked++
  settlePending(db, record.id)
  const read = extract(db, record)
  if (!read) return void sums.failed++
  if ('refusal' in read.found.outcome) return refuseAgain(db, record, read)
  const prepared = prepareRecord(record.number, read.found, read.bytes, read.format)
  if (prepared.parts.length > 0) settler.parts.keep(record.originalId, prepared.parts)
  if (record.articleId === null) {
    gain(db, settler, record, prepared)
    sums.gained++
    return
  }
  const isChanged = differences(db, record.articleId, read.found.outcome).length > 0
  update(db, settler, record, prepared, isChanged)
  if (isChanged) sums.changed++
}

function refuseAgain(db: Db, record: ExtractableRecord, { found, format }: Read): void {
  if (record.articleId !== null || !('refusal' in found.outcome)) return
  keepRefusal(db, record.id, found.outcome.refusal, format.extractor)
}

function update(
  db: Db,
  settler: Settler,
  record: ExtractableRecord,
  { article, extractor, capturedAtMs }: PreparedRecord,
  isChanged: boolean,
): void {
  const source = { originalId: record.originalId, capturedAtMs }
  if (isChanged) settler.versions.replace(record.articleId!, article!, source)
  settler.articles.headlines.add(record.articleId!, article!.headlines)
  keepExtractor(db, record.id, extractor)
}

/** A refused record becomes an article, or one more source of one, and the ledger's sums follow. */
function gain(db: Db, settler: Settler, record: ExtractableRecord, prepared: PreparedRecord): void {
  const line: NewRecord = {
    ...record,
    state: 'rejected',
    reason: null,
    articleId: null,
    extractor: prepared.extractor,
  }
  const { headlines } = settler.settleArticle(line, prepared.article!, prepared.capturedAtMs)
  keepGained(db, record.id, line, headlines)
}
