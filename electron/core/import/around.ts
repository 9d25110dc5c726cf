/** What lies around a dump and belongs to it: the folder that a browser saved beside a page. */
import { closeSync, fstatSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { SavedMapping } from '../../shared/mapping.ts'
import { limits } from './limits.ts'
import { openUntouched, readBytes } from './read-file.ts'

/** What a format may know of a dump beside its bytes. */
export interface Around {
  fileName: string
  /** how columns were read before that nothing else says how to read, see formats/data/mapped.ts */
  mappings?: readonly SavedMapping[]
  /** a file of a folder beside the dump; null where there is none, or where it may not be read */
  readBeside(folder: string, path: string): Uint8Array | null
  /** the paths of all files in a folder beside the dump, parts joined by `/`, sorted */
  listBeside(folder: string): string[]
  /**
   * A file that came with the page by its address, from somewhere else than its own bytes.
   * @param src as the page writes it @param address the same, absolute; null where that cannot be told
   */
  partOf?(src: string, address: string | null): { mime: string; bytes: Uint8Array } | null
}

/** A dump of which only the name is known. */
export function nothingAround(fileName: string): Around {
  return { fileName, readBeside: () => null, listBeside: () => [] }
}

/** The surroundings of a dump on disk. Links are not followed: a saved page has none, a trap may. */
export function aroundFile(path: string, mappings: readonly SavedMapping[] = []): Around {
  const folder = dirname(path)
  return {
    fileName: basename(path),
    mappings,
    readBeside: (name, inner) => readRegular(join(folder, name, ...inner.split('/'))),
    listBeside: (name) => [...filesBelow(join(folder, name), '')].sort(),
  }
}

function readRegular(path: string): Uint8Array | null {
  let file: number
  try {
    file = openUntouched(path)
  } catch {
    return null
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile() || stats.size === 0 || stats.size > limits.partBytes) return null
    const bytes = readBytes(file, stats.size)
    return bytes.length === stats.size ? bytes : null
  } catch {
    return null
  } finally {
    closeSync(file)
  }
}

/** Browsers save folders one or two levels deep. */
const DEEPEST = 4

function* filesBelow(folder: string, prefix: string, depth = 1): Generator<string> {
  let entries
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return
  }
  for (const entry of entries) {
    if (entry.isFile()) yield prefix + entry.name
    else if (entry.isDirectory() && depth < DEEPEST)
      yield* filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`, depth + 1)
  }
}
