import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ARABIC, fillArchive, fillCollection, MARKUP } from '../../../dev/pdf-fixtures.ts'
import { temporaryArchive } from '../../../dev/test-archive.ts'
import { PDF_DEFAULTS, type PdfOptions } from '../../../shared/export.ts'
import { EVERYTHING, type Selection } from '../../../shared/list-query.ts'
import type { Archive } from '../../archive.ts'
import { dumpText, watched, writeFiles } from '../../import/import-fixtures.ts'
import { runImport } from '../../import/run-import.ts'
import { makePdfPreview, runPdfExport, volumeFile } from './run-pdf.ts'
import { isTypesettingLeft } from './typesetting.ts'

let archive: Archive
let path: string
let folder: string
let remove: () => void
let ids: ReturnType<typeof fillArchive>
let collection: Selection
beforeAll(() => {
  ;({ archive, path, remove } = temporaryArchive())
  folder = join(path, '..', 'out')
  mkdirSync(folder)
  ids = fillArchive(archive)
  const collectionId = fillCollection(archive, ids)
  collection = { query: { ...EVERYTHING, collectionId }, except: [] }
})
afterAll(() => remove())

async function made(options: Partial<PdfOptions> = {}, selection = collection) {
  const target = join(folder, `${readdirSync(folder).length}.pdf`)
  const all = { ...PDF_DEFAULTS, author: 'Ines Kallas', ...options }
  const written = await runPdfExport(path, { selection, options: all, target }, watched().control)
  return { written, ...(await read(target)) }
}

/** Read back by another program than wrote it. */
async function read(target: string) {
  const bytes = readFileSync(target)
  const document = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 })
    .promise
  const pages: string[] = []
  for (let i = 1; i <= document.numPages; i++) {
    const { items } = await (await document.getPage(i)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
  }
  return { bytes, document, pages, text: pages.join('\n') }
}

/** Lines end anywhere, so words are compared without their blanks. */
const tight = (text: string): string => text.replace(/[\s\u00ad\u200b-]+/g, '')

async function pageOf(document: PDFDocumentProxy, target: unknown): Promise<number> {
  const place = typeof target === 'string' ? await document.getDestination(target) : (target as unknown[])
  return (await document.getPageIndex(place![0] as Parameters<PDFDocumentProxy['getPageIndex']>[0])) + 1
}

test('a collection has its cover, contents with right page numbers, bookmarks, and its sources', async () => {
  const { written, bytes, document, pages } = await made()
  expect(written).toMatchObject({
    articles: 6,
    pages: document.numPages,
    files: [expect.stringContaining('.pdf')],
  })
  expect(bytes.includes('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>')).toBe(true)
  const { info } = (await document.getMetadata()) as { info: Record<string, unknown> }
  expect(info).toMatchObject({ Title: 'Gates & #floods', Author: 'Ines Kallas', Language: 'en' })
  expect(bytes.includes('/Marked true') && bytes.includes('/StructTreeRoot')).toBe(true)

  expect(tight(pages[0]!)).toContain('Gates&#floods')
  expect(pages[0]).toMatch(/What was\s*said\s*of the gates/)
  expect(pages[0]).toContain('$second$')
  const outline = await document.getOutline()
  expect(outline.map(({ title }) => title)).toEqual([
    'Contents',
    'Timeline',
    'Ostrel gates opened after overnight deal',
    'بوابات مغلقة لليوم 9',
    expect.stringContaining('Markup #panic("code")'),
    '(No title)',
    'Only headlines',
    expect.stringContaining('A title that goes on'),
    'Sources',
  ])
  // each line of the contents leads to the page whose number it says, and the article is there
  const contents = await document.getPage(2)
  const links = (await contents.getAnnotations()).filter(({ dest }) => dest)
  const leads = await Promise.all(links.map(({ dest }) => pageOf(document, dest)))
  const bookmarks = await Promise.all(outline.slice(1).map(({ dest }) => pageOf(document, dest)))
  expect([...new Set(leads)]).toEqual(bookmarks)
  for (const page of new Set(leads)) expect(pages[1]).toMatch(new RegExp(`(^|\\D)${page}(\\D|$)`))
  expect(pages[bookmarks[1]! - 1]).toContain('Ostrel gates opened')
  expect(pages[bookmarks[1]! - 1]).toContain(`Page ${bookmarks[1]} of ${document.numPages}`)
})

