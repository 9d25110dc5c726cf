import { bodyText } from '../../../shared/model.ts'
import { textKey, urlKey } from '../../text/identity.ts'
import { BODY_COLUMNS, BODY_TABLES, type StoredBody, unpackBlocks } from '../blobs.ts'
import type { Db } from '../connection.ts'
import type { Migration } from '../migrate.ts'

/**
 * What saved pages bring: pictures and other parts (each run of bytes once), what else a page says (`details`), the keys by
 * which the same address and the same text are found again, several versions of one address, and corrected fields.
 * - `body` and `version` have the same columns for a text: the current one in `body`, the others in `version`.
 * - `url_key` and `text_key` are the first 16 bytes of a SHA-256, see text/identity.ts; NULL where there is none.
 * - a `part` belongs to the original it came with, because versions and re-extraction look for it there.
 * - `correction.extracted` is JSON of what the extractor says; the corrected value itself stands in the article.
 */
export const savedPages: Migration = {
  version: 20,
  name: 'saved-pages',
  up(db) {
    db.exec(`
      ALTER TABLE body ADD COLUMN original_id INTEGER REFERENCES original (id);
      ALTER TABLE body ADD COLUMN captured_at_ms INTEGER;
      ALTER TABLE body ADD COLUMN url_key BLOB;
      ALTER TABLE body ADD COLUMN text_key BLOB;
      ALTER TABLE body ADD COLUMN details_codec INTEGER;
      ALTER TABLE body ADD COLUMN details BLOB;
      CREATE INDEX body_by_url ON body (url_key) WHERE url_key IS NOT NULL;
      CREATE INDEX body_by_text ON body (text_key) WHERE text_key IS NOT NULL;

      CREATE TABLE version (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article (id),
        title TEXT NOT NULL,
        outlet TEXT,
        published TEXT,
        published_precision TEXT,
        published_source TEXT,
        language TEXT,
        words INTEGER NOT NULL,
        authors TEXT NOT NULL,
        url TEXT,
        original_id INTEGER NOT NULL REFERENCES original (id),
        captured_at_ms INTEGER,
        text_key BLOB,
        details_codec INTEGER,
        details BLOB,
        codec INTEGER NOT NULL,
        blocks BLOB NOT NULL
      );
      CREATE INDEX version_by_article ON version (article_id, id);

      CREATE TABLE part (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
        mime TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        codec INTEGER NOT NULL,
        data BLOB NOT NULL
      );
      -- which original came with which part, and under what name; is_shown: a picture of the article
      CREATE TABLE original_part (
        original_id INTEGER NOT NULL REFERENCES original (id),
        part_id INTEGER NOT NULL REFERENCES part (id),
        name TEXT NOT NULL,
        is_shown INTEGER NOT NULL,
        PRIMARY KEY (original_id, part_id)
      ) WITHOUT ROWID;
      CREATE INDEX original_part_by_part ON original_part (part_id);

      CREATE TABLE correction (
        article_id INTEGER NOT NULL REFERENCES article (id),
        field TEXT NOT NULL CHECK (field IN ('title', 'outlet', 'authors', 'published')),
        extracted TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (article_id, field)
      ) WITHOUT ROWID;

      -- what a preview of extracting again found, until it is applied or discarded; fields: JSON, empty for no change
      CREATE TABLE pending_extraction (
        id INTEGER PRIMARY KEY,
        record_id INTEGER NOT NULL UNIQUE REFERENCES record (id),
        title TEXT NOT NULL,
        fields TEXT
      );
    `)
    fillKeys(db)
  },
}

interface OldBody extends StoredBody {
  id: number
  url: string | null
}

/** The articles of an older archive get the keys and the original that new ones are given when they come in. */
function fillKeys(db: Db): void {
  db.exec(`
    UPDATE body SET original_id = (SELECT original_id FROM record
      WHERE record.article_id = body.article_id AND state = 'imported' ORDER BY id LIMIT 1)`)
  const page = db.prepare(
    `SELECT article_id AS id, url, ${BODY_COLUMNS} FROM ${BODY_TABLES} WHERE article_id > ? ORDER BY article_id LIMIT 500`,
  )
  const update = db.prepare('UPDATE body SET url_key = ?, text_key = ? WHERE article_id = ?')
  for (let after = 0; ;) {
    const bodies = page.all(after) as OldBody[]
    if (bodies.length === 0) return
    for (const body of bodies) update.run(urlKey(body.url), textKeyOf(body), body.id)
    after = bodies.at(-1)!.id
  }
}

/** A damaged text must not keep its archive from being opened: `check` names it. */
function textKeyOf(body: StoredBody): Uint8Array | null {
  try {
    return textKey(bodyText(unpackBlocks(body)))
  } catch {
    return null
  }
}
