/** Files that the system hands us: arguments, a second start, a double click. */
import { extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ARCHIVE_EXTENSION = '.clipfile'

export interface Given {
  /** archives, to be opened */
  archives: string[]
  /** anything else, offered for import */
  dumps: string[]
}

/**
 * The files among command line arguments. Chromium mixes its own switches in, and a second start may bring them in
 * another order, so every switch is passed over; after `--` all are files.
 * @param skip how many leading words are no files: the executable, and in a checkout the app's folder
 */
export function filesOfArguments(argv: readonly string[], folder: string, skip: number): Given {
  const end = argv.indexOf('--')
  const before = (end < 0 ? argv : argv.slice(0, end)).filter((word) => !word.startsWith('-')).slice(skip)
  const after = end < 0 ? [] : argv.slice(end + 1)
  return sortFiles([...before, ...after].flatMap((word) => toPath(word, folder)))
}

/** Parts archives from dumps. */
export function sortFiles(paths: readonly string[]): Given {
  const unique = [...new Set(paths)]
  return {
    archives: unique.filter(isArchive),
    dumps: unique.filter((path) => !isArchive(path)),
  }
}

export function isArchive(path: string): boolean {
  return extname(path).toLowerCase() === ARCHIVE_EXTENSION
}

/** The path with the archive's extension, as a save dialog may leave it out. */
export function withArchiveExtension(path: string): string {
  return isArchive(path) ? path : path + ARCHIVE_EXTENSION
}

/** File managers pass paths or file: addresses; any other address is none of our business. */
function toPath(word: string, folder: string): string[] {
  if (word === '' || word.includes('\0')) return []
  if (/^file:/i.test(word)) {
    try {
      return [fileURLToPath(word)]
    } catch {
      return []
    }
  }
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(word) ? [] : [resolve(folder, word)]
}
