import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { addArticles, prepared, temporaryArchive, temporaryFolder } from '../dev/test-archive.ts'
import { EVERYTHING } from '../shared/api.ts'
import { openArchive } from './archive.ts'

// Root may write anywhere, so a folder that cannot be written to is said to be one.
const fs = vi.hoisted(() => ({ readOnly: '' }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  return {
    ...real,
    accessSync: (path: string, mode: number) => {
      if (fs.readOnly !== '' && mode === real.constants.W_OK && path.startsWith(fs.readOnly))
        throw new Error('EROFS')
      real.accessSync(path, mode)
    },
  }
})

const cleanups: (() => void)[] = []
afterEach(() => {
  fs.readOnly = ''
  cleanups.splice(0).forEach((remove) => remove())
})

function folder(): string {
  const made = temporaryFolder()
  cleanups.push(made.remove)
  return made.folder
}

test.each([
  ['is missing', 'archive-not-found', () => {}],
  ['is empty', 'archive-damaged', (path: string) => writeFileSync(path, '')],
  ['is text', 'archive-not-clipfile', (path: string) => writeFileSync(path, 'not a database '.repeat(50))],
  ['is a folder', 'archive-not-clipfile', (path: string) => mkdirSync(path)],
] as const)('a file that %s is refused with what to do', (_, code, make) => {
  const path = join(folder(), 'a.clipfile')
  make(path)
  expect(() => openArchive(path)).toThrow(
    expect.objectContaining({ code, detail: expect.stringMatching(/\w/) }),
  )
})

test('another program’s database is refused and not changed', () => {
  const path = join(folder(), 'theirs.sqlite')
  const theirs = new Database(path)
  theirs.exec('CREATE TABLE theirs (x)')
  theirs.close()
  const before = readFileSync(path)
  expect(() => openArchive(path)).toThrow(expect.objectContaining({ code: 'archive-not-clipfile' }))
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('an archive that cannot be written to is read from a copy, and searched', () => {
  const { archive, path, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(archive, [prepared({ text: 'gates' })], false)
  archive.close()
  chmodSync(path, 0o444)
  fs.readOnly = join(path, '..')
  const copy = openArchive(path)
  expect(copy.readOnly).toBe(true)
  expect(
    copy.answer('archive.list', { query: { ...EVERYTHING, text: 'gates' }, offset: 0, limit: 5 }).total,
  ).toBe(1)
  copy.close()
  expect(existsSync(copy.path)).toBe(false)
  fs.readOnly = ''
})

test('two connections, one of them another process’s, see each other’s articles', () => {
  const { archive, path, remove } = temporaryArchive()
  cleanups.push(remove)
  const other = openArchive(path)
  addArticles(other, [prepared({})])
  expect(archive.answer('archive.stats', undefined)).toMatchObject({ articles: 1, outlets: 1, undated: 1 })
  other.close()
})
