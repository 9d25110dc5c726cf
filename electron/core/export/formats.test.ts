import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { temporaryArchive } from '../../dev/test-archive.ts'
import type { Archive } from '../archive.ts'
import { pixel, watched } from '../import/import-fixtures.ts'
import {
  activeContent,
  addOwnThings,
  fillArchive,
  ofCollection,
  PAGE_URL,
  TRICKY,
  unzip,
  xmlFaults,
} from './export-fixtures.ts'
import type { Line } from './lines.ts'
import { archiveMarkdown } from './markdown.ts'
import { type PlainFormat, runExport } from './run-export.ts'

let archive: Archive
let path: string
let ids: number[]
let arabic: number
let bridge: number
let dump: number
let collectionId: number
let remove: () => void
let folder: string
beforeAll(async () => {
  ;({ archive, path, remove } = temporaryArchive())
  ids = await fillArchive(path, join(path, '..'))
  ;[dump, bridge, arabic] = ids as [number, number, number]
  collectionId = addOwnThings(archive, ids)
})
afterAll(() => remove())
beforeEach(() => {
  folder = mkdtempSync(join(path, '..', 'out-'))
})

const PICTURE = createHash('sha256').update(pixel(7)).digest('hex')

async function exported(format: PlainFormat, name = 'out', selection: unknown = ofCollection(collectionId)) {
  const target = join(folder, name)
  const result = await runExport(path, { format, target, selection: selection as never }, watched().control)
  return { target, result, text: () => readFileSync(target, 'utf8'), bytes: () => readFileSync(target) }
}

describe('CSV', () => {
  test('has a byte order mark, CR LF, a line an article, and every formula neutralised', async () => {
    archive.answer('archive.correct', {
      id: dump,
      correction: { field: 'title', value: '=HYPERLINK("http://x")' },
    })
    const text = (await exported('csv')).text()
    archive.answer('archive.uncorrect', { id: dump, field: 'title' })
    expect(text.startsWith('\ufeff"id","title","outlet"')).toBe(true)
    const rows = parseCsv(text.slice(1))
    expect(rows).toHaveLength(4)
    expect(new Set(rows.map((row) => row.length)).size).toBe(1)
    const [head, ...body] = rows as [string[], ...string[][]]
    const record = Object.fromEntries(head.map((name, i) => [name, body[2]![i]]))
    expect(record).toMatchObject({
      id: String(dump),
      title: `'=HYPERLINK("http://x")`,
      outlet: 'Harbor Ledger',
      published: '2021-03-02',
      tags: 'harbour; policy/water',
      collection_note: 'Read this first',
      headlines: '1',
      dump: 'a.txt',
    })
    expect(record['text']).toContain('Text with <script>')
  })
  test('goes without the mark when asked', async () => {
    const target = join(folder, 'plain.csv')
    await runExport(path, { format: 'csv', target, byteOrderMark: false }, watched().control)
    expect(readFileSync(target, 'utf8').startsWith('"id"')).toBe(true)
  })
})

