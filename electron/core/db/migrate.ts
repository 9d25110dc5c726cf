import { existsSync, renameSync, rmSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import type { Log } from '../log.ts'
import { APPLICATION_ID } from './application-id.ts'
import type { Db } from './connection.ts'
import { migrations as all } from './migrations/index.ts'

export interface Migration {
  /** rises in steps of ten */
  version: number
  name: string
  up(db: Db): void
}

/**
 * Brings an archive to the newest shape: each step in one transaction together with its `user_version`, so that a kill
 * leaves the old shape or the new one. An archive that holds something is copied first, to `NAME.clipfile-before-VERSION`.
 * @throws AppError `archive-too-new` on a file from a newer Clipfile, `archive-not-clipfile` on a foreign database
 */
export function migrate(db: Db, path: string, log: Log, steps: readonly Migration[] = all): void {
  const found = identify(db, path, steps)
  const due = steps.filter((step) => step.version > found)
  if (due.length > 0 && found > 0) copyBefore(db, path, found, log)
  for (const step of due) apply(db, step, log)
}

/** @returns the archive's version, 0 for an empty file */
export function identify(db: Db, path: string, steps: readonly Migration[] = all): number {
  const version = db.pragma('user_version', { simple: true }) as number
  const application = db.pragma('application_id', { simple: true }) as number
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number
  if (application !== APPLICATION_ID && (application !== 0 || version !== 0 || tables !== 0)) {
    throw new AppError(
      'archive-not-clipfile',
      `This file is a database of another program: ${path}`,
      'Choose a file that ends in .clipfile.',
    )
  }
  const newest = steps.at(-1)?.version ?? 0
  if (version > newest) {
    throw new AppError(
      'archive-too-new',
      `This archive was made by a newer Clipfile (format ${version}; this one reads up to ${newest}): ${path}`,
      'Update Clipfile, then open it again. Nothing was changed.',
    )
  }
  return version
}

function apply(db: Db, step: Migration, log: Log): void {
  const started = performance.now()
  db.transaction(() => {
    // Another process may have come first between our look and our lock.
    if ((db.pragma('user_version', { simple: true }) as number) >= step.version) return
    step.up(db)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${step.version}`)
  }).immediate()
  log('info', `migrated to ${step.version} (${step.name}) in ${Math.round(performance.now() - started)} ms`)
}

/** Copies the archive as one consistent file; renamed only when whole, so that a kill leaves no half copy behind. */
function copyBefore(db: Db, path: string, version: number, log: Log): void {
  const copy = `${path}-before-${version}`
  if (existsSync(copy)) return
  const unfinished = `${copy}.part`
  rmSync(unfinished, { force: true })
  db.prepare('VACUUM INTO ?').run(unfinished)
  renameSync(unfinished, copy)
  log('info', `kept a copy of format ${version} before migrating`)
}
