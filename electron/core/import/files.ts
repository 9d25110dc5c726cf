/** Finds the files behind the paths that a person gave. Names are bytes on Linux: those that are no UTF-8 keep theirs. */
import {
  type BigIntStats,
  type Stats,
  lstatSync,
  opendirSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { isSavedFolderName, savedFolderOf } from './captures/saved-folder.ts'
import { isOfTheSystem } from './system-files.ts'

/** One file to read, or a place that could not be looked into. */
export interface ListedFile {
  /** absolute; with U+FFFD where the name is no UTF-8 */
  path: string
  /** the path's own bytes where `path` cannot say them */
  pathBytes: Buffer | null
  sizeBytes: number
  modifiedAtMs: number
  /** why it will not be read, when that is known already */
  refusal: string | null
}

/** What {@link listFiles} yields: a file, one more thing that is nobody's dump, or nothing yet, in the middle of a large folder. */
export type Listed = ListedFile | 'left-out' | 'looking'

/**
 * Walks files and folders in the order given, folders in the order of their names, and never leaves a given folder
 * through a link. A generator, so that a million files never stand in memory together.
 */
export function* listFiles(paths: readonly string[], archivePath: string): Generator<Listed> {
  const own = realPath(archivePath)
  for (const path of withoutNested(paths)) {
    const stats = look(path, statSync)
    if (typeof stats === 'string') yield refused(path, null, stats)
    else if (isOwn(path, own)) yield refused(path, null, 'This is the archive itself.')
    else if (stats.isDirectory()) yield* walk(path, own)
    else yield listed(path, null, stats)
  }
}

interface Level {
  folder: Buffer | string
  names: (string | Buffer)[]
  next: number
  /** folders that pages in here were saved with, found out when the first such folder is met */
  pageFolders?: Set<string>
}

/** A stack of its own instead of recursion: folders may nest as deep as a path is long. */
function* walk(root: string, archivePath: string): Generator<Listed> {
  const top = yield* open(root)
  if (typeof top === 'string') return yield refused(root, null, top)
  if (top.names.length === 0) return yield refused(root, null, 'This folder is empty.')
  const levels: Level[] = [top]
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const name = level.names[level.next++]
    if (name === undefined) {
      levels.pop()
      continue
    }
    const path = inside(level.folder, name)
    if (isOfTheSystem(String(name)) || isOwn(path, archivePath)) {
      yield 'left-out'
      continue
    }
    const stats = look(path, lstatSync)
    if (typeof stats === 'string') yield refusedAt(path, stats)
    else if (stats.isSymbolicLink()) yield link(path, root)
    else if (stats.isDirectory()) {
      // read with the page that it belongs to
      if (belongsToPage(level, String(name))) continue
      const below = yield* open(path)
      if (typeof below === 'string') yield refusedAt(path, below)
      else levels.push(below)
    } else yield listed(...shown(path), stats)
  }
}

/** Whether a folder holds the pictures and styles of a page beside it. */
function belongsToPage(level: Level, folder: string): boolean {
  if (!isSavedFolderName(folder)) return false
  level.pageFolders ??= new Set(level.names.flatMap((name) => pageFoldersOf(String(name))))
  return level.pageFolders.has(folder.normalize('NFC').toLowerCase())
}

function pageFoldersOf(name: string): string[] {
  if (!/\.(?:x?html?|shtml|php|aspx?|jsp)(?:\.gz)?$/i.test(name)) return []
  return savedFolderOf(name).map((folder) => folder.normalize('NFC').toLowerCase())
}

/** @returns the folder's names in order, or why it cannot be read */
function* open(folder: Buffer | string): Generator<'looking', Level | string> {
  try {
    const names: (string | Buffer)[] =
      typeof folder === 'string' ? yield* readNames(folder) : readdirSync(folder, 'buffer')
    // Strings take a third of the memory of buffers, so bytes only where a name cannot do without.
    if (typeof folder === 'string' && names.some((name) => name.includes('\ufffd'))) {
      const bytes = readdirSync(folder, 'buffer').map((name) => (isLossy(name) ? name : name.toString()))
      return { folder, names: bytes.sort(byName), next: 0 }
    }
    // without a function of ours it sorts strings alike, four times as fast: a million takes a second
    const sorted = typeof folder === 'string' ? names.sort() : names.sort(byName)
    return { folder, names: sorted, next: 0 }
  } catch (error) {
    return reasonOf(error, 'folder')
  }
}

