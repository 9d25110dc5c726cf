import type { Migration } from '../migrate.ts'

/**
 * What an import's run can be besides running and done: paused, read again in part, taken back, of a watched folder.
 * - `paused`: a cancelled one that a person means to go on with.
 * - `only_new`: files that some import has read as they are now are passed over, which is how a watched folder is read.
 * - `retry_from`: the refused records of a dump from this number on are being read again; `next_record` stays what it was.
 * - `taken_back`: an own table, so that undo and redo of the step carry it along. Its time is that of the articles in the
 *   trash that went with their import, by which they are told from those that a person put there.
 */
export const runs: Migration = {
  version: 74,
  name: 'runs',
  up(db) {
    db.exec(`
      ALTER TABLE import_run ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE import_run ADD COLUMN only_new INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE dump ADD COLUMN retry_from INTEGER;
      CREATE TABLE taken_back (
        import_id INTEGER PRIMARY KEY REFERENCES import_run (id),
        at_ms INTEGER NOT NULL
      );
    `)
  },
}
