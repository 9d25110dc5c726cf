import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it, test } from 'vitest'
import { temporaryArchive } from '../../dev/test-archive.ts'
import { openArchive } from '../archive.ts'
import { unzip } from '../export/export-fixtures.ts'
import { runExport } from '../export/run-export.ts'
import { runExtraction } from './extract-again.ts'
import { readAll, said } from './formats/warc/warc-fixtures.ts'
import { answer, DATE, packed, pageRecord, warcRecord } from './formats/warc/warc-fixtures.ts'
import { pixel, watched, writeFiles } from './import-fixtures.ts'
import { runImport } from './run-import.ts'

let path: string
let remove: () => void
let folder: string

beforeEach(() => {
  ;({ path, remove } = temporaryArchive())
  folder = join(path, '..', 'dumps')
})
afterEach(() => remove())

const PICTURE = 'https://img.tidewater.example/bridge.gif'
const PAGE = 'https://tidewater.example/2024/1'

/** A page with its picture, the page again unchanged, another one. */
function crawl(): Buffer {
  return packed(
    warcRecord('software: Harvester\r\n', { type: 'warcinfo' }),
    pageRecord(1, {}, { picture: PICTURE }),
    warcRecord(answer(pixel(5), ['Content-Type: image/gif']), { url: PICTURE }),
    warcRecord(answer('', ['Content-Type: text/html']), {
      type: 'revisit',
      url: PAGE,
      date: '2024-06-01T00:00:00Z',
      fields: [`WARC-Refers-To-Target-URI: ${PAGE}`],
    }),
    pageRecord(2),
  )
}

function ledger() {
  const archive = openArchive(path)
  try {
    return archive.db
      .prepare('SELECT number, state, reason, article_id AS article FROM record ORDER BY id')
      .all() as {
      number: number
      state: string
      reason: string | null
      article: number | null
    }[]
  } finally {
    archive.close()
  }
}

function pictures(): string[] {
  const archive = openArchive(path)
  try {
    const { db } = archive
    return db
      .prepare(
        'SELECT name FROM original_part WHERE is_shown = 1 AND original_id = (SELECT original_id FROM body WHERE article_id = 1)',
      )
      .pluck()
      .all() as string[]
  } finally {
    archive.close()
  }
}

async function importCrawl() {
  writeFiles(folder, { 'crawl.warc.gz': crawl() })
  return runImport(path, { paths: [folder] }, watched().control)
}

it('goes into the archive: articles with their pictures, repeats as duplicates, and one line for the rest', async () => {
  const run = await importCrawl()
  expect(run).toMatchObject({ state: 'done', imported: 2, duplicates: 1, rejected: 1, records: 4 })
  expect(ledger().map(({ state, reason }) => [state, reason])).toEqual([
    ['imported', null],
    ['duplicate', 'Same bytes as record 1 of crawl.warc.gz, in this import.'],
    ['imported', null],
    ['rejected', 'No articles: 1 picture. Beside them: 1 description of the file.'],
  ])
  expect(pictures()).toEqual([PICTURE])
})

test('extracted again, an article keeps the picture that stood beside it in its file', async () => {
  await importCrawl()
  const archive = openArchive(path)
  archive.db.prepare("UPDATE record SET extractor = 'page/0'").run()
  archive.db.prepare("UPDATE article SET title = 'Old title' WHERE id = 1").run()
  archive.close()
  const preview = await runExtraction(path, { do: 'preview', all: true }, watched().control)
  expect(preview).toMatchObject({ looked: 2, failed: 0 })
  await runExtraction(path, { do: 'apply' }, watched().control)
  const records = await exported()
  expect(said(records)).toContain('Report number 1')
  expect(records.flatMap(({ parts }) => parts ?? []).map(({ bytes }) => Buffer.from(bytes))).toEqual([
    pixel(5),
  ])
})

async function exported() {
  const target = join(path, '..', 'again.wacz')
  await runExport(path, { format: 'wacz', target }, watched().control)
  return readAll((await unzip(readFileSync(target))).get('archive/data.warc.gz')!)
}

test('as WACZ, it is the record that the crawler wrote, with its picture, and comes back the same', async () => {
  await importCrawl()
  const target = join(path, '..', 'out.wacz')
  const { warnings } = await runExport(path, { format: 'wacz', target }, watched().control)
  expect(warnings).toEqual([])
  const members = await unzip(readFileSync(target))
  const warc = members.get('archive/data.warc.gz')!
  expect(gunzipSync(warc).includes(pageRecord(1, {}, { picture: PICTURE }))).toBe(true)
  const records = readAll(warc)
  expect(said(records)).toEqual([
    'Report number 2',
    'Report number 1',
    'No articles: 1 picture. Beside them: 1 description of the file.',
  ])
  expect(records[1]!.parts!.map(({ bytes }) => Buffer.from(bytes))).toEqual([pixel(5)])
  expect(records[1]!.capturedAtMs).toBe(Date.parse(DATE))
})
