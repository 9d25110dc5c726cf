import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { unpack } from '../db/blobs.ts'
import { documentsText, dumpText } from './import-fixtures.ts'
import { BEGINNING, placeFrom } from './place.ts'
import { type DumpTask, readDump } from './read-dump.ts'

// some of these files are large
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

function read(path: string, change: Partial<DumpTask> = {}) {
  const task: DumpTask = {
    dumpId: 1,
    path,
    pathBytes: null,
    sizeBytes: 0,
    firstRecord: 1,
    place: BEGINNING,
    known: null,
    followLink: false,
    refusal: null,
    ...change,
  }
  if (change.firstRecord) task.place = placeFrom(null, change.firstRecord)
  const parts = [...readDump(task)]
  expect(parts.map((part) => part.last)).toEqual([...parts.slice(1).map(() => false), true])
  const records = parts.flatMap((part) => part.records)
  return { parts, records, format: parts.at(-1)!.format, refusal: records[0]?.refusal ?? null }
}

describe('a text dump', () => {
  test('gives its article, its exact bytes and their checksum', () => {
    const bytes = Buffer.from(dumpText(7))
    const { records, format } = read(file('a.txt', bytes))
    expect(format).toBe('text')
    expect(records).toHaveLength(1)
    const [record] = records
    expect(record!.article).toMatchObject({
      title: expect.stringContaining('Council vote'),
      outlet: 'Harbor Ledger 3',
    })
    const original = record!.original!
    expect(Buffer.from(unpack(original.codec, original.data))).toEqual(bytes)
    expect(Buffer.from(original.sha256).toString('hex')).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    )
  })

  test('of several records begins where it is told to', () => {
    const path = file('many.txt', documentsText(1, 600))
    const { parts, records } = read(path)
    expect(records.map((record) => record.number)).toEqual(Array.from({ length: 600 }, (_, i) => i + 1))
    expect(parts.length).toBeGreaterThan(1)
    expect(read(path, { firstRecord: 590 }).records.map((record) => record.number)).toEqual(
      records.slice(589).map((record) => record.number),
    )
  })
})

describe('refused, with the reason in words', () => {
  test.each([
    ['empty', '', 'The file is empty.'],
    ['blank', ' \n\n\t', 'The file holds nothing but white space.'],
    [
      'noise',
      Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 167) % 251)),
      'This is a binary file, not text.',
    ],
    ['PDF', '%PDF-1.7\n%âãÏÓ', 'This is a PDF, not text.'],
    [
      'program',
      Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1'),
      'This is a program, not text.',
    ],
    ['zip', 'PK\x03\x04rest', 'It begins as a zip, but no file is in it.'],
  ])('%s', (_name, content, reason) => {
    const { records, refusal } = read(file('x.txt', content))
    expect(refusal).toBe(reason)
    expect(records).toHaveLength(1)
    expect(records[0]!.original).toBeNull()
  })

  test('a document that a later extractor may read, whose bytes are kept', () => {
    const { records } = read(file('feed.txt', '<?xml version="1.0"?><note>x</note>'))
    expect(records[0]!.refusal).toBe('This is XML (“note”), but no feed of articles. Its bytes are kept.')
    expect(records[0]!.original!.sizeBytes).toBe(35)
  })

  test('a page without an article, whose bytes are kept', () => {
    const { records } = read(file('page.txt', '<!doctype html><html><title>Menu</title><body></body></html>'))
    expect(records[0]!.refusal).toBe('No article was found on this page (“Menu”). Its bytes are kept.')
    expect(records[0]!.original!.sizeBytes).toBe(60)
  })

  test('what is no file', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(read(join(folder, 'pipe')).refusal).toBe('This is a named pipe, not a file.')
    expect(read('/dev/null').refusal).toBe('This is a device, not a file.')
    expect(read(folder).refusal).toBe('This is a folder, where a file was expected.')
    expect(read(join(folder, 'gone.txt')).refusal).toContain('There is no such file')
  })

  test('a link, unless it was given itself', () => {
    file('a.txt', dumpText(1))
    symlinkSync('a.txt', join(folder, 'link.txt'))
    expect(read(join(folder, 'link.txt')).refusal).toContain('This is a link now')
    expect(read(join(folder, 'link.txt'), { followLink: true }).refusal).toBeNull()
  })

  test('a file beyond the limit, without reading it', () => {
    const path = file('big.txt', dumpText(1).repeat(100))
    truncateSync(path, 257 * 1024 * 1024)
    const { refusal, records } = read(path)
    expect(refusal).toBe('The file is too large: 257 MB. The limit for this format (text) is 256 MB.')
    expect(records[0]!.byteEnd).toBe(0)
  })

  test('a film of many gigabytes by its beginning', () => {
    const path = file(
      'film.mp4',
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(70_000)]),
    )
    truncateSync(path, 5 * 1024 ** 3)
    const { records } = read(path)
    expect(records[0]).toMatchObject({
      refusal: 'This is a video or sound file (MP4), not text.',
      byteEnd: 5 * 1024 ** 3,
    })
  })

  test('an article beyond the limit, while the others of its file go in', () => {
    const long = `2 of 3 DOCUMENTS\n\n${dumpText(2)}${`${'More of the same words again and again. '.repeat(200)}\n`.repeat(4500)}\n`
    const path = file('many.txt', documentsText(1, 3).replace(/2 of 3 DOCUMENTS[^]*(?=3 of 3)/, long))
    const { records } = read(path)
    expect(records.map((record) => record.refusal)).toEqual([
      null,
      'One article of 34 MB; the limit is 32 MB.',
      null,
    ])
    expect(records[1]!.original!.sizeBytes).toBeGreaterThan(32 * 1024 * 1024)
  })

  test('a line beyond the limit, with its number', () => {
    const path = file('line.txt', `Title – Outlet\n${'a'.repeat(65 * 1024 * 1024)}\n`)
    expect(read(path).refusal).toBe('Line 2 is 65 MB long; the limit is 64 MB.')
  })

  test('the rest of a file that changed since its first records went in', () => {
    const path = file('many.txt', documentsText(1, 20))
    const stats = statSync(path)
    const known = { sizeBytes: stats.size, modifiedAtMs: Math.floor(stats.mtimeMs) }
    expect(read(path, { firstRecord: 11, known }).records).toHaveLength(10)
    appendFileSync(path, 'more')
    const { records } = read(path, { firstRecord: 11, known })
    expect(records).toMatchObject([
      {
        number: 11,
        refusal: 'The file changed since its first 10 records were imported; the rest of it was not read.',
      },
    ])
  })
})

