import type { Change } from '../../shared/own.ts'
import type { Db, ReadDb } from './connection.ts'

/** So many steps can be taken back. */
export const KEPT_CHANGES = 200

const COLUMNS = 'id, label, at_ms AS atMs, state, row_count AS rows'

/** A change with its rows, packed. */
export interface StoredChange extends Change {
  joins: string | null
  codec: number
  steps: Buffer
}

/** Writes a step, and forgets those beyond the last 200. What was undone cannot be redone after something new. */
export function addChange(
  db: Db,
  change: { label: string; joins: string | null; rows: number; codec: number; data: Uint8Array },
): Change {
  db.prepare("DELETE FROM change WHERE state = 'undone'").run()
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO change (label, at_ms, joins, row_count, codec, steps)
       VALUES (:label, :atMs, :joins, :rows, :codec, :data)`,
    )
    .run({ ...change, atMs: Date.now() })
  db.prepare(
    `DELETE FROM change WHERE id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ${KEPT_CHANGES})`,
  ).run()
  return readChange(db, Number(lastInsertRowid))!
}

/** Replaces the rows of a step that another one joined. */
export function replaceSteps(
  db: Db,
  id: number,
  { rows, codec, data }: { rows: number; codec: number; data: Uint8Array },
): Change {
  db.prepare('UPDATE change SET at_ms = ?, row_count = ?, codec = ?, steps = ? WHERE id = ?').run(
    Date.now(),
    rows,
    codec,
    data,
    id,
  )
  return readChange(db, id)!
}

export function readChange(db: ReadDb, id: number): StoredChange | null {
  const row = db.prepare(`SELECT ${COLUMNS}, joins, codec, steps FROM change WHERE id = ?`).get(id)
  return (row as StoredChange | undefined) ?? null
}

export function setChangeState(db: Db, id: number, state: Change['state']): void {
  db.prepare('UPDATE change SET state = ? WHERE id = ?').run(state, id)
}

/** Newest first. */
export function listChanges(db: ReadDb, limit: number): Change[] {
  return db.prepare(`SELECT ${COLUMNS} FROM change ORDER BY id DESC LIMIT ?`).all(limit) as Change[]
}

/** What an undo would take back, and what a redo would do again: those undone stand at the end, last undone first. */
export function nextChanges(db: ReadDb): { undo: Change | null; redo: Change | null } {
  const edge = (state: string, order: string) =>
    (db
      .prepare(`SELECT ${COLUMNS} FROM change WHERE state = '${state}' ORDER BY id ${order} LIMIT 1`)
      .get() as Change | undefined) ?? null
  return { undo: edge('done', 'DESC'), redo: edge('undone', 'ASC') }
}

/** Differs whenever something was done, undone or redone, by whatever process. */
export function historyVersion(db: ReadDb): string {
  return db
    .prepare(
      "SELECT coalesce(max(id), 0) || ' ' || coalesce(max(at_ms), 0) || ' ' || coalesce(sum(state = 'undone'), 0) FROM change",
    )
    .pluck()
    .get() as string
}
