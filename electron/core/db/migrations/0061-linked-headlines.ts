import { linkAll } from '../headline-links.ts'
import type { Migration } from '../migrate.ts'

/**
 * A headline whose article is in the archive points to it, and is not counted beside it.
 * - `article_title` leads from a title's hash to articles in sight: a key of its own, as the browse table stays narrow.
 * - `headline_by_outlet` says which headlines have no article, so that counting them needs no look at their rows.
 */
export const linkedHeadlines: Migration = {
  version: 61,
  name: 'linked-headlines',
  up(db) {
    db.exec(`
      ALTER TABLE headline ADD COLUMN article_id INTEGER REFERENCES article (id);
      CREATE INDEX headline_by_article ON headline (article_id) WHERE article_id IS NOT NULL;
      DROP INDEX headline_by_outlet;
      CREATE INDEX headline_by_outlet ON headline (outlet_id, day, article_id);
      CREATE TABLE article_title (
        hash INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        PRIMARY KEY (hash, article_id)
      ) WITHOUT ROWID;
    `)
    linkAll(db)
  },
}
