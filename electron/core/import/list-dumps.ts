import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Db } from '../db/connection.ts'
import type { ImportPlan } from '../db/imports.ts'
import { knownFiles } from '../db/known-files.ts'
import { breathe, type Progress } from '../job-control.ts'
import type { FolderSets } from './folder-sets.ts'
import { type Listed, type ListedFile, listFiles } from './files.ts'

const BATCH_FILES = 2000

/** Where to look, and what to take. */
export interface Where {
  archivePath: string
  /** of a watched folder: these files alone; null for all that are new */
  only: readonly string[] | null
}

/**
 * Writes all files of an import into its ledger, before the first is read: then the total is known, and a resumed import
 * means the same files. A listing that was stopped begins anew.
 * @returns whether it is complete
 */
export async function listDumpsOf(
  db: Db,
  plan: ImportPlan,
  where: Where,
  signal: AbortSignal,
  progress: Progress,
): Promise<boolean> {
  if (plan.listed) return true
  db.prepare('DELETE FROM dump WHERE import_id = ?').run(plan.id)
  const insert = db.prepare(
    `INSERT INTO dump (import_id, path, path_bytes, size_bytes, modified_at_ms, problem, is_set) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const write = db.transaction((files: readonly ListedFile[]) => {
    for (const file of files) {
      const { path, pathBytes, sizeBytes, modifiedAtMs, refusal } = file
      insert.run(plan.id, path, pathBytes, sizeBytes, modifiedAtMs, refusal, sets.has(path) ? 1 : 0)
    }
  })
  const sets = await setsOf(plan, where)
  let batch = [...sets.values()].map(({ dump }) => dump)
  let leftOut = 0
  let found = 0
  for (const file of plan.onlyNew ? newFiles(db, plan, where) : listFiles(plan.paths, where.archivePath)) {
    if (file === 'looking') {
      await breathe()
      if (signal.aborted) return false
      continue
    }
    if (file === 'left-out') leftOut++
    else if (isTaken(file.path, sets)) continue
    else batch.push(file)
    if (batch.length < BATCH_FILES) continue
    write.immediate(batch)
    found += batch.length
    batch = []
    progress.update({ current: found })
    await breathe()
    if (signal.aborted) return false
  }
  db.transaction(() => {
    write(batch)
    db.prepare(
      `UPDATE import_run SET listed = 1, left_out = ?,
         (dumps, size_bytes) = (SELECT count(*), coalesce(sum(size_bytes), 0) FROM dump WHERE import_id = import_run.id)
       WHERE id = ?`,
    ).run(leftOut, plan.id)
  }).immediate()
  return true
}

/** Of watched folders, what no import has read as it is now. */
function* newFiles(db: Db, { paths }: ImportPlan, { archivePath, only }: Where): Generator<Listed> {
  const wanted = only && new Set(only)
  for (const folder of paths.map((path) => resolve(path))) {
    const isKnown = knownFiles(db, folder)
    for (const file of listFiles([folder], archivePath)) {
      if (file === 'looking') yield file
      // a folder that is empty is no failure when it is watched
      else if (file === 'left-out' || file.path === folder) continue
      else if ((!wanted || wanted.has(file.path)) && !isKnown(file)) yield file
    }
  }
}

/** The formats that know such exports are loaded only where a folder was given. */
async function setsOf({ onlyNew, paths }: ImportPlan, { archivePath }: Where): Promise<FolderSets> {
  const isFolder = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory()
  if (onlyNew || !paths.some((path) => isFolder(resolve(path)))) return new Map()
  return (await import('./folder-sets.ts')).setsAmong(paths, archivePath)
}

function isTaken(path: string, sets: FolderSets): boolean {
  for (const { taken } of sets.values()) if (taken.has(path)) return true
  return false
}
