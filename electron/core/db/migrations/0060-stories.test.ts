import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'
import { own } from './0030-own.ts'
import { stories } from './0060-stories.ts'

test('an archive of before keeps its articles, and takes what is said of stories', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(db, path, silent, [first, savedPages, own])
  db.exec(`
    INSERT INTO import_run (name, state, started_at_ms, paths) VALUES ('x', 'done', 0, '[]');
    INSERT INTO article (title, sort_at, month, words, summary, import_id)
      VALUES ('Gates', 0, 0, 1, '', 1), ('Locks', 0, 0, 1, '', 1);`)
  migrate(db, path, silent, [first, savedPages, own, stories])
  expect(db.prepare('SELECT title FROM article ORDER BY id').pluck().all()).toEqual(['Gates', 'Locks'])
  db.exec('INSERT INTO story_apart VALUES (1, 0); INSERT INTO story_join VALUES (2, 1, 0)')
  expect(() => db.exec('INSERT INTO story_join VALUES (1, 2, 0)')).toThrow(/CHECK/)
  const plan = (sql: string) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('; ')
  expect(plan('SELECT article_id FROM story_join WHERE with_id = 1')).toMatch(/story_join_by_with/)
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.close()
  remove()
})
