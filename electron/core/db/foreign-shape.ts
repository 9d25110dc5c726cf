/** What a file that says it is an archive is made of. */
import type { ReadDb } from './connection.ts'

/** The columns of each table, in words that can be compared. */
export type Shape = Map<string, string>

/** What can act by itself while it is read, or is no table of rows: in words, null for nothing. */
export function strangeObjects(db: ReadDb): string | null {
  const row = db
    .prepare(
      `SELECT type, name, sql LIKE 'CREATE VIRTUAL%' AS isVirtual FROM sqlite_schema
       WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1`,
    )
    .get() as { type: string; name: string; isVirtual: number | null } | undefined
  if (row) return `a ${row.isVirtual ? 'virtual table' : row.type} “${row.name.slice(0, 60)}”`
  const generated = db
    .prepare(
      `SELECT sqlite_schema.name FROM sqlite_schema, pragma_table_xinfo(sqlite_schema.name)
       WHERE sqlite_schema.type = 'table' AND hidden <> 0 LIMIT 1`,
    )
    .pluck()
    .get() as string | undefined
  return generated ? `a reckoned column in “${generated.slice(0, 60)}”` : null
}

export function shapeOf(db: ReadDb): Shape {
  const rows = db
    .prepare(
      `SELECT sqlite_schema.name, group_concat(info.name ORDER BY info.name) FROM sqlite_schema, pragma_table_info(sqlite_schema.name) AS info
       WHERE sqlite_schema.type = 'table' AND sqlite_schema.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' GROUP BY 1`,
    )
    .raw()
    .all() as [string, string][]
  return new Map(rows)
}
