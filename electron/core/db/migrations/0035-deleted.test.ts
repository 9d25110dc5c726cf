import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryArchive, temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'
import { own } from './0030-own.ts'
import { deleted } from './0035-deleted.ts'

test('an archive of before keeps its tags and its history, and has nothing deleted', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(db, path, silent, [first, savedPages, own])
  db.exec(`
    INSERT INTO tag (name, name_key) VALUES ('water', 'water');
    INSERT INTO change (label, at_ms, row_count, codec, steps) VALUES ('Tag “water” created', 1, 1, 0, x'7b7d');
  `)
  migrate(db, path, silent, [first, savedPages, own, deleted])
  expect(db.prepare('SELECT name FROM tag').pluck().all()).toEqual(['water'])
  expect(db.prepare('SELECT label FROM change').pluck().all()).toEqual(['Tag “water” created'])
  expect(db.prepare('SELECT count(*) FROM deleted').pluck().get()).toBe(0)
  expect(db.pragma('user_version', { simple: true })).toBe(35)
  db.close()
  remove()
})

test('the list of what was deleted, and the purge of an article, use indexes', () => {
  const { archive, remove } = temporaryArchive()
  const plan = (sql: string) =>
    (archive.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('; ')
  const list = plan('SELECT id, name FROM deleted ORDER BY at_ms DESC, id DESC LIMIT 50 OFFSET 100')
  expect(list).toMatch(/deleted_by_time/)
  expect(list).not.toMatch(/TEMP B-TREE/)
  expect(plan('DELETE FROM deleted WHERE article_id IN (SELECT value FROM json_each(1))')).toMatch(
    /deleted_by_article/,
  )
  remove()
})
