import { lstatSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FolderSet } from './containers/folder-set.ts'
import { recogniseSet } from './containers/recognise-set.ts'
import type { ListedFile } from './files.ts'

export interface FoundSet {
  /** the folder, as one dump */
  dump: ListedFile
  /** the paths of its files */
  taken: ReadonlySet<string>
}

/** by the folders' paths */
export type FolderSets = ReadonlyMap<string, FoundSet>

/** The given folders whose files are one export: read as one dump, while those that are none of it are dumps as ever. */
export function setsAmong(paths: readonly string[], archivePath: string): FolderSets {
  const sets = new Map<string, FoundSet>()
  for (const given of paths) {
    const path = resolve(given)
    const isFolder = lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
    const files = isFolder ? FolderSet.of(path, archivePath) : null
    const set = files && recogniseSet(files)
    if (files && set) {
      const dump = { path, pathBytes: null, ...files.look(set.taken), refusal: null }
      sets.set(path, { dump, taken: new Set([...set.taken].map((name) => join(path, ...name.split('/')))) })
    }
    files?.close()
  }
  return sets
}
