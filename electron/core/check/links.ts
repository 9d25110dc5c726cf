import type { ReadDb } from '../db/connection.ts'
import type { Problems } from './problems.ts'

/** SQLite's own look at every page and every row's references. */
export function checkPages(db: ReadDb, problems: Problems): void {
  for (const { integrity_check: line } of db.pragma('integrity_check(100)') as {
    integrity_check: string
  }[]) {
    if (line !== 'ok') problems.add('pages', `The file is damaged: ${line}`)
  }
  for (const row of db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]) {
    problems.add(
      'references',
      `A row of ${row.table} (${row.rowid}) points to a missing row of ${row.parent}.`,
    )
  }
}

/** Questions whose answer must be empty, each with its words. */
const MUST_BE_EMPTY: readonly (readonly [sql: string, words: (id: number) => string])[] = [
  [
    `SELECT id FROM annotation WHERE exact IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM anchor WHERE annotation_id = annotation.id)`,
    (id) => `Annotation ${id} has no place, and does not wait in the tray either.`,
  ],
  [
    'SELECT id FROM annotation WHERE NOT EXISTS (SELECT 1 FROM annotation_words WHERE annotation_id = annotation.id)',
    (id) => `Annotation ${id} cannot be found by its words.`,
  ],
  [
    'SELECT article_id FROM trashed WHERE article_id NOT IN (SELECT article_id FROM hidden_article)',
    (id) => `Article ${id} is in the trash and yet in sight.`,
  ],
  [
    'SELECT id FROM article WHERE outlet_id = -1 AND id NOT IN (SELECT article_id FROM trashed)',
    (id) => `Article ${id} is out of sight and yet not in the trash.`,
  ],
  [
    'SELECT id FROM article WHERE outlet_id IN (SELECT outlet_id FROM outlet_merge)',
    (id) => `Article ${id} stands under an outlet that is merged into another.`,
  ],
  [
    'SELECT id FROM article WHERE NOT EXISTS (SELECT 1 FROM body WHERE article_id = article.id)',
    (id) => `Article ${id} has no text.`,
  ],
  [
    `SELECT id FROM article WHERE NOT EXISTS (SELECT 1 FROM record WHERE article_id = article.id AND state = 'imported')`,
    (id) => `Article ${id} has no record to say where it came from.`,
  ],
  [
    `SELECT id FROM record WHERE state = 'imported' AND (article_id IS NULL OR original_id IS NULL)`,
    (id) => `Record ${id} counts as imported but lacks its article or its original.`,
  ],
  [
    `SELECT id FROM record WHERE state = 'duplicate' AND article_id IS NULL`,
    (id) => `Record ${id} is a duplicate of nothing.`,
  ],
  [
    `SELECT id FROM record WHERE state = 'rejected' AND reason IS NULL`,
    (id) => `Record ${id} was rejected without a reason.`,
  ],
  [
    `SELECT article_id FROM record WHERE state = 'imported' GROUP BY article_id
       HAVING count(*) <> 1 + (SELECT count(*) FROM version WHERE version.article_id = record.article_id)`,
    (id) => `Article ${id} has not as many versions as records that brought one.`,
  ],
  [
    'SELECT id FROM original WHERE NOT EXISTS (SELECT 1 FROM record WHERE original_id = original.id)',
    (id) => `Original ${id} belongs to no record.`,
  ],
  [
    'SELECT id FROM part WHERE NOT EXISTS (SELECT 1 FROM original_part WHERE part_id = part.id)',
    (id) => `Picture ${id} belongs to no original.`,
  ],
  [
    'SELECT article_id FROM body WHERE original_id IS NULL',
    (id) => `Article ${id} does not say which original its text is from.`,
  ],
  [
    'SELECT id FROM headline WHERE listings <> (SELECT count(*) FROM listing WHERE headline_id = headline.id)',
    (id) => `Headline ${id} counts its listings wrongly.`,
  ],
]

/** That nothing half-written is there: an article without text, a text without record, an original without owner. */
export function checkLinks(db: ReadDb, problems: Problems): void {
  for (const [sql, words] of MUST_BE_EMPTY) {
    for (const id of db.prepare(sql).pluck().iterate() as Iterable<number>) problems.add(sql, words(id))
  }
}
