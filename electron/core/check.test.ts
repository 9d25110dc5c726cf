import { closeSync, copyFileSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../dev/test-archive.ts'
import { openArchive } from './archive.ts'
import { runCheck } from './check.ts'
import { documentsText, dumpText, numbered, watched, writeFiles } from './import/import-fixtures.ts'
import { runImport } from './import/run-import.ts'

let made: { folder: string; remove: () => void }
let folder: string
let path: string
let remove: () => void
beforeAll(async () => {
  made = temporaryFolder()
  const dumps = writeFiles(join(made.folder, 'dumps'), {
    ...numbered(40, (i) => (i % 8 === 3 ? dumpText(i - 1) : dumpText(i))),
    'many.txt': documentsText(100, 5),
    'empty.txt': '',
  })
  await runImport(join(made.folder, 'made'), { paths: [dumps] }, watched().control, { create: true })
}, 60_000)
afterAll(() => made.remove())
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  path = join(folder, 'test.clipfile')
  for (const suffix of ['', '-index']) copyFileSync(join(made.folder, `made${suffix}`), path + suffix)
})
afterEach(() => remove())

const PAGE = 16_384

const check = async () => (await runCheck(path, watched().control)).problems

/** Does what no code of ours does. */
function harm(sql: string): void {
  const archive = openArchive(path)
  archive.db.pragma('foreign_keys = OFF')
  archive.db.exec(sql)
  archive.close()
}

test('finds nothing in a whole archive, and changes nothing', async () => {
  const before = readFileSync(path)
  expect(await check()).toEqual([])
  expect(readFileSync(path).equals(before)).toBe(true)
})

describe('says in plain words', () => {
  test.each([
    ['UPDATE original SET sha256 = zeroblob(32) WHERE id = 3', 'Original 3 is not what its SHA-256 says.'],
    [
      'UPDATE original SET data = zeroblob(9) WHERE id = 4',
      'Original 4 cannot be unpacked: its bytes are damaged.',
    ],
    [
      "UPDATE body SET blocks = x'00' WHERE article_id = 5",
      'The text of article 5 cannot be read: its bytes are damaged.',
    ],
    ['DELETE FROM body WHERE article_id = 6', 'Article 6 has no text.'],
    ['DELETE FROM article WHERE id = 7', 'A row of body (7) points to a missing row of article.'],
    ['UPDATE total SET articles = 1', 'Wrong count of articles in all: kept 1, counted 40.'],
    ['UPDATE total SET text_bytes = 1', /^Wrong count of bytes of all texts: kept 1, counted \d+\.$/],
    ['UPDATE total SET originals_bytes = 1', /^Wrong count of bytes of all originals: kept 1/],
    ['UPDATE outlet SET articles = articles + 1 WHERE id = 2', /^Wrong count of articles of outlet 2/],
    [
      'UPDATE outlet_month SET headlines = 7 WHERE headlines > 0',
      /^Wrong count of headlines of outlet and month /,
    ],
    ['UPDATE month SET articles = articles + 1', /^Wrong count of articles of month /],
    [
      'UPDATE import_run SET records = records + 1, imported = imported + 1',
      /^Wrong count of records of import 1: kept 47, counted 46\.$/,
    ],
    ['UPDATE dump SET rejected = 0, imported = 1 WHERE rejected = 1', /^Wrong count of imported of dump \d+/],
    [
      "UPDATE record SET reason = NULL WHERE state = 'rejected'",
      /^Record \d+ was rejected without a reason\.$/,
    ],
    [
      'UPDATE record SET article_id = NULL WHERE id = 9',
      'Record 9 counts as imported but lacks its article or its original.',
    ],
    ['UPDATE headline SET listings = 99 WHERE id = 1', 'Headline 1 counts its listings wrongly.'],
  ])('%s', async (sql, expected) => {
    harm(sql)
    expect(await check()).toContainEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    )
  })

  test('that the index is damaged, and how to get a new one', async () => {
    const index = `${path}-index`
    writeFileSync(index, 'no database at all')
    const [problem] = await check()
    expect(problem).toMatch(
      /^The search index is damaged: .* delete .*test\.clipfile-index, and Clipfile makes it anew\.$/s,
    )
  })

  test('that pages are damaged, wherever, and never throws', async () => {
    const whole = readFileSync(path)
    for (let at = PAGE; at < whole.length; at += PAGE) {
      const file = openSync(path, 'r+')
      writeSync(file, Buffer.alloc(PAGE, 0x5a), 0, PAGE, at)
      closeSync(file)
      expect((await check()).length, `page ${at / PAGE}`).toBeGreaterThan(0)
      writeFileSync(path, whole)
    }
  })
})

test('names twenty of a kind and counts the others', async () => {
  harm('UPDATE original SET sha256 = randomblob(32)')
  const problems = await check()
  expect(problems.filter((problem) => problem.endsWith('SHA-256 says.'))).toHaveLength(20)
  expect(problems).toContain('… and 20 more of this kind.')
})

test('is cancelled like any job', async () => {
  const { control, cancel } = watched()
  cancel()
  await expect(runCheck(path, control)).rejects.toMatchObject({ code: 'cancelled' })
})
