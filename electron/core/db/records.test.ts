import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import type { RecordState } from '../../shared/model.ts'
import { type Archive, openArchive } from '../archive.ts'
import { documentsText, dumpText, watched, writeFiles } from '../import/import-fixtures.ts'
import { runImport } from '../import/run-import.ts'
import { readOriginal } from './originals.ts'
import { listRecords, placeOf, sourcesOf } from './records.ts'

let archive: Archive
let remove: () => void
const texts = { 'a.txt': dumpText(1), 'b.txt': dumpText(1), 'many.txt': documentsText(10, 40), 'n.txt': '' }

beforeAll(async () => {
  const { folder, remove: removeFolder } = temporaryFolder()
  const path = join(folder, 'test.clipfile')
  const dumps = writeFiles(join(folder, 'dumps'), texts)
  await runImport(path, { paths: [dumps] }, watched().control, { create: true })
  await runImport(path, { paths: [join(dumps, 'many.txt')] }, watched().control)
  archive = openArchive(path)
  remove = () => {
    archive.close()
    removeFolder()
  }
}, 60_000)
afterAll(() => remove())

function page(importId: number, state: RecordState | null, dumpId: number | null, offset = 0, limit = 500) {
  const { rows, total } = listRecords(archive.db, { importId, dumpId, state, offset, limit })
  return { total, rows: rows.map((row) => `${row.dump}#${row.record} ${row.state}`) }
}

test('pages through the ledger of an import, by state and by dump', () => {
  expect(page(1, null, null).total).toBe(43)
  expect(page(1, null, null, 1, 3).rows).toEqual([
    'b.txt#1 duplicate',
    'many.txt#1 imported',
    'many.txt#2 imported',
  ])
  expect(page(1, 'imported', null, 40).rows).toEqual(['many.txt#40 imported'])
  expect(page(1, 'duplicate', null)).toEqual({ total: 1, rows: ['b.txt#1 duplicate'] })
  expect(page(1, 'rejected', null)).toEqual({ total: 1, rows: ['n.txt#1 rejected'] })
  expect(page(1, null, 3, 38)).toEqual({ total: 40, rows: ['many.txt#39 imported', 'many.txt#40 imported'] })
  expect(page(1, 'duplicate', 3)).toEqual({ total: 0, rows: [] })
  expect(page(2, 'duplicate', null).total).toBe(40)
  expect(page(2, null, 3)).toEqual({ total: 0, rows: [] })
})

test('never sorts or scans to page: both orders are indexes', () => {
  const plan = (where: string) =>
    (
      archive.db
        .prepare(`EXPLAIN QUERY PLAN SELECT id FROM record WHERE ${where} LIMIT 9 OFFSET 9`)
        .all() as {
        detail: string
      }[]
    )
      .map((row) => row.detail)
      .join('; ')
  expect(plan('import_id = 1  ORDER BY id')).toBe(
    'SEARCH record USING COVERING INDEX record_by_import (import_id=?)',
  )
  expect(plan("import_id = 1 AND state = 'imported' ORDER BY id")).toBe(
    'SEARCH record USING COVERING INDEX record_by_state (import_id=? AND state=?)',
  )
  expect(plan('dump_id = 1 AND +import_id = 1 ORDER BY number')).not.toMatch(/B-TREE|SCAN/)
})

test('knows all sources of an article, the one it came from first', () => {
  const sources = sourcesOf(archive.db, 1)
  expect(sources.map(({ dump, record, importId }) => [dump, record, importId])).toEqual([
    ['a.txt', 1, 1],
    ['b.txt', 1, 1],
  ])
  expect(sources[0]).toMatchObject({
    place: `bytes 0–${Buffer.byteLength(texts['a.txt'])}`,
    sizeBytes: Buffer.byteLength(texts['a.txt']),
    extractor: 'text-dump/1',
    path: expect.stringMatching(/dumps\/a\.txt$/),
  })
  expect(sourcesOf(archive.db, 5).map((source) => source.importId)).toEqual([1, 2])
})

test('gives each record’s bytes back as they were', () => {
  const read = archive.db.prepare(
    'SELECT byte_start AS s, byte_end AS e, original_id AS id FROM record WHERE import_id = 1 AND dump_id = 3 ORDER BY number',
  )
  const whole = Buffer.from(texts['many.txt'])
  const pieces = (read.all() as { s: number; e: number; id: number }[]).map(({ s, e, id }) => {
    const original = Buffer.from(readOriginal(archive.db, id))
    expect(original.equals(whole.subarray(s, e))).toBe(true)
    return original
  })
  expect(Buffer.concat(pieces).equals(whole)).toBe(true)
  expect(() => readOriginal(archive.db, 999)).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('names a place by its line where there are several', () => {
  expect(placeOf({ line: null, byteStart: 0, byteEnd: 20_474 })).toBe('bytes 0–20474')
  expect(placeOf({ line: 12, byteStart: 5, byteEnd: 9 })).toBe('line 12, bytes 5–9')
})
