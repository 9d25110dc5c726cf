/** This file is the whole public API of core: open an archive, ask it, run jobs on it. */
import { randomUUID } from 'node:crypto'
import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { ArchiveMethod, Input, Output } from '../shared/api.ts'
import { AppError } from '../shared/errors.ts'
import { OWN_AREAS, type OwnArea, type OwnChanged } from '../shared/own.ts'
import { answers } from './answers.ts'
import { historyVersion, nextChanges } from './db/changes.ts'
import { asAppError, BUSY_MS, connect, type Db } from './db/connection.ts'
import { identify, migrate } from './db/migrate.ts'
import { type Picture, readPicture } from './db/parts.ts'
import { timesEmptied } from './db/trash.ts'
import { indexLag, IndexWriter } from './index/index-writer.ts'
import { storiesDue } from './stories/find-stories.ts'
import { rulesPending } from './stories/story-rules.ts'
import { openIndex } from './index/index-file.ts'
import { Lists } from './lists.ts'
import { takeOwnChanged } from './own/history.ts'
import { hasOldTrash } from './own/empty-trash.ts'
import { silent, type Log } from './log.ts'

export {
  runAnnotationsExport,
  runAnnotationsImport,
  type ImportedAnnotations,
} from './annotations/exchange.ts'
export { PAUSED } from './job-control.ts'
export { runCheck } from './check.ts'
export { type Emptied, runEmptyTrash } from './own/empty-trash.ts'
export { backupPath, isBackupDue, listBackups } from './backup/backups.ts'
export { restoreBackup } from './backup/restore-backup.ts'
export { type BackupOptions, type MadeBackup, runBackup } from './backup/run-backup.ts'
export { isLinesFile, restoreLines } from './lines/restore-lines.ts'
export { isTypesettingLeft } from './export/pdf/typesetting.ts'
export { type Merged, runMerge } from './merge/run-merge.ts'
export { lossesCsv } from './export/losses-csv.ts'
export { runExport, type ExportRequest, type ExportResult, type PlainFormat } from './export/run-export.ts'
export { writeLedger, runLedger, type LedgerChoice } from './export/ledger-csv.ts'
export { findNewFiles } from './import/new-files.ts'
export {
  runImport,
  runIndex,
  type ImportRequest,
  type JobControl,
  type JobCounts,
} from './import/run-import.ts'

type Dossier = typeof import('./export/dossier/run-dossier.ts')
type Verify = typeof import('./export/dossier/verify-dossier.ts')

/** An evidence dossier. Loaded when it is asked for, as is its zip library. */
export async function runDossier(
  ...input: Parameters<Dossier['runDossier']>
): ReturnType<Dossier['runDossier']> {
  return (await import('./export/dossier/run-dossier.ts')).runDossier(...input)
}

/** Whether a dossier is as it was made; needs no archive. */
export async function verifyDossier(
  ...input: Parameters<Verify['verifyDossier']>
): ReturnType<Verify['verifyDossier']> {
  return (await import('./export/dossier/verify-dossier.ts')).verifyDossier(...input)
}

type PdfExport = typeof import('./export/pdf/run-pdf.ts')

/** Articles as a PDF. Loaded when it is asked for, as is Typst: native, and of use to nothing else. */
export async function runPdfExport(
  ...input: Parameters<PdfExport['runPdfExport']>
): ReturnType<PdfExport['runPdfExport']> {
  return (await import('./export/pdf/run-pdf.ts')).runPdfExport(...input)
}

/** The first pages of such a PDF as pictures. */
export async function makePdfPreview(
  ...input: Parameters<PdfExport['makePdfPreview']>
): ReturnType<PdfExport['makePdfPreview']> {
  return (await import('./export/pdf/run-pdf.ts')).makePdfPreview(...input)
}

type PreviewColumns = typeof import('./import/preview-columns.ts').previewColumns

/** The first rows of a data set as articles. Loaded when it is asked for, as extraction is. */
export async function previewColumns(
  ...input: Parameters<PreviewColumns>
): Promise<ReturnType<PreviewColumns>> {
  return (await import('./import/preview-columns.ts')).previewColumns(...input)
}

type PreviewDump = typeof import('./import/preview-dump.ts').previewDump

