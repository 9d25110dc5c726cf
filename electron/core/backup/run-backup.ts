import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Backup } from '../../shared/export.ts'
import type { ArchiveOptions } from '../archive.ts'
import { archiveUuid, articlesInSight, markBackup } from '../db/backup-mark.ts'
import { asAppError } from '../db/connection.ts'
import { closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'
import { backupName, rotate } from './backups.ts'
import { asCopyError, copyArchive, partOf, publish, removeOldParts, removePart } from './copy-archive.ts'

export interface BackupOptions extends ArchiveOptions {
  /** how many of this archive's backups are kept in the folder; null: all */
  keep?: number | null
  nowMs?: number
}

export interface MadeBackup {
  backup: Backup
  /** whole path */
  path: string
  /** names of older ones that had had their time */
  removed: string[]
  /** what is wrong with the archive itself (the copy is like it), in plain words: then no older backup is removed */
  problems: string[]
}

/**
 * Makes a checked copy of an archive, which others may use and write to meanwhile, in a folder, as
 * `NAME 2026-11-23 0130.clipfile`. The index is not copied: it is made anew when it is needed. Under the final name there
 * is a whole and checked copy or nothing.
 * @throws AppError `cancelled`, `disk-full`, `write-failed`, `archive-damaged`, and what openArchive throws
 */
export async function runBackup(
  path: string,
  folder: string,
  control: JobControl,
  { keep = null, nowMs = Date.now(), ...options }: BackupOptions = {},
): Promise<MadeBackup> {
  const to = resolve(folder)
  const archive = openForJob(path, options, false)
  try {
    makeFolder(to)
    const target = freeName(to, path, nowMs)
    removeOldParts(target, nowMs)
    const part = partOf(target)
    const uuid = archiveUuid(archive.db)!
    try {
      let articles = 0
      const { problems } = await copyArchive(
        archive.db,
        part,
        (copy) => {
          articles = articlesInSight(copy)
          markBackup(copy, nowMs, articles)
        },
        { signal: control.signal, progress: new Progress(control), options },
      )
      publish(part, target)
      const name = target.slice(to.length + 1)
      const backup = { name, madeAtMs: nowMs, sizeBytes: statSync(target).size, articles }
      const mayRotate = keep !== null && problems.length === 0
      return {
        backup,
        path: target,
        removed: mayRotate ? rotate(to, { ...backup, uuid }, keep, options) : [],
        problems,
      }
    } catch (error) {
      removePart(part)
      throw asCopyError(error, target)
    }
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

/** The folder itself is made, none above it: a drive that is not connected must not turn into a folder of its name. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (statSync(folder).isDirectory()) return
    throw new AppError('write-failed', `This is a file, not a folder: ${folder}`, 'Choose a folder.')
  }
  try {
    mkdirSync(folder)
  } catch (error) {
    throw asCopyError(error, join(folder, 'backup'))
  }
}

function freeName(folder: string, path: string, nowMs: number): string {
  for (let again = 1; ; again++) {
    const target = join(folder, backupName(path, nowMs, again))
    if (!existsSync(target)) return target
  }
}
