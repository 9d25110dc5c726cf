/**
 * Notes every row of an own table that changes, by triggers of this connection alone. Whoever writes needs no more than SQL,
 * however many rows one statement touches.
 */
import type { Db, ReadDb } from '../db/connection.ts'
import { OWN_TABLES, ownTable, type OwnTableName } from '../db/own-tables.ts'

/** A value as SQLite's JSON functions give it. */
export type Value = string | number | null
export type Row = Record<string, Value>

/** One row that changed; null where there was none before, or is none after. */
export interface RowChange<R extends object = Row> {
  table: OwnTableName
  before: R | null
  after: R | null
}

export const TABLE_NAMES = Object.keys(OWN_TABLES) as OwnTableName[]

const ready = new WeakSet<ReadDb>()

/** Begins anew; makes the triggers when this connection has none yet. */
export function startRecording(db: Db): void {
  if (!ready.has(db)) install(db)
  db.prepare('DELETE FROM temp.row_log').run()
}

/** How many rows have changed since {@link startRecording}: what is {@link recorded} after this came later. */
export function lastRecorded(db: ReadDb): number {
  return db.prepare('SELECT coalesce(max(seq), 0) FROM temp.row_log').pluck().get() as number
}

/** What changed since {@link startRecording}, in order. @param after only what came later than this */
export function recorded(db: ReadDb, after = 0): RowChange[] {
  const columns = TABLE_NAMES.map((table) => columnsOf(db, table))
  const rows = db
    .prepare('SELECT own_table AS number, was, now FROM temp.row_log WHERE seq > ? ORDER BY seq')
    .all(after) as {
    number: number
    was: string | null
    now: string | null
  }[]
  return rows.map(({ number, was, now }) => ({
    table: TABLE_NAMES[number]!,
    before: toRow(columns[number]!, was),
    after: toRow(columns[number]!, now),
  }))
}

/** A table's columns, in their order. */
export function columnsOf(db: ReadDb, table: OwnTableName): string[] {
  return db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[]
}

/** A row as JSON text: `json_array(new.id, new.name)`. */
export function imageSql(columns: readonly string[], alias: string): string {
  return `json_array(${columns.map((column) => `${alias}.${column}`).join(', ')})`
}

export function toRow(columns: readonly string[], image: string | null): Row | null {
  if (image === null) return null
  const values = JSON.parse(image) as Value[]
  return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]))
}

/** A changed key would be a row that went and another that came; no own table ever changes one. */
export function keyOf({ table, before, after }: RowChange): string {
  const row = (after ?? before)!
  return `${table} ${ownTable(table)
    .key.map((column) => row[column])
    .join(' ')}`
}

function install(db: Db): void {
  const triggers = TABLE_NAMES.flatMap((table, number) => {
    const columns = columnsOf(db, table)
    const [was, now] = [imageSql(columns, 'old'), imageSql(columns, 'new')]
    const trigger = (event: string, before: string, after: string) =>
      `CREATE TEMP TRIGGER IF NOT EXISTS ${table}_${event} AFTER ${event} ON main.${table} BEGIN
        INSERT INTO row_log (own_table, was, now) VALUES (${number}, ${before}, ${after}); END;`
    return [
      trigger('INSERT', 'NULL', now),
      trigger('UPDATE', was, now).replace('BEGIN', `WHEN ${was} <> ${now} BEGIN`),
      trigger('DELETE', was, 'NULL'),
    ]
  })
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS row_log (
      seq INTEGER PRIMARY KEY, own_table INTEGER NOT NULL, was TEXT, now TEXT
    ); ${triggers.join('\n')}`)
  ready.add(db)
}
