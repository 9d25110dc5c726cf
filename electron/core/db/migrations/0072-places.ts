import type { Migration } from '../migrate.ts'

/**
 * - `record.member` says which file of a container a record stands in: `part_000001.csv`, `inner.zip ▸ a.html`.
 * - `dump.place` is where reading goes on after the last record that is in (JSON, see import/place.ts); null before and after.
 * - `dump.is_set`: a folder whose files are one export, read together.
 */
export const places: Migration = {
  version: 72,
  name: 'places',
  up(db) {
    db.exec(`
      ALTER TABLE record ADD COLUMN member TEXT;
      ALTER TABLE dump ADD COLUMN place TEXT;
      ALTER TABLE dump ADD COLUMN is_set INTEGER NOT NULL DEFAULT 0;
    `)
  },
}
