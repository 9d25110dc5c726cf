import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import type { ImportRun } from '../../shared/model.ts'
import { openArchive, runCheck, runImport } from '../archive.ts'
import { listRecords } from '../db/records.ts'
import { documentsText, dumpText, numbered, pictureOf, watched, writeFiles } from './import-fixtures.ts'

// threads take their time to start on a busy machine
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let dumps: string
let path: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  dumps = join(folder, 'dumps')
  path = join(folder, 'test.clipfile')
  mkdirSync(dumps)
  openArchive(path, { create: true }).close()
})
afterEach(() => remove())

const run = (...paths: string[]) => runImport(path, { paths }, watched().control)

function within<T>(use: (archive: ReturnType<typeof openArchive>) => T): T {
  const archive = openArchive(path)
  try {
    return use(archive)
  } finally {
    archive.close()
  }
}

function ledger(importId: number): Record<string, string> {
  return within(({ db }) => {
    const { rows } = listRecords(db, { importId, dumpId: null, state: null, offset: 0, limit: 500 })
    return Object.fromEntries(rows.map((row) => [`${row.dump}#${row.record}`, row.reason ?? row.state]))
  })
}

async function expectWhole(): Promise<void> {
  expect((await runCheck(path, watched().control)).problems).toEqual([])
}

describe('an import', () => {
  test('accounts for every record and says how far it is', async () => {
    writeFiles(dumps, {
      ...numbered(30, dumpText),
      'many.txt': documentsText(100, 20),
      'empty.txt': '',
      '.DS_Store': '',
    })
    const { control, said } = watched()
    const done = await runImport(path, { paths: [dumps] }, control)
    expect(done).toMatchObject({
      name: 'dumps',
      state: 'done',
      dumps: 32,
      records: 51,
      imported: 50,
      duplicates: 0,
      rejected: 1,
      headlines: 100,
      leftOut: 1,
    })
    expect(said.at(-1)).toMatchObject({ importId: done.id, imported: 50, rejected: 1, headlines: 100 })
    expect(said.find((counts) => counts.step === 'Importing')).toMatchObject({ current: 0, total: 32 })
    const last = said.filter((counts) => counts.step === 'Importing').at(-1)!
    expect(last).toMatchObject({ current: 32, bytes: last.bytesTotal })
    await expectWhole()
    within((archive) => {
      expect(archive.indexLag()).toBe(0)
      const query = { text: 'harbour number 112', outletId: null, importId: done.id }
      expect(archive.answer('archive.list', { query, offset: 0, limit: 10 }).total).toBe(1)
      const [source] = archive.answer('archive.article', { id: 31 }).sources
      expect(source).toMatchObject({
        dump: 'many.txt',
        record: 1,
        place: expect.stringMatching(/^line 1, bytes 0–/),
      })
    })
  })

  test('adds nothing the second time, and says of what each record is a duplicate', async () => {
    writeFiles(dumps, { 'a.txt': dumpText(1), 'b.txt': documentsText(5, 3), 'c.txt': '' })
    await run(dumps)
    const before = within(({ db }) => pictureOf(db))
    const again = await run(dumps)
    expect(again).toMatchObject({ records: 5, imported: 0, duplicates: 4, rejected: 1, headlines: 0 })
    expect(ledger(again.id)).toMatchObject({
      'a.txt#1': expect.stringMatching(/^Same bytes as record 1 of a\.txt, imported \d{1,2} \w{3} \d{4}\.$/),
      'b.txt#3': expect.stringContaining('Same bytes as record 3 of b.txt'),
    })
    const after = within(({ db }) => pictureOf(db))
    for (const table of [
      'article',
      'body',
      'headline',
      'listing',
      'original',
      'outlet',
      'outlet_month',
      'total',
    ]) {
      expect(after[table], table).toBe(before[table])
    }
    within((archive) => expect(archive.answer('archive.article', { id: 1 }).sources).toHaveLength(2))
    await expectWhole()
  })

  test('finds duplicates within itself', async () => {
    writeFiles(dumps, { 'a.txt': dumpText(1), 'b.txt': dumpText(1) })
    const done = await run(dumps)
    expect(done).toMatchObject({ imported: 1, duplicates: 1 })
    expect(ledger(done.id)['b.txt#1']).toBe('Same bytes as record 1 of a.txt, in this import.')
  })

  test('refuses again what it refused before, and keeps its bytes once', async () => {
    writeFiles(dumps, { 'page.html': '<!doctype html><title>A page without a text</title>' })
    await run(dumps)
    expect(await run(dumps)).toMatchObject({ imported: 0, duplicates: 0, rejected: 1 })
    expect(within(({ db }) => db.prepare('SELECT count(*) FROM original').pluck().get())).toBe(1)
    await expectWhole()
  })
})

