import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addArticles, prepared, temporaryArchive } from '../../../dev/test-archive.ts'
import { PDF_DEFAULTS, type PdfOptions } from '../../../shared/export.ts'
import { EVERYTHING, type Selection } from '../../../shared/list-query.ts'
import type { Archive } from '../../archive.ts'
import { watched } from '../../import/import-fixtures.ts'
import { chosenArticles } from './chosen.ts'
import { runPdfExport } from './run-pdf.ts'
import { type Standard, TypesetError, Typesetter } from './typesetter.ts'
import { Volumes } from './volumes.ts'
import { Warnings } from './warnings.ts'

vi.setConfig({ testTimeout: 120_000 })

const EVERY: Selection = { query: EVERYTHING, except: [] }
/** one more than one volume takes */
const COUNT = 1501

let archive: Archive
let path: string
let remove: () => void
beforeAll(() => {
  ;({ archive, path, remove } = temporaryArchive())
  const articles = Array.from({ length: COUNT }, (_, i) =>
    prepared({ title: `Gate ${i}`, text: `Gate ${i} stayed shut.` }),
  )
  addArticles(archive, articles)
})
afterAll(() => remove())

const QUICK: PdfOptions = {
  ...PDF_DEFAULTS,
  standard: 'none',
  newPageEach: false,
  contents: false,
  timeline: false,
  sources: false,
}

async function firstPage(file: string): Promise<string> {
  const document = await getDocument({
    data: new Uint8Array(readFileSync(file)),
    useSystemFonts: false,
    verbosity: 0,
  }).promise
  const { items } = await (await document.getPage(1)).getTextContent()
  return items.map((item) => ('str' in item ? item.str : '')).join(' ')
}

test('more articles than a volume takes make numbered volumes, or nothing at all', async () => {
  const folder = join(path, '..', 'out')
  mkdirSync(folder)
  const request = { selection: EVERY, options: QUICK, target: join(folder, 'gates.pdf') }
  // the second volume finds its place taken when the first is typeset already
  writeFileSync(join(folder, 'gates-2.pdf'), 'older')
  await expect(runPdfExport(path, request, watched().control)).rejects.toMatchObject({ code: 'write-failed' })
  expect(readdirSync(folder)).toEqual(['gates-2.pdf'])
  expect(readFileSync(join(folder, 'gates-2.pdf'), 'utf8')).toBe('older')
  rmSync(join(folder, 'gates-2.pdf'))

  const written = await runPdfExport(path, request, watched().control)
  expect(readdirSync(folder).sort()).toEqual(['gates-1.pdf', 'gates-2.pdf'])
  expect(written).toMatchObject({
    articles: COUNT,
    files: [join(folder, 'gates-1.pdf'), join(folder, 'gates-2.pdf')],
    warnings: [],
  })
  expect(await firstPage(written.files[0]!)).toMatch(/Articles, {1,2}volume 1 .*1–1,500 of 1,501/)
  expect(await firstPage(written.files[1]!)).toMatch(/Articles, {1,2}volume 2 .*1,501–1,501 of 1,501/)
})

/** A typesetter that cannot meet some standards. */
class Picky {
  readonly asked: Standard[] = []
  readonly attached: number[] = []
  readonly #refused: readonly Standard[]

  constructor(...refused: Standard[]) {
    this.#refused = refused
  }

  put(file: string, bytes: Uint8Array): void {
    if (file === 'attachments.json')
      this.attached.push((JSON.parse(Buffer.from(bytes).toString()) as unknown[]).length)
  }

  async pdf(standard: Standard): Promise<Uint8Array> {
    this.asked.push(standard)
    if (this.#refused.includes(standard)) throw new TypesetError([`no ${standard} today`])
    return Buffer.from(standard)
  }
}

async function typeset(standard: Standard, press: Picky) {
  const warnings = new Warnings()
  const chosen = chosenArticles(archive, { ids: [1, 2] })
  const options = { ...QUICK, standard }
  const volumes = new Volumes(archive, chosen, options, warnings, () => new Typesetter('none'))
  const volume = await volumes.next(press, async () => {})
  const bytes = await volumes.typeset(volume, press)
  return { made: Buffer.from(bytes).toString(), told: warnings.all }
}

test('a standard that cannot be met falls back step by step, and each step is told', async () => {
  const ua = new Picky('ua-1')
  expect(await typeset('ua-1', ua)).toEqual({
    made: 'a-2b',
    told: ['This is PDF/A-2b and not PDF/UA-1: no ua-1 today.'],
  })
  expect(ua.asked).toEqual(['ua-1', 'a-2b'])

  const plain = new Picky('ua-1', 'a-2b')
  expect(await typeset('ua-1', plain)).toEqual({
    made: 'none',
    told: [
      'This is PDF/A-2b and not PDF/UA-1: no ua-1 today.',
      'This is a plain PDF and not PDF/A-2b: no a-2b today.',
    ],
  })

  await expect(typeset('a-2b', new Picky('a-2b', 'none'))).rejects.toThrow('no none today')
})

test('PDF/A-2b takes no attachments, so what falls back to it goes without, and a plain PDF has them again', async () => {
  archive.answer('archive.annotate', { articleId: 1, place: null, colour: 0, note: 'Keep.' })
  const press = new Picky('a-3b', 'a-2b')
  const { made, told } = await typeset('a-3b', press)
  expect(made).toBe('none')
  expect(told[0]).toBe('This is PDF/A-2b and not PDF/A-3b, without its attachments: no a-3b today.')
  expect(press.attached).toEqual([1, 0, 1])
})
