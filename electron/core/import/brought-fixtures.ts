/** For tests: records of exports written into an archive without any file. */
import type { Archive } from '../archive.ts'
import { createImport, endImport } from '../db/imports.ts'
import type { FoundRecord, RecordContent } from './format.ts'
import { LedgerWriter, type Sums } from './ledger-writer.ts'
import { prepareRecord } from './prepare.ts'
import { formats } from './registry.ts'

/** Imports these records as one dump. @returns the import's number and its sums */
export function importRecords(
  archive: Archive,
  records: readonly RecordContent[],
  { format = 'Test export', modifiedAtMs = Date.UTC(2024, 0, 1) } = {},
): { importId: number; sums: Sums } {
  const { db } = archive
  const { id: importId } = createImport(db, 'test', ['/x'])
  const dumpId = Number(
    db
      .prepare("INSERT INTO dump (import_id, path, size_bytes, modified_at_ms) VALUES (?, '/x/export', 9, 0)")
      .run(importId).lastInsertRowid,
  )
  const bytes = Buffer.from(records.map((one, i) => `${i} ${JSON.stringify(one)}\n`).join(''))
  let at = 0
  const prepared = records.map((content, i) => {
    const byteStart = at
    at += Buffer.byteLength(`${i} ${JSON.stringify(content)}\n`)
    const found: FoundRecord = { ...content, byteStart, byteEnd: at, line: null }
    return prepareRecord(i + 1, found, bytes, { ...formats.text, extractor: 'test/1' })
  })
  const about = { dumpId, format, sizeBytes: at, modifiedAtMs, place: null, steps: 0, bytesDone: at }
  const part = { ...about, records: prepared, last: true }
  const { sums } = new LedgerWriter(db, importId).write([part])
  endImport(db, importId, 'done')
  return { importId, sums }
}
