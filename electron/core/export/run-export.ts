import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import type { ExportFormat, TypesetFormat } from '../../shared/export.ts'
import type { Selection } from '../../shared/list-query.ts'
import type { ArchiveOptions } from '../archive.ts'
import { asAppError } from '../db/connection.ts'
import { closeAfterJob, type JobControl, openForJob } from '../job-control.ts'
import { ExportRun } from './export-run.ts'
import { type FileFormat, type FolderFormat, FORMATS } from './formats.ts'
import { exportScope } from './scope.ts'
import { wholeFile, wholeFolder } from './write-whole.ts'

/** All but those that are typeset, which pdf/ and dossier/ make. */
export type PlainFormat = Exclude<ExportFormat, TypesetFormat>

export interface ExportRequest {
  format: PlainFormat
  /** without it everything: of JSON Lines the whole archive, with what lies in its trash */
  selection?: Selection | undefined
  /** a file or a folder, as the format wants; or a stream such as a terminal's output for formats that make one file */
  target: string | Writable
  /** JSON Lines without the bytes of originals */
  withoutOriginals?: boolean | undefined
  /** CSV with a byte order mark, by which Excel knows UTF-8; true without it */
  byteOrderMark?: boolean | undefined
}

export interface ExportResult {
  articles: number
  /** `-` for a stream */
  target: string
  /** what a person should know, each in a sentence: an article that could not be read, a picture that was left out */
  warnings: string[]
}

/**
 * Writes a selection in one of the formats, in bounded memory. Under the final name there is either the whole export or
 * what was there before.
 * @throws AppError `cancelled`, `disk-full`, `write-failed`, `bad-request`, and what opening an archive throws
 */
export async function runExport(
  path: string,
  request: ExportRequest,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<ExportResult> {
  const { target } = request
  const format = FORMATS[request.format]
  if (typeof target === 'string') mustNotBeArchive(path, target)
  const archive = openForJob(path, options, false)
  try {
    const isLossless = request.format === 'jsonl'
    // one moment of the archive, whoever writes to it meanwhile
    if (isLossless) archive.db.exec('BEGIN')
    const run = new ExportRun(archive, exportScope(archive, request.selection, isLossless), control)
    await write(format, run, request)
    return {
      articles: run.scope.articles,
      target: typeof target === 'string' ? resolve(target) : '-',
      warnings: run.warnings,
    }
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    if (archive.db.inTransaction) archive.db.exec('ROLLBACK')
    closeAfterJob(archive)
  }
}

async function write(
  format: FileFormat | FolderFormat,
  run: ExportRun,
  request: ExportRequest,
): Promise<void> {
  const { target } = request
  if (format.makes === 'folder') {
    if (typeof target === 'string')
      return wholeFolder(resolve(target), async (folder) => (await format.load())(run, folder, request))
    throw new AppError(
      'bad-request',
      'This format makes a folder, which cannot be written to a stream.',
      'Name a folder.',
    )
  }
  if (typeof target === 'string')
    return wholeFile(resolve(target), async (piece) => (await format.load())(run, piece, request))
  await (
    await format.load()
  )(run, (piece) => writeTo(target, piece), request)
}

export function mustNotBeArchive(path: string, target: string): void {
  if (resolve(target) !== resolve(path)) return
  throw new AppError(
    'bad-request',
    'An export cannot take the place of its own archive.',
    'Choose another name.',
  )
}

/** Waits for a slow reader, so that memory stays bounded. */
async function writeTo(stream: Writable, piece: string | Uint8Array): Promise<void> {
  if (!stream.write(piece)) await once(stream, 'drain')
}
