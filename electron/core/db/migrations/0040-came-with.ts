import type { Migration } from '../migrate.ts'

/**
 * What comes in with another archive keeps where it came from: its dumps stand among those of the import that took the
 * archive in, each with the import that first read it.
 * - `came_with`: the dump that is the archive; `came_as`: the number that this one had there.
 */
export const cameWith: Migration = {
  version: 40,
  name: 'came-with',
  up(db) {
    db.exec(`
      ALTER TABLE dump ADD COLUMN came_with INTEGER REFERENCES dump (id);
      ALTER TABLE dump ADD COLUMN came_as INTEGER;
      ALTER TABLE dump ADD COLUMN first_import_name TEXT;
      ALTER TABLE dump ADD COLUMN first_imported_at_ms INTEGER;
      CREATE UNIQUE INDEX dump_came_with ON dump (came_with, came_as) WHERE came_with IS NOT NULL;
      -- few, and asked for whenever another archive is taken in
      CREATE INDEX dump_first_imported ON dump (first_imported_at_ms) WHERE first_imported_at_ms IS NOT NULL;
    `)
  },
}
