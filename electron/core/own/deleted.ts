/** What was deleted goes to the trash with the rows that went with it, and comes back from there at any later time. */
import { AppError } from '../../shared/errors.ts'
import type { DeletedKind, Outcome } from '../../shared/own.ts'
import type { Db } from '../db/connection.ts'
import { insertDeleted, readDeleted, removeDeleted } from '../db/deleted.ts'
import { putBack } from './deleted-rows.ts'
import { recordChange } from './history.ts'
import { lastRecorded, recorded, type RowChange } from './recorder.ts'
import { packSteps, unpackSteps } from './steps.ts'
import { shortened } from './words.ts'

export interface GoneThing {
  kind: DeletedKind
  name: string
  /** of an annotation */
  articleId?: number
  articles?: number
  below?: number
}

/** Removes something, inside a step of the history, and keeps in the trash what went. */
export function removeToTrash(db: Db, thing: GoneThing, remove: () => void): void {
  keep(db, thing, changedBy(db, remove))
}

/** Removes several things of which each is one row: each can be had back by itself. @returns how many went */
export function removeEachToTrash(db: Db, remove: () => void, named: (row: RowChange) => GoneThing): number {
  const rows = changedBy(db, remove)
  for (const row of rows) keep(db, named(row), [row])
  return rows.length
}

const WORDS: Record<DeletedKind, string> = {
  tag: 'Tag',
  collection: 'Collection',
  annotation: 'Annotation',
  search: 'Saved search',
  rule: 'Rule',
}

/**
 * Brings deleted things back, as one step. A tag comes back to its path and joins one of that name that was made since; what
 * lay in something that is gone comes to the top.
 * @returns how many came back
 * @throws AppError `not-found` when none of them is in the trash any more
 */
export function restoreDeleted(db: Db, ids: readonly number[]): Outcome<number> {
  const found = ids.flatMap((id) => readDeleted(db, id) ?? [])
  const [only] = found
  if (!only) throw new AppError('not-found', 'This is not in the trash any more.')
  const label =
    found.length === 1
      ? `${WORDS[only.kind]} “${shortened(only.name)}” restored`
      : `${found.length.toLocaleString('en')} deleted things restored`
  return recordChange(db, label, () => {
    // what went last comes first: it may be what another one lay in
    for (const { kind, name, codec, steps } of found.sort((a, b) => b.id - a.id)) {
      putBack(db, kind, name, unpackSteps(codec, steps))
    }
    return removeDeleted(db, { ids: found.map(({ id }) => id) })
  })
}

function changedBy(db: Db, work: () => void): RowChange[] {
  const before = lastRecorded(db)
  work()
  return recorded(db, before)
}

function keep(db: Db, { articleId, articles = 0, below = 0, ...thing }: GoneThing, rows: RowChange[]): void {
  const { codec, data } = packSteps(rows)
  insertDeleted(db, { ...thing, articleId: articleId ?? null, articles, below, codec, steps: data })
}
