/** Texts, names, links and pictures made to break out of an export: nothing of them may run, lead anywhere, or be lost. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { bodyText, type Block } from '../../shared/model.ts'
import type { Archive } from '../archive.ts'
import { packBlocks } from '../db/blobs.ts'
import { watched } from '../import/import-fixtures.ts'
import { activeContent, unzip, xmlFaults } from './export-fixtures.ts'
import { type PlainFormat, runExport } from './run-export.ts'

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</style></title></textarea></script><script>alert(1)</script>',
  '<!--><script>alert(1)</script-->',
  ']]><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<?php system("id") ?><?xml-stylesheet href="http://x.example/"?>',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= 1 %>',
  '[x](javascript:alert(1)) ![x](http://x.example/p.png) <http://x.example> [y]: http://x.example',
  '---\ntitle: other\n---',
  '```\n</code></pre><script>alert(1)</script>\n```',
  '# heading\n- list\n1. one\n> quote\n    code\n***\n===',
  '| a | b |\n| - | - |',
  '=HYPERLINK("http://x.example")',
  '@import url(http://x.example/x.css); background:url(http://x.example)',
  '\u0000\u0001\u0008\u000b\u001b[31m\u007f\u0085\ufffe\uffff\ud800 \udc00 end',
  '\u202egpj.exe\u202c \u2066x\u2069 \u200b\ufeff',
  'javascript:alert(1)',
  '../../../../etc/passwd',
]
const HREFS = [
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:http://x/1',
  '//x.example/p',
  'https://x.example/"onmouseover="alert(1)',
  "https://x.example/'><script>alert(1)</script>",
  'https://x.example/<b>',
  'http://x.example/) [z](javascript:alert(1)',
  'https:\\x.example',
  '',
]
const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
)
const HTML = Buffer.from('<html><script>alert(1)</script>')
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

let archive: Archive
let path: string
let remove: () => void
let ids: number[]
const LONG = 'A sentence of the longest article there is, number and all. '.repeat(90_000)

function article(change: Parameters<typeof prepared>[0], blocks: Block[]) {
  const packed = packBlocks(blocks)
  return { ...prepared({ text: bodyText(blocks), ...change }), blocks: packed.data, codec: packed.codec }
}

function blocksOf(attack: string, i: number): Block[] {
  const href = HREFS[i % HREFS.length]!
  const image = { src: `http://x.example/${i}.png`, alt: attack, sha256: null }
  const marks: Block['marks'] = [
    { type: 'link', start: 0, end: 4, href },
    { type: 'strong', start: 2, end: 6 },
    { type: 'em', start: 3, end: 99 },
    { type: 'code', start: 5, end: 7 },
  ]
  return [
    { kind: 'paragraph', text: attack, marks },
    { kind: 'heading', text: attack, level: 9 },
    { kind: 'quote', text: attack, marks },
    { kind: 'list', text: `${attack}\nKEPT${i}KEPT`, items: [attack, `KEPT${i}KEPT`], ordered: i % 2 === 0 },
    { kind: 'preformatted', text: attack },
    { kind: 'table', text: `${attack}\tb`, rows: [[attack, 'b'], [attack]] },
    { kind: 'figure', text: attack, image },
    { kind: 'figure', text: '', image: { ...image, sha256: hex(SVG) } },
    { kind: 'figure', text: '', image: { ...image, sha256: hex(HTML) } },
    { kind: 'figure', text: '', image: { ...image, sha256: hex(GIF) } },
    { kind: 'caption', text: attack },
    { kind: 'furniture', text: `FURNITURE ${attack}` },
  ]
}

beforeAll(() => {
  ;({ archive, path, remove } = temporaryArchive())
  const part = archive.db.prepare(
    'INSERT INTO part (sha256, mime, size_bytes, codec, data) VALUES (?, ?, ?, 0, ?)',
  )
  const keep = (bytes: Buffer, mime: string, named = bytes) =>
    part.run(createHash('sha256').update(named).digest(), mime, bytes.length, bytes)
  keep(SVG, 'image/svg+xml')
  // says it is a picture, and is none
  keep(HTML, 'image/png')
  // is not what its sum says
  keep(Buffer.concat([GIF, GIF]), 'image/gif', GIF)
  ids = addArticles(archive, [
    ...ATTACKS.map((attack, i) =>
      article(
        {
          title: attack,
          outlet: attack,
          authors: [{ name: attack }],
          url: HREFS[i % HREFS.length]!,
          language: ['en', 'ar', '"><x', null][i % 4]!,
          published: onDay(['2024', '2024-02', '2024-02-03'][i % 3]!),
          headlines: [{ title: attack, outlet: attack, date: '2024-01-01' }],
        },
        blocksOf(attack, i),
      ),
    ),
    article({ title: '', outlet: null, published: null }, [{ kind: 'paragraph', text: 'Without a title.' }]),
    article({ title: 'The long one', text: LONG }, [{ kind: 'paragraph', text: LONG }]),
    article(
      { title: 'Only headlines', text: '', headlines: [{ title: 'Another', outlet: null, date: null }] },
      [],
    ),
  ])
  ATTACKS.forEach((attack, i) => {
    const articleId = ids[i]!
    archive.answer('archive.annotate', {
      articleId,
      place: { start: 0, end: 5 },
      colour: 0,
      note: attack.replaceAll('\0', ''),
    })
    archive.answer('archive.annotate', { articleId, place: { start: 2, end: 60 }, colour: 3, note: '' })
  })
})
afterAll(() => remove())

async function exported(format: PlainFormat, selection?: unknown) {
  const target = join(mkdtempSync(join(path, '..', 'out-')), 'out')
  const made = await runExport(path, { format, target, selection: selection as never }, watched().control)
  return { target, warnings: made.warnings }
}

function filesOf(folder: string): [name: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return [file.slice(folder.length + 1), readFileSync(file, 'utf8')]
    })
}

test('HTML: nothing runs, nothing is fetched, nothing is lost', async () => {
  const { target, warnings } = await exported('html')
  const files = filesOf(target)
  expect(files).toHaveLength(1 + ATTACKS.length + 3)
  const all = files.map(([, text]) => text).join('')
  for (const [name, page] of files) {
    const own = page
      .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
      // of the list: its data and its script, which stand there once each
      .replace(/<script type="application\/json" id="words">[^<]*<\/script>/, '')
      .replace(/<script>'use strict';[^<]*(?:<[^/][^<]*)*<\/script>/, name === 'index.html' ? '' : '$&')
    const body = own.slice(own.indexOf('<body')).replace(/<input type="search" [^>]*>/, '')
    expect([name, activeContent(body)]).toEqual([name, []])
    if (name !== 'index.html') expect([name, xmlFaults(own)]).toEqual([name, []])
  }
  ATTACKS.forEach((_, i) => expect(all).toContain(`KEPT${i}KEPT`))
  expect(all).not.toContain('FURNITURE')
  expect(warnings.join(' ')).toMatch(
    /of a kind \(image\/svg\+xml\).*of a kind \(image\/png\).*not what its SHA-256 says/s,
  )
  expect(existsSync(join(target, 'pictures'))).toBe(false)
})

test('EPUB: every page is well-formed and still', async () => {
  const { target } = await exported('epub')
  const members = await unzip(readFileSync(target))
  for (const [name, bytes] of members) {
    expect(name).toMatch(/^[\w./-]+$/)
    if (!/\.(xhtml|opf|svg|xml)$/.test(name)) continue
    const page = bytes.toString()
    expect([name, xmlFaults(page)]).toEqual([name, []])
    if (name.endsWith('.xhtml'))
      expect([name, activeContent(page.slice(page.indexOf('<body')))]).toEqual([name, []])
  }
  const all = [...members.values()].map(String).join('')
  ATTACKS.forEach((_, i) => expect(all).toContain(`KEPT${i}KEPT`))
  expect(all).toContain('Untitled article')
  expect(all.length).toBeGreaterThan(LONG.length)
})

test('Markdown: no HTML, no picture or link that an article chose, front matter that ends where it ends', async () => {
  const { target } = await exported('markdown')
  const files = filesOf(target).filter(([name]) => name !== 'index.md')
  expect(files).toHaveLength(ATTACKS.length + 3)
  for (const [name, text] of files) {
    expect(name).toMatch(/\.md$/)
    expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u202e]/)
    expect(Buffer.byteLength(name)).toBeLessThan(120)
    const [, front, rest] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text)!
    for (const line of front!.split('\n'))
      expect(() => void JSON.parse(line.slice(line.indexOf(': ') + 2))).not.toThrow()
    const outside = rest!.replaceAll(/^(`{3,})\n[\s\S]*?\n\1$/gm, '')
    // what Markdown would take for HTML, but for the three elements that we write
    expect([
      name,
      outside.replaceAll(/<\/?(?:code|sub|sup)>|<https?:\/\/[^<>\s]*>/g, '').match(/<[a-z/!?][^\n]*/gi),
    ]).toEqual([name, null])
    expect([name, /(?<!\\)!\[/.test(outside)]).toEqual([name, false])
    for (const [, href] of outside.matchAll(/(?<!\\)\]\(([^)]*)\)/g)) expect(href).toMatch(/^<?https?:\/\//)
  }
})