/** The same of a dump of an archive's ledger. */
export async function previewDump(...input: Parameters<PreviewDump>): Promise<ReturnType<PreviewDump>> {
  return (await import('./import/preview-dump.ts')).previewDump(...input)
}

type RunExtraction = typeof import('./import/extract-again.ts').runExtraction

/** Extraction once more over the kept originals. Loaded when it is asked for: extractors would slow down every opening. */
export async function runExtraction(...input: Parameters<RunExtraction>): ReturnType<RunExtraction> {
  return (await import('./import/extract-again.ts')).runExtraction(...input)
}

export interface ArchiveOptions {
  /** make the file when it is missing */
  create?: boolean
  /** only look: a copy is read, as for a place that cannot be written to, and the file stays untouched to the last byte */
  readOnly?: boolean
  /** the compiled better-sqlite3 where the stock one does not fit the runtime */
  nativeBinding?: string | undefined
  log?: Log
  cacheMb?: number
}

/** What the index must know of at once. */
const IN_INDEX: ReadonlySet<OwnArea> = new Set(['corrections', 'trash', 'stories'])

/** What is indexed while a person waits; more is left to a job. */
const MOST_CHANGES = 100

/** An open archive with its index. */
export class Archive {
  readonly path: string
  /** opened from a place that cannot be written to: a copy is read, nothing can be added */
  readonly readOnly: boolean
  readonly db: Db
  readonly lists: Lists
  readonly options: ArchiveOptions
  #index: Db | null = null
  #own: OwnChanged | null = null
  #history = ''
  #emptied: number

  constructor(path: string, db: Db, readOnly: boolean, options: ArchiveOptions) {
    this.path = path
    this.db = db
    this.readOnly = readOnly
    this.options = options
    this.#emptied = timesEmptied(db)
    this.lists = new Lists(db, () => this.index)
  }

