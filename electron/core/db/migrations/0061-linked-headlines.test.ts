import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { titleHash } from '../../text/names.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'
import { own } from './0030-own.ts'
import { stories } from './0060-stories.ts'
import { linkedHeadlines } from './0061-linked-headlines.ts'

test('headlines whose article is in the archive are linked to it, and counted no more', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  const before = [first, savedPages, own, stories]
  migrate(db, path, silent, before)
  const day = 20_000
  const hash = titleHash('Gates stay shut')
  db.exec(`
    INSERT INTO outlet (id, name, name_key, hue, articles, headlines) VALUES (1, 'Harbor Ledger', 'harbor ledger', 0, 1, 2);
    INSERT INTO import_run (id, name, state, started_at_ms, paths) VALUES (1, 'x', 'done', 0, '[]');
    INSERT INTO article (id, title, outlet_id, sort_at, month, published, published_precision, published_source, words, summary, import_id)
      VALUES (1, 'Gates STAY shut', 1, ${day * 86_400}, 24300, '2024-10-04', 'day', 'header', 1, '', 1);
    INSERT INTO headline (id, title, title_hash, outlet_id, day, month, listings, listed_in)
      VALUES (1, 'Gates stay shut', ${hash}, 1, ${day + 2}, 24300, 1, 1), (2, 'Gates stay shut', ${hash}, 1, ${day + 90}, 24303, 1, 1);
    INSERT INTO outlet_month (outlet_id, month, articles, headlines) VALUES (1, 24300, 1, 1), (1, 24303, 0, 1);
    INSERT INTO month (month, articles, headlines) VALUES (24300, 1, 1), (24303, 0, 1);
    UPDATE total SET articles = 1, headlines = 2;`)
  migrate(db, path, silent, [...before, linkedHeadlines])
  expect(db.prepare('SELECT id, article_id FROM headline ORDER BY id').raw().all()).toEqual([
    [1, 1],
    [2, null],
  ])
  expect(db.prepare('SELECT headlines FROM total').pluck().get()).toBe(1)
  expect(db.prepare('SELECT month, headlines FROM outlet_month ORDER BY month').raw().all()).toEqual([
    [24300, 0],
    [24303, 1],
  ])
  const plan = (sql: string) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('; ')
  expect(
    plan(
      'SELECT id, day FROM headline WHERE outlet_id = 1 AND day BETWEEN 1 AND 2 AND article_id IS NULL ORDER BY day',
    ),
  ).toMatch(/^SEARCH headline USING COVERING INDEX headline_by_outlet[^;]*$/)
  expect(plan('SELECT id FROM headline WHERE article_id = 1')).toMatch(/headline_by_article/)
  expect(plan('SELECT article_id FROM article_title WHERE hash = 1')).toMatch(/PRIMARY KEY/)
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.close()
  remove()
})
