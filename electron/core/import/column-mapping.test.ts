import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { gzipSync } from 'node:zlib'
import { writeFiles } from './import-fixtures.ts'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { openArchive, runImport } from '../archive.ts'
import { previewColumns } from './preview-columns.ts'
import { previewDump } from './preview-dump.ts'

const removes: (() => void)[] = []
afterEach(() => {
  for (const remove of removes.splice(0)) remove()
})

const table = ['kennung;wann;was;worum']
for (let i = 1; i <= 30; i++)
  table.push(`k${i};${(i % 28) + 1}/3/2024;Gate ${i};The gate number ${i} stayed shut.`)
const text = table.join('\n')
const mapping = {
  fields: { title: ['was'], body: ['worum'], published: ['wann'], tags: ['kennung'] },
  dates: 'dmy' as const,
  body: 'auto' as const,
}
const control = { signal: new AbortController().signal, onProgress: () => {} }

function place(files: Record<string, string | Uint8Array>) {
  const { folder, remove } = temporaryFolder()
  removes.push(remove)
  writeFiles(join(folder, 'dumps'), files)
  return { dumps: join(folder, 'dumps'), path: join(folder, 'a.clipfile') }
}

it('unknown columns are refused once, chosen, tried again, and known from then on', async () => {
  const { dumps, path } = place({ 'a.csv': text })
  const first = await runImport(path, { paths: [dumps] }, control, { create: true })
  expect(first).toMatchObject({ records: 1, rejected: 1, imported: 0 })
  const shown = previewDump(path, 1, null, {})
  expect(shown).toMatchObject({ name: 'a.csv', readBy: null, isKept: false })
  expect(shown.columns.map((column) => column.path)).toEqual(['kennung', 'wann', 'was', 'worum'])
  const archive = openArchive(path)
  const columns = shown.columns.map((column) => column.path)
  archive.answer('archive.saveMapping', { columns, mapping })
  archive.close()
  expect(previewDump(path, 1, null, {})).toMatchObject({ isKept: true })
  const again = await runImport(path, { retry: 1 }, control)
  expect(again).toMatchObject({ records: 30, imported: 30, rejected: 0 })
  const read = openArchive(path)
  const article = read.answer('archive.article', { id: 1 })
  expect(article).toMatchObject({ title: 'Gate 1', published: { value: '2024-03-02' } })
  expect(
    read.answer('archive.records', { importId: 1, dumpId: 1, state: null, offset: 0, limit: 50 }).total,
  ).toBe(30)
  read.close()
  // a later file of the same columns, in another order and packed
  const { dumps: more } = place({
    'b.csv.gz': gzipSync('worum;was;wann;kennung\nMore of it.;Gate 31;1/4/2024;k31\n'),
  })
  expect(await runImport(path, { paths: [more] }, control)).toMatchObject({
    imported: 1,
    rejected: 0,
  })
}, 60_000)

it('a preview proposes by names and by values, and shows what comes of a choice', () => {
  const rows = [1, 2, 3].map((n) => ({
    id: n,
    daten: { wann: `2024-03-0${n}`, quelle: 'The Herald' },
    inhalt_roh: `The gate number ${n} stayed shut. ${'Nobody knew why. '.repeat(20)}`,
    ueberschrift: `Gate ${n}`,
  }))
  const { dumps } = place({
    'a.json': JSON.stringify({ liste: rows }),
    'a.jsonl.gz': gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')),
    'b.txt': 'Just text.',
  })
  for (const name of ['a.json', 'a.jsonl.gz']) {
    const preview = previewColumns(join(dumps, name), null, [])
    expect(preview.columns.map(({ path }) => path)).toEqual([
      'id',
      'daten.wann',
      'daten.quelle',
      'inhalt_roh',
      'ueberschrift',
    ])
    expect(preview.mapping.fields).toMatchObject({
      body: ['inhalt_roh'],
      outlet: ['daten.quelle'],
      title: ['ueberschrift'],
    })
    const chosen = { ...preview.mapping, fields: { ...preview.mapping.fields, published: ['daten.wann'] } }
    expect(previewColumns(join(dumps, name), chosen, []).articles[1]).toMatchObject({
      title: 'Gate 2',
      outlet: 'The Herald',
      published: { value: '2024-03-02' },
      language: 'en',
    })
  }
  expect(() => previewColumns(join(dumps, 'b.txt'), null, [])).toThrow('b.txt has no rows with columns.')
  expect(() => previewColumns(join(dumps, 'gone'), null, [])).toThrow('There is no such file')
})