describe('what lies in gzip', () => {
  const TEXT = documentsText(1, 3)
  const reasons = (bytes: Uint8Array, change: Partial<DumpTask> = {}) =>
    read(file('a.txt.gz', bytes), change).records.map(
      ({ article, refusal }) => refusal ?? article!.notices.join(' '),
    )

  test('is read as if it lay there by itself, packed up to three times', () => {
    const twice = gzipSync(gzipSync(TEXT))
    const { records, format } = read(file('a.txt.gz', twice))
    expect([format, records.length]).toEqual(['text in gzip', 3])
    expect(reasons(twice)).toEqual(['', '', ''])
    expect(reasons(gzipSync(gzipSync(twice)))).toEqual(['It is packed more than 3 times.'])
  })

  test('says with its last record that it was cut short, also on a resumed import', () => {
    const cut = gzipSync(TEXT).subarray(0, -9)
    const told = [
      expect.stringMatching(/^$/),
      expect.stringMatching(/^$/),
      expect.stringContaining('ends in the middle'),
    ]
    expect(reasons(cut)).toEqual(told)
    expect(reasons(cut, { firstRecord: 3 })).toEqual(told.slice(2))
  })

  test('says so when its checksum is wrong, and when something follows it', () => {
    const wrong = gzipSync(TEXT)
    wrong[wrong.length - 8]! ^= 1
    expect(reasons(wrong).at(-1)).toContain('checksum')
    expect(reasons(Buffer.concat([gzipSync(TEXT), Buffer.from('xyz')])).at(-1)).toContain(
      '3 bytes after the gzip data',
    )
  })

  test('says so beside the reason of a refusal', () => {
    const wrong = gzipSync(Buffer.from('<?xml version="1.0"?><rss><channel/></rss>'))
    wrong[wrong.length - 8]! ^= 1
    expect(reasons(wrong)).toEqual([
      'This feed has no items.',
      expect.stringMatching(/^The gzip checksum before byte/),
    ])
  })
})

test('a 10 MB line and stray NULs are text like any other', () => {
  expect(read(file('long.txt', `Long line – Outlet\n${'word '.repeat(2_000_000)}`)).refusal).toBeNull()
  const withNuls = Buffer.from(dumpText(3))
  withNuls[120] = 0
  const { records } = read(file('nul.txt', withNuls))
  expect(records[0]!.article!.notices).toContain('1 damaged character.')
})