  /** The index, opened when it is first needed: a list of everything does without. */
  get index(): Db {
    if (this.#index) return this.#index
    // No job writes to a copy made for reading, so its index is brought up to date here and now.
    if (this.readOnly) catchUp(this)
    this.#index = openIndex(this.path, this.db, this.options)
    return this.#index
  }

  /**
   * Lets search know of what a person has just changed. While a job writes to the index nobody waits for it: the job takes
   * the change in at its end.
   */
  indexChanges(): void {
    if (this.readOnly) return
    const index = this.index
    try {
      index.pragma('busy_timeout = 0')
      IndexWriter.on(this.db, index).catchUpChanges(MOST_CHANGES)
    } catch (error) {
      this.options.log?.('info', `search lags: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      index.pragma(`busy_timeout = ${BUSY_MS}`)
    }
  }

  /** How many articles a search does not find yet. */
  indexLag(): number {
    return indexLag(this.db, this.index)
  }

  /** How much an index job would find to do: articles to take in, and stories to find. */
  indexWork(): number {
    return this.indexLag() + storiesDue(this.index) + Number(rulesPending(this.db, this.index))
  }

  /** The bytes of a picture, by its SHA-256 in lower-case hex. @throws AppError `not-found` */
  picture(sha256: string): Picture {
    return readPicture(this.db, sha256)
  }

  /** Answers one method of the contract. @throws AppError */
  answer<M extends ArchiveMethod>(method: M, input: Input<M>): Output<M> {
    try {
      const output = answers[method](this, input)
      this.#noteOwn(takeOwnChanged(this.db))
      return output
    } catch (error) {
      throw asAppError(error, this.path)
    }
  }

  /**
   * What people own that changed since the last time of asking: by an answer, or by another process (a job's rules, the
   * command line), or what was removed from the trash for good. A window is told of it.
   */
  takeOwnChanged(): OwnChanged | null {
    const version = historyVersion(this.db)
    const emptied = timesEmptied(this.db)
    const isForeign = this.#history !== '' && version !== this.#history && this.#own === null
    const wasEmptied = emptied !== this.#emptied
    this.#history = version
    this.#emptied = emptied
    const own = this.#own
    this.#own = null
    if (own && !wasEmptied) return own
    return isForeign || wasEmptied
      ? { areas: [...OWN_AREAS], articleIds: null, ...nextChanges(this.db) }
      : null
  }

  #noteOwn(changed: OwnChanged | null): void {
    if (!changed) return
    this.#own = changed
    // a search must not show what has just gone, nor an old title
    if (changed.areas.some((area) => IN_INDEX.has(area))) this.indexChanges()
  }

  /** Whether something has lain in the trash for longer than was set, if a time was set: a job removes it. */
  hasOldTrash(): boolean {
    return !this.readOnly && hasOldTrash(this.db)
  }

  close(): void {
    this.#index?.close()
    this.#index = null
    if (!this.readOnly && this.db.open) this.#optimize()
    this.db.close()
    if (this.readOnly) rmSync(dirname(this.path), { recursive: true, force: true })
  }

  /** Refreshes what SQLite knows of its tables: a courtesy to the next open, left out while another process writes. */
  #optimize(): void {
    try {
      this.db.pragma('busy_timeout = 0')
      this.db.pragma('optimize')
    } catch (error) {
      this.options.log?.('info', `not optimized: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function catchUp(archive: Archive): void {
  const writer = IndexWriter.open(archive.path, archive.db, archive.options)
  try {
    while (writer.catchUp() > 0);
  } finally {
    writer.close()
  }
}

/**
 * Opens an archive, and first brings it to the newest shape.
 * @throws AppError `archive-not-found`, `archive-not-clipfile`, `archive-too-new`, `archive-damaged`, `archive-locked`
 */
export function openArchive(path: string, options: ArchiveOptions = {}): Archive {
  const file = resolve(path)
  if (!existsSync(file)) {
    if (!options.create) throw missing(file)
  } else {
    mustBeArchive(file, options.create ?? false)
  }
  const readOnly = (options.readOnly ?? false) || !isWritable(file)
  const opened = readOnly ? copyForReading(file) : file
  const db = connect(opened, { ...options, inspect: (found) => void identify(found, opened) })
  try {
    migrate(db, opened, options.log ?? silent)
    nameArchive(db)
    return new Archive(opened, db, readOnly, options)
  } catch (error) {
    db.close()
    throw asAppError(error, file)
  }
}

function mustBeArchive(file: string, mayBeEmpty: boolean): void {
  const found = statSync(file)
  if (found.isDirectory()) {
    throw new AppError(
      'archive-not-clipfile',
      `This is a folder, not an archive: ${file}`,
      'Import the folder instead.',
    )
  }
  try {
    accessSync(file, constants.R_OK)
  } catch (cause) {
    throw new AppError(
      'not-allowed',
      `This archive may not be read: ${file}`,
      'Its owner can give you the permission.',
      { cause },
    )
  }
  if (found.size === 0 && !mayBeEmpty) {
    throw new AppError(
      'archive-damaged',
      `This file is empty: ${file}`,
      'An archive is never empty: look for a backup, or for the place it was copied from.',
    )
  }
}

function missing(file: string): AppError {
  return new AppError(
    'archive-not-found',
    `There is no archive at ${file}`,
    'Look whether it was moved, renamed or is on a drive that is not connected.',
  )
}

/** WAL needs to write beside the archive, so the folder counts as well as the file. */
function isWritable(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK)
    if (existsSync(file)) accessSync(file, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** A WAL database on a read-only file system cannot be opened at all, so a copy of it is read. */
function copyForReading(file: string): string {
  if (!existsSync(file)) {
    throw new AppError(
      'archive-read-only',
      `Nothing can be written to ${dirname(file)}`,
      'Choose another folder.',
    )
  }
  const copy = join(mkdtempSync(join(tmpdir(), 'clipfile-read-')), basename(file))
  copyFileSync(file, copy)
  for (const suffix of ['-wal', '-index', '-index-wal']) {
    if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
  }
  return copy
}

/** Gives a new archive its identity, by which its index knows it. */
function nameArchive(db: Db): void {
  if (db.prepare("SELECT 1 FROM archive_info WHERE key = 'uuid'").get()) return
  const insert = db.prepare('INSERT OR IGNORE INTO archive_info (key, value) VALUES (?, ?)')
  db.transaction(() => {
    insert.run('uuid', randomUUID())
    insert.run('created_at', new Date().toISOString())
  }).immediate()
}
