import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'
import { own } from './0030-own.ts'
import { cameWith } from './0040-came-with.ts'

test('dumps of an older archive came with no other one', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(db, path, silent, [first, savedPages, own])
  db.exec(`
    INSERT INTO import_run (id, name, state, started_at_ms, paths) VALUES (1, 'x', 'done', 0, '[]');
    INSERT INTO dump (id, import_id, path) VALUES (1, 1, '/x.txt'), (2, 1, '/y.txt')`)
  migrate(db, path, silent, [first, savedPages, own, cameWith])
  expect(db.prepare('SELECT path, came_with, came_as, first_imported_at_ms FROM dump').raw().all()).toEqual([
    ['/x.txt', null, null, null],
    ['/y.txt', null, null, null],
  ])
  const again = () => db.exec('UPDATE dump SET came_with = 1, came_as = 7')
  expect(again).toThrow('UNIQUE')
  db.close()
  remove()
})
