import { createHash } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { memorySource, streamOf } from '../../bytes/source.ts'
import type { FileSet, FoundRecord } from '../../format.ts'
import { pageHtml, pixel } from '../../import-fixtures.ts'
import { answer, notices, packed, pageRecord, said, warcRecord } from '../warc/warc-fixtures.ts'
import { waczFormat } from '../wacz.ts'

type Files = Record<string, string | Uint8Array>

/** @param isStreamed as of members that are packed in their zip */
function setOf(files: Files, isStreamed = false): FileSet {
  const read = (name: string) => (files[name] === undefined ? null : Buffer.from(files[name]))
  return {
    names: Object.keys(files),
    size: (name) => read(name)?.length ?? null,
    read,
    open(name) {
      const bytes = read(name)
      const source = bytes && memorySource(bytes)
      return source && isStreamed ? { ...streamOf(source), problem: null } : source
    },
  }
}

function readAll(files: Files, { isStreamed = false, after = null as string | null } = {}): FoundRecord[] {
  const set = setOf(files, isStreamed)
  return [...waczFormat.records(set, { fileName: 'test.wacz', after, beat() {} })]
}

const sum = (bytes: string | Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const URL = (number: number) => `https://tidewater.example/2024/${number}`
const HEADER = '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}'

function pagesList(...pages: object[]): string {
  return [HEADER, ...pages.map((page) => JSON.stringify(page))].join('\n')
}

function packageOf(files: Files, more: object = {}): string {
  const resources = Object.entries(files).map(([path, bytes]) => ({
    name: path.split('/').at(-1),
    path,
    hash: sum(bytes),
    bytes: bytes.length,
  }))
  return JSON.stringify({ profile: 'data-package', wacz_version: '1.1.1', resources, ...more })
}

/** A package of two web archives, with whatever is to be different. */
function wacz(changes: Files = {}): Files {
  const files: Files = {
    'archive/data.warc.gz': packed(pageRecord(1), pageRecord(2)),
    'archive/more.warc': pageRecord(3),
    'pages/pages.jsonl': pagesList({
      id: '1',
      url: URL(1),
      ts: '2024-05-04T06:07:08Z',
      title: 'Report number 1',
    }),
    'indexes/index.cdx': 'not believed',
    ...changes,
  }
  return { 'datapackage.json': packageOf(files), ...files }
}

test.each([false, true])(
  'reads the pages of all its web archives, listed or not; streamed: %s',
  (isStreamed) => {
    const records = readAll(wacz(), { isStreamed })
    expect(said(records)).toEqual(['Report number 1', 'Report number 2', 'Report number 3'])
    expect(records.map(({ member }) => member)).toEqual([
      'archive/data.warc.gz',
      'archive/data.warc.gz',
      'archive/more.warc',
    ])
    expect(records.flatMap(notices)).toEqual([])
  },
)

test('is known by what is in it', () => {
  const recognised = (files: Files) => [...(waczFormat.recognise(setOf(files)) ?? ['none'])].sort()
  const files = wacz({ 'readme.txt': 'Hello', 'inner.wacz': 'PK' })
  expect(recognised(files)).toEqual(
    [
      'archive/data.warc.gz',
      'archive/more.warc',
      'datapackage.json',
      'indexes/index.cdx',
      'pages/pages.jsonl',
    ].sort(),
  )
  const { 'datapackage.json': _, ...bare } = files
  expect(recognised(bare)).toContain('archive/more.warc')
  expect(
    recognised({
      'datapackage.json': packageOf({ 'table.csv': 'a,b' }, { wacz_version: undefined }),
      'table.csv': 'a,b',
    }),
  ).toEqual(['none'])
  expect(recognised({ 'archive/a.txt': 'x' })).toEqual(['none'])
  expect(recognised({ 'a.warc.gz': 'x' })).toEqual(['none'])
  const multi = JSON.stringify({
    profile: 'multi-wacz-package',
    resources: [{ path: 'one.wacz', hash: sum('PK') }],
  })
  expect(recognised({ 'datapackage.json': multi, 'one.wacz': 'PK' })).toEqual(['datapackage.json'])
  expect(readAll({ 'datapackage.json': multi, 'one.wacz': 'PK' })).toEqual([])
})

describe('a page that is listed', () => {
  it('and is in no web archive is accounted for; with its text it is an article', () => {
    const list = pagesList(
      { url: URL(1) },
      { url: URL(8), title: 'Lost' },
      {
        url: URL(9),
        title: 'Only text',
        ts: '2024-01-02T03:04:05Z',
        text: 'The harbour council met on Monday.\nNothing was decided about the bridge.',
      },
      { url: 'javascript:alert(1)', title: 'No page' },
    )
    const records = readAll(
      wacz({ 'pages/pages.jsonl': list, 'pages/extraPages.jsonl': pagesList({ url: URL(10) }) }),
    )
    expect(said(records).slice(3)).toEqual([
      `It is listed as a page of this WACZ, but is in none of its web archives. (“Lost”, ${URL(8)})`,
      'Only text',
      `It is listed as a page of this WACZ, but is in none of its web archives. (${URL(10)})`,
    ])
    expect(records[4]).toMatchObject({
      member: 'pages/pages.jsonl',
      line: 4,
      capturedAtMs: Date.parse('2024-01-02T03:04:05Z'),
    })
    expect(notices(records[4])).toContain('Only its text is in the web archive.')
  })

  it('gives its title and its text where the page has none', () => {
    const untitled = pageHtml().replace(
      /<title>[^<]*<\/title>|<h1>[^<]*<\/h1>|<meta property="og:title"[^>]*>/g,
      '',
    )
    const shell = '<html><head><title>Live</title></head><body><div id="app"></div></body></html>'
    const records = readAll(
      wacz({
        'archive/data.warc.gz': packed(
          warcRecord(answer(untitled), { url: URL(1) }),
          warcRecord(answer(shell), { url: URL(2) }),
        ),
        'pages/pages.jsonl': pagesList(
          { url: URL(1), title: 'From the list' },
          { url: URL(2), text: 'Words that a browser saw on the page.' },
        ),
      }),
    )
    expect(said(records).slice(0, 2)).toEqual(['From the list', 'Live'])
    expect(records[1]!.outcome).toMatchObject({
      blocks: [{ kind: 'paragraph', text: 'Words that a browser saw on the page.' }],
    })
  })

  it('may stand in a list without a header, among broken lines, or in the YAML of the first version', () => {
    const list = `${JSON.stringify({ url: URL(8) })}\nnot json\n{"url": `
    expect(said(readAll(wacz({ 'pages/pages.jsonl': list }))).slice(3)).toEqual([
      expect.stringContaining(URL(8)),
      expect.stringContaining('2 lines of pages/pages.jsonl are no JSON.'),
    ])
    const yaml = `title: Old\npages:\n  - url: "${URL(1)}"\n    title: One\n  - url: ${URL(8)}\n    date: 2020-01-01T00:00:00Z\n    title: 'Eight'\nconfig:\n  url: ${URL(9)}\n`
    const records = readAll({ 'webarchive.yaml': yaml, 'archive/data.warc.gz': packed(pageRecord(1)) })
    expect(said(records)).toEqual([
      'Report number 1',
      expect.stringContaining(`(“Eight”, ${URL(8)})`),
      expect.stringContaining('It has no datapackage.json'),
    ])
  })
})

describe('what the package says of itself', () => {
  it('is checked, file by file', () => {
    const files = wacz()
    files['archive/data.warc.gz'] = packed(pageRecord(1), pageRecord(7))
    const records = readAll(files)
    expect(notices(records[0])).toEqual([
      'Its web archive is not what the checksum in datapackage.json says.',
    ])
    expect(notices(records[2])).toEqual([])
    expect(said(records).at(-1)).toBe(
      'archive/data.warc.gz is not what datapackage.json says: its checksum is another. 3 of 4 files are what datapackage.json says.',
    )
    const { 'indexes/index.cdx': _, ...lacking } = wacz()
    expect(said(readAll(lacking)).at(-1)).toMatch(
      /^indexes\/index.cdx is listed in datapackage.json but is not there./,
    )
  })

  it('in the form of the first versions', () => {
    const page = pageRecord(1)
    const listed = {
      path: 'archive/a.warc',
      stats: { hash: sum(page).slice(7), bytes: page.length },
      hashing: 'sha256',
    }
    const value = JSON.stringify({ profile: 'data-package', resources: [listed] })
    expect(said(readAll({ 'datapackage.json': value, 'archive/a.warc': page }))).toEqual(['Report number 1'])
    expect(said(readAll({ 'datapackage.json': value, 'archive/a.warc': pageRecord(2) }))).toHaveLength(2)
  })

  it('may be signed, which is told and not checked', () => {
    const files = wacz()
    const digest = {
      path: 'datapackage.json',
      hash: sum(files['datapackage.json']!),
      signedData: { software: 'Signer 1.0' },
    }
    expect(said(readAll({ ...files, 'datapackage-digest.json': JSON.stringify(digest) })).at(-1)).toBe(
      'It is signed by Signer 1.0: the signature was not checked, which would take a network. 4 of 4 files are what datapackage.json says.',
    )
    const wrong = { path: 'datapackage.json', hash: sum('other') }
    expect(said(readAll({ ...files, 'datapackage-digest.json': JSON.stringify(wrong) })).at(-1)).toMatch(
      /^datapackage.json is not what datapackage-digest.json says/,
    )
  })

  it('may be missing or broken', () => {
    const { 'datapackage.json': _, ...bare } = wacz()
    for (const files of [bare, { ...bare, 'datapackage.json': '{' }])
      expect(said(readAll(files)).at(-1)).toMatch(/^It has no datapackage.json that can be read/)
  })
})

test('goes on after any record, and says in the end what it would have said', () => {
  const picture = 'https://img.tidewater.example/a.gif'
  const files = wacz({
    'archive/data.warc.gz': packed(
      pageRecord(1, {}, { picture }),
      warcRecord(answer(pixel(1), ['Content-Type: image/gif']), { url: picture }),
      pageRecord(2),
    ),
    'pages/pages.jsonl': pagesList({ url: URL(1) }, { url: URL(3) }, { url: URL(8) }, { url: URL(9) }),
  })
  for (const isStreamed of [false, true]) {
    const all = readAll(files, { isStreamed })
    expect(all).toHaveLength(6)
    for (const [i, { token }] of all.entries())
      expect(readAll(files, { isStreamed, after: token! })).toEqual(all.slice(i + 1))
  }
})
