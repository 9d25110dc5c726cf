/** The backups in a folder: which files are some, of which archive, and which have had their time. */
import { closeSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Backup, BackupPlan } from '../../shared/export.ts'
import type { ArchiveOptions } from '../archive.ts'
import { archiveUuid, type BackupMark, readBackupMark } from '../db/backup-mark.ts'
import { connect } from '../db/connection.ts'
import { APPLICATION_ID } from '../db/application-id.ts'

/** `NAME 2026-11-23 0130.clipfile`, with a number where there were two in a minute. */
const NAME = /^(.+) \d{4}-\d\d-\d\d \d{4}(?: \d+)?\.clipfile$/

/** The name of an archive without its ending, as its backups begin. */
export function stemOf(archivePath: string): string {
  return basename(archivePath).replace(/\.clipfile$/i, '')
}

/** @param again 1 for the first try */
export function backupName(archivePath: string, atMs: number, again: number): string {
  const at = new Date(atMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const time = `${two(at.getHours())}${two(at.getMinutes())}`
  return `${stemOf(archivePath)} ${day} ${time}${again > 1 ? ` ${again}` : ''}.clipfile`
}

interface FoundBackup extends Backup, Pick<BackupMark, 'uuid'> {}

/**
 * The backups of an archive in a folder, newest first: files that we made of it, whole and not worked in since. Where the
 * archive itself is lost they are known by its name.
 */
export function listBackups(folder: string, archivePath: string, options: ArchiveOptions = {}): Backup[] {
  const uuid = uuidAt(archivePath, options)
  const stem = stemOf(archivePath)
  return findBackups(folder, options)
    .filter((found) => (uuid === null ? stemOfBackup(found.name) === stem : found.uuid === uuid))
    .map(({ uuid: _, ...backup }) => backup)
}

/** Where a backup lies that was named in a list. @throws AppError `bad-request` for what is no mere name */
export function backupPath(folder: string, name: string): string {
  if (NAME.test(name) && name === basename(name) && !/[\\/\0]/.test(name)) return join(resolve(folder), name)
  throw new AppError('bad-request', `“${name}” is no backup’s name.`)
}

/**
 * Removes the oldest backups beyond the `keep` newest ones. Only those that are surely of the same archive (by content and
 * name) and older than one that has just been made and checked.
 * @returns the names of those removed
 */
export function rotate(
  folder: string,
  made: Backup & { uuid: string },
  keep: number,
  options: ArchiveOptions = {},
): string[] {
  const stem = stemOfBackup(made.name)
  const mine = findBackups(folder, options).filter(
    ({ uuid, name }) => uuid === made.uuid && stemOfBackup(name) === stem,
  )
  const removed: string[] = []
  for (const { name, madeAtMs } of mine.slice(Math.max(1, keep))) {
    if (name === made.name || madeAtMs >= made.madeAtMs) continue
    try {
      rmSync(join(folder, name))
      removed.push(name)
    } catch {
      // one that cannot be removed harms nobody: the next time tries again
    }
  }
  return removed
}

/**
 * Whether it is time for another backup.
 * @param lastMadeAtMs null before the first; one from the future (a clock that was wrong) does not count
 */
export function isBackupDue(
  { everyDays }: Pick<BackupPlan, 'everyDays'>,
  lastMadeAtMs: number | null,
  nowMs: number,
): boolean {
  if (everyDays === null) return false
  if (lastMadeAtMs === null || lastMadeAtMs > nowMs + HOUR_MS) return true
  // people come at about the same time each day, not at the same minute
  return nowMs - lastMadeAtMs >= everyDays * 24 * HOUR_MS - HOUR_MS
}

const HOUR_MS = 3_600_000

function stemOfBackup(name: string): string | null {
  return NAME.exec(name)?.[1] ?? null
}

/** All backups in a folder, of whatever archive, newest first. @throws AppError `read-failed` */
function findBackups(folder: string, options: ArchiveOptions): FoundBackup[] {
  let names: string[]
  try {
    names = readdirSync(folder).filter((name) => NAME.test(name))
  } catch (cause) {
    throw new AppError(
      'read-failed',
      `The folder ${folder} cannot be read.`,
      'Is its drive connected? Otherwise choose another folder.',
      { cause },
    )
  }
  return names
    .flatMap((name) => readBackup(folder, name, options) ?? [])
    .sort((a, b) => b.madeAtMs - a.madeAtMs || (a.name < b.name ? 1 : -1))
}

function readBackup(folder: string, name: string, options: ArchiveOptions): FoundBackup | null {
  const path = join(folder, name)
  try {
    if (!isUntouchedArchive(path)) return null
    const db = connect(path, { readonly: true, nativeBinding: options.nativeBinding })
    try {
      const mark = readBackupMark(db)
      return mark && { name, sizeBytes: statSync(path).size, ...mark }
    } finally {
      db.close()
    }
  } catch {
    // a file that cannot be read is none of our business: it is neither shown nor removed
    return null
  }
}

/** https://www.sqlite.org/fileformat2.html#the_database_header */
const HEADER_BYTES = 100
const WRITE_VERSION = 18
const READ_VERSION = 19
const APPLICATION_AT = 68

/** By its first bytes: one of ours that nobody opened for writing, which would have given it a write-ahead log. */
function isUntouchedArchive(path: string): boolean {
  const header = Buffer.alloc(HEADER_BYTES)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return false
  } finally {
    closeSync(file)
  }
  return (
    header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    header[WRITE_VERSION] === 1 &&
    header[READ_VERSION] === 1 &&
    header.readUInt32BE(APPLICATION_AT) === APPLICATION_ID
  )
}

function uuidAt(archivePath: string, options: ArchiveOptions): string | null {
  try {
    const db = connect(archivePath, { readonly: true, nativeBinding: options.nativeBinding })
    try {
      return archiveUuid(db)
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}
