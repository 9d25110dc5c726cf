import * as v from 'valibot'
import { type ColumnMapping, columnMapping, type SavedMapping } from '../../shared/mapping.ts'
import type { Db, ReadDb } from './connection.ts'

const columnNames = v.array(v.string())

/** All that were kept; one that this version cannot read is passed over. */
export function readMappings(db: ReadDb): SavedMapping[] {
  const rows = db.prepare('SELECT columns, mapping FROM column_mapping ORDER BY columns').all() as {
    columns: string
    mapping: string
  }[]
  return rows.flatMap(({ columns, mapping }) => {
    const [names, read] = [
      v.safeParse(columnNames, JSON.parse(columns)),
      v.safeParse(columnMapping, JSON.parse(mapping)),
    ]
    return names.success && read.success ? [{ columns: names.output, mapping: read.output }] : []
  })
}

/** Keeps how these columns are read, in the place of what was said of them before. */
export function saveMapping(db: Db, columns: readonly string[], mapping: ColumnMapping): void {
  db.prepare('INSERT OR REPLACE INTO column_mapping (columns, mapping, saved_at_ms) VALUES (?, ?, ?)').run(
    JSON.stringify([...new Set(columns)].sort()),
    JSON.stringify(mapping),
    Date.now(),
  )
}
