/** Files and folders that are whole or not there: under the final name stands the new one, or what was there before. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'

export type Write = (piece: string | Uint8Array) => void | Promise<void>

/** Writes a file piece by piece. @throws AppError `disk-full`, `write-failed`, `bad-request`, and what `fill` throws */
export async function wholeFile<T>(
  target: string,
  fill: (write: (piece: string | Uint8Array) => void) => Promise<T>,
): Promise<T> {
  mustBeFile(target)
  const unfinished = `${target}.part`
  let file: number | null = null
  let isOver = false
  try {
    const handle = (file = openSync(unfinished, 'w'))
    const result = await fill((piece) => {
      // what is still on its way after a cancel must not reach another file that was given the same number since
      if (isOver) throw new AppError('cancelled', 'Nothing is written after the end.')
      writeAll(handle, piece)
    })
    isOver = true
    fsyncSync(file)
    closeSync(file)
    renameSync(unfinished, target)
    syncFolder(dirname(target))
    return result
  } catch (error) {
    isOver = true
    if (file !== null) {
      closeQuietly(file)
      rmSync(unfinished, { force: true })
    }
    throw asWriteError(error, target)
  }
}

/**
 * Writes several files of which all or none take their names, each at once.
 * @throws AppError `disk-full`, `write-failed`, and what `fill` throws
 */
export async function wholeFiles<T>(
  fill: (write: (target: string, piece: string | Uint8Array) => void) => Promise<T>,
): Promise<T> {
  const written: string[] = []
  let at = ''
  try {
    const result = await fill((target, piece) => {
      at = target
      const file = openSync(`${target}.part`, 'w')
      written.push(target)
      try {
        writeAll(file, piece)
        fsyncSync(file)
      } finally {
        closeQuietly(file)
      }
    })
    for (at of written) renameSync(`${at}.part`, at)
    for (const folder of new Set(written.map(dirname))) syncFolder(folder)
    return result
  } catch (error) {
    for (const target of written) rmSync(`${target}.part`, { force: true })
    throw asWriteError(error, at)
  }
}

/** Writes what is at hand. @throws AppError `disk-full`, `write-failed`, `bad-request` */
export async function writeWhole(target: string, content: string | Uint8Array): Promise<void> {
  await wholeFile(resolve(target), async (write) => write(content))
}

/** A folder in the making. */
export interface NewFolder {
  /** @param path below the folder, with `/` between its parts; they are made */
  write(path: string, content: string | Uint8Array): void
  has(path: string): boolean
}

/**
 * Makes a folder under another name and gives it its own at the end. One that is there already and holds something is never
 * touched: it may hold a person's own files.
 * @throws AppError `disk-full`, `write-failed`, and what `fill` throws
 */
export async function wholeFolder<T>(target: string, fill: (folder: NewFolder) => Promise<T>): Promise<T> {
  mustBeFree(target)
  let unfinished: string | null = null
  try {
    const root = (unfinished = mkdtempSync(`${target}.partial-`))
    const folders = new Set<string>()
    const result = await fill({
      write(path, content) {
        makeFolders(root, path, folders)
        writeNew(join(root, path), content)
      },
      has: (path) => existsSync(join(root, path)),
    })
    for (const folder of folders) syncFolder(folder)
    syncFolder(root)
    if (existsSync(target)) rmdirSync(target)
    renameSync(root, target)
    syncFolder(dirname(target))
    return result
  } catch (error) {
    if (unfinished !== null) removeQuietly(unfinished)
    throw asWriteError(error, target)
  }
}

/** One by one below the root: should the root be gone, nothing makes it again, and no half export takes its name. */
function makeFolders(root: string, path: string, folders: Set<string>): void {
  let folder = root
  for (const part of path.split('/').slice(0, -1)) {
    folder = join(folder, part)
    if (!folders.has(folder)) mkdirSync(folder)
    folders.add(folder)
  }
}

function writeNew(file: string, content: string | Uint8Array): void {
  const handle = openSync(file, 'wx')
  try {
    writeAll(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A device would take anything, and `/dev/null` is not to be replaced by a file. */
function mustBeFile(target: string): void {
  const there = statSync(target, { throwIfNoEntry: false })
  if (!there || there.isFile()) return
  const what = there.isDirectory() ? 'a folder' : 'no file'
  throw new AppError('bad-request', `${target} is ${what}: nothing was written.`, 'Choose another name.')
}

function mustBeFree(target: string): void {
  const there = lstatSync(target, { throwIfNoEntry: false })
  if (!there || (there.isDirectory() && isEmpty(target))) return
  throw new AppError(
    'write-failed',
    `There is already something at ${target}; nothing of it was changed.`,
    'Choose another name: this export makes a folder of its own.',
  )
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0
  } catch {
    return false
  }
}

function writeAll(file: number, piece: string | Uint8Array): void {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

function closeQuietly(file: number): void {
  try {
    closeSync(file)
  } catch {
    // closed already, or the disk that fails us here has just failed us with a better message
  }
}

function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // the drive that vanished took it along
  }
}

/** Makes the new name itself last; not every system can. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // Windows has no folders to sync
  }
}

function asWriteError(error: unknown, target: string): unknown {
  if (error instanceof AppError) return error
  const code = (error as { code?: string }).code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      `The disk is full: ${target} was not written.`,
      'Free some space and try again.',
    )
  }
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error
  const message = error instanceof Error ? error.message : code
  return new AppError(
    'write-failed',
    `${target} cannot be written: ${message}`,
    'Choose another folder or name.',
  )
}
