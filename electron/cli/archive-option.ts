import { type Command, InvalidArgumentError, Option } from 'commander'
import { openArchive, runIndex, type Archive } from '../core/archive.ts'
import { AppError } from '../shared/errors.ts'
import { JobView } from './job-view.ts'
import { UsageError } from './output.ts'

/** What every command has. */
export interface CommonOptions {
  archive?: string
  json?: boolean
}

/** Tells the program with which code to end. */
export type Done = (exitCode: number) => void

/** Adds `--archive` and `--json`. */
export function withArchive(command: Command): Command {
  return command
    .addOption(new Option('-a, --archive <file>', 'the archive').env('CLIPFILE_ARCHIVE'))
    .option('--json', 'for machines: JSON on standard output')
}

/** @throws UsageError when no archive was named */
export function archivePath(options: CommonOptions): string {
  if (options.archive) return options.archive
  throw new UsageError('Say which archive.', 'Add --archive FILE, or set CLIPFILE_ARCHIVE.')
}

/** @throws UsageError when it cannot be opened, which is exit code 2 */
export function openNamed(options: CommonOptions, create = false): Archive {
  const path = archivePath(options)
  try {
    return openArchive(path, { create })
  } catch (error) {
    if (error instanceof AppError) throw new UsageError(error.message, error.detail)
    throw error
  }
}

/** Opens an archive for one command and closes it whatever happens. */
export async function useArchive<T>(
  options: CommonOptions,
  use: (archive: Archive) => T | Promise<T>,
): Promise<T> {
  const archive = openNamed(options)
  try {
    return await use(archive)
  } finally {
    archive.close()
  }
}

/** Brings the index up to date before it is asked: after an import that was cut off, it lags. */
export async function catchUpIndex(archive: Archive): Promise<void> {
  if (archive.indexLag() === 0) return
  const view = new JobView()
  try {
    await runIndex(archive.path, view.control)
  } finally {
    view.close()
  }
}

/** For commander: a whole number from `least` up. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
    throw new InvalidArgumentError(`Give a whole number from ${least} up.`)
  }
}