test.each(['csv', 'text', 'bibtex', 'ris', 'csl', 'annotations', 'jsonl'] as const)(
  '%s: is written, with no control character and no half letter',
  async (format) => {
    const { target } = await exported(format)
    const text = readFileSync(target, 'utf8')
    expect(text.isWellFormed()).toBe(true)
    expect(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.exec(text)).toBeNull()
    if (['csl', 'annotations'].includes(format)) expect(() => void JSON.parse(text)).not.toThrow()
    if (format === 'jsonl') {
      // lossless: the very text, whatever is in it
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; title: string })
      expect(
        lines
          .filter(({ type }) => type === 'article')
          .slice(0, ATTACKS.length)
          .map(({ title }) => title),
      ).toEqual(
        archive.db.prepare('SELECT title FROM article ORDER BY id').pluck().all().slice(0, ATTACKS.length),
      )
    }
  },
)

describe('the attack set of the workshop, where it is there', () => {
  const folder = process.env['CLIPFILE_ATTACK_SET'] ?? ''
  test.runIf(folder !== '' && existsSync(folder))(
    'leaves nothing active in any export',
    async () => {
      const { runImport } = await import('../import/run-import.ts')
      const attacked = temporaryArchive()
      try {
        await runImport(attacked.path, { paths: [folder] }, watched().control)
        const out = (name: string) => join(attacked.path, '..', name)
        for (const format of [
          'html',
          'epub',
          'markdown',
          'csv',
          'text',
          'bibtex',
          'ris',
          'csl',
          'jsonl',
        ] as const)
          await runExport(attacked.path, { format, target: out(format) }, watched().control)
        const articles = filesOf(out('html')).filter(([name]) => name.startsWith('articles/'))
        expect(articles.length).toBeGreaterThan(50)
        for (const [name, page] of articles)
          expect([name, activeContent(page.slice(page.indexOf('<body')))]).toEqual([name, []])
        for (const [name, bytes] of await unzip(readFileSync(out('epub')))) {
          if (!name.endsWith('.xhtml')) continue
          const page = bytes.toString()
          expect([name, xmlFaults(page), activeContent(page.slice(page.indexOf('<body')))]).toEqual([
            name,
            [],
            [],
          ])
        }
      } finally {
        attacked.remove()
      }
    },
    120_000,
  )
})
