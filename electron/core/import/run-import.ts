import { basename } from 'node:path'
import { AppError, toErrorReply } from '../../shared/errors.ts'
import type { MergeReport } from '../../shared/export.ts'
import type { ImportRun, ImportState } from '../../shared/model.ts'
import type { Archive, ArchiveOptions } from '../archive.ts'
import { lastArticleId } from '../db/foreign.ts'
import { lastChangeSeq } from '../db/index-changes.ts'
import { asAppError, type Db } from '../db/connection.ts'
import {
  createImport,
  dumpFile,
  endImport,
  type ImportPlan,
  isComplete,
  readImport,
  reopenForRetry,
  reopenImport,
} from '../db/imports.ts'
import { endRetry, markForRetry } from '../db/retry.ts'
import { Waiting } from '../db/turns.ts'
import { IndexWriter } from '../index/index-writer.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, PAUSED, Progress } from '../job-control.ts'
import { reanchorSince } from '../annotations/reanchor.ts'
import { emptyReport } from '../merge/take-articles.ts'
import { takeInDump } from '../merge/take-in-dump.ts'
import { runRulesOnImport } from '../own/rules.ts'
import { restoreComeAgain } from '../own/take-back.ts'
import { finishIndex } from './run-index.ts'
import { takeZotero } from './take-zotero.ts'
import { DumpQueue } from './dump-queue.ts'
import { addSums, LedgerWriter, NO_SUMS } from './ledger-writer.ts'
import { listDumpsOf } from './list-dumps.ts'
import { ParsePool, type PoolOptions } from './parse-pool.ts'
import type { DumpPart } from './read-dump.ts'
import { formats, ZOTERO_LIBRARY } from './registry.ts'
import { weightOf } from './transfer.ts'

export type { JobControl, JobCounts } from '../job-control.ts'
export { runIndex } from './run-index.ts'

export type ImportRequest =
  /** `only`: of a folder these files alone, and none that an import has read as it is now; without it, all such */
  | { paths: string[]; onlyNew?: { only: readonly string[] | null } }
  | { resume: number }
  /** reads the refused records of an import once more, or those of one of its dumps */
  | { retry: number; dumpId?: number | null }

/** What tests change about the parser threads. */
export type PoolSettings = Pick<PoolOptions, 'threads' | 'workerFile' | 'stalledMs' | 'heapMb'>

/** What else an import may be told. */
export interface ImportOptions extends ArchiveOptions {
  pool?: PoolSettings
  /** is filled with what archives among the dumps brought */
  merged?: MergeReport
}

/** Holds the pages of all keys of half a million articles. */
const ARCHIVE_CACHE_MB = 64
/** The index is written from beginning to end, and merged likewise. */
const INDEX_CACHE_MB = 24

/** A batch is so much, whatever comes first. */
const BATCH_RECORDS = 500
const BATCH_BYTES = 8 * 1024 * 1024
const BATCH_MS = 250
/** The index takes its turn after so many articles. */
const INDEX_AFTER = 4000

/**
 * Imports files and folders, or takes up an import that was stopped. Whatever is wrong with a file ends in the ledger.
 * @returns the import as it stands: `done`, or `cancelled` when the signal came
 * @throws AppError when the archive itself fails (`disk-full`, `archive-locked`, …); what was committed stays
 */
