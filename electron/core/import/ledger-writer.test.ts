import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openArchive } from '../archive.ts'
import { createImport } from '../db/imports.ts'
import { markOf } from '../db/turns.ts'
import { documentsText, dumpText, numbered, pictureOf, writeFiles } from './import-fixtures.ts'
import { LedgerWriter } from './ledger-writer.ts'
import { listDumpsOf } from './list-dumps.ts'
import { Progress } from '../job-control.ts'
import { BEGINNING } from './place.ts'
import { readDump, type DumpPart } from './read-dump.ts'

let folder: string
let dumps: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipfile-writer-'))
  dumps = writeFiles(join(folder, 'dumps'), { ...numbered(33, dumpText), 'many.txt': documentsText(100, 38) })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const { signal } = new AbortController()

async function ready(name: string) {
  const archive = openArchive(join(folder, name), { create: true })
  const plan = createImport(archive.db, 'dumps', [dumps])
  await listDumpsOf(
    archive.db,
    plan,
    { archivePath: archive.path, only: null },
    signal,
    new Progress({ signal, onProgress: () => {} }),
  )
  const rows = archive.db.prepare('SELECT id, path, size_bytes AS size FROM dump ORDER BY id').all() as {
    id: number
    path: string
    size: number
  }[]
  const parts = rows.flatMap(({ id, path, size }): DumpPart[] => [
    ...readDump({
      dumpId: id,
      path,
      pathBytes: null,
      sizeBytes: size,
      firstRecord: 1,
      place: BEGINNING,
      known: null,
      followLink: false,
      refusal: null,
    }),
  ])
  return { archive, parts, writer: new LedgerWriter(archive.db, plan.id) }
}

test('a batch ends early while somebody waits, and what is left gives the same archive', async () => {
  const whole = await ready('whole.clipfile')
  const all = whole.writer.write(whole.parts)
  expect(all).toMatchObject({ sums: { records: 71, imported: 71 }, left: [] })

  const cut = await ready('cut.clipfile')
  const mark = markOf(cut.archive.db)
  mkdirSync(mark)
  const first = cut.writer.write(cut.parts)
  const second = cut.writer.write(first.left)
  rmdirSync(mark)
  const third = cut.writer.write(second.left)
  expect([first, second, third].map(({ sums }) => sums.records)).toEqual([10, 10, 51])
  expect(third.left).toEqual([])
  const done = [first, second, third].flatMap((batch) => batch.done)
  expect(done.map((part) => [part.records.length, part.last])).toEqual([
    ...Array.from({ length: 33 }, () => [1, true]),
    [38, true],
  ])
  expect([first, second, third].flatMap((batch) => batch.texts)).toEqual(all.texts)
  expect(pictureOf(cut.archive.db)).toEqual(pictureOf(whole.archive.db))
  whole.archive.close()
  cut.archive.close()
}, 60_000)
