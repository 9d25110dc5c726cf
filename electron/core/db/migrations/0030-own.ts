import type { Migration } from '../migrate.ts'

/**
 * What people add. Two kinds of tables:
 * - own ones (`tag` … `rule`) are the truth. Each change to them is one row of `change`, and can be undone.
 * - derived ones (`tag_count`, `anchor`, `annotation_words`, `moved_*`, `hidden_*`) follow from them and are brought up to
 *   date in the same transaction, by own/effects.ts, whether something was done, undone or redone.
 * Own ids are never given twice (AUTOINCREMENT): an undo puts a deleted row back under its old one.
 *
 * An article in the trash keeps its row, but under outlet -1 and below every date: lists, timeline and counts, all of which
 * walk an outlet or the dates, need not know about it. `hidden_article` says where it came from.
 */
export const own: Migration = {
  version: 30,
  name: 'own',
  up(db) {
    db.exec(`
      -- steps: the rows before and after, see own/steps.ts
      CREATE TABLE change (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone')),
        -- further saves of one note join the step of the first
        joins TEXT,
        row_count INTEGER NOT NULL,
        codec INTEGER NOT NULL,
        steps BLOB NOT NULL
      );

      CREATE TABLE tag (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        parent_id INTEGER REFERENCES tag (id),
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        colour INTEGER
      );
      CREATE UNIQUE INDEX tag_by_name ON tag (coalesce(parent_id, 0), name_key);
      CREATE TABLE article_tag (
        article_id INTEGER NOT NULL REFERENCES article (id),
        tag_id INTEGER NOT NULL REFERENCES tag (id),
        PRIMARY KEY (article_id, tag_id)
      ) WITHOUT ROWID;
      CREATE INDEX article_tag_by_tag ON article_tag (tag_id, article_id);
      -- own: articles with this very tag; articles: with it or one below, each once; those in the trash left out
      CREATE TABLE tag_count (
        tag_id INTEGER PRIMARY KEY,
        own INTEGER NOT NULL DEFAULT 0,
        articles INTEGER NOT NULL DEFAULT 0
      );

      CREATE TABLE article_read (article_id INTEGER PRIMARY KEY REFERENCES article (id), at_ms INTEGER NOT NULL);
      CREATE TABLE article_star (article_id INTEGER PRIMARY KEY REFERENCES article (id), at_ms INTEGER NOT NULL);
      -- moves by itself, so it is no step of the history
      CREATE TABLE reading_position (
        article_id INTEGER PRIMARY KEY REFERENCES article (id),
        position REAL NOT NULL,
        at_ms INTEGER NOT NULL
      );

      -- start_at, end_at and text_key say where in which text it was made; foreign_json keeps what other programs said of it
      CREATE TABLE annotation (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        article_id INTEGER NOT NULL REFERENCES article (id),
        exact TEXT,
        prefix TEXT,
        suffix TEXT,
        start_at INTEGER,
        end_at INTEGER,
        text_key TEXT,
        colour INTEGER NOT NULL,
        note TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        modified_at_ms INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        foreign_json TEXT,
        CHECK ((exact IS NULL) = (start_at IS NULL))
      );
      CREATE INDEX annotation_by_article ON annotation (article_id, id);
      -- where it stands in today's text; both NULL for an orphan, no row for a note on the whole article
      CREATE TABLE anchor (
        annotation_id INTEGER PRIMARY KEY,
        text_key TEXT NOT NULL,
        start_at INTEGER,
        end_at INTEGER
      );
      CREATE INDEX anchor_orphan ON anchor (annotation_id) WHERE start_at IS NULL;
      -- the words of note and quote, folded as the index folds them, each between blanks
      CREATE TABLE annotation_words (
        annotation_id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL,
        words TEXT NOT NULL
      );

      -- position: rises from one to the next with gaps between, so that moving one changes one
      CREATE TABLE collection (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        parent_id INTEGER REFERENCES collection (id),
        title TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1
      );
      CREATE TABLE collection_item (
        collection_id INTEGER NOT NULL REFERENCES collection (id),
        article_id INTEGER NOT NULL REFERENCES article (id),
        position INTEGER NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        revision INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (collection_id, article_id)
      ) WITHOUT ROWID;
      CREATE INDEX collection_item_in_order ON collection_item (collection_id, position, article_id);
      CREATE INDEX collection_item_by_article ON collection_item (article_id);
      CREATE TABLE saved_search (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        query TEXT NOT NULL
      );

      CREATE TABLE outlet_alias (
        name_key TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        outlet_id INTEGER NOT NULL REFERENCES outlet (id)
      ) WITHOUT ROWID;
      CREATE TABLE outlet_merge (
        outlet_id INTEGER PRIMARY KEY REFERENCES outlet (id),
        into_id INTEGER NOT NULL REFERENCES outlet (id),
        at_ms INTEGER NOT NULL
      );
      CREATE INDEX outlet_merge_by_into ON outlet_merge (into_id);
      CREATE TABLE outlet_colour (outlet_id INTEGER PRIMARY KEY REFERENCES outlet (id), hue INTEGER NOT NULL);
      -- under which outlet it came in, where that one is merged into the outlet it stands under
      CREATE TABLE moved_article (article_id INTEGER PRIMARY KEY REFERENCES article (id), outlet_id INTEGER NOT NULL);
      CREATE INDEX moved_article_by_outlet ON moved_article (outlet_id);
      CREATE TABLE moved_headline (headline_id INTEGER PRIMARY KEY REFERENCES headline (id), outlet_id INTEGER NOT NULL);
      CREATE INDEX moved_headline_by_outlet ON moved_headline (outlet_id);

      -- what a person says of a field, JSON; the table correction keeps beside it what was extracted
      CREATE TABLE corrected (
        article_id INTEGER NOT NULL REFERENCES article (id),
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (article_id, field)
      ) WITHOUT ROWID;
      INSERT INTO corrected (article_id, field, value)
        SELECT correction.article_id, field, CASE field
          WHEN 'title' THEN json_quote(article.title)
          WHEN 'outlet' THEN json_quote(coalesce(body.outlet_as_written, nullif(outlet.name, '')))
          WHEN 'authors' THEN body.authors
          ELSE json_quote(article.published) END
        FROM correction JOIN article ON article.id = correction.article_id
          JOIN body ON body.article_id = article.id JOIN outlet ON outlet.id = article.outlet_id;

      CREATE TABLE trashed (
        article_id INTEGER PRIMARY KEY REFERENCES article (id),
        at_ms INTEGER NOT NULL
      );
      CREATE INDEX trashed_by_time ON trashed (at_ms, article_id);
      CREATE TABLE hidden_article (
        article_id INTEGER PRIMARY KEY REFERENCES article (id),
        outlet_id INTEGER NOT NULL,
        sort_at INTEGER NOT NULL,
        import_id INTEGER NOT NULL
      );
      CREATE INDEX hidden_article_by_import ON hidden_article (import_id);
      -- a headline hides when all articles that list it do
      CREATE TABLE hidden_headline (headline_id INTEGER PRIMARY KEY REFERENCES headline (id), outlet_id INTEGER NOT NULL);
      CREATE INDEX listing_by_headline ON listing (headline_id);
      INSERT INTO outlet (id, name, name_key, hue) VALUES (-1, '', ' trash', 0);

      CREATE TABLE rule (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        -- JSON: paths
        tags TEXT NOT NULL,
        collection_id INTEGER REFERENCES collection (id),
        enabled INTEGER NOT NULL
      );
    `)
  },
}
