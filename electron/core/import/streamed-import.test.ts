import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { type JobCounts, openArchive, runCheck, runImport } from '../archive.ts'
import { makeZip } from './containers/container-fixtures.ts'
import { documentsText, dumpText, watched, writeFiles } from './import-fixtures.ts'
import { importAndKill, pictureAt } from './kill-and-resume.ts'
import { knowListExport, linesText } from './line-format.ts'

vi.setConfig({ testTimeout: 240_000 })

let folder: string
let dumps: string
let archive: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  dumps = join(folder, 'dumps')
  archive = join(folder, 'test.clipfile')
})
afterEach(() => remove())

const worker = (name: string) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
const import_ = (paths: string[], workerFile?: string, path = archive) =>
  runImport(path, { paths }, watched().control, {
    create: true,
    pool: workerFile ? { workerFile } : undefined,
  })

function ledger(importId: number, path = archive) {
  const opened = openArchive(path)
  try {
    const query = { importId, dumpId: null, state: null, offset: 0, limit: 500 } as const
    return opened.answer('archive.records', query).rows
  } finally {
    opened.close()
  }
}

test('the ledger says which file of a zip each record stands in, and so does an article of its source', async () => {
  const zip = makeZip([
    { name: 'a/one.txt', content: dumpText(1), deflate: true },
    { name: 'a/same.txt', content: dumpText(1) },
    { name: 'in.zip', content: makeZip([{ name: 'two.txt', content: dumpText(2) }]) },
  ])
  writeFiles(dumps, { 'all.zip': zip })
  const done = await import_([join(dumps, 'all.zip')])
  expect(done).toMatchObject({ state: 'done', records: 3, imported: 2, duplicates: 1 })
  expect(ledger(done.id).map(({ dump, state, reason }) => [dump, state, reason])).toEqual([
    ['all.zip ▸ a/one.txt', 'imported', null],
    ['all.zip ▸ a/same.txt', 'duplicate', 'Same bytes as record 1 of all.zip, in this import.'],
    ['all.zip ▸ in.zip ▸ two.txt', 'imported', null],
  ])
  const opened = openArchive(archive)
  const [row] = ledger(done.id)
  const article = opened.answer('archive.article', { id: row!.articleId! })
  expect(article.sources[0]).toMatchObject({ dump: 'all.zip ▸ a/one.txt', path: join(dumps, 'all.zip') })
  opened.close()
})

test.each(['folder', 'zip'])('an export of several files is read as one (%s)', async (how) => {
  knowListExport()
  const files = {
    'list.txt': 'b.txt\na.txt\ngone.txt\n',
    'a.txt': 'First|A text of the first.',
    'b.txt': 'Second|A text of the second.',
    'other.txt': dumpText(7),
  }
  const entries = Object.entries(files).map(([name, content]) => ({ name, content }))
  if (how === 'folder') writeFiles(dumps, files)
  else writeFiles(folder, { 'dumps.zip': makeZip(entries) })
  const given = how === 'folder' ? dumps : join(folder, 'dumps.zip')
  const done = await import_([given], worker('set-worker'))
  expect(done).toMatchObject({
    state: 'done',
    records: 4,
    imported: 3,
    rejected: 1,
    dumps: how === 'folder' ? 2 : 1,
  })
  const name = how === 'folder' ? 'dumps' : 'dumps.zip'
  expect(ledger(done.id).map(({ dump, title, reason }) => [dump, title?.slice(0, 12) ?? reason])).toEqual([
    [`${name} ▸ b.txt`, 'Second'],
    [`${name} ▸ a.txt`, 'First'],
    [`${name} ▸ gone.txt`, '“gone.txt” is not there.'],
    [how === 'folder' ? 'other.txt' : 'dumps.zip ▸ other.txt', 'Council vote'],
  ])
  const opened = openArchive(archive)
  const all = { importId: done.id, offset: 0, limit: 10, problemsOnly: false }
  expect(opened.answer('archive.dumps', all).rows[0]).toMatchObject({ format: 'list export', path: given })
  opened.close()
  expect((await runCheck(archive, watched().control)).problems).toEqual([])
})

/** A large file in stretches, a packed one, and a zip that is cut into stretches too. */
function streamed(): string {
  const members = Array.from({ length: 60 }, (_, i) => ({
    name: `m${i}.txt`,
    content: linesText(5, 600, 50_000 + i * 5),
    deflate: i % 2 === 0,
  }))
  const half = documentsText(1, 3)
  return writeFiles(dumps, {
    'a-large.txt': linesText(900, 10_000),
    'b-packed.txt.gz': gzipSync(linesText(300, 500, 10_000)),
    'c-many.zip': makeZip([...members, { name: 'half.txt', content: half }]),
  })
}

test('cancelled in the midst of a stretch, a zip or what is packed, it goes on at the exact record', async () => {
  streamed()
  const workerFile = worker('lying-worker')
  const whole = join(folder, 'whole.clipfile')
  await import_([dumps], workerFile, whole)
  let stops = 0
  let before = 0
  for (let id: number | null = null; ;) {
    const stop = new AbortController()
    const control = {
      signal: stop.signal,
      onProgress: ({ imported }: JobCounts) => {
        if (imported > before) stop.abort()
      },
    }
    const request: { resume: number } | { paths: string[] } =
      id === null ? { paths: [dumps] } : { resume: id }
    const run = await runImport(archive, request, stops < 12 ? control : watched().control, {
      create: true,
      pool: { workerFile },
    })
    if (run.state === 'done') break
    id = run.id
    before = run.imported
    stops++
  }
  expect(stops).toBeGreaterThan(1)
  expect(pictureAt(archive)).toEqual(pictureAt(whole))
  expect((await runCheck(archive, watched().control)).problems).toEqual([])
})

test('killed at any moment, an import of streams goes on to the same end', async () => {
  streamed()
  const workerFile = worker('lying-worker')
  const whole = join(folder, 'whole.clipfile')
  await import_([dumps], workerFile, whole)
  let kills = 0
  let records = 0
  for (let afterMs = 30; ; afterMs = afterMs * 1.6 + Math.random() * 60) {
    const killed = await importAndKill(archive, dumps, afterMs, workerFile)
    if (!killed) break
    kills++
    expect(killed.problems).toEqual([])
    expect(killed.records).toBeGreaterThanOrEqual(Math.max(records, killed.acknowledged))
    records = killed.records
  }
  expect(kills).toBeGreaterThan(1)
  expect(pictureAt(archive)).toEqual(pictureAt(whole))
})

test('a file that changed while the import was stopped is not read on', async () => {
  const path = join(writeFiles(dumps, { 'a.txt': linesText(900, 10_000) }), 'a.txt')
  const workerFile = worker('line-worker')
  const stop = new AbortController()
  const control = {
    signal: stop.signal,
    onProgress: ({ imported }: { imported: number }) => imported > 0 && stop.abort(),
  }
  const cancelled = await runImport(archive, { paths: [dumps] }, control as never, {
    create: true,
    pool: { workerFile },
  })
  expect(cancelled.state).toBe('cancelled')
  writeFileSync(path, linesText(100))
  const resumed = await runImport(archive, { resume: cancelled.id }, watched().control, {
    pool: { workerFile },
  })
  expect(resumed).toMatchObject({ state: 'done', records: cancelled.records + 1, rejected: 1 })
  expect(resumed.imported).toBe(cancelled.imported)
})
