import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addArticles, prepared, temporaryArchive, temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'
import { own } from './0030-own.ts'

test('an archive of before keeps its articles, and its corrections become undoable values', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(db, path, silent, [first, savedPages])
  db.exec(`
    INSERT INTO outlet (name, name_key, hue) VALUES ('Harbor Ledger', 'harbor ledger', 0);
    INSERT INTO import_run (name, state, started_at_ms, paths) VALUES ('x', 'done', 0, '[]');
    INSERT INTO article (title, outlet_id, sort_at, month, published, published_precision, published_source, words, summary, import_id)
      VALUES ('Right “title”', 1, 0, 0, '2025-02', 'month', 'corrected', 1, '', 1);
    INSERT INTO body (article_id, authors, codec, blocks) VALUES (1, '[{"name":"Ines"}]', 0, '[]');
    INSERT INTO correction (article_id, field, extracted, at_ms)
      VALUES (1, 'title', '"Wrong"', 1), (1, 'outlet', 'null', 1), (1, 'authors', '[]', 1), (1, 'published', 'null', 1);
  `)
  migrate(db, path, silent, [first, savedPages, own])
  expect(db.prepare('SELECT field, value FROM corrected ORDER BY field').all()).toEqual([
    { field: 'authors', value: '[{"name":"Ines"}]' },
    { field: 'outlet', value: '"Harbor Ledger"' },
    { field: 'published', value: '"2025-02"' },
    { field: 'title', value: '"Right “title”"' },
  ])
  expect(db.prepare('SELECT title FROM article').pluck().all()).toEqual(['Right “title”'])
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.close()
  remove()
})

test('hot queries about what people own use their indexes', () => {
  const { archive, remove } = temporaryArchive()
  addArticles(archive, [prepared({})], false)
  const plan = (sql: string) =>
    (archive.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('; ')
  expect(plan('SELECT article_id FROM article_tag WHERE tag_id IN (SELECT value FROM json_each(1))')).toMatch(
    /COVERING INDEX article_tag_by_tag/,
  )
  expect(plan('SELECT tag_id FROM article_tag WHERE article_id = 1')).toMatch(/PRIMARY KEY/)
  const items = plan(
    'SELECT article_id FROM collection_item WHERE collection_id = 1 ORDER BY position, article_id',
  )
  expect(items).toMatch(/collection_item_in_order/)
  expect(items).not.toMatch(/TEMP B-TREE/)
  expect(plan('SELECT count(*) FROM annotation WHERE article_id = 1')).toMatch(/annotation_by_article/)
  expect(plan('SELECT count(*) FROM hidden_article WHERE import_id = 1')).toMatch(/hidden_article_by_import/)
  expect(plan("SELECT id FROM change WHERE state = 'done' ORDER BY id DESC LIMIT 1")).not.toMatch(
    /TEMP B-TREE/,
  )
  const inSight = plan(
    'SELECT id FROM article WHERE sort_at >= -1000 AND sort_at < 5 ORDER BY sort_at DESC, id DESC LIMIT 5',
  )
  expect(inSight).toMatch(/COVERING INDEX article_by_date/)
  expect(inSight).not.toMatch(/TEMP B-TREE/)
  remove()
})
