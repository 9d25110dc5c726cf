import type { Migration } from '../migrate.ts'

/**
 * What a person says of stories. Stories themselves are found anew with every index (core/stories/), so that only what was
 * decided by hand lies in the archive: both tables are own ones, whose every change can be undone.
 */
export const stories: Migration = {
  version: 60,
  name: 'stories',
  up(db) {
    db.exec(`
      -- no copies of anything, whatever their texts say
      CREATE TABLE story_apart (
        article_id INTEGER PRIMARY KEY REFERENCES article (id),
        at_ms INTEGER NOT NULL
      );
      -- tell the same story; the lesser number is with_id
      CREATE TABLE story_join (
        article_id INTEGER NOT NULL REFERENCES article (id),
        with_id INTEGER NOT NULL REFERENCES article (id),
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (article_id, with_id),
        CHECK (with_id < article_id)
      ) WITHOUT ROWID;
      CREATE INDEX story_join_by_with ON story_join (with_id);
    `)
  },
}