export async function runImport(
  path: string,
  request: ImportRequest,
  control: JobControl,
  options: ImportOptions = {},
): Promise<ImportRun> {
  const archive = openForJob(path, { cacheMb: ARCHIVE_CACHE_MB, ...options }, true)
  try {
    const plan = planOf(archive.db, request)
    const only = 'paths' in request ? (request.onlyNew?.only ?? null) : null
    return await new ImportJob(archive, plan, control, options).run(only)
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

function planOf(db: Db, request: ImportRequest): ImportPlan {
  if ('resume' in request) return reopenImport(db, request.resume)
  if ('paths' in request)
    return createImport(db, nameOf(request.paths), request.paths, request.onlyNew !== undefined)
  const archives = Object.values(formats).flatMap(({ holdsArchive, name }) => (holdsArchive ? [name] : []))
  return db
    .transaction(() => {
      const plan = reopenForRetry(db, request.retry)
      if (markForRetry(db, request.retry, request.dumpId ?? null, archives) === 0)
        throw new AppError('bad-request', 'There is nothing here that could be tried again.')
      return plan
    })
    .immediate()
}

/** `reports`, or `a.txt and 3 more`. */
function nameOf(paths: readonly string[]): string {
  const first = basename(paths[0] ?? '') || (paths[0] ?? 'nothing')
  return paths.length > 1 ? `${first} and ${paths.length - 1} more` : first
}

class ImportJob {
  readonly #archive: Archive
  readonly #plan: ImportPlan
  readonly #signal: AbortSignal
  readonly #progress: Progress
  readonly #options: ImportOptions
  readonly #index: IndexWriter
  readonly #firstChange: number
  /** the newest article before this run */
  readonly #lastBefore: number
  #sinceIndexed = 0

  constructor(archive: Archive, plan: ImportPlan, control: JobControl, options: ImportOptions) {
    this.#archive = archive
    this.#plan = plan
    this.#firstChange = lastChangeSeq(archive.db)
    this.#lastBefore = lastArticleId(archive.db)
    this.#signal = control.signal
    this.#progress = new Progress(control)
    this.#options = options
    this.#index = IndexWriter.open(archive.path, archive.db, { ...options, cacheMb: INDEX_CACHE_MB })
  }

  async run(only: readonly string[] | null): Promise<ImportRun> {
    const { db } = this.#archive
    try {
      this.#progress.update({ step: 'Looking for files', importId: this.#plan.id })
      const where = { archivePath: this.#archive.path, only }
      const listed = await listDumpsOf(db, this.#plan, where, this.#signal, this.#progress)
      if (listed) await this.#importAll()
      endImport(db, this.#plan.id, this.#endState(listed))
      if (this.#plan.isRetry) endRetry(db, this.#plan.id)
      restoreComeAgain(db, this.#plan.id)
      await finishIndex(this.#index, this.#signal, this.#progress)
      this.#runRules()
      return readImport(db, this.#plan.id)
    } catch (error) {
      this.#recordFailure(asAppError(error, this.#archive.path))
      throw error
    } finally {
      this.#progress.say(true)
      this.#index.close()
    }
  }

  #endState(listed: boolean): ImportState {
    if (listed && isComplete(this.#archive.db, this.#plan.id)) return 'done'
    return this.#signal.reason === PAUSED ? 'paused' : 'cancelled'
  }

  /** A cancelled import that is resumed gets its rules at its end. */
  #runRules(): void {
    if (this.#signal.aborted || this.#index.lag() > 0) return
    this.#progress.update({ step: 'Applying rules' })
    // a retry leaves alone what came in before: a person may have thought otherwise since
    runRulesOnImport(this.#archive, this.#plan.id, this.#plan.isRetry ? this.#lastBefore : 0)
    // a newer version of an article may have brought another text
    reanchorSince(this.#archive.db, this.#firstChange)
  }

  async #importAll(): Promise<void> {
    const { db } = this.#archive
    const queue = new DumpQueue(db, this.#plan)
    const writer = new LedgerWriter(db, this.#plan.id)
    const { imported, duplicates, rejected, headlines, ...done } = queue.progress()
    const sums = { ...NO_SUMS, imported, duplicates, rejected, headlines }
    this.#progress.update({ step: 'Importing', ...done, imported, duplicates, rejected, headlines })
    const archives = new Map<number, DumpPart>()
    const waiting = new Waiting(db)
    const pool = new ParsePool({ ...this.#options.pool, next: (most) => queue.next(most) })
    try {
      while (!this.#signal.aborted) {
        const parts = await this.#gather(pool)
        if (parts.length === 0) break
        for (const part of parts) if (part.holdsArchive) archives.set(part.dumpId, part)
        for (let due = parts; due.length > 0 && !this.#signal.aborted;) {
          const { sums: batch, texts, done, left } = writer.write(due)
          addSums(sums, batch)
          queue.wrote(done)
          for (const text of texts) this.#index.expect(text)
          const { records: _, ...shown } = sums
          this.#progress.update({ ...shown, current: queue.filesDone, bytes: queue.bytesDone })
          await waiting.letGo()
          this.#indexSome(batch.imported)
          due = left
          await breathe()
        }
      }
    } finally {
      await pool.close()
    }
    for (const dumpId of archives.keys()) if (!this.#signal.aborted) await this.#takeIn(dumpId, writer)
  }

  async #takeIn(dumpId: number, writer: LedgerWriter): Promise<void> {
    const about = { archive: this.#archive, importId: this.#plan.id, dumpId }
    if (dumpFile(this.#archive.db, dumpId).format === ZOTERO_LIBRARY) {
      return takeZotero({
        ...{ ...about, writer, signal: this.#signal, progress: this.#progress },
        nativeBinding: this.#options.nativeBinding,
        onBatch: (texts, imported) => {
          for (const text of texts) this.#index.expect(text)
          this.#indexSome(imported)
        },
      })
    }
    await takeInDump(
      {
        ...about,
        report: this.#options.merged ?? emptyReport(),
        signal: this.#signal,
        progress: this.#progress,
        onBatch: (articles) => this.#indexSome(articles),
      },
      this.#options,
    )
  }

  /** @returns the next batch; empty only at the end */
  async #gather(pool: ParsePool): Promise<DumpPart[]> {
    const batch: DumpPart[] = []
    let records = 0
    let bytes = 0
    let until = Infinity
    for (;;) {
      const left = Math.max(0, until - performance.now())
      const parts = await pool.take(Math.min(left, BATCH_MS))
      if (parts === null || this.#signal.aborted) return batch
      for (const part of parts) {
        batch.push(part)
        records += part.records.length
        for (const record of part.records) bytes += weightOf(record)
      }
      if (records >= BATCH_RECORDS || bytes >= BATCH_BYTES) return batch
      if (batch.length > 0 && until === Infinity) until = performance.now() + BATCH_MS
      if (batch.length > 0 && performance.now() >= until) return batch
    }
  }

  #indexSome(articles: number): void {
    this.#sinceIndexed += articles
    if (this.#sinceIndexed < INDEX_AFTER) return
    this.#index.catchUp({ maxArticles: this.#sinceIndexed })
    this.#sinceIndexed = 0
  }

  /** Best effort: on a full disk the ledger may not take even this, and then says “interrupted” at the next start. */
  #recordFailure(error: unknown): void {
    try {
      const { message, detail } = toErrorReply(error)
      endImport(this.#archive.db, this.#plan.id, 'failed', detail ? `${message} ${detail}` : message)
    } catch (second) {
      if (second instanceof AppError) throw second
    }
  }
}