describe('whatever is wrong with a file stays with that file', () => {
  test('of every kind in the list', async () => {
    writeFiles(dumps, {
      'good.txt': dumpText(1),
      'empty.txt': '',
      'binary.txt': Buffer.from([0, 1, 2, 3, 200, 201, 0, 0, 5, 6]),
      'long.txt': `Long line – Outlet\n${'word '.repeat(2_000_000)}`,
      'nul.txt': dumpText(2).replace('river', 'ri\0ver'),
      'latin1.txt': Buffer.from(
        'Größe des Flusses – Zeitung\n' + 'Die Flüsse führen größere Mengen. '.repeat(9),
        'latin1',
      ),
      'utf16.txt': Buffer.from(`\ufeff${dumpText(4)}`, 'utf16le'),
    })
    mkdirSync(join(dumps, 'sub'))
    const done = await run(dumps, join(folder, 'gone.txt'))
    expect(ledger(done.id)).toMatchObject({
      'good.txt#1': 'imported',
      'empty.txt#1': 'The file is empty.',
      'binary.txt#1': 'This is a binary file, not text.',
      'gone.txt#1': 'There is no such file or folder any more, or there never was.',
    })
    expect(done).toMatchObject({ records: 8, imported: 5, rejected: 3 })
    await expectWhole()
  })

  test('also when a folder goes away, or a file is cut, between listing and reading', async () => {
    writeFiles(dumps, {
      'a/1.txt': dumpText(1),
      'b/2.txt': dumpText(2),
      'b/3.txt': dumpText(3),
      'c.txt': dumpText(4),
    })
    const { control } = watched((counts) => {
      if (counts.step !== 'Importing') return
      rmSync(join(dumps, 'b'), { recursive: true, force: true })
      truncateSync(join(dumps, 'c.txt'), 10)
    })
    const done = await runImport(path, { paths: [dumps] }, control)
    expect(done).toMatchObject({ state: 'done', records: 4, imported: 2, rejected: 2 })
    expect(ledger(done.id)['2.txt#1']).toContain('There is no such file')
    await expectWhole()
  })

  test('and nothing at all is still an import', async () => {
    expect(await run(join(folder, 'none'))).toMatchObject({ state: 'done', records: 1, rejected: 1 })
  })
})

describe('stopping and going on', () => {
  /** Cancels when so many records are in. */
  async function cancelledAfter(
    records: number,
    request: Parameters<typeof runImport>[1],
  ): Promise<ImportRun> {
    const watch = watched((counts) => {
      if (counts.imported + counts.duplicates + counts.rejected >= records) watch.cancel()
    })
    return runImport(path, request, watch.control, { pool: { threads: 1 } })
  }

  test('a cancelled import keeps whole batches, and resumed it is what an unbroken one is', async () => {
    const files = {
      ...numbered(700, (i) => (i % 10 === 3 ? dumpText(i - 1) : dumpText(i))),
      'many.txt': documentsText(5000, 1500),
      'zz.txt': dumpText(99_999),
    }
    writeFiles(dumps, files)
    const whole = join(folder, 'whole.clipfile')
    await runImport(whole, { paths: [dumps] }, watched().control, { create: true })

    const first = await cancelledAfter(1, { paths: [dumps] })
    expect(first.state).toBe('cancelled')
    expect(first.records).toBeGreaterThan(0)
    expect(first.records).toBeLessThan(2201)
    await expectWhole()
    const second = await cancelledAfter(first.records + 400, { resume: first.id })
    expect(second.state).toBe('cancelled')
    const last = await runImport(path, { resume: first.id }, watched().control)
    expect(last).toMatchObject({ state: 'done', records: 2201, duplicates: 70 })
    await expectWhole()

    const unbroken = openArchive(whole)
    expect(within(({ db }) => pictureOf(db))).toEqual(pictureOf(unbroken.db))
    unbroken.close()
  })

  test('one cancelled while it looks for files begins to look anew', async () => {
    writeFiles(dumps, numbered(20, dumpText))
    const watch = watched()
    watch.cancel()
    const first = await runImport(path, { paths: [dumps] }, watch.control)
    expect(first).toMatchObject({ state: 'cancelled', records: 0 })
    expect(await runImport(path, { resume: first.id }, watched().control)).toMatchObject({
      imported: 20,
      dumps: 20,
    })
    await expectWhole()
  })

  test('a finished import is not resumed, an unknown one not found', async () => {
    writeFiles(dumps, { 'a.txt': dumpText(1) })
    const { id } = await run(dumps)
    await expect(runImport(path, { resume: id }, watched().control)).rejects.toMatchObject({
      code: 'bad-request',
    })
    await expect(runImport(path, { resume: 99 }, watched().control)).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('one whose file changed meanwhile says so and takes the others', async () => {
    writeFiles(dumps, { 'a.txt': documentsText(1, 2000), 'b.txt': dumpText(9000) })
    const first = await cancelledAfter(1, { paths: [dumps] })
    expect(first.imported).toBeLessThan(2000)
    writeFileSync(join(dumps, 'a.txt'), 'something else')
    const last = await runImport(path, { resume: first.id }, watched().control)
    expect(last).toMatchObject({ state: 'done', imported: first.imported + 1, rejected: 1 })
    await expectWhole()
  })
})

test('an archive that cannot be written to is an error of the job', async () => {
  await expect(
    runImport(join(folder, 'no/such.clipfile'), { paths: [dumps] }, watched().control),
  ).rejects.toMatchObject({
    code: 'archive-not-found',
  })
})

test('a busy archive is waited for, then an error; what was committed stays', async () => {
  writeFiles(dumps, numbered(10, dumpText))
  const blocker = openArchive(path)
  blocker.db.exec('BEGIN IMMEDIATE')
  await expect(run(dumps)).rejects.toMatchObject({ code: 'archive-locked' })
  blocker.db.exec('ROLLBACK')
  blocker.close()
  expect(await run(dumps)).toMatchObject({ imported: 10 })
})
