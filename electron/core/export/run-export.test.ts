import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import type { Archive } from '../archive.ts'
import { documentsText, dumpText, watched, writeFiles } from '../import/import-fixtures.ts'
import { runImport } from '../import/run-import.ts'
import type { ArticleLine, Line } from './lines.ts'
import { runExport } from './run-export.ts'

let archive: Archive
let path: string
let folder: string
let remove: () => void
beforeEach(() => {
  ;({ archive, path, remove } = temporaryArchive())
  folder = join(path, '..', 'out')
  mkdirSync(folder)
})
afterEach(() => remove())

function allLines(text: string): Line[] {
  expect(text.endsWith('\n')).toBe(true)
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

function lines(text: string): ArticleLine[] {
  return allLines(text).filter((line) => line.type === 'article')
}

test('writes one article a line, in the documented shape and the order of ids', async () => {
  const dumps = writeFiles(join(folder, 'dumps'), { 'a.txt': dumpText(1), 'b.txt': documentsText(7, 3) })
  await runImport(path, { paths: [dumps] }, watched().control)
  const target = join(folder, 'all.jsonl')
  const { control, said } = watched()
  expect(await runExport(path, { format: 'jsonl', target }, control)).toEqual({
    articles: 4,
    target,
    warnings: [],
  })
  const articles = lines(readFileSync(target, 'utf8'))
  expect(articles.map((article) => article.id)).toEqual([1, 2, 3, 4])
  const [first] = articles
  expect(Object.keys(first!).slice(0, 12)).toEqual([
    'type',
    'id',
    'title',
    'outlet',
    'authors',
    'published',
    'url',
    'language',
    'blocks',
    'text',
    'headlines',
    'source',
  ])
  expect(first).toMatchObject({
    title: 'Council vote number 1 on the harbour gates',
    outlet: 'Harbor Ledger 1',
    published: { value: '2021-03-02', precision: 'day' },
    headlines: [
      { title: 'Other headline 1 of the week', outlet: 'Delta Courier', date: '2024-03-01' },
      { title: 'Second headline 1 of the week', outlet: 'Delta Courier', date: '2024-03-02' },
    ],
    source: { dump: 'a.txt', record: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  const paragraphs = first!.blocks.filter((block) => block.kind === 'paragraph').map((block) => block.text)
  expect(first!.text).toBe(paragraphs.join('\n\n'))
  expect(articles[3]!.source).toMatchObject({ dump: 'b.txt', record: 3 })
  expect(said.at(-1)).toMatchObject({ step: 'Exporting', current: 4, total: 4 })
})

test('keeps what is unknown unknown', async () => {
  addArticles(archive, [prepared({ outlet: null, published: null }), prepared({ published: onDay('2024') })])
  const target = join(folder, 'all.jsonl')
  await runExport(path, { format: 'jsonl', target }, watched().control)
  expect(lines(readFileSync(target, 'utf8'))).toMatchObject([
    { outlet: null, published: null, url: null },
    { published: { value: '2024', precision: 'year', source: 'header' } },
  ])
})

test('an empty archive gives its first and its last line', async () => {
  const target = join(folder, 'none.jsonl')
  expect(await runExport(path, { format: 'jsonl', target }, watched().control)).toMatchObject({ articles: 0 })
  expect(allLines(readFileSync(target, 'utf8'))).toMatchObject([
    { type: 'archive', version: 1, scope: 'archive' },
    { type: 'end', lines: { archive: 1 } },
  ])
})

test('cancelled, it leaves what was there before and no half file', async () => {
  addArticles(
    archive,
    Array.from({ length: 900 }, (_, i) => prepared({ title: `Number ${i}` })),
  )
  const target = join(folder, 'all.jsonl')
  writeFileSync(target, 'before')
  const watch = watched((counts) => {
    if (counts.step === 'Exporting') watch.cancel()
  })
  await expect(runExport(path, { format: 'jsonl', target }, watch.control)).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect(readdirSync(folder)).toEqual(['all.jsonl'])
  expect(readFileSync(target, 'utf8')).toBe('before')
})

test('says what is wrong with the place, and never takes the archive’s own', async () => {
  const nowhere = join(folder, 'no', 'such.jsonl')
  await expect(
    runExport(path, { format: 'jsonl', target: nowhere }, watched().control),
  ).rejects.toMatchObject({
    code: 'write-failed',
    message: expect.stringContaining('cannot be written'),
  })
  expect(existsSync(join(folder, 'no'))).toBe(false)
  const own = runExport(path, { format: 'jsonl', target: path }, watched().control)
  await expect(own).rejects.toMatchObject({ code: 'bad-request' })
})

test('waits for a slow stream', async () => {
  addArticles(
    archive,
    Array.from({ length: 300 }, (_, i) => prepared({ title: `Number ${i}`, text: 'long '.repeat(3000) })),
  )
  let bytes = 0
  let most = 0
  const slow = new Writable({
    highWaterMark: 1024,
    write(chunk: Buffer, _encoding, next) {
      bytes += chunk.length
      most = Math.max(most, slow.writableLength)
      setTimeout(next, 5)
    },
  })
  const { articles } = await runExport(path, { format: 'jsonl', target: slow }, watched().control)
  expect(articles).toBe(300)
  expect(bytes).toBeGreaterThan(300 * 15_000)
  expect(most).toBeLessThan(10_000_000)
})
