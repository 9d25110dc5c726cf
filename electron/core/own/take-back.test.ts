import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { indexAll, temporaryFolder } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import { type Archive, openArchive, runCheck, runEmptyTrash, runImport } from '../archive.ts'
import { dumpText, numbered, watched, writeFiles } from '../import/import-fixtures.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let archive: Archive
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  archive = openArchive(join(folder, 'test.clipfile'), { create: true })
})
afterEach(() => {
  archive.close()
  remove()
})

/** Imports articles of these numbers. */
async function bring(name: string, numbers: readonly number[]) {
  mkdirSync(join(folder, name), { recursive: true })
  writeFiles(
    join(folder, name),
    numbered(numbers.length, (i) => dumpText(numbers[i]!)),
  )
  return runImport(archive.path, { paths: [join(folder, name)] }, watched().control)
}

const takeBack = (importId: number, keepOwn = false) =>
  archive.answer('archive.takeBackImport', { importId, keepOwn })
const total = () => archive.answer('archive.list', { query: EVERYTHING, offset: 0, limit: 1 }).total
const imported = (id: number) => archive.answer('archive.import', { id })
async function expectWhole() {
  indexAll(archive)
  expect((await runCheck(archive.path, watched().control)).problems).toEqual([])
}

test('an import is undone in one step, its ledger still adds up, and redo and undo carry the mark along', async () => {
  const run = await bring('one', [1, 2, 3])
  expect(takeBack(run.id)).toMatchObject({ value: 3 })
  expect(total()).toBe(0)
  expect(imported(run.id)).toMatchObject({ records: 3, imported: 3, trashed: 3 })
  expect(imported(run.id).takenBackAtMs).toBeGreaterThan(0)
  archive.answer('archive.undo', {})
  expect(imported(run.id)).toMatchObject({ trashed: 0, takenBackAtMs: null })
  expect(total()).toBe(3)
  archive.answer('archive.redo', undefined)
  expect(imported(run.id)).toMatchObject({ trashed: 3 })
  expect(imported(run.id).takenBackAtMs).not.toBeNull()
  await expectWhole()
})

test('what another import brought too stays; what a person added to stays when that is asked for', async () => {
  const one = await bring('one', [1, 2, 3, 4])
  await bring('two', [2, 20])
  archive.answer('archive.mark', { selection: { ids: [3] }, starred: true })
  archive.answer('archive.tagArticles', { selection: { ids: [4] }, add: ['water'], remove: [] })
  expect(archive.answer('archive.takingBack', { importId: one.id })).toEqual({
    articles: 4,
    shared: 1,
    own: 2,
    versions: 0,
  })
  expect(takeBack(one.id, true)).toMatchObject({ value: 1 })
  expect(total()).toBe(4)
  archive.answer('archive.undo', {})
  expect(takeBack(one.id)).toMatchObject({ value: 3 })
  archive.answer('archive.bringBackImport', { importId: one.id })
  expect(total()).toBe(5)
  expect(imported(one.id).takenBackAtMs).toBeNull()
  await expectWhole()
})

test('what a rule gave is nobody’s work', async () => {
  archive.answer('archive.saveRule', {
    ruleId: null,
    name: 'Councils',
    query: 'council',
    tags: ['council'],
    collectionId: null,
    enabled: true,
  })
  const run = await bring('one', [1, 2])
  expect(archive.answer('archive.tags', undefined)[0]).toMatchObject({ path: 'council', articles: 2 })
  expect(archive.answer('archive.takingBack', { importId: run.id })).toMatchObject({ articles: 2, own: 0 })
})

test('the same files imported again bring its articles back out of the trash, and no others', async () => {
  const one = await bring('one', [1, 2, 3])
  archive.answer('archive.trashArticles', { selection: { ids: [1] } })
  takeBack(one.id)
  expect(total()).toBe(0)
  const again = await runImport(archive.path, { paths: [join(folder, 'one')] }, watched().control)
  expect(again).toMatchObject({ records: 3, imported: 0, duplicates: 3 })
  expect(imported(one.id).takenBackAtMs).toBeNull()
  // the one that a person put there stays there
  expect(total()).toBe(2)
  const { rows } = archive.answer('archive.records', {
    importId: again.id,
    dumpId: null,
    state: null,
    offset: 0,
    limit: 10,
  })
  expect(rows.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/That article is in the trash\.$/),
    expect.stringMatching(/was taken back with its import, and leaves the trash with this one\.$/),
    expect.stringMatching(/was taken back with its import, and leaves the trash with this one\.$/),
  ])
  await expectWhole()
})

test('after the trash was emptied, the same files are imported as if for the first time', async () => {
  const one = await bring('one', [1, 2])
  takeBack(one.id)
  await runEmptyTrash(archive.path, 'all', watched().control)
  expect(imported(one.id)).toMatchObject({ records: 2, imported: 0, rejected: 2, trashed: 0 })
  const again = await runImport(archive.path, { paths: [join(folder, 'one')] }, watched().control)
  expect(again).toMatchObject({ imported: 2, duplicates: 0 })
  await expectWhole()
})

test('an import that was taken back is neither resumed nor tried again', async () => {
  writeFiles(join(folder, 'bad'), { 'a.txt': dumpText(1), 'b.txt': '' })
  const run = await runImport(archive.path, { paths: [join(folder, 'bad')] }, watched().control)
  takeBack(run.id)
  await expect(runImport(archive.path, { retry: run.id }, watched().control)).rejects.toMatchObject({
    message: `Import ${run.id} was taken back.`,
  })
})
