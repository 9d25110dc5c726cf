import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dumpText, writeFiles } from '../core/import/import-fixtures.ts'
import { temporaryFolder } from '../dev/test-archive.ts'

// each call is a process of its own
vi.setConfig({ testTimeout: 120_000 })

const CLI = join(import.meta.dirname, '..', 'cli.ts')
let folder: string
let dumps: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  dumps = writeFiles(join(folder, 'dumps'), {
    'a.txt': dumpText(1),
    '=cmd.txt': '',
    'c.txt': '',
  })
})
afterEach(() => remove())

function clipfile(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, CLIPFILE_ARCHIVE: join(folder, 'news.clipfile') },
  })
  return { code: status, out: stdout, err: stderr }
}

test('the ledger is printed, written as a table without formulas, and what was refused is tried again', () => {
  clipfile('import', dumps)
  expect(clipfile('ledger', '--state', 'rejected').out).toBe(
    'refused  =cmd.txt: The file is empty.\nrefused  c.txt: The file is empty.\n',
  )
  const csv = clipfile('ledger', '--import', '1', '--csv').out.split('\r\n')
  expect(csv[0]).toMatch(/^\ufeff"import","file",/)
  expect(csv).toHaveLength(5)
  expect(csv[2]).toMatch(/^1,"\/.*a\.txt","text",1,"","bytes 0–\d+","imported","",1,"Council vote number 1/)
  const file = join(folder, 'ledger.csv')
  expect(clipfile('ledger', '--csv', '-o', file, '--state', 'refused').err).toContain('2 records written')
  expect(readFileSync(file, 'utf8')).toContain('"refused","The file is empty."')
  expect(JSON.parse(clipfile('ledger', '--json').out)).toMatchObject({
    import: { id: 1 },
    records: [{}, {}, {}],
  })

  writeFiles(dumps, { 'c.txt': dumpText(2) })
  expect(clipfile('retry', '1')).toMatchObject({
    code: 1,
    out: '3 records: 2 imported, 0 already here, 1 refused\n1 refused record went in now.\nrefused  =cmd.txt: The file is empty.\n',
  })
  expect(clipfile('retry', '7')).toMatchObject({
    code: 1,
    err: 'clipfile: There is no import 7 in this archive.\n',
  })
  expect(clipfile('check').code).toBe(0)
})

test('an import is taken back and brought back; with --new only what is new goes in', () => {
  clipfile('import', dumps)
  expect(clipfile('takeback', '1').err).toBe('Import “dumps” taken back: 1 article moved to the trash\n')
  expect(clipfile('list').out).toBe('')
  expect(clipfile('takeback', '1', '--restore').err).toBe(
    'Import “dumps” brought back: 1 article taken out of the trash\n',
  )
  expect(clipfile('list').out).toContain('Council vote number 1')
  writeFiles(dumps, { 'd.txt': dumpText(4) })
  expect(clipfile('import', '--new', dumps)).toMatchObject({
    code: 0,
    out: '1 record: 1 imported, 0 already here, 0 refused\n',
  })
})
