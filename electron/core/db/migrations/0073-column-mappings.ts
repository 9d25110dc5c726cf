import type { Migration } from '../migrate.ts'

/**
 * How a person said that a data set's columns are to be read, by the set of columns: read in the same way when they come again.
 * Kept in the archive, because what was extracted with them can be extracted again from its originals.
 */
export const columnMappings: Migration = {
  version: 73,
  name: 'column mappings',
  up(db) {
    db.exec(`
      CREATE TABLE column_mapping (
        columns TEXT PRIMARY KEY, -- JSON: all of them, sorted
        mapping TEXT NOT NULL,    -- JSON, see shared/mapping.ts
        saved_at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
