import Database from 'better-sqlite3'
import { AppError } from '../../shared/errors.ts'

/** A connection that may write. */
export type Db = Database.Database & { readonly __writable: true }
/** A connection that only reads; a {@link Db} will do as well. */
export type ReadDb = Pick<Database.Database, 'prepare' | 'pragma' | 'function'>

/** Another one than before when anything was written to the file: by this connection, or by another one. */
export function changesOf(db: ReadDb): string {
  const own = db.prepare('SELECT total_changes()').pluck().get() as number
  return `${own} ${String(db.pragma('data_version', { simple: true }))}`
}

export interface ConnectionOptions {
  /** the compiled better-sqlite3 where the stock one does not fit the runtime */
  nativeBinding?: string | undefined
  readonly?: boolean
  /** of the page cache; more while importing */
  cacheMb?: number
  /** looks at the file before anything in it is changed, even its journal mode; throws to refuse it */
  inspect?: (db: Db) => void
}

/** 16 kB pages: the body table takes 0.62 of its text, with 4 kB pages 0.82 (performance.md). */
const PAGE_SIZE = 16_384

/**
 * Opens a SQLite file with the settings of security.md ("Settings list — database").
 * @throws AppError `archive-locked`, `archive-read-only`, `archive-damaged`, `archive-not-clipfile`
 */
export function connect(path: string, options: ConnectionOptions = {}): Db {
  try {
    const db = new Database(path, {
      readonly: options.readonly ?? false,
      ...(options.nativeBinding ? { nativeBinding: options.nativeBinding } : {}),
    }) as Db
    try {
      configure(db, options)
    } catch (error) {
      db.close()
      throw error
    }
    return db
  } catch (error) {
    throw asAppError(error, path)
  }
}

/** So long a statement waits for another process that writes. */
export const BUSY_MS = 5000

function configure(db: Db, options: ConnectionOptions): void {
  db.pragma(`busy_timeout = ${BUSY_MS}`)
  // Files come from strangers: no schema tricks, no memory map over a file that may shrink under us.
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('mmap_size = 0')
  db.pragma('foreign_keys = ON')
  options.inspect?.(db)
  if (!options.readonly) makeWritable(db)
  // Last: SQLite reckons it in pages of the size they have then, and a new file's have a quarter of ours until here.
  db.pragma(`cache_size = -${(options.cacheMb ?? 64) * 1024}`)
}

function makeWritable(db: Db): void {
  db.pragma(`page_size = ${PAGE_SIZE}`)
  const mode = db.pragma('journal_mode = WAL', { simple: true })
  if (mode !== 'wal' && mode !== 'memory') {
    throw new AppError(
      'archive-locked',
      'This folder cannot hold an archive: its file system does not support write-ahead logging.',
      'Move the archive to a folder on this computer’s own disk.',
    )
  }
  // better-sqlite3 reopens a WAL file as NORMAL, which lost acknowledged commits in power cuts: FULL on every open.
  db.pragma('synchronous = FULL')
  db.pragma('journal_size_limit = 67108864')
}

const CODES: Record<string, [code: AppError['code'], message: string, detail: string]> = {
  SQLITE_BUSY: [
    'archive-locked',
    'Another program is using this archive.',
    'Close the other program, or wait until its work is done, and try again.',
  ],
  SQLITE_LOCKED: ['archive-locked', 'Another program is using this archive.', 'Wait a moment and try again.'],
  SQLITE_NOTADB: [
    'archive-not-clipfile',
    'This file is not a Clipfile archive.',
    'To add its contents to an archive, import it instead.',
  ],
  SQLITE_CORRUPT: [
    'archive-damaged',
    'This archive is damaged.',
    'Keep the file as it is and open a backup. “clipfile check” lists what is hurt.',
  ],
  SQLITE_FULL: ['disk-full', 'The disk is full.', 'Free some space; what was saved before is still there.'],
  SQLITE_READONLY: [
    'archive-read-only',
    'This archive cannot be written to.',
    'Copy it to a folder of your own.',
  ],
  SQLITE_CANTOPEN: [
    'archive-not-found',
    'The archive cannot be opened.',
    'Look whether its folder is still there.',
  ],
  SQLITE_IOERR: [
    'read-failed',
    'The disk reported an error.',
    'Check the disk or the cable, then try again.',
  ],
}

/** Turns an SQLite error into one for people; anything else passes through. */
export function asAppError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = (error as { code?: unknown }).code
  if (error instanceof TypeError && error.message.includes('directory does not exist')) {
    return new AppError(
      'archive-not-found',
      `There is no folder for ${path}.`,
      'Look whether it was moved or renamed.',
    )
  }
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error
  const known = Object.keys(CODES).find((name) => code === name || code.startsWith(`${name}_`))
  if (!known)
    return new AppError('internal', `${error.message} (${code}) in ${path}`, undefined, { cause: error })
  const [appCode, message, detail] = CODES[known]!
  return new AppError(appCode, `${message} ${path}`, detail, { cause: error })
}
