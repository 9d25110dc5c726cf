import type { Migration } from '../migrate.ts'

/**
 * The first shape of an archive. Why it looks like this (figures in performance.md):
 * - `article` is the narrow browse table: 200 rows by key cost 0.2 ms because the bodies live beside it, compressed.
 * - `sort_at` (seconds, never NULL) makes newest-first a walk along an index and paging a step along its key.
 * - `outlet_month` and the counters of `outlet` are kept, not counted.
 * - outlet 0 stands for "no outlet", so that counts and keys need no NULL.
 * - `outlet_as_written` is the dump's own spelling where the outlet goes by another ("FOX News" for "Fox News").
 */
export const first: Migration = {
  version: 10,
  name: 'first',
  up(db) {
    db.exec(`
      CREATE TABLE archive_info (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

      CREATE TABLE outlet (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        hue INTEGER NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0,
        headlines INTEGER NOT NULL DEFAULT 0
      );
      INSERT INTO outlet (id, name, name_key, hue) VALUES (0, '', '', 0);
      CREATE INDEX outlet_by_volume ON outlet (articles DESC, headlines DESC, id);

      CREATE TABLE import_run (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'cancelled', 'done', 'failed')),
        started_at_ms INTEGER NOT NULL,
        finished_at_ms INTEGER,
        paths TEXT NOT NULL,
        listed INTEGER NOT NULL DEFAULT 0,
        dumps INTEGER NOT NULL DEFAULT 0,
        records INTEGER NOT NULL DEFAULT 0,
        imported INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0,
        headlines INTEGER NOT NULL DEFAULT 0,
        size_bytes INTEGER NOT NULL DEFAULT 0,
        -- files of the system, and the archive itself, found in a folder and not taken for dumps
        left_out INTEGER NOT NULL DEFAULT 0,
        -- why it failed
        error TEXT,
        -- HOST:PID of the process that runs it, to tell a running import from one whose process died
        runner TEXT,
        CHECK (records = imported + duplicates + rejected)
      );

      CREATE TABLE dump (
        id INTEGER PRIMARY KEY,
        import_id INTEGER NOT NULL REFERENCES import_run (id),
        path TEXT NOT NULL,
        path_bytes BLOB,
        format TEXT,
        size_bytes INTEGER NOT NULL DEFAULT 0,
        modified_at_ms INTEGER,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')),
        next_record INTEGER NOT NULL DEFAULT 1,
        records INTEGER NOT NULL DEFAULT 0,
        imported INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0,
        headlines INTEGER NOT NULL DEFAULT 0,
        problem TEXT,
        CHECK (records = imported + duplicates + rejected)
      );
      CREATE INDEX dump_by_import ON dump (import_id, id);
      CREATE INDEX dump_pending ON dump (import_id, id) WHERE state = 'pending';
      CREATE INDEX dump_with_problem ON dump (import_id, id) WHERE problem IS NOT NULL;

      CREATE TABLE original (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
        size_bytes INTEGER NOT NULL,
        codec INTEGER NOT NULL,
        data BLOB NOT NULL
      );

      CREATE TABLE article (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        outlet_id INTEGER NOT NULL DEFAULT 0 REFERENCES outlet (id),
        sort_at INTEGER NOT NULL,
        month INTEGER NOT NULL,
        published TEXT,
        published_precision TEXT,
        published_source TEXT,
        language TEXT,
        words INTEGER NOT NULL,
        summary TEXT NOT NULL,
        import_id INTEGER NOT NULL REFERENCES import_run (id)
      );
      CREATE INDEX article_by_date ON article (sort_at, id);
      CREATE INDEX article_by_outlet ON article (outlet_id, sort_at, id);
      -- the few whose day is not known, which a timeline must not draw on one
      CREATE INDEX article_imprecise ON article (outlet_id, sort_at, published_precision)
        WHERE published_precision IN ('month', 'year');
      CREATE INDEX article_by_import ON article (import_id, sort_at, id);

      CREATE TABLE body (
        article_id INTEGER PRIMARY KEY REFERENCES article (id),
        outlet_as_written TEXT,
        authors TEXT NOT NULL,
        url TEXT,
        codec INTEGER NOT NULL,
        blocks BLOB NOT NULL
      );

      CREATE TABLE record (
        id INTEGER PRIMARY KEY,
        import_id INTEGER NOT NULL REFERENCES import_run (id),
        dump_id INTEGER NOT NULL REFERENCES dump (id),
        number INTEGER NOT NULL,
        byte_start INTEGER NOT NULL,
        byte_end INTEGER NOT NULL,
        line INTEGER,
        state TEXT NOT NULL CHECK (state IN ('imported', 'duplicate', 'rejected')),
        reason TEXT,
        original_id INTEGER REFERENCES original (id),
        article_id INTEGER REFERENCES article (id),
        extractor TEXT,
        UNIQUE (dump_id, number)
      );
      CREATE INDEX record_by_import ON record (import_id, id);
      CREATE INDEX record_by_state ON record (import_id, state, id);
      CREATE INDEX record_by_article ON record (article_id) WHERE article_id IS NOT NULL;
      CREATE INDEX record_by_original ON record (original_id) WHERE original_id IS NOT NULL;

      CREATE TABLE headline (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        title_hash INTEGER NOT NULL,
        outlet_id INTEGER NOT NULL DEFAULT 0 REFERENCES outlet (id),
        day INTEGER,
        month INTEGER NOT NULL,
        listings INTEGER NOT NULL DEFAULT 0,
        listed_in INTEGER NOT NULL REFERENCES article (id)
      );
      CREATE INDEX headline_by_title ON headline (title_hash, outlet_id, day);
      CREATE INDEX headline_by_outlet ON headline (outlet_id, day, id);

      CREATE TABLE listing (
        article_id INTEGER NOT NULL REFERENCES article (id),
        position INTEGER NOT NULL,
        headline_id INTEGER NOT NULL REFERENCES headline (id),
        outlet_as_written TEXT,
        PRIMARY KEY (article_id, position)
      ) WITHOUT ROWID;

      -- month: year × 12 + month (0–11), 0 without a date. A date known to the year only stands in its January, where the
      -- list sorts it, and is counted in year_only too, so that no chart has to pretend to know the month.
      CREATE TABLE outlet_month (
        outlet_id INTEGER NOT NULL REFERENCES outlet (id),
        month INTEGER NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0,
        headlines INTEGER NOT NULL DEFAULT 0,
        year_only INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (outlet_id, month)
      ) WITHOUT ROWID;
      CREATE TABLE month (
        month INTEGER PRIMARY KEY,
        articles INTEGER NOT NULL DEFAULT 0,
        headlines INTEGER NOT NULL DEFAULT 0,
        year_only INTEGER NOT NULL DEFAULT 0
      );

      -- what the full-text index must take up again because an article changed after it was indexed
      CREATE TABLE index_change (seq INTEGER PRIMARY KEY AUTOINCREMENT, article_id INTEGER NOT NULL);

      -- totals that people see all the time, one row
      CREATE TABLE total (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        articles INTEGER NOT NULL DEFAULT 0,
        headlines INTEGER NOT NULL DEFAULT 0,
        first_headline_day INTEGER,
        last_headline_day INTEGER,
        originals_bytes INTEGER NOT NULL DEFAULT 0,
        text_bytes INTEGER NOT NULL DEFAULT 0
      );
      INSERT INTO total (id) VALUES (1);
    `)
  },
}
