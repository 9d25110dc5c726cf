import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { findNewFiles, openArchive, runCheck, runImport } from '../archive.ts'
import { dumpText, watched, writeFiles } from './import-fixtures.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let dumps: string
let path: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  dumps = join(folder, 'inbox')
  path = join(folder, 'test.clipfile')
  mkdirSync(dumps)
  openArchive(path, { create: true }).close()
})
afterEach(() => remove())

const look = async () => (await findNewFiles(path, dumps, new AbortController().signal, {})).files
const names = async () => (await look()).map((file) => file.path.slice(dumps.length + 1))
const take = (only: readonly string[] | null = null) =>
  runImport(path, { paths: [dumps], onlyNew: { only } }, watched().control)

test('what was read or refused as it is now is not new; what changed since is', async () => {
  writeFiles(dumps, { 'a.txt': dumpText(1), 'empty.txt': '', 'below/b.txt': dumpText(2), '.DS_Store': '' })
  symlinkSync('/etc/hostname', join(dumps, 'link'))
  expect(await names()).toEqual(['a.txt', 'below/b.txt', 'empty.txt', 'link'])
  expect(await take()).toMatchObject({ state: 'done', watched: true, records: 4, imported: 2, rejected: 2 })
  expect(await names()).toEqual([])

  writeFileSync(join(dumps, 'empty.txt'), dumpText(3))
  writeFiles(dumps, { 'c.txt': dumpText(4) })
  expect(await names()).toEqual(['c.txt', 'empty.txt'])
  expect(await take()).toMatchObject({ records: 2, imported: 2 })
  expect((await runCheck(path, watched().control)).problems).toEqual([])
})

test('only the files that are complete are taken', async () => {
  writeFiles(dumps, { 'a.txt': dumpText(1), 'growing.txt': dumpText(2) })
  expect(await take([join(dumps, 'a.txt')])).toMatchObject({ dumps: 1, imported: 1 })
  expect(await names()).toEqual(['growing.txt'])
})

test('a file of which the time alone changed is looked at again, and is known', async () => {
  writeFiles(dumps, { 'a.txt': dumpText(1) })
  await take()
  utimesSync(join(dumps, 'a.txt'), new Date(), new Date(Date.now() + 60_000))
  expect(await names()).toEqual(['a.txt'])
  expect(await take()).toMatchObject({ imported: 0, duplicates: 1 })
})

test('the archive itself in the folder is not for it, and a folder that is empty or gone is no failure', async () => {
  expect(await names()).toEqual([])
  path = join(dumps, 'here.clipfile')
  openArchive(path, { create: true }).close()
  expect(await names()).toEqual([])
  dumps = join(folder, 'gone')
  await expect(look()).rejects.toMatchObject({
    code: 'read-failed',
    message: expect.stringContaining('There is no such folder any more') as string,
  })
})
