/** What a watched folder holds that no import has read yet. Reads names, sizes and times, never a file. */
import { lstatSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { NewFiles } from '../../shared/wire.ts'
import { openArchive, type ArchiveOptions } from '../archive.ts'
import { knownFiles } from '../db/known-files.ts'
import { breathe } from '../job-control.ts'
import { listFiles, reasonOf } from './files.ts'

/** So many are told at once; the next look finds the others. */
const MOST_FILES = 10_000
/** Folders that can be watched for changes; what happens in others is seen at the next look. */
const MOST_FOLDERS = 1_000
const STEP = 500

/** @throws AppError `read-failed` when the folder cannot be looked into, and what openArchive throws */
export async function findNewFiles(
  path: string,
  folder: string,
  signal: AbortSignal,
  options: ArchiveOptions,
): Promise<NewFiles> {
  mustBeFolder(folder)
  const archive = openArchive(path, options)
  try {
    const isKnown = knownFiles(archive.db, resolve(folder))
    const files: NewFiles['files'] = []
    const folders = new Set([resolve(folder)])
    let looked = 0
    for (const file of listFiles([folder], archive.path)) {
      if (++looked % STEP === 0) await breathe()
      if (signal.aborted || files.length === MOST_FILES) break
      if (file === 'left-out' || file === 'looking') continue
      // the folder itself: it is empty
      if (file.path === resolve(folder)) continue
      if (folders.size < MOST_FOLDERS) folders.add(dirname(file.path))
      const { sizeBytes, modifiedAtMs } = file
      if (!isKnown(file)) files.push({ path: file.path, sizeBytes, modifiedAtMs })
    }
    return { files, folders: [...folders] }
  } finally {
    archive.close()
  }
}

function mustBeFolder(folder: string): void {
  let why = 'It is not a folder.'
  try {
    if (lstatSync(folder).isDirectory()) return
  } catch (error) {
    why = reasonOf(error, 'folder')
  }
  throw new AppError(
    'read-failed',
    `The watched folder ${folder} cannot be looked into. ${why}`,
    'Look whether its drive is connected, or choose another folder.',
  )
}
