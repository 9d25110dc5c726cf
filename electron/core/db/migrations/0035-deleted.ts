import type { Migration } from '../migrate.ts'

/**
 * What was made by hand and deleted. An own table like those of 0030: the row is written in the step that deletes, so an undo
 * takes both back. The steps stay here when the history has forgotten them, until the trash is emptied.
 */
export const deleted: Migration = {
  version: 35,
  name: 'deleted',
  up(db) {
    db.exec(`
      CREATE TABLE deleted (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('tag', 'collection', 'annotation', 'search', 'rule')),
        name TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        -- of an annotation: goes when its article does
        article_id INTEGER REFERENCES article (id),
        articles INTEGER NOT NULL,
        below INTEGER NOT NULL,
        -- the rows that went, as own/steps.ts packs them, in base64: the history keeps own rows as JSON, which holds no bytes
        codec INTEGER NOT NULL,
        steps TEXT NOT NULL
      );
      CREATE INDEX deleted_by_time ON deleted (at_ms, id);
      CREATE INDEX deleted_by_article ON deleted (article_id) WHERE article_id IS NOT NULL;
    `)
  },
}
