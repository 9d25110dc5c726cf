import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openArchive } from '../core/archive.ts'
import { addArticles, prepared, temporaryArchive } from '../dev/test-archive.ts'

const CLI = resolve(import.meta.dirname, '..', 'cli.ts')
let path: string
let remove: () => void
beforeAll(() => {
  const made = temporaryArchive()
  ;({ path, remove } = made)
  addArticles(made.archive, [
    prepared({ title: 'One', text: 'The treaty.' }),
    prepared({ title: 'Two', text: 'Water.' }),
  ])
  made.archive.close()
})
afterAll(() => remove())

function clipfile(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args, '--archive', path], {
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

test('tags by number and by search, lists, and undoes', () => {
  expect(clipfile('tag', 'policy/water', '1', '2').err).toBe('Tag “policy/water” added to 2 articles\n')
  expect(clipfile('untag', 'policy/water', '-q', 'treaty').err).toBe(
    'Tag “policy/water” taken from 1 article\n',
  )
  expect(clipfile('tags').out).toBe('        1  policy\n        1  policy/water\n')
  expect(clipfile('undo').err).toBe('Undone: Tag “policy/water” taken from 1 article\n')
  expect(JSON.parse(clipfile('tags', '--json').out)).toMatchObject([
    { articles: 2 },
    { path: 'policy/water' },
  ])
  expect(clipfile('undo', '--redo').code).toBe(0)
  expect(clipfile('undo', '--list').out.split('\n')).toHaveLength(3)
}, 60_000)

test('stars, and says what is wrong', () => {
  expect(clipfile('star', '2').err).toBe('1 article starred\n')
  expect(clipfile('star', '2').err).toBe('Nothing had to change.\n')
  expect(clipfile('star', '--off', '-q', 'is:starred').err).toBe('1 article no longer starred\n')
  expect(clipfile('star').code).toBe(2)
  expect(clipfile('star', 'x').code).toBe(2)
  expect(clipfile('tag', 'a//b', '1')).toMatchObject({ code: 1, err: expect.stringContaining('Between two') })
  expect(clipfile('undo', '--json').code).toBe(0)
}, 60_000)

test('exchanges annotations', () => {
  const file = join(path, '..', 'notes.jsonld')
  expect(clipfile('annotations', '--export', file).err).toBe(`0 annotations written to ${file}\n`)
  expect(clipfile('annotations', '--import', file)).toMatchObject({ code: 0 })
  expect(clipfile('annotations', '--import', path).code).toBe(1)
  expect(clipfile('annotations', '--json').out).toBe('[]\n')
  expect(clipfile('collections').out).toBe('')
}, 60_000)

test('lists the trash and takes things out of it', () => {
  const archive = openArchive(path)
  archive.answer('archive.tagArticles', { selection: { ids: [1] }, add: ['bridges'], remove: [] })
  const tagId = archive.answer('archive.tags', undefined).find((tag) => tag.path === 'bridges')!.id
  archive.answer('archive.deleteTag', { tagId })
  archive.answer('archive.trashArticles', { selection: { ids: [2] } })
  archive.close()
  expect(clipfile('trash').out).toBe('      2  article     Two\n   -d 1  tag         bridges\n')
  expect(JSON.parse(clipfile('trash', '--json').out)).toMatchObject({
    articles: 1,
    deleted: 1,
    rows: [{ title: 'Two' }],
    deletedRows: [{ kind: 'tag', articles: 1 }],
  })
  expect(clipfile('restore').code).toBe(2)
  expect(clipfile('restore', '2', '-d', '1').err).toBe(
    '1 article taken out of the trash\nTag “bridges” restored\n',
  )
  expect(clipfile('restore', '-d', '1')).toMatchObject({ code: 1, err: expect.stringContaining('any more') })
  expect(clipfile('trash').out).toBe('')
  expect(clipfile('tags').out).toContain('        1  bridges\n')
}, 60_000)
