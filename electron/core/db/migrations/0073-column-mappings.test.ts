import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { connect } from '../connection.ts'
import { readMappings, saveMapping } from '../column-mappings.ts'
import { migrate } from '../migrate.ts'
import { migrations } from './index.ts'

const mapping = { fields: { title: ['a'], body: ['b'] }, dates: 'auto', body: 'auto' } as const
const mapped = () => ({ ...mapping, fields: { title: ['a'], body: ['b'] } })

test('an archive of before has no mappings, and keeps one for each set of columns', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(
    db,
    path,
    silent,
    migrations.filter(({ version }) => version < 73),
  )
  migrate(db, path, silent, migrations)
  expect(readMappings(db)).toEqual([])
  saveMapping(db, ['b', 'a'], mapped())
  saveMapping(db, ['a', 'b'], { ...mapped(), dates: 'dmy' })
  saveMapping(db, ['a', 'b', 'c'], mapped())
  expect(readMappings(db)).toEqual([
    { columns: ['a', 'b', 'c'], mapping: mapped() },
    { columns: ['a', 'b'], mapping: { ...mapped(), dates: 'dmy' } },
  ])
  // what another program wrote there is passed over
  db.prepare('INSERT INTO column_mapping VALUES (?, ?, 0)').run('["x"]', '{"fields": {}}')
  expect(readMappings(db)).toHaveLength(2)
  db.close()
  remove()
})
