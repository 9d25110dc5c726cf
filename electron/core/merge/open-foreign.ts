/** Opens another archive to take it in: read only, and as what a stranger made. */
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { asAppError, connect, type Db, type ReadDb } from '../db/connection.ts'
import { shapeOf, strangeObjects } from '../db/foreign-shape.ts'
import { identify, migrate } from '../db/migrate.ts'
import { migrations } from '../db/migrations/index.ts'
import { silent } from '../log.ts'

export interface ForeignArchive {
  db: Db
  /** its own path, not that of a copy */
  path: string
  close(): void
}

/**
 * One of an older format is brought to today's in a temporary copy; one of a newer format is refused. Nothing in it can act:
 * what an archive has none of (views, triggers, virtual tables, other columns) is refused before anything is read.
 * @param like an archive as it should be
 * @throws AppError `archive-not-found`, `archive-not-clipfile`, `archive-too-new`, `archive-damaged`
 */
export function openForeign(path: string, like: ReadDb, options: ArchiveOptions = {}): ForeignArchive {
  const file = resolve(path)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) {
    throw new AppError('archive-not-found', `There is no archive at ${file}`, 'Look whether it was moved.')
  }
  const native = { nativeBinding: options.nativeBinding }
  let folder: string | null = null
  try {
    let db = openAsIs(file, native)
    if (db === null || (db.pragma('user_version', { simple: true }) as number) < migrations.at(-1)!.version) {
      db?.close()
      folder = mkdtempSync(join(tmpdir(), 'clipfile-other-'))
      db = migratedCopy(file, folder, options)
    }
    const copy = folder
    try {
      mustBeOrdinary(db, like, file)
      // one moment of it, whatever others write to it meanwhile
      db.exec('BEGIN')
    } catch (error) {
      db.close()
      throw error
    }
    return {
      db,
      path: file,
      close() {
        db.close()
        if (copy) rmSync(copy, { recursive: true, force: true })
      },
    }
  } catch (error) {
    if (folder) rmSync(folder, { recursive: true, force: true })
    throw asAppError(error, file)
  }
}

/** @returns null where its folder does not let SQLite read a file with a write-ahead log */
function openAsIs(file: string, native: { nativeBinding: string | undefined }): Db | null {
  try {
    return connect(file, {
      ...native,
      readonly: true,
      inspect: (db) => {
        if (identify(db, file) === 0) throw empty(file)
      },
    })
  } catch (error) {
    if (
      error instanceof AppError &&
      (error.code === 'archive-not-found' || error.code === 'archive-read-only')
    )
      return null
    throw error
  }
}

function empty(file: string): AppError {
  return new AppError('archive-damaged', `This archive is empty: ${file}`, 'Look for a backup of it.')
}

function migratedCopy(file: string, folder: string, options: ArchiveOptions): Db {
  const copy = join(folder, basename(file))
  copyFileSync(file, copy)
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`)
  const db = connect(copy, {
    nativeBinding: options.nativeBinding,
    inspect: (found) => {
      if (identify(found, file) === 0) throw empty(file)
      refuseStrange(found, file)
    },
  })
  try {
    db.pragma('synchronous = OFF')
    migrate(db, copy, options.log ?? silent)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function mustBeOrdinary(db: ReadDb, like: ReadDb, file: string): void {
  refuseStrange(db, file)
  const theirs = shapeOf(db)
  for (const [table, columns] of shapeOf(like)) {
    if (theirs.get(table) !== columns) throw notOurs(file, `its table ${table} is another one`)
  }
  const damage = db.pragma('quick_check(1)', { simple: true })
  if (damage === 'ok') return
  throw new AppError(
    'archive-damaged',
    `This archive is damaged: ${file}`,
    'Nothing of it was taken. Restore a backup of it, and merge that.',
  )
}

function refuseStrange(db: ReadDb, file: string): void {
  const strange = strangeObjects(db)
  if (strange) throw notOurs(file, `it holds ${strange}`)
}

function notOurs(file: string, why: string): AppError {
  return new AppError(
    'archive-not-clipfile',
    `This is no archive as Clipfile makes them: ${why}. ${file}`,
    'Nothing of it was taken. If it is yours, tell how it was made.',
  )
}
