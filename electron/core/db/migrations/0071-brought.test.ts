import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'
import { own } from './0030-own.ts'
import { brought } from './0071-brought.ts'

test('what an older archive’s articles have is nobody’s gift, and a gift is one for ever', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(db, path, silent, [first, savedPages, own])
  db.exec(`
    INSERT INTO import_run (id, name, state, started_at_ms, paths) VALUES (1, 'x', 'done', 0, '[]');
    INSERT INTO article (id, title, sort_at, month, words, summary, import_id) VALUES (1, 'x', 0, 0, 0, '', 1);
    INSERT INTO tag (id, name, name_key) VALUES (1, 'water', 'water');
    INSERT INTO article_tag (article_id, tag_id) VALUES (1, 1)`)
  migrate(db, path, silent, [first, savedPages, own, brought])
  expect(db.prepare('SELECT count(*) FROM article_tag').pluck().get()).toBe(1)
  expect(db.prepare('SELECT count(*) FROM brought').pluck().get()).toBe(0)
  const add = () => db.exec("INSERT INTO brought VALUES (1, 'tag', 7, 1, 1)")
  add()
  expect(add).toThrow('UNIQUE')
  db.close()
  remove()
})
