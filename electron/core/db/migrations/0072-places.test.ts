import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { migrations } from './index.ts'
import { places } from './0072-places.ts'

test('records of before stand in no member, and dumps of before go on by counting', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  const before = migrations.filter(({ version }) => version < places.version)
  migrate(db, path, silent, before)
  db.exec(`
    INSERT INTO import_run (id, name, state, started_at_ms, paths) VALUES (1, 'x', 'interrupted', 0, '[]');
    INSERT INTO dump (id, import_id, path, next_record, records, rejected) VALUES (1, 1, '/a.txt', 2, 1, 1);
    INSERT INTO record (import_id, dump_id, number, byte_start, byte_end, state) VALUES (1, 1, 1, 0, 9, 'rejected');`)
  migrate(db, path, silent, [...before, places])
  expect(db.prepare('SELECT number, member FROM record').raw().all()).toEqual([[1, null]])
  expect(db.prepare('SELECT next_record, place, is_set FROM dump').raw().all()).toEqual([[2, null, 0]])
  db.close()
  remove()
})
