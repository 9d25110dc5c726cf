/** Copies an archive as one whole file, looks whether the copy is sound, and only then gives it its name. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { checkCounts } from '../check/counts.ts'
import { checkPages } from '../check/links.ts'
import { Problems } from '../check/problems.ts'
import { type Facts, factsOf } from '../db/backup-mark.ts'
import { connect, type Db, type ReadDb } from '../db/connection.ts'
import { APPLICATION_ID } from '../db/application-id.ts'
import { syncFolder } from '../export/write-whole.ts'
import type { Progress } from '../job-control.ts'

/** Pages of 16 kB copied at once: between two times a cancel is heard. */
const PAGES_AT_ONCE = 1000

export interface Copied {
  /** what the archive itself has wrong, and its copy therefore too, in plain words; none when all is well */
  problems: string[]
}

/**
 * Copies the archive behind an open connection into `part`, as it is at this moment, whatever others write meanwhile: the
 * copying reads under one transaction, so it need not begin anew with each of their commits.
 * @param change what is altered in the copy, before it is checked
 * @throws AppError `cancelled`, `archive-damaged` where the copy is not sound; what SQLite throws
 */
export async function copyArchive(
  source: Db,
  part: string,
  change: (copy: Db) => void,
  { signal, progress, options }: { signal: AbortSignal; progress: Progress; options: ArchiveOptions },
): Promise<Copied> {
  const pageSize = source.pragma('page_size', { simple: true }) as number
  source.exec('BEGIN')
  let facts: Facts
  try {
    facts = factsOf(source)
    progress.update({ step: 'Copying', current: 0, bytes: 0 })
    await source.backup(part, {
      progress({ totalPages, remainingPages }) {
        if (signal.aborted) throw cancelled()
        const bytes = (totalPages - remainingPages) * pageSize
        progress.update({ bytes, bytesTotal: totalPages * pageSize })
        return PAGES_AT_ONCE
      },
    })
  } finally {
    source.exec('COMMIT')
  }
  if (signal.aborted) throw cancelled()
  progress.update({ step: 'Checking the copy' })
  const copy = connect(part, { nativeBinding: options.nativeBinding })
  try {
    change(copy)
    // one file that needs nothing beside it; an archive that was worked in is one with a write-ahead log
    copy.pragma('journal_mode = DELETE')
    return mustBeSound(copy, facts)
  } finally {
    copy.close()
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The copying was cancelled; nothing was kept of it.')
}

function mustBeSound(copy: ReadDb, facts: Facts): Copied {
  const damage = new Problems()
  damage.guard('the file', () => checkPages(copy, damage))
  const now = factsOf(copy)
  if (now.application !== APPLICATION_ID || now.version !== facts.version)
    damage.add('kind', 'It does not say any more that it is an archive.')
  for (const [table, rows] of Object.entries(facts.rows)) {
    // what the copy says of itself stands there
    if (table === 'archive_info') continue
    if (now.rows[table] !== rows)
      damage.add('rows', `It has ${now.rows[table] ?? 0} rows of ${table} in place of ${rows}.`)
  }
  if (damage.list.length > 0) {
    throw new AppError(
      'archive-damaged',
      `The copy is not sound: ${damage.list[0]}`,
      'The archive itself may be damaged: “clipfile check” tells. Earlier backups were left as they are.',
    )
  }
  const wrong = new Problems()
  wrong.guard('the counts', () => checkCounts(copy, wrong))
  return { problems: wrong.list }
}

/**
 * Gives a whole file its name, which must not be taken: a hard link fails where a rename would replace.
 * @throws AppError `archive-exists`; what the file system throws
 */
export function publish(part: string, target: string): void {
  syncFile(part)
  try {
    linkSync(part, target)
    rmSync(part)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || existsSync(target)) throw exists(target)
    if (code === 'ENOENT') throw error
    // FAT and some network drives know no links
    renameSync(part, target)
  }
  syncFolder(dirname(target))
}

export function exists(target: string): AppError {
  return new AppError(
    'archive-exists',
    `There is something at ${target} already.`,
    'Choose another name: nothing is replaced.',
  )
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The name under which a file grows; of this process alone. */
export function partOf(target: string): string {
  return `${target}.${process.pid}.part`
}

export function removePart(part: string): void {
  try {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(part + suffix, { force: true })
  } catch {
    // the folder that fails us here has just failed us with a better message
  }
}

const DAY_MS = 86_400_000

/** What a process that was killed left behind, long after it. */
export function removeOldParts(target: string, nowMs = Date.now()): void {
  const folder = dirname(target)
  for (const name of readdirSync(folder)) {
    const rest = name.startsWith(stemOf(target)) ? name.slice(stemOf(target).length) : ''
    if (!OF_A_PART.test(rest)) continue
    const path = join(folder, name)
    if (nowMs - statSync(path).mtimeMs > DAY_MS) rmSync(path, { force: true })
  }
}

const OF_A_PART = /^ \d{4}-\d\d-\d\d \d{4}(?: \d+)?\.clipfile\.\d+\.part(?:-journal|-wal|-shm)?$/

function stemOf(target: string): string {
  return basename(target).replace(/ \d{4}-\d\d-\d\d \d{4}(?: \d+)?\.clipfile$/, '')
}

/** Turns what a target's folder or disk does to a copying into words. */
export function asCopyError(error: unknown, target: string): unknown {
  if (error instanceof AppError) return error
  const folder = dirname(target)
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      `The disk is full: ${basename(target)} was not written.`,
      `Free some space on the disk of ${folder}, or choose another folder. Earlier backups were left as they are.`,
      { cause: error },
    )
  }
  if (!existsSync(folder)) {
    return new AppError(
      'write-failed',
      `The folder ${folder} is not there.`,
      'Is its drive connected? Otherwise choose another folder.',
      { cause: error },
    )
  }
  const isOfTarget = /^(?:E[A-Z]+$|SQLITE_(?:READONLY|CANTOPEN|IOERR))/.test(code)
  if (!isOfTarget) return error
  const why = error instanceof Error ? error.message : code
  return new AppError(
    'write-failed',
    `Nothing can be written to ${folder}: ${why}`,
    'Choose another folder, or get the permission to write to this one.',
    { cause: error },
  )
}
