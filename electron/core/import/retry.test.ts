import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import type { AppError } from '../../shared/errors.ts'
import { type Archive, openArchive, PAUSED, runCheck, runEmptyTrash, runImport } from '../archive.ts'
import { documentsText, dumpText, numbered, watched, writeFiles } from './import-fixtures.ts'

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
const retry = (id: number, dumpId?: number) => runImport(path, { retry: id, dumpId }, watched().control)

function within<T>(use: (archive: Archive) => T): T {
  const archive = openArchive(path)
  try {
    return use(archive)
  } finally {
    archive.close()
  }
}

/** `a.txt#1: imported`, or the reason. */
function ledger(importId: number): string[] {
  return within((archive) =>
    archive
      .answer('archive.records', { importId, dumpId: null, state: null, offset: 0, limit: 500 })
      .rows.map(({ dump, record, state, reason }) => `${dump}#${record}: ${state} ${reason ?? ''}`.trim()),
  )
}

async function expectWhole(): Promise<void> {
  expect((await runCheck(path, watched().control)).problems).toEqual([])
}

describe('a retry', () => {
  test('reads refused files again, and nothing else becomes new', async () => {
    const gone = join(folder, 'gone.txt')
    writeFiles(dumps, { 'a.txt': dumpText(1), 'b.txt': '', 'c.txt': documentsText(10, 3) })
    const first = await run(dumps, gone)
    expect(first).toMatchObject({ records: 6, imported: 4, rejected: 2, dumps: 4 })
    await expectWhole()

    writeFiles(dumps, { 'b.txt': documentsText(20, 3) })
    const again = await retry(first.id)
    expect(again).toMatchObject({ id: first.id, state: 'done', records: 8, imported: 7, rejected: 1 })
    expect(ledger(first.id).filter((line) => line.startsWith('b.txt'))).toEqual([
      'b.txt#1: imported',
      'b.txt#2: imported',
      'b.txt#3: imported',
    ])
    expect(ledger(first.id).find((line) => line.startsWith('gone.txt'))).toMatch(
      /^gone\.txt#1: rejected There is no such file/,
    )
    await expectWhole()
    within((archive) => {
      const problems = { importId: first.id, offset: 0, limit: 10, problemsOnly: true }
      expect(archive.answer('archive.dumps', problems).rows.map((dump) => dump.path)).toEqual([gone])
    })
  })

  test('of one file leaves the others refused', async () => {
    writeFiles(dumps, { 'a.txt': '', 'b.txt': '' })
    const first = await run(dumps)
    writeFiles(dumps, { 'a.txt': dumpText(1), 'b.txt': dumpText(2) })
    const [a] = within((archive) =>
      archive.answer('archive.dumps', { importId: first.id, offset: 0, limit: 10, problemsOnly: true }),
    ).rows
    expect(await retry(first.id, a!.id)).toMatchObject({ records: 2, imported: 1, rejected: 1 })
    await expectWhole()
  })

  test('of a file that changed after others of its records went in takes nothing of it', async () => {
    const mixed = join(dumps, 'mixed.txt')
    writeFileSync(mixed, documentsText(1, 3))
    const first = await run(dumps)
    expect(first.imported).toBe(3)
    // the second of its records is gone for good, as if it had been refused
    within(({ db }) =>
      db.exec(`UPDATE record SET state = 'rejected', reason = 'It was not readable.', article_id = NULL WHERE number = 2;
        UPDATE dump SET imported = 2, rejected = 1; UPDATE import_run SET imported = 2, rejected = 1`),
    )
    writeFileSync(mixed, documentsText(1, 4))
    expect(await retry(first.id)).toMatchObject({ records: 3, imported: 2, rejected: 1 })
    const today = new Date().toISOString().slice(0, 10)
    expect(ledger(first.id)[1]).toBe(
      `mixed.txt#2: rejected It was not readable. Tried again on ${today}: The file changed since its first 1 records were imported; the rest of it was not read.`,
    )
    rmSync(mixed)
    await retry(first.id)
    expect(ledger(first.id)[1]).toBe(
      `mixed.txt#2: rejected It was not readable. Tried again on ${today}: There is no such file or folder any more, or there never was.`,
    )
  })

  test('of a record in the middle settles that one alone', async () => {
    writeFiles(dumps, { 'mixed.txt': documentsText(1, 4) })
    const first = await run(dumps)
    const before = ledger(first.id)
    within((archive) => {
      const [article] = archive.db.prepare('SELECT article_id FROM record WHERE number = 3').pluck().all()
      archive.answer('archive.trashArticles', { selection: { ids: [article as number] } })
    })
    await runEmptyTrash(path, 'all', watched().control)
    expect(ledger(first.id)[2]).toMatch(/Removed from the trash on/)
    // what a person removed for good stays gone
    await expect(retry(first.id)).rejects.toMatchObject({ code: 'bad-request' })
    within(({ db }) => db.exec(`UPDATE record SET reason = 'It was not readable.' WHERE number = 3`))
    expect(await retry(first.id)).toMatchObject({ records: 4, imported: 4, rejected: 0 })
    expect(ledger(first.id)).toEqual(before)
    within(({ db }) =>
      expect(db.prepare('SELECT max(id), count(*) FROM article').raw().get()).toEqual([5, 4]),
    )
  })

  test('of a file with fewer records says which are not there now', async () => {
    writeFiles(dumps, { 'a.txt': documentsText(1, 3) })
    const first = await run(dumps)
    within((archive) => archive.answer('archive.trashArticles', { selection: { ids: [1, 2, 3] } }))
    await runEmptyTrash(path, 'all', watched().control)
    within(({ db }) => db.exec(`UPDATE record SET reason = 'Not readable.'`))
    writeFiles(dumps, { 'a.txt': dumpText(70) })
    expect(await retry(first.id)).toMatchObject({ records: 3, imported: 1, rejected: 2 })
    expect(ledger(first.id)[2]).toMatch(
      /^a\.txt#3: rejected Not readable\. Tried again on [\d-]+: the file holds no such record now\.$/,
    )
  })

  test('leaves links and folders refused for what they were refused for', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    symlinkSync('/etc/hostname', join(dumps, 'link.txt'))
    const first = await run(dumps, empty)
    const before = ledger(first.id)
    expect(before).toHaveLength(2)
    expect(await retry(first.id)).toMatchObject({ records: 2, rejected: 2 })
    expect(ledger(first.id)).toEqual(before)
  })

  test('that is stopped goes on with what is left', async () => {
    writeFiles(
      dumps,
      numbered(300, () => ''),
    )
    const first = await run(dumps)
    expect(first.rejected).toBe(300)
    writeFiles(dumps, numbered(300, dumpText))
    const stopped = watched((counts) => {
      if (counts.imported > 0) stopped.cancel()
    })
    const half = await runImport(path, { retry: first.id }, stopped.control)
    const rest = half.state === 'done' ? half : await runImport(path, { resume: first.id }, watched().control)
    expect(rest).toMatchObject({ state: 'done', records: 300, imported: 300, rejected: 0 })
    await expectWhole()
  })

  test('is refused for an import that is not at its end, unknown, or has nothing refused', async () => {
    writeFiles(dumps, numbered(400, dumpText))
    const stop = watched((counts) => {
      if (counts.imported > 0) stop.cancel()
    })
    await expect(retry(99)).rejects.toMatchObject({ code: 'not-found' })
    const half = await runImport(path, { paths: [dumps] }, stop.control)
    if (half.state !== 'done')
      await expect(retry(half.id)).rejects.toMatchObject({ detail: 'Resume it first.' })
    if (half.state !== 'done') await runImport(path, { resume: half.id }, watched().control)
    const error = await retry(half.id).catch((caught: AppError) => caught)
    expect(error).toMatchObject({ code: 'bad-request' })
    within((archive) => expect(archive.answer('archive.import', { id: half.id }).state).toBe('done'))
  })

  test.skipIf(process.getuid?.() === 0)('takes what could not be read before', async () => {
    writeFiles(dumps, { 'a.txt': dumpText(1) })
    chmodSync(join(dumps, 'a.txt'), 0o000)
    const first = await run(dumps)
    chmodSync(join(dumps, 'a.txt'), 0o644)
    expect(await retry(first.id)).toMatchObject({ imported: 1, rejected: 0 })
  })
})

test('a paused import says so, and goes on at its record', async () => {
  writeFiles(dumps, numbered(2000, dumpText))
  const stop = new AbortController()
  const control = {
    signal: stop.signal,
    onProgress: ({ imported }: { imported: number }) => {
      if (imported > 0) stop.abort(PAUSED)
    },
  }
  const paused = await runImport(path, { paths: [dumps] }, control)
  expect(paused.state).toBe('paused')
  expect(paused.records).toBeLessThan(2000)
  within((archive) => expect(archive.answer('archive.imports', undefined)[0]!.state).toBe('paused'))
  const rest = await runImport(path, { resume: paused.id }, watched().control)
  expect(rest).toMatchObject({ state: 'done', records: 2000, imported: 2000 })
  await expectWhole()
})
