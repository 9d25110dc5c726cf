import { AppError } from '../../shared/errors.ts'
import type { DumpRow, ImportRun, ImportState } from '../../shared/model.ts'
import type { Db, ReadDb } from './connection.ts'
import { isAlive, thisRunner } from './runner.ts'

const IMPORT = `id, name, CASE WHEN state = 'cancelled' AND paused THEN 'paused' ELSE state END AS state, started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs, dumps, records, imported,
  duplicates, rejected, headlines, size_bytes AS sizeBytes, left_out AS leftOut, error,
  (SELECT count(*) FROM hidden_article WHERE import_id = import_run.id) AS trashed,
  (SELECT at_ms FROM taken_back WHERE import_id = import_run.id) AS takenBackAtMs, only_new AS watched`

type Row = Omit<ImportRun, 'watched'> & { watched: number }

function toRun({ watched, ...row }: Row): ImportRun {
  return { ...row, watched: watched === 1 }
}

/** Newest first. */
export function listImports(db: ReadDb): ImportRun[] {
  return (db.prepare(`SELECT ${IMPORT} FROM import_run ORDER BY id DESC`).all() as Row[]).map(toRun)
}

/** @throws AppError `not-found` */
export function readImport(db: ReadDb, id: number): ImportRun {
  const row = db.prepare(`SELECT ${IMPORT} FROM import_run WHERE id = ?`).get(id) as Row | undefined
  if (!row) throw new AppError('not-found', `There is no import ${id} in this archive.`)
  return toRun(row)
}

export function listDumps(
  db: ReadDb,
  input: { importId: number; offset: number; limit: number; problemsOnly: boolean },
): { rows: DumpRow[]; total: number } {
  const which = `FROM dump WHERE import_id = ? ${input.problemsOnly ? 'AND problem IS NOT NULL' : ''}`
  const total = db.prepare(`SELECT count(*) ${which}`).pluck().get(input.importId) as number
  const rows = db
    .prepare(
      `SELECT id, path, format, size_bytes AS sizeBytes, state, records, imported, duplicates, rejected, headlines,
         problem FROM dump WHERE id IN (SELECT id ${which} ORDER BY id LIMIT ? OFFSET ?) ORDER BY id`,
    )
    .all(input.importId, input.limit, input.offset) as DumpRow[]
  return { rows, total }
}

// ---------------------------------------------------------------- the life of an import

/** What a new or resumed import works from. */
export interface ImportPlan {
  id: number
  paths: string[]
  /** whether all its dumps are in the ledger already */
  listed: boolean
  /** files that some import has read as they are now are passed over: a watched folder */
  onlyNew: boolean
  /** refused records are being read again */
  isRetry: boolean
}

export function createImport(db: Db, name: string, paths: readonly string[], onlyNew = false): ImportPlan {
  const id = db
    .prepare(
      `INSERT INTO import_run (name, state, started_at_ms, paths, runner, only_new) VALUES (?, 'running', ?, ?, ?, ?)`,
    )
    .run(name, Date.now(), JSON.stringify(paths), thisRunner(), onlyNew ? 1 : 0).lastInsertRowid
  return { id: Number(id), paths: [...paths], listed: false, onlyNew, isRetry: false }
}

/**
 * Takes an unfinished import up again.
 * @throws AppError `not-found`, `bad-request` when it is done or was taken back, `job-running` when another process is at it
 */
export function reopenImport(db: Db, id: number): ImportPlan {
  return reopen(db, id, false)
}

/**
 * Takes an import up again whose refused records are to be read once more (db/retry.ts marks them).
 * @throws AppError as {@link reopenImport}, and `bad-request` when it has not come to its end
 */
export function reopenForRetry(db: Db, id: number): ImportPlan {
  return { ...reopen(db, id, true), isRetry: true }
}

interface ReopenedRow {
  state: ImportState
  paths: string
  listed: number
  runner: string | null
  onlyNew: number
  isRetry: number
  isTakenBack: number
}