test('an article has its head, its note, highlights, notes at the foot, and what could not be printed is told', async () => {
  const { written, text, document } = await made()
  expect(tight(text)).toContain(tight('Ines Kallas and R. Okafor (@rokafor)'))
  expect(text).toContain('9 November 2026, 09:41 UTC')
  const rich = text.slice(text.indexOf('Read this one'))
  expect(rich.indexOf('Read this one')).toBeLessThan(rich.indexOf('Ostrel gates opened'))
  expect(text).toContain('On the whole article.')
  expect(tight(text)).toContain(tight('Check the bulletin of 8 November. #not-code $x$'))
  expect(tight(text)).toContain(tight('The same words as in the wire’s report.'))
  expect(text).toContain('seen from the control room. (Harbor Ledger)')
  expect(text).toContain('On a caption.')
  expect(text).not.toContain('PROMO')
  expect(written.warnings.filter((warning) => warning.includes('picture is not printed'))).toEqual([
    expect.stringContaining('(damaged)'),
    expect.stringContaining('AVIF pictures cannot be printed'),
    expect.stringContaining('not saved with the article'),
  ])
  const addresses: unknown[] = []
  for (let i = 1; i <= document.numPages; i++)
    for (const { url } of await (await document.getPage(i)).getAnnotations()) if (url) addresses.push(url)
  expect(addresses).toContain('https://ministry.example/bulletin')
  expect(addresses.filter((address) => !/^https?:/.test(String(address)))).toEqual([])
})

test('text that means something to Typst prints as itself', async () => {
  const { text } = await made({}, { ids: [ids.markup] })
  expect(tight(text).split(tight(MARKUP)).length - 1).toBeGreaterThanOrEqual(4)
  expect(text).toContain('The #Ledger$')
  expect(text).toContain('Ada *Quill* #1')
})

test('notes can stand in the margin or be left out, and columns, papers and running articles all set', async () => {
  const margin = await made({ notes: 'margin' })
  expect(tight(margin.text)).toContain(tight('Check the bulletin of 8 November.'))
  const none = await made({
    notes: 'none',
    highlights: false,
    images: false,
    sources: false,
    cover: false,
    contents: false,
    timeline: false,
  })
  expect(none.text).not.toContain('Check the')
  expect(none.text).not.toContain('SHA-256')
  expect(none.written.warnings.some((warning) => warning.includes('picture'))).toBe(false)
  const small = await made({
    paper: 'a5',
    columns: 2,
    newPageEach: false,
    font: 'sans',
    notes: 'margin',
    textSize: 8,
  })
  expect(small.written.warnings).toContainEqual(expect.stringContaining('two columns leave no margin'))
  expect((await small.document.getPage(1)).view.map(Math.round)).toEqual([0, 0, 420, 595])
  expect(tight(small.text)).toContain(tight('Check the bulletin of 8 November.'))
})

test('the sources of what was imported, and with PDF/A-3b its originals and annotations within the document', async () => {
  const imported = temporaryArchive()
  try {
    const dumps = writeFiles(join(imported.path, '..', 'dumps'), {
      'a.txt': dumpText(1),
      'b.txt': dumpText(2),
    })
    await runImport(imported.path, { paths: [dumps] }, watched().control)
    imported.archive.answer('archive.annotate', { articleId: 1, place: null, colour: 0, note: 'Keep.' })
    const options: PdfOptions = { ...PDF_DEFAULTS, standard: 'a-3b' }
    const target = join(folder, 'originals.pdf')
    const request = { selection: { ids: [1, 2] }, options, target }
    const { warnings } = await runPdfExport(imported.path, request, watched().control)
    expect(warnings).toEqual([])
    const { bytes, document, pages } = await read(target)
    expect(bytes.includes('<pdfaid:part>3</pdfaid:part>')).toBe(true)
    const sha256 = createHash('sha256')
      .update(readFileSync(join(dumps, 'a.txt')))
      .digest('hex')
    expect(tight(pages.at(-1)!)).toContain(sha256)
    expect(pages.at(-1)).toMatch(/a\.txt, record 1 \(.*\)/)
    expect(pages.at(-1)).toMatch(/Imported \d{4}-\d\d-\d\d/)
    const files = (await document.getAttachments()) as Map<string, { filename: string; description: string }>
    expect([...files.keys()].sort()).toEqual([
      '0001-record-1-a.txt',
      '0002-record-1-b.txt',
      'annotations.jsonld',
    ])
    expect(files.get('0001-record-1-a.txt')!.description).toContain(sha256)
  } finally {
    imported.remove()
  }
})

