import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryArchive, temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { migrations } from './index.ts'

test('an archive of before keeps its imports: none is paused, retried or taken back', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(
    db,
    path,
    silent,
    migrations.filter(({ version }) => version < 74),
  )
  db.exec(`
    INSERT INTO import_run (name, state, started_at_ms, paths) VALUES ('reports', 'cancelled', 1, '["/reports"]');
    INSERT INTO dump (import_id, path, next_record) VALUES (1, '/reports/a.txt', 1);
  `)
  migrate(db, path, silent, migrations)
  expect(db.prepare('SELECT name, state, paused, only_new FROM import_run').all()).toEqual([
    { name: 'reports', state: 'cancelled', paused: 0, only_new: 0 },
  ])
  expect(db.prepare('SELECT path, retry_from FROM dump').all()).toEqual([
    { path: '/reports/a.txt', retry_from: null },
  ])
  expect(db.prepare('SELECT count(*) FROM taken_back').pluck().get()).toBe(0)
  db.close()
  remove()
})

test('the refused records of a dump are found by an index', () => {
  const { archive, remove } = temporaryArchive()
  const plan = archive.db
    .prepare(
      `EXPLAIN QUERY PLAN SELECT min(number) FROM record WHERE dump_id = 1 AND +state = 'rejected' AND number >= 4`,
    )
    .all() as { detail: string }[]
  expect(plan.map((row) => row.detail).join()).toMatch(/sqlite_autoindex_record/)
  remove()
})
