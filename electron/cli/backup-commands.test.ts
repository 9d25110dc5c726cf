import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addArticles, prepared, temporaryArchive } from '../dev/test-archive.ts'

const CLI = resolve(import.meta.dirname, '..', 'cli.ts')
let path: string
let folder: string
let remove: () => void
beforeAll(() => {
  const made = temporaryArchive()
  ;({ path, remove } = made)
  folder = join(path, '..', 'test backups')
  addArticles(made.archive, [prepared({ title: 'One' }), prepared({ title: 'Two' })])
  made.archive.close()
})
afterAll(() => remove())

function clipfile(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

test('backs up beside the archive, lists, keeps so many, and restores', () => {
  const { out, err } = clipfile('backup', path)
  expect(out).toMatch(/^2 articles, .* [kM]B: .*test backups.test \d{4}-\d\d-\d\d \d{4}\.clipfile\n$/)
  // fixtures write no records, and the check says so
  expect(err).toContain('older backups were kept')
  const [name] = readdirSync(folder)
  expect(clipfile('backup', '--archive', path, '--list').out).toContain(`${name}  2 articles`)
  expect(JSON.parse(clipfile('backup', path, '--list', '--json').out)).toMatchObject([{ name, articles: 2 }])
  const restored = join(folder, '..', 'restored.clipfile')
  expect(clipfile('restore', join(folder, name!), restored).out).toBe(`2 articles restored to ${restored}\n`)
  expect(clipfile('restore', join(folder, name!), restored)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Choose another name: nothing is replaced.'),
  })
  expect(clipfile('list', '--archive', restored).out).toContain('Two')
}, 60_000)

test('says what is wrong', () => {
  expect(clipfile('backup', join(folder, 'no.clipfile')).code).toBe(2)
  expect(clipfile('backup', path, '--keep', '0').code).toBe(2)
  expect(clipfile('backup', path, '--to', join(folder, 'no', 'such')).code).toBe(1)
  expect(existsSync(join(folder, 'no'))).toBe(false)
  expect(clipfile('restore', path).code).toBe(2)
}, 60_000)