/** RFC 4180, strictly. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

describe('references of a selection', () => {
  test('BibTeX, RIS and CSL-JSON name the same works in the order of the collection', async () => {
    const bibtex = (await exported('bibtex', 'a.bib')).text()
    const ris = (await exported('ris', 'a.ris')).text()
    const csl = JSON.parse((await exported('csl', 'a.json')).text()) as { id: string; type: string }[]
    const keys = csl.map(({ id }) => id)
    expect(keys).toHaveLength(3)
    expect([...bibtex.matchAll(/^@article\{(.*),$/gm)].map(([, key]) => key)).toEqual(keys)
    expect([...ris.matchAll(/^ID {2}- (.*)\r$/gm)].map(([, key]) => key)).toEqual(keys)
    expect(new Set(csl.map(({ type }) => type))).toEqual(new Set(['article-newspaper']))
    expect(keys[1]).toBe('lund2024council')
  })
  test('nothing at all is still a list', async () => {
    expect((await exported('csl', 'none.json', { ids: [999] })).text()).toBe('[]\n')
  })
})

test('plain text has everything that people read', async () => {
  const text = (await exported('text')).text()
  for (const said of [
    'The <bridge> & more',
    'What *happened*.',
    'Council closes the swing bridge',
    'Tidewater Post, 3 May 2024, 10:30 UTC+02:00',
    PAGE_URL,
    '[Note: Read this first]',
    'Hanne Lund',
    'Other headline of the week',
    'On the whole article',
  ])
    expect(text).toContain(said)
  expect(text).not.toMatch(/[\u0000-\u0008]/)
})

test('annotations of the selection as one JSON-LD collection', async () => {
  const json = JSON.parse((await exported('annotations')).text()) as {
    type: string
    total: number
    first: { items: { type: string; target: { source: string } }[] }
  }
  expect(json).toMatchObject({ type: 'AnnotationCollection', label: 'The <bridge> & more', total: 3 })
  expect(json.first.items.map(({ type }) => type)).toEqual(['Annotation', 'Annotation', 'Annotation'])
  expect(json.first.items[0]!.target.source).toBe(PAGE_URL)
  const one = JSON.parse((await exported('annotations', 'one', { ids: [arabic] })).text()) as typeof json
  expect(one).toMatchObject({ total: 0, first: { items: [] } })
})

describe('Markdown', () => {
  test('a folder: a file an article with front matter, pictures beside them, a list', async () => {
    const { target } = await exported('markdown', 'notes')
    const files = readdirSync(target).sort()
    expect(files).toHaveLength(5)
    expect(files).toContain('2024-05-03 Council closes the swing bridge.md')
    expect(readdirSync(join(target, 'pictures'))).toEqual([`${PICTURE}.gif`])
    expect(readFileSync(join(target, 'pictures', `${PICTURE}.gif`))).toEqual(pixel(7))
    const list = readFileSync(join(target, 'index.md'), 'utf8')
    expect(list).toContain('# The &lt;bridge&gt; &amp; more')
    expect(list.match(/^- \[/gm)).toHaveLength(3)
    expect(list).toContain('(<2024-05-03%20Council%20closes%20the%20swing%20bridge.md>)')
    const text = readFileSync(join(target, '2024-05-03 Council closes the swing bridge.md'), 'utf8')
    const front = /^---\n([\s\S]*?)\n---\n/.exec(text)![1]!
    expect(
      Object.fromEntries(
        front
          .split('\n')
          .map((line) => [
            line.slice(0, line.indexOf(':')),
            JSON.parse(line.slice(line.indexOf(':') + 1)) as unknown,
          ]),
      ),
    ).toMatchObject({
      title: 'Council closes the swing bridge',
      outlet: 'Tidewater Post',
      authors: ['Hanne Lund'],
      starred: true,
      url: PAGE_URL,
      dump: 'b.html',
    })
    expect(text).toContain(`![The bridge](pictures/${PICTURE}.gif)\n\n*The bridge in June*`)
    expect(text).toContain('On the whole article')
  })
  test('no sign of a text means anything', () => {
    const text = archiveMarkdown(archive.db, dump)
    expect(text).toContain(
      'Text with &lt;script&gt;alert(1)&lt;/script&gt; &amp; "quotes", #hash \\$math\\$ @at \\\\back \\`tick\\` \\*star\\* \\_low\\_ {curly} \\[a\\](javascript:alert(1)) \\]\\]&gt; -- %d 😀 end.',
    )
    expect(text).toContain('A **note** with &lt;b>HTML&lt;/b>')
    expect(text.startsWith('# Council vote on the harbour gates\n\nHarbor Ledger · 2 March 2021\n')).toBe(
      true,
    )
  })
})

describe('EPUB', () => {
  let members: Map<string, Buffer>
  let bytes: Buffer
  const text = (name: string) => members.get(name)!.toString()
  beforeEach(async () => {
    bytes = (await exported('epub')).bytes()
    members = await unzip(bytes)
  })

  test('begins with its type, stored, with no extra field', () => {
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    expect(bytes.readUInt16LE(6) & 8).toBe(0)
    expect(bytes.readUInt16LE(8)).toBe(0)
    expect(bytes.readUInt32LE(18)).toBe(20)
    expect(bytes.readUInt16LE(28)).toBe(0)
    expect(bytes.subarray(30, 58).toString()).toBe('mimetypeapplication/epub+zip')
  })

  test('its container names the package document', () => {
    expect(xmlFaults(text('META-INF/container.xml'))).toEqual([])
    expect(text('META-INF/container.xml')).toContain('full-path="EPUB/package.opf"')
  })

  test('the manifest lists every file once, each id once, each with the right type', () => {
    const opf = text('EPUB/package.opf')
    const items = [...opf.matchAll(/<item id="([^"]+)" href="([^"]+)" media-type="([^"]+)"/g)]
    const hrefs = items.map(([, , href]) => `EPUB/${href}`)
    const inside = [...members.keys()].filter(
      (name) => name.startsWith('EPUB/') && name !== 'EPUB/package.opf',
    )
    expect(hrefs.sort()).toEqual(inside.sort())
    expect(new Set(items.map(([, id]) => id)).size).toBe(items.length)
    const types: Record<string, string> = {
      xhtml: 'application/xhtml+xml',
      css: 'text/css',
      svg: 'image/svg+xml',
      gif: 'image/gif',
    }
    for (const [, , href, type] of items) expect(type).toBe(types[href!.split('.').at(-1)!])
    expect(opf.match(/properties="nav"/g)).toHaveLength(1)
    expect(opf.match(/properties="cover-image"/g)).toHaveLength(1)
    // everything in the reading order is in the manifest
    const manifest = new Set(items.map(([, id]) => id))
    const spine = [...opf.matchAll(/<itemref idref="([^"]+)"/g)].map(([, id]) => id)
    expect(spine).toHaveLength(5)
    expect(spine.every((id) => manifest.has(id))).toBe(true)
    expect(new Set(spine).size).toBe(spine.length)
  })

  test('the metadata has what must be there', () => {
    const opf = text('EPUB/package.opf')
    expect(opf).toMatch(/version="3.0" unique-identifier="id"/)
    expect(opf).toMatch(/<dc:identifier id="id">urn:uuid:[0-9a-f-]{36}<\/dc:identifier>/)
    expect(opf).toContain('<dc:title>The &lt;bridge&gt; &amp; more</dc:title>')
    expect(opf).toContain('<dc:language>en</dc:language>')
    expect(opf).toMatch(/<meta property="dcterms:modified">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/meta>/)
    expect(opf.match(/dcterms:modified/g)).toHaveLength(1)
  })

  test('every page is well-formed, with nothing that runs or is fetched, and every link leads somewhere', () => {
    const pages = [...members].filter(([name]) => /\.(xhtml|opf|svg)$/.test(name))
    expect(pages).toHaveLength(7)
    for (const [name, content] of pages) {
      const page = content.toString()
      expect([name, xmlFaults(page)]).toEqual([name, []])
      if (!name.endsWith('.xhtml')) continue
      expect(page).toContain('xmlns="http://www.w3.org/1999/xhtml"')
      expect(page).toMatch(/<title>[^<]+<\/title>/)
      const body = page.slice(page.indexOf('<body'))
      expect([name, activeContent(body)]).toEqual([name, []])
      const pageIds = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!)
      expect(new Set(pageIds).size).toBe(pageIds.length)
      for (const [, target = ''] of body.matchAll(/(?:href|src)="((?!https?:)[^"]+)"/g)) {
        if (target.startsWith('#')) expect(pageIds).toContain(target.slice(1))
        else expect([...members.keys()]).toContain(`EPUB/${target}`)
      }
    }
  })

  test('contents, notes and pictures are there, right to left where that is the language', () => {
    const nav = text('EPUB/nav.xhtml')
    expect(nav.match(/<nav epub:type="toc"/g)).toHaveLength(1)
    expect(nav.match(/<li[^>]*><a href="article-/g)).toHaveLength(3)
    expect(text('EPUB/article-1.xhtml')).toMatch(/<html [^>]*lang="ar" xml:lang="ar" dir="rtl">/)
    // most of the book is English
    expect(text('EPUB/package.opf')).not.toContain('page-progression-direction')
    expect(text('EPUB/article-2.xhtml')).toContain(`<img src="pictures/${PICTURE}.gif" alt="The bridge" />`)
    expect(members.get(`EPUB/pictures/${PICTURE}.gif`)).toEqual(pixel(7))
    const noted = text('EPUB/article-3.xhtml')
    expect(noted).toContain('<mark class="green">')
    expect(noted).toContain(
      '<a class="noteref" epub:type="noteref" role="doc-noteref" id="ref-1" href="#note-1">1</a>',
    )
    expect(noted).toContain('<aside epub:type="footnote" role="doc-footnote" id="note-1">')
    expect(noted).toContain('A <strong>note</strong> with &lt;b&gt;HTML&lt;/b&gt;')
    expect(noted).toContain('Read this first')
  })

  test('a book of Arabic articles turns its pages the other way', async () => {
    const book = await unzip((await exported('epub', 'ar.epub', { ids: [arabic] })).bytes())
    const opf = book.get('EPUB/package.opf')!.toString()
    expect(opf).toContain('<spine page-progression-direction="rtl">')
    expect(opf).toContain('<dc:language>ar</dc:language>')
  })

  test('a book of nothing is one all the same', async () => {
    const book = await unzip((await exported('epub', 'none.epub', { ids: [999] })).bytes())
    expect(xmlFaults(book.get('EPUB/nav.xhtml')!.toString())).toEqual([])
    expect(book.get('EPUB/nav.xhtml')!.toString()).toContain('<li><a href="cover.xhtml">')
  })
})

describe('HTML', () => {
  test('a folder that holds all it shows, with one script of its own', async () => {
    const { target } = await exported('html', 'site')
    const list = readFileSync(join(target, 'index.html'), 'utf8')
    const files = readdirSync(join(target, 'articles'))
    expect(files).toHaveLength(3)
    const hrefs = [...list.matchAll(/<li dir="auto"><a href="([^"]+)"/g)].map(([, href]) =>
      decodeURIComponent(href!),
    )
    expect(hrefs.every((href) => existsSync(join(target, href)))).toBe(true)
    expect(hrefs).toHaveLength(3)
    // the policy names the very style and script that stand there
    for (const tag of ['style', 'script']) {
      const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(list)![1]!
      const sum = createHash('sha256').update(content).digest('base64')
      expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(list)![1]).toContain(
        `${tag}-src 'sha256-${sum}'`,
      )
    }
    const words = JSON.parse(
      /<script type="application\/json" id="words">([\s\S]*?)<\/script>/.exec(list)![1]!,
    ) as string[]
    expect(words).toHaveLength(3)
    expect(words[2]).toContain(' gates ')
    expect(words[2]).toContain(' policy ')
  })

  test('an article runs nothing, and loads only pictures that lie beside it', async () => {
    const { target } = await exported('html', 'site')
    for (const file of readdirSync(join(target, 'articles'))) {
      const page = readFileSync(join(target, 'articles', file), 'utf8')
      expect(page).toContain("default-src 'none'; img-src 'self' file:; style-src 'sha256-")
      expect(page).not.toContain('script-src')
      expect([file, activeContent(page.slice(page.indexOf('<body')))]).toEqual([file, []])
      expect([file, xmlFaults(page.replaceAll(/<style>[\s\S]*?<\/style>/g, ''))]).toEqual([file, []])
      for (const [, src = ''] of page.matchAll(/<img src="([^"]+)"/g))
        expect(existsSync(join(target, 'articles', src))).toBe(true)
    }
    const page = readFileSync(
      join(target, 'articles', '2021-03-02 Council vote on the harbour gates.html'),
      'utf8',
    )
    expect(page).toContain('Text with &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;')
    expect(
      readFileSync(join(target, 'articles', readdirSync(join(target, 'articles'))[0]!), 'utf8'),
    ).toBeTruthy()
  })
})

describe('JSON Lines', () => {
  function linesOf(text: string): Line[] {
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
  }
  const of = <T extends Line['type']>(lines: Line[], type: T) =>
    lines.filter((line): line is Extract<Line, { type: T }> => line.type === type)

  test('hold the whole archive, and count themselves', async () => {
    archive.answer('archive.trashArticles', { selection: { ids: [arabic] } })
    const target = join(folder, 'all.jsonl')
    await runExport(path, { format: 'jsonl', target }, watched().control)
    archive.answer('archive.undo', {})
    const lines = linesOf(readFileSync(target, 'utf8'))
    const counts: Record<string, number> = {}
    for (const { type } of lines) if (type !== 'end') counts[type] = (counts[type] ?? 0) + 1
    expect(of(lines, 'end')).toEqual([{ type: 'end', lines: counts }])
    expect(counts).toMatchObject({
      article: 3,
      original: 3,
      part: 1,
      headline: 1,
      record: 3,
      annotation: 3,
      collection: 1,
      item: 3,
      tag: 3,
      import: 1,
      dump: 3,
    })
    expect(lines[0]).toMatchObject({ type: 'archive', version: 1, scope: 'archive', originals: true })
    // bytes are those of their sum
    for (const { sha256, data } of [...of(lines, 'original'), ...of(lines, 'part')])
      expect(createHash('sha256').update(Buffer.from(data!, 'base64')).digest('hex')).toBe(sha256)
    expect(of(lines, 'original').find(({ parts }) => parts.length > 0)!.parts).toMatchObject([
      { sha256: PICTURE, shown: true },
    ])
    // parents before their children
    const tags = of(lines, 'tag')
    for (const { parentId } of tags)
      expect(parentId === null || tags.some(({ id }) => id === parentId)).toBe(true)
    expect(tags.at(-1)!.path).toBe('policy/water')
    const [first, second, third] = of(lines, 'article')
    expect(first).toMatchObject({
      id: dump,
      trashedAtMs: null,
      listings: [{ outletAsWritten: null }],
      source: { dump: 'a.txt', record: 1 },
    })
    expect(second).toMatchObject({
      id: bridge,
      starredAtMs: expect.any(Number),
      readAtMs: expect.any(Number),
    })
    expect(second!.candidates!.title.length).toBeGreaterThan(0)
    expect(third!.trashedAtMs).toEqual(expect.any(Number))
    expect(third!.outlet).toBe('Tidewater Post')
    // control characters and signs survive
    expect(first!.text).toContain(TRICKY.replaceAll('\u0007', '').slice(0, 40))
  })

  test('without originals say so', async () => {
    const target = join(folder, 'light.jsonl')
    await runExport(path, { format: 'jsonl', target, withoutOriginals: true }, watched().control)
    const lines = linesOf(readFileSync(target, 'utf8'))
    expect(lines[0]).toMatchObject({ originals: false })
    expect(of(lines, 'original').every((line) => !('data' in line))).toBe(true)
    expect(of(lines, 'part').every((line) => 'data' in line)).toBe(true)
  })

  test('of a selection hold what belongs to it and no more', async () => {
    const lines = linesOf((await exported('jsonl', 'one.jsonl', { ids: [bridge] })).text())
    expect(lines[0]).toMatchObject({ scope: 'selection' })
    expect(of(lines, 'article').map(({ id }) => id)).toEqual([bridge])
    expect(of(lines, 'original')).toHaveLength(1)
    expect(of(lines, 'record')).toHaveLength(1)
    expect(of(lines, 'dump').map(({ path: file }) => file.split('/').at(-1))).toEqual(['b.html'])
    expect(of(lines, 'outlet').map(({ name }) => name)).toEqual(['Tidewater Post'])
    expect([of(lines, 'tag'), of(lines, 'collection'), of(lines, 'headline')]).toEqual([[], [], []])
    expect(of(lines, 'annotation')).toHaveLength(1)
  })

  test('of a collection hold it with its order and notes', async () => {
    const lines = linesOf((await exported('jsonl', 'collection.jsonl')).text())
    expect(of(lines, 'collection')).toMatchObject([
      { title: 'The <bridge> & more', description: 'What *happened*.' },
    ])
    expect(of(lines, 'item').map(({ articleId, note }) => [articleId, note])).toEqual([
      [arabic, ''],
      [bridge, ''],
      [dump, 'Read this first'],
    ])
    expect(of(lines, 'article').map(({ id }) => id)).toEqual([arabic, bridge, dump])
  })

  test('an original of more bytes than a line holds goes on in the next', async () => {
    const big = Buffer.alloc(7 * 1024 * 1024, 'abcdefg')
    const sum = createHash('sha256').update(big).digest()
    archive.db
      .prepare('INSERT INTO original (sha256, size_bytes, codec, data) VALUES (?, ?, 0, ?)')
      .run(sum, big.length, big)
    const target = join(folder, 'big.jsonl')
    await runExport(path, { format: 'jsonl', target }, watched().control)
    archive.db.prepare('DELETE FROM original WHERE sha256 = ?').run(sum)
    const lines = linesOf(readFileSync(target, 'utf8'))
    const at = lines.findIndex((line) => line.type === 'original' && line.sizeBytes === big.length)
    const pieces = lines.slice(at, at + 3) as { type: string; data: string; offset?: number }[]
    expect(pieces.map(({ type, offset }) => [type, offset])).toEqual([
      ['original', undefined],
      ['bytes', 3 * 1024 * 1024],
      ['bytes', 6 * 1024 * 1024],
    ])
    expect(Buffer.concat(pieces.map(({ data }) => Buffer.from(data, 'base64'))).equals(big)).toBe(true)
  })
})

const FILES = ['csv', 'bibtex', 'ris', 'csl', 'text', 'annotations', 'epub', 'wacz', 'jsonl'] as const
const FOLDERS = ['markdown', 'html'] as const

describe('a bad place', () => {
  test.each(FILES)('%s: a full disk leaves what was there before', async (format) => {
    const target = join(folder, 'out')
    writeFileSync(target, 'before')
    symlinkSync('/dev/full', `${target}.part`)
    const made = runExport(path, { format, target, selection: ofCollection(collectionId) }, watched().control)
    await expect(made).rejects.toMatchObject({
      code: 'disk-full',
      detail: expect.stringContaining('Free some space'),
    })
    expect(readdirSync(folder)).toEqual(['out'])
    expect(readFileSync(target, 'utf8')).toBe('before')
  })

  test.each([...FILES, ...FOLDERS])('%s: a folder that is not there', async (format) => {
    const target = join(folder, 'no', 'such')
    await expect(runExport(path, { format, target }, watched().control)).rejects.toMatchObject({
      code: 'write-failed',
    })
    expect(readdirSync(folder)).toEqual([])
  })

  // nothing can be made in there, not even by root
  test.runIf(process.platform === 'linux').each([...FILES, ...FOLDERS])(
    '%s: a folder that is read-only',
    async (format) => {
      const made = runExport(path, { format, target: '/proc/self/out' }, watched().control)
      await expect(made).rejects.toMatchObject({ code: 'write-failed' })
    },
  )

  test.each(FOLDERS)('%s: a folder with something in it is never touched', async (format) => {
    const target = join(folder, 'mine')
    mkdirSync(target)
    writeFileSync(join(target, 'mine.txt'), 'mine')
    await expect(runExport(path, { format, target }, watched().control)).rejects.toMatchObject({
      code: 'write-failed',
      message: expect.stringContaining('nothing of it was changed'),
    })
    expect(readdirSync(folder)).toEqual(['mine'])
    expect(readdirSync(target)).toEqual(['mine.txt'])
  })

  test.each(FOLDERS)('%s: an empty folder of that name is taken', async (format) => {
    const target = join(folder, 'empty')
    mkdirSync(target)
    await runExport(path, { format, target }, watched().control)
    expect(readdirSync(folder)).toEqual(['empty'])
    expect(readdirSync(target).length).toBeGreaterThan(1)
  })

  test.each(FILES)('%s: no device and no folder is replaced by a file', async (format) => {
    for (const target of ['/dev/null', folder]) {
      const made = runExport(path, { format, target }, watched().control)
      await expect(made).rejects.toMatchObject({ code: 'bad-request' })
    }
  })

  test.each(FOLDERS)('%s: a stream is no folder', async (format) => {
    const made = runExport(path, { format, target: process.stderr }, watched().control)
    await expect(made).rejects.toMatchObject({ code: 'bad-request' })
  })

  test.each(FOLDERS)('%s: a folder that vanishes meanwhile', async (format) => {
    const target = join(folder, 'gone', 'out')
    mkdirSync(join(folder, 'gone'))
    const watch = watched(() => rmSync(join(folder, 'gone'), { recursive: true, force: true }))
    await expect(runExport(path, { format, target }, watch.control)).rejects.toMatchObject({
      code: 'write-failed',
    })
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([...FILES, ...FOLDERS])('%s: cancelled, it leaves nothing', async (format) => {
    const watch = watched((counts) => counts.step === 'Exporting' && watch.cancel())
    const made = runExport(path, { format, target: join(folder, 'out') }, watch.control)
    await expect(made).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
  })
})