test('PDF/UA-1 is made, and a standard that is refused falls back a step and says so', async () => {
  const { bytes, written } = await made({ standard: 'ua-1' }, { ids: [ids.rich, ids.rtl] })
  const isUa = bytes.includes('pdfuaid:part')
  expect(isUa || written.warnings.some((warning) => warning.includes('and not PDF/UA-1'))).toBe(true)
  expect(isUa).toBe(true)
})

test('right to left, broken characters, missing glyphs', async () => {
  const { text, written } = await made({}, { ids: [ids.rtl, ids.untitled] })
  // each word stands in the file in the order in which it is read, whatever the forms of its letters
  const word = ARABIC.split(' ')[2]!
  expect(text.normalize('NFKC')).toContain(word)
  expect(text).toContain('Halvora Power')
  expect(text).toContain('Lone \ufffd surrogate')
  expect(text).toContain('reversed')
  expect(written.warnings).toEqual([expect.stringContaining('U+0378')])
})

test('an article of headlines alone prints them', async () => {
  const { text } = await made({}, { ids: [ids.headlines] })
  expect(text).toContain('Port wakes #1')
  expect(text).toContain('Delta Courier · 2026-03-01')
})

test('a preview shows the first pages as pictures that lead nowhere', async () => {
  const preview = await makePdfPreview(
    path,
    { selection: collection, options: PDF_DEFAULTS },
    watched().control,
  )
  expect(preview).toMatchObject({ articles: 6, pageWidth: expect.closeTo(595.28, 1) })
  expect(preview.shown).toBeGreaterThan(1)
  expect(preview.pages.length).toBeGreaterThan(3)
  for (const page of preview.pages) {
    expect(page.startsWith('<svg ')).toBe(true)
    expect(page).not.toMatch(/<script|<a |href="(?!#|data:image\/)/)
    const references = [...page.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id)
    for (const id of new Set(references)) expect(page).toContain(`id="${id}"`)
  }
})

test('cancelled, or with nowhere to go, it leaves no file and what was there before', async () => {
  const target = join(folder, 'kept.pdf')
  writeFileSync(target, 'before')
  const watch = watched((counts) => {
    if (counts.step === 'Typesetting') watch.cancel()
  })
  const request = { selection: collection, options: PDF_DEFAULTS, target }
  await expect(runPdfExport(path, request, watch.control)).rejects.toMatchObject({ code: 'cancelled' })
  expect(readFileSync(target, 'utf8')).toBe('before')
  expect(existsSync(`${target}.part`)).toBe(false)
  const nowhere = { ...request, target: join(folder, 'no', 'such.pdf') }
  await expect(runPdfExport(path, nowhere, watched().control)).rejects.toMatchObject({ code: 'write-failed' })
  const own = { ...request, target: path }
  await expect(runPdfExport(path, own, watched().control)).rejects.toMatchObject({ code: 'bad-request' })
})

test('a volume replaces nothing that stands under its name', () => {
  const target = join(folder, 'many.pdf')
  expect(volumeFile(target, 2)).toBe(join(folder, 'many-2.pdf'))
  writeFileSync(join(folder, 'many-1.pdf'), 'older')
  expect(() => volumeFile(target, 1)).toThrow(/already something at .*many-1\.pdf/)
})

test('a cancel is heard while a volume is typeset: no file is left, and none is waited for', async () => {
  const target = join(folder, 'stopped.pdf')
  const watch = watched((counts) => {
    // its thread has begun by then, and lays out for as long as it likes
    if (counts.step === 'Typesetting') setTimeout(() => watch.cancel(), 0)
  })
  const request = { selection: collection, options: PDF_DEFAULTS, target }
  await expect(runPdfExport(path, request, watch.control)).rejects.toMatchObject({ code: 'cancelled' })
  expect(isTypesettingLeft()).toBe(true)
  expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([])
  await expect.poll(isTypesettingLeft, { timeout: 60_000 }).toBe(false)
})