function reopen(db: Db, id: number, isRetry: boolean): ImportPlan {
  const row = db
    .prepare(
      `SELECT state, paths, listed, runner, only_new AS onlyNew,
         EXISTS (SELECT 1 FROM dump WHERE import_id = import_run.id AND state = 'pending' AND retry_from IS NOT NULL) AS isRetry,
         EXISTS (SELECT 1 FROM taken_back WHERE import_id = import_run.id) AS isTakenBack
       FROM import_run WHERE id = ?`,
    )
    .get(id) as ReopenedRow | undefined
  if (!row) throw new AppError('not-found', `There is no import ${id} in this archive.`)
  mustBeFree(db, id, row, isRetry)
  db.prepare(
    `UPDATE import_run SET state = 'running', paused = 0, finished_at_ms = NULL, error = NULL, runner = ? WHERE id = ?`,
  ).run(thisRunner(), id)
  const paths = JSON.parse(row.paths) as string[]
  return { id, paths, listed: row.listed === 1, onlyNew: row.onlyNew === 1, isRetry: row.isRetry === 1 }
}

function mustBeFree(db: ReadDb, id: number, row: ReopenedRow, isRetry: boolean): void {
  if (row.state === 'running' && isAlive(row.runner)) {
    throw new AppError(
      'job-running',
      `Import ${id} is running already.`,
      'Wait for its end, or cancel it first.',
    )
  }
  if (row.isTakenBack === 1)
    throw new AppError('bad-request', `Import ${id} was taken back.`, 'Bring it back first, then go on.')
  if (isRetry && !(row.listed === 1 && isComplete(db, id)))
    throw new AppError('bad-request', `Import ${id} has not come to its end.`, 'Resume it first.')
  if (!isRetry && row.state === 'done')
    throw new AppError('bad-request', `Import ${id} is finished: nothing is left to do.`)
}

export function endImport(db: Db, id: number, state: ImportState, error: string | null = null): void {
  const isPaused = state === 'paused'
  db.prepare(
    'UPDATE import_run SET state = ?, paused = ?, error = ?, finished_at_ms = ?, runner = NULL WHERE id = ?',
  ).run(isPaused ? 'cancelled' : state, isPaused ? 1 : 0, error, Date.now(), id)
}

/** Where a dump lies and what it was found to be. */
export function dumpFile(db: ReadDb, id: number): { path: string; format: string | null } {
  return db.prepare('SELECT path, format FROM dump WHERE id = ?').get(id) as {
    path: string
    format: string | null
  }
}

/** The first record of a dump that is not in the ledger yet. */
export function nextRecordOf(db: ReadDb, dumpId: number): number {
  return db.prepare('SELECT next_record FROM dump WHERE id = ?').pluck().get(dumpId) as number
}

/** An import of this one file that was begun and not ended. */
export function unfinishedImportOf(db: Db, path: string): number | null {
  markInterrupted(db)
  const id = db
    .prepare(
      "SELECT max(id) FROM import_run WHERE state IN ('interrupted', 'cancelled', 'failed') AND paths = ?",
    )
    .pluck()
    .get(JSON.stringify([path])) as number | null
  return id
}

/** Whether no dump of an import is left to read. */
export function isComplete(db: ReadDb, id: number): boolean {
  return !db.prepare("SELECT 1 FROM dump WHERE import_id = ? AND state = 'pending' LIMIT 1").get(id)
}

/**
 * Calls what nobody runs any more interrupted, so that it can be offered to be resumed.
 * @returns the imports that were
 */
export function markInterrupted(db: Db): ImportRun[] {
  const running = db.prepare("SELECT id, runner FROM import_run WHERE state = 'running'").all() as {
    id: number
    runner: string | null
  }[]
  const dead = running.filter((row) => !isAlive(row.runner))
  for (const { id } of dead) endImport(db, id, 'interrupted')
  return dead.map(({ id }) => readImport(db, id))
}

/** Where a dump lies, or lay; null where there is none of this number. */
export function dumpPath(db: ReadDb, dumpId: number): string | null {
  const row = db.prepare('SELECT path FROM dump WHERE id = ?').get(dumpId) as { path: string } | undefined
  return row?.path ?? null
}