/** A folder may hold a million names, and whoever waits for them may be told to stop. */
function* readNames(folder: string): Generator<'looking', string[]> {
  const names: string[] = []
  const opened = opendirSync(folder, { bufferSize: 1024 })
  try {
    for (let entry = opened.readSync(); entry; entry = opened.readSync()) {
      names.push(entry.name)
      if (names.length % NAMES_AT_ONCE === 0) yield 'looking'
    }
  } finally {
    opened.closeSync()
  }
  if (names.length > NAMES_AT_ONCE) yield 'looking'
  return names
}

const NAMES_AT_ONCE = 5_000

function byName(a: string | Buffer, b: string | Buffer): number {
  const [left, right] = [String(a), String(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function isLossy(bytes: Buffer): boolean {
  return !Buffer.from(bytes.toString()).equals(bytes)
}

function inside(folder: Buffer | string, name: Buffer | string): Buffer | string {
  if (typeof folder === 'string' && typeof name === 'string') return join(folder, name)
  return Buffer.concat([Buffer.from(folder), Buffer.from(sep), Buffer.from(name)])
}

/** A path for people, and its bytes where that is not the same. */
function shown(path: Buffer | string): [path: string, bytes: Buffer | null] {
  if (typeof path === 'string') return [path, null]
  return isLossy(path) ? [path.toString(), path] : [path.toString(), null]
}

function listed(path: string, pathBytes: Buffer | null, stats: Stats): ListedFile {
  return { path, pathBytes, sizeBytes: stats.size, modifiedAtMs: Math.floor(stats.mtimeMs), refusal: null }
}

function refused(path: string, pathBytes: Buffer | null, refusal: string): ListedFile {
  return { path, pathBytes, sizeBytes: 0, modifiedAtMs: 0, refusal }
}

function refusedAt(path: Buffer | string, refusal: string): ListedFile {
  return refused(...shown(path), refusal)
}

/** A link to something in the same folder loses nothing when it is passed over; any other one is refused by name. */
function link(path: Buffer | string, root: string): Listed {
  let target: string
  try {
    target = realpathSync(path)
  } catch {
    return refusedAt(path, 'This link leads nowhere.')
  }
  if (isInside(target, realPath(root))) return 'left-out'
  return refusedAt(
    path,
    `This is a link to ${target}. Links out of a folder are not followed: import the target.`,
  )
}

function look(path: Buffer | string, how: typeof lstatSync | typeof statSync): Stats | string {
  try {
    return how(path) as Exclude<Stats, BigIntStats>
  } catch (error) {
    return reasonOf(error, 'file')
  }
}

const REASONS: Record<string, (what: string) => string> = {
  ENOENT: (what) =>
    `There is no such ${what}${what === 'file' ? ' or folder' : ''} any more, or there never was.`,
  ENOTDIR: () => 'There is no such file or folder any more, or there never was.',
  EACCES: (what) => `Permission denied: this ${what} may not be read.`,
  EPERM: (what) => `Permission denied: this ${what} may not be read.`,
  ELOOP: () => 'This link leads to itself, or a file became a link while the import ran.',
  ENAMETOOLONG: () => 'The path is longer than the 4,096 bytes that the system takes.',
  EISDIR: () => 'This is a folder, where a file was expected.',
  EIO: (what) => `The disk reported an error while this ${what} was read.`,
  EMFILE: () => 'Too many files are open.',
  ENFILE: () => 'Too many files are open.',
  EBUSY: (what) => `Another program holds this ${what} locked.`,
}

/** Why the system would not let us read something, for people. */
export function reasonOf(error: unknown, what: 'file' | 'folder'): string {
  const code = (error as { code?: unknown } | null)?.code
  const known = typeof code === 'string' ? REASONS[code] : undefined
  if (known) return known(what)
  return `This ${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`
}

/** Absolute, each once, and none that lies in another: its files would come twice. */
function withoutNested(paths: readonly string[]): string[] {
  const all = new Set(paths.map((path) => resolve(path)))
  return [...all].filter((path) => {
    for (let above = dirname(path); ; above = dirname(above)) {
      if (above !== path && all.has(above)) return false
      if (above === dirname(above)) return true
    }
  })
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && way !== path
}

/** The archive and what lies beside it under its name: index, write-ahead log, copies. */
function isOwn(path: Buffer | string, archivePath: string): boolean {
  const name = basename(String(path))
  const own = basename(archivePath)
  if (name !== own && !name.startsWith(`${own}-`)) return false
  return realPath(dirname(String(path))) === dirname(archivePath)
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
