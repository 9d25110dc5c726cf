/** Every change to what people own is one step, which can be taken back and done again, also after a restart. */
import { AppError } from '../../shared/errors.ts'
import type { Change, History, Outcome, OwnArea, OwnChanged } from '../../shared/own.ts'
import {
  addChange,
  listChanges,
  nextChanges,
  readChange,
  replaceSteps,
  setChangeState,
  type StoredChange,
} from '../db/changes.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import { ownTable } from '../db/own-tables.ts'
import { inTurn } from '../db/turns.ts'
import { applyEffects } from './effects.ts'
import { recorded, startRecording, type RowChange } from './recorder.ts'
import { applySteps, joined, packSteps, reversed, unpackSteps } from './steps.ts'

/** Saves of one note within this time are one step: nobody wants to undo by seconds of typing. */
const JOIN_MS = 5 * 60_000
/** More articles than these are not named one by one to a window. */
const MOST_TOLD = 500

export interface ChangeOptions {
  /** a name under which the next change of the same name joins this one */
  joins?: string
}

const recording = new WeakSet<ReadDb>()
const untold = new WeakMap<ReadDb, RowChange[]>()

/**
 * Runs `work` as one undoable step in one transaction: whatever it writes to own tables is noted, and what follows from
 * them is brought up to date. Inside another step it becomes part of that one.
 * @param label what was done, for people; a function is given what `work` returned
 */
export function recordChange<T>(
  db: Db,
  label: string | ((value: T) => string),
  work: () => T,
  options: ChangeOptions = {},
): Outcome<T> {
  if (recording.has(db)) return { value: work(), change: null }
  return exclusively(db, work, (value, rows) => {
    if (rows.length === 0) return { value, change: null }
    const words = typeof label === 'string' ? label : label(value)
    return { value, change: keep(db, words, rows, options.joins ?? null) }
  })
}

/**
 * Takes back a step: the last one, or the one named.
 * @throws AppError `not-found`, `conflict` when something it touched was changed since
 */
export function undo(db: Db, changeId?: number): History {
  const id = changeId ?? nextChanges(db).undo?.id
  if (id === undefined) throw new AppError('not-found', 'There is nothing to undo.')
  const change = stored(db, id)
  if (change.state === 'undone') throw new AppError('not-found', `“${change.label}” is undone already.`)
  return again(db, change, reversed(unpackSteps(change.codec, change.steps)), 'undone')
}

/** Does again what was undone last. @throws AppError `not-found`, `conflict` */
export function redo(db: Db): History {
  const next = nextChanges(db).redo
  if (!next) throw new AppError('not-found', 'There is nothing to redo.')
  const change = stored(db, next.id)
  return again(db, change, unpackSteps(change.codec, change.steps), 'done')
}

export function readHistory(db: ReadDb, limit: number): History {
  return { changes: listChanges(db, limit), ...nextChanges(db) }
}

/** What was changed on this connection since the last time of asking, for the windows; null for nothing. */
export function takeOwnChanged(db: ReadDb): OwnChanged | null {
  const rows = untold.get(db)
  if (!rows) return null
  untold.delete(db)
  const areas = [...new Set(rows.map((row): OwnArea => ownTable(row.table).area))]
  const ids = new Set<number>()
  for (const { before, after } of rows) {
    const id = (after ?? before)?.['article_id']
    if (typeof id === 'number') ids.add(id)
  }
  return { areas, articleIds: ids.size > MOST_TOLD ? null : [...ids], ...nextChanges(db) }
}

function stored(db: ReadDb, id: number): StoredChange {
  const change = readChange(db, id)
  if (change) return change
  throw new AppError('not-found', 'This step is not kept any more.', 'The last 200 can be undone.')
}

function again(db: Db, change: StoredChange, rows: RowChange[], state: Change['state']): History {
  try {
    exclusively(
      db,
      () => applySteps(db, rows, change.label),
      () => setChangeState(db, change.id, state),
    )
  } catch (error) {
    // a tag made by hand, which an import has given to articles since: no step of the history says so
    if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error
    throw new AppError(
      'conflict',
      `“${change.label}” cannot be taken back by itself: something that came later needs it.`,
      'Take back the import that came after it first. Nothing was changed now.',
    )
  }
  return readHistory(db, 20)
}

/** One transaction: the work, what follows from it, and what is kept of it. */
function exclusively<T, R>(db: Db, work: () => T, settle: (value: T, rows: RowChange[]) => R): R {
  recording.add(db)
  try {
    return inTurn(db, () => {
      startRecording(db)
      const value = work()
      const rows = recorded(db)
      applyEffects(db, rows)
      if (rows.length > 0) untold.set(db, [...(untold.get(db) ?? []), ...rows])
      return settle(value, rows)
    })
  } finally {
    recording.delete(db)
  }
}

function keep(db: Db, label: string, rows: RowChange[], joins: string | null): Change {
  const last = nextChanges(db)
  const before = joins && last.undo && !last.redo ? readChange(db, last.undo.id) : null
  if (before && before.joins === joins && Date.now() - before.atMs < JOIN_MS) {
    const all = joined([...unpackSteps(before.codec, before.steps), ...rows])
    return publicOf(replaceSteps(db, before.id, { rows: all.length, ...packSteps(all) }))
  }
  return publicOf(addChange(db, { label, joins, rows: rows.length, ...packSteps(rows) }))
}

function publicOf({ id, label, atMs, state, rows }: Change): Change {
  return { id, label, atMs, state, rows }
}
