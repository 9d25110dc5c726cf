/** The rows of a change as they are kept, and put back. */
import { AppError } from '../../shared/errors.ts'
import { pack, unpack } from '../db/blobs.ts'
import type { Db } from '../db/connection.ts'
import { ownTable, type OwnTableName } from '../db/own-tables.ts'
import { columnsOf, keyOf, type Row, type RowChange, type Value } from './recorder.ts'

interface Packed {
  /** each table once, with its columns as they were then: a later Clipfile may have more */
  tables: { name: OwnTableName; columns: string[] }[]
  /** table, values before, values after */
  rows: [number, Value[] | null, Value[] | null][]
}

/** Rows of one key become one, from the first before to the last after, as long as each follows on the other. */
export function joined(rows: readonly RowChange[]): RowChange[] {
  const byKey = new Map<string, RowChange>()
  for (const row of rows) {
    const known = byKey.get(keyOf(row))
    if (known) known.after = row.after
    else byKey.set(keyOf(row), { ...row })
  }
  return [...byKey.values()].filter((row) => row.before !== null || row.after !== null)
}

export function packSteps(rows: readonly RowChange[]): { codec: number; data: Uint8Array } {
  const names = [...new Set(rows.map((row) => row.table))]
  const numbers = new Map(names.map((name, i) => [name, i]))
  const packed: Packed = {
    tables: names.map((name) => {
      const { before, after } = rows.find((row) => row.table === name)!
      return { name, columns: Object.keys((after ?? before)!) }
    }),
    rows: rows.map(({ table, before, after }) => [
      numbers.get(table)!,
      before && Object.values(before),
      after && Object.values(after),
    ]),
  }
  return pack(Buffer.from(JSON.stringify(packed)))
}

export function unpackSteps(codec: number, data: Uint8Array): RowChange[] {
  const { tables, rows } = JSON.parse(Buffer.from(unpack(codec, data)).toString('utf8')) as Packed
  const toRow = (columns: string[], values: Value[] | null): Row | null =>
    values && Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]))
  return rows.map(([number, before, after]) => {
    const { name, columns } = tables[number]!
    return { table: name, before: toRow(columns, before), after: toRow(columns, after) }
  })
}

/** The same the other way round, last first: what an undo does. */
export function reversed(rows: readonly RowChange[]): RowChange[] {
  return rows.map(({ table, before, after }) => ({ table, before: after, after: before })).reverse()
}

/**
 * Makes each row what it is after, if it still is what it was before. Runs inside the caller's transaction, which must be
 * rolled back when this throws.
 * @throws AppError `conflict` naming what was changed by others
 */
export function applySteps(db: Db, rows: readonly RowChange[], label: string): void {
  db.pragma('defer_foreign_keys = ON')
  const writers = new Map<OwnTableName, RowWriter>()
  const articleIsThere = db.prepare('SELECT 1 FROM article WHERE id = ?')
  const changed = new Map<OwnTableName, number>()
  for (const row of rows) {
    const { table, before, after } = row
    // an article emptied from the trash took with it what was said of it
    const isGone = ['article_id', 'with_id'].some((column) => {
      const id = (before ?? after)![column]
      return typeof id === 'number' && !articleIsThere.get(id)
    })
    if (isGone) continue
    let writer = writers.get(table)
    if (!writer) writers.set(table, (writer = new RowWriter(db, table)))
    if (writer.stillIs((before ?? after)!, before)) {
      writer.write(before, after)
    } else if (ownTable(table).lenient) writer.force((before ?? after)!, after)
    else changed.set(table, (changed.get(table) ?? 0) + 1)
  }
  if (changed.size > 0) throw conflict(label, changed)
}

/** As {@link applySteps}, but what others have changed since, or taken the place of, is left as it is now. */
export function applyFree(db: Db, rows: readonly RowChange[]): void {
  const articleIsThere = db.prepare('SELECT 1 FROM article WHERE id = ?')
  const writers = new Map<OwnTableName, RowWriter>()
  for (const { table, before, after } of rows) {
    const articleId = (before ?? after)!['article_id']
    if (typeof articleId === 'number' && !articleIsThere.get(articleId)) continue
    let writer = writers.get(table)
    if (!writer) writers.set(table, (writer = new RowWriter(db, table)))
    if (writer.stillIs((before ?? after)!, before)) writer.write(before, after)
  }
}

function conflict(label: string, changed: ReadonlyMap<OwnTableName, number>): AppError {
  const what = [...changed].map(([table, count]) => {
    const { one, many } = ownTable(table)
    return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
  })
  return new AppError(
    'conflict',
    `“${label}” cannot be taken back by itself: ${what.join(', ')} changed since.`,
    'Undo the later changes first. Nothing was changed now.',
  )
}

class RowWriter {
  readonly #key: readonly string[]
  readonly #columns: string[]
  readonly #read
  readonly #insert
  readonly #update
  readonly #remove

  constructor(db: Db, table: OwnTableName) {
    this.#key = ownTable(table).key
    this.#columns = columnsOf(db, table)
    const isIt = this.#key.map((column) => `${column} = :${column}`).join(' AND ')
    const all = this.#columns.map((column) => `:${column}`).join(', ')
    const sets = this.#columns.map((column) => `${column} = :${column}`).join(', ')
    this.#read = db.prepare(`SELECT ${this.#columns.join(', ')} FROM ${table} WHERE ${isIt}`)
    this.#insert = db.prepare(`INSERT INTO ${table} (${this.#columns.join(', ')}) VALUES (${all})`)
    this.#update = db.prepare(`UPDATE ${table} SET ${sets} WHERE ${isIt}`)
    this.#remove = db.prepare(`DELETE FROM ${table} WHERE ${isIt}`)
  }

  stillIs(keys: Row, expected: Row | null): boolean {
    const found = this.#read.get(this.#keysOf(keys)) as Row | undefined
    if (!found || !expected) return !found && !expected
    return Object.keys(expected).every((column) => !(column in found) || found[column] === expected[column])
  }

  write(before: Row | null, after: Row | null): void {
    if (!after) this.#remove.run(this.#keysOf(before!))
    else if (before) this.#update.run(this.#whole(after))
    else this.#insert.run(this.#whole(after))
  }

  /** Whatever stands there now. */
  force(keys: Row, after: Row | null): void {
    this.#remove.run(this.#keysOf(keys))
    if (after) this.#insert.run(this.#whole(after))
  }

  #keysOf(row: Row): Row {
    return Object.fromEntries(this.#key.map((column) => [column, row[column] ?? null]))
  }

  /** Columns that came later are empty in a row from before. */
  #whole(row: Row): Row {
    return Object.fromEntries(this.#columns.map((column) => [column, row[column] ?? null]))
  }
}
