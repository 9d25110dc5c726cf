/** Files that are whole or not there: under the final name stands the new one, or what was there before. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** Writes a file piece by piece. @throws AppError `disk-full`, `write-failed`, and what `fill` throws */
export async function wholeFile<T>(
  target: string,
  fill: (write: (piece: string | Uint8Array) => void) => Promise<T>,
): Promise<T> {
  const unfinished = `${target}.part`
  let file: number | null = null
  try {
    const handle = (file = openSync(unfinished, 'w'))
    const result = await fill((piece) => writeAll(handle, piece))
    fsyncSync(file)
    closeSync(file)
    renameSync(unfinished, target)
    syncFolder(dirname(target))
    return result
  } catch (error) {
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

/** Writes what is at hand. @throws AppError `disk-full`, `write-failed` */
export async function writeWhole(target: string, piece: string | Uint8Array): Promise<void> {
  await wholeFile(resolve(target), async (write) => write(piece))
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

/** Makes the new name itself last; not every system can. */
function syncFolder(folder: string): void {
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
