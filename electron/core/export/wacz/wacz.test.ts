import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryArchive } from '../../../dev/test-archive.ts'
import { blinkMhtml, part, quotedPrintable } from '../../import/captures/capture-fixtures.ts'
import { pageHtml, pixel, watched, writeFiles } from '../../import/import-fixtures.ts'
import { runImport } from '../../import/run-import.ts'
import { fillArchive, PAGE_URL, unzip } from '../export-fixtures.ts'
import { type ExportResult, runExport } from '../run-export.ts'
import { surtOf } from './warc-record.ts'

let path: string
let remove: () => void
let members: Map<string, Buffer>
let result: ExportResult
const MHTML_URL = 'https://news.example/2024/strike.html'

beforeAll(async () => {
  ;({ path, remove } = temporaryArchive())
  await fillArchive(path, join(path, '..'))
  const more = join(path, '..', 'more')
  writeFiles(more, {
    'ferry.mhtml': blinkMhtml([
      part(
        'text/html',
        quotedPrintable(
          pageHtml({
            title: 'Ferry returns',
            url: MHTML_URL,
            picture: 'https://tidewater.example/ferry.gif',
            paragraphs: [
              'The ferry came back on Monday after two years in the yard, and half of the town stood on the quay to see it.',
              'It takes forty cars and three hundred people, and it will go every hour until midnight in summer.',
            ],
          }),
        ),
        'Content-Transfer-Encoding: quoted-printable',
        `Content-Location: ${MHTML_URL}`,
      ),
      part(
        'image/gif',
        pixel(9).toString('base64'),
        'Content-Transfer-Encoding: base64',
        'Content-Location: https://tidewater.example/ferry.gif',
      ),
    ]),
  })
  await runImport(path, { paths: [more] }, watched().control)
  const target = join(path, '..', 'out.wacz')
  result = await runExport(path, { format: 'wacz', target }, watched().control)
  members = await unzip(readFileSync(target))
})
afterAll(() => remove())

test.each([
  ['https://www.Tidewater.example/2024/Bridge?b=2&a=1', 'example,tidewater)/2024/bridge?a=1&b=2'],
  ['http://x.example:8080/', 'example,x:8080)/'],
])('%s is found by %s', (url, key) => {
  expect(surtOf(url)).toBe(key)
})

test('holds what the specification names, each with its sum', () => {
  expect([...members.keys()]).toEqual([
    'archive/data.warc.gz',
    'indexes/index.cdxj',
    'pages/pages.jsonl',
    'datapackage.json',
    'datapackage-digest.json',
  ])
  const sum = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const packed = JSON.parse(members.get('datapackage.json')!.toString()) as {
    resources: { path: string; hash: string; bytes: number }[]
  }
  expect(packed).toMatchObject({ profile: 'data-package', wacz_version: '1.1.1' })
  for (const { path: name, hash, bytes } of packed.resources)
    expect([hash, bytes]).toEqual([sum(members.get(name)!), members.get(name)!.length])
  expect(packed.resources).toHaveLength(3)
  expect(JSON.parse(members.get('datapackage-digest.json')!.toString())).toEqual({
    path: 'datapackage.json',
    hash: sum(members.get('datapackage.json')!),
  })
})

describe('every line of the index', () => {
  const lines = () => members.get('indexes/index.cdxj')!.toString().trimEnd().split('\n')
  const read = (line: string) => JSON.parse(line.slice(line.indexOf('{'))) as Record<string, string>

  test('leads to one whole record of its address', () => {
    expect(lines()).toEqual([...lines()].sort())
    const warc = members.get('archive/data.warc.gz')!
    for (const line of lines()) {
      const { offset, length, url, digest } = read(line)
      const record = gunzipSync(warc.subarray(Number(offset), Number(offset) + Number(length)))
      const end = record.indexOf('\r\n\r\n')
      const head = record.subarray(0, end).toString()
      expect(head.startsWith('WARC/1.1\r\nWARC-Record-ID: <urn:uuid:')).toBe(true)
      expect(head).toContain(`WARC-Target-URI: ${url}\r\n`)
      expect(head).toContain('WARC-Type: resource\r\n')
      const body = record.subarray(end + 4, record.length - 4)
      expect(head).toContain(`Content-Length: ${body.length}`)
      expect(record.subarray(-4).toString()).toBe('\r\n\r\n')
      expect(`sha256:${createHash('sha256').update(body).digest('hex')}`).toBe(digest)
    }
  })

  test('is of a page or what came with it; the page’s bytes are the original’s', () => {
    expect(
      lines()
        .map((line) => read(line)['url'])
        .sort(),
    ).toEqual(
      [
        'https://tidewater.example/2024/05/b_files/bridge.gif',
        PAGE_URL,
        MHTML_URL,
        'https://tidewater.example/ar/bridge',
        'https://tidewater.example/ferry.gif',
      ].sort(),
    )
    const bytes = readFileSync(join(path, '..', 'dumps', 'b.html'))
    const page = lines()
      .map(read)
      .find(({ url }) => url === PAGE_URL)!
    expect(page['digest']).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
  })
})

test('lists its pages, and tells what was no capture and what has no date', () => {
  const pages = members
    .get('pages/pages.jsonl')!
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  expect(pages[0]).toMatchObject({ format: 'json-pages-1.0' })
  expect(
    pages
      .slice(1)
      .map(({ url }) => url)
      .sort(),
  ).toEqual([PAGE_URL, MHTML_URL, 'https://tidewater.example/ar/bridge'].sort())
  expect(result.warnings).toEqual([
    'One article is left out, because it did not come from a saved web page: “Council vote on the harbour gates”',
    '2 pages do not say when they were saved: in the web archive they have the date of their import.',
  ])
})
