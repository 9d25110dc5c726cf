import type { Migration } from '../migrate.ts'

/**
 * What people had added to articles in the programs that exports come from. The things themselves stand in the own tables
 * like any other; this says where they are from, so that a record that comes again adds nothing twice, brings nothing back
 * that a person took away since, and an import can be taken back with all that it brought.
 */
export const brought: Migration = {
  version: 71,
  name: 'brought',
  up(db) {
    db.exec(`
      -- key: 48 bits of a SHA-256 of what was brought, as the export has it (0 where there can be but one)
      -- what: the number of the tag, annotation or collection, 1 for a mark; NULL where it was there before.
      --       Of 'saved' the time, in ms
      CREATE TABLE brought (
        article_id INTEGER NOT NULL REFERENCES article (id),
        kind TEXT NOT NULL CHECK (kind IN ('tag', 'read', 'star', 'annotation', 'collection', 'saved')),
        key INTEGER NOT NULL,
        import_id INTEGER NOT NULL REFERENCES import_run (id),
        what INTEGER,
        PRIMARY KEY (article_id, kind, key)
      ) WITHOUT ROWID;
      CREATE INDEX brought_by_import ON brought (import_id, kind);
      -- tags and collections that were not there before an import
      CREATE TABLE brought_made (
        kind TEXT NOT NULL CHECK (kind IN ('tag', 'collection')),
        id INTEGER NOT NULL,
        import_id INTEGER NOT NULL REFERENCES import_run (id),
        PRIMARY KEY (kind, id)
      ) WITHOUT ROWID;
      CREATE INDEX brought_made_by_import ON brought_made (import_id);
      -- what became of each field of an export, and of how many records
      CREATE TABLE field_fate (
        import_id INTEGER NOT NULL REFERENCES import_run (id),
        format TEXT NOT NULL,
        field TEXT NOT NULL,
        fate TEXT NOT NULL CHECK (fate IN ('kept', 'mapped', 'lost')),
        how TEXT NOT NULL,
        records INTEGER NOT NULL,
        PRIMARY KEY (import_id, format, field, fate, how)
      ) WITHOUT ROWID;
    `)
  },
}
