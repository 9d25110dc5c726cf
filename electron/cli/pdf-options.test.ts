import { Command } from 'commander'
import { expect, test } from 'vitest'
import { PDF_DEFAULTS } from '../shared/export.ts'
import { addPageOptions, exportTypeset, type PageOptions, pdfOptionsOf } from './pdf-options.ts'

function read(...argv: string[]) {
  const quiet = { writeErr: () => {}, writeOut: () => {} }
  const command = addPageOptions(new Command().exitOverride().configureOutput(quiet))
  return pdfOptionsOf(command.parse(argv, { from: 'user' }).opts<PageOptions>())
}

test('what is not named is as in the app', () => {
  expect(read()).toEqual(PDF_DEFAULTS)
})

test('each option says one thing of the pages', () => {
  const all =
    '--paper letter --columns 2 --text-size 8.5 --font sans --notes margin --standard ua-1 --title Gates --author Kallas'
  const without =
    '--no-cover --no-contents --no-page-each --no-images --no-highlights --no-timeline-figure --no-sources'
  expect(read(...all.split(' '), ...without.split(' '))).toEqual({
    paper: 'letter',
    columns: 2,
    textSize: 8.5,
    font: 'sans',
    notes: 'margin',
    standard: 'ua-1',
    title: 'Gates',
    author: 'Kallas',
    cover: false,
    contents: false,
    newPageEach: false,
    images: false,
    highlights: false,
    timeline: false,
    sources: false,
  })
})

test.each([
  ['--paper', 'a3'],
  ['--columns', '3'],
  ['--text-size', '6.9'],
  ['--text-size', '18.1'],
  ['--text-size', ''],
  ['--text-size', 'ten'],
  ['--font', 'comic'],
  ['--notes', 'end'],
  ['--standard', 'a-1b'],
])('%s %s is refused', (name, value) => {
  expect(() => read(name, value)).toThrow(/invalid/)
})

test('a PDF needs a file: several may come of it', async () => {
  const nothing = exportTypeset('pdf', 'no.clipfile', undefined, { output: '-' })
  await expect(nothing).rejects.toThrow('A pdf needs a file.')
})
