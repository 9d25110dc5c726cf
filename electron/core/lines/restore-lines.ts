import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { asCopyError, exists, partOf, publish, removePart } from '../backup/copy-archive.ts'
import { asAppError } from '../db/connection.ts'
import { sniffKind } from '../import/detect.ts'
import { type JobControl, Progress } from '../job-control.ts'
import { loadLines, type LoadedLines } from './load-lines.ts'
import { isPacked } from './read-lines.ts'

/**
 * Makes an archive of the JSON Lines that one was exported as: a new file, equal to the one exported to its ledger and its
 * numbers. What cannot be taken is told line by line.
 * @throws AppError `archive-exists`, `read-failed`, `bad-input`, `archive-too-new`, `cancelled`, `disk-full`, `write-failed`
 */
export async function restoreLines(
  source: string,
  target: string,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<LoadedLines & { target: string }> {
  const [from, to] = [resolve(source), resolve(target)]
  if (!statSync(from, { throwIfNoEntry: false })?.isFile())
    throw new AppError('read-failed', `There is no file ${from}`, 'Look whether it was moved.')
  if (!existsSync(dirname(to))) throw asCopyError(new Error('no folder'), to)
  for (const suffix of ['', '-wal', '-journal', '-shm'])
    if (existsSync(to + suffix)) throw exists(to + suffix)
  const part = partOf(to)
  try {
    const loaded = await loadLines(from, part, {
      signal: control.signal,
      progress: new Progress(control),
      nativeBinding: options.nativeBinding,
    })
    publish(part, to)
    return { ...loaded, target: to }
  } catch (error) {
    removePart(part)
    throw asAppError(asCopyError(error, to), to)
  }
}

/** Whether a file holds the lines of an archive, packed with gzip or not, by how it begins. */
export function isLinesFile(path: string): boolean {
  const head = Buffer.alloc(4096)
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = head.subarray(0, readSync(file, head, 0, head.length, 0))
      return sniffKind(isPacked(path) ? unpackedHead(bytes) : bytes) === 'lines'
    } finally {
      closeSync(file)
    }
  } catch {
    return false
  }
}

/** What the first bytes of gzip data unpack to, with no end in sight. */
function unpackedHead(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 16 * 1024 * 1024 })
}
