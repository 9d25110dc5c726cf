import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PDF_DEFAULTS, type PdfPreset } from '../../../electron/shared/export.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { EXPORT_FORMATS } from '../../../electron/shared/export.ts'
import { FORMAT_GROUPS } from './export-formats.ts'
import { Exporting } from './exporting.svelte.ts'

const subjects = [
  { label: '2 picked articles', selection: { ids: [1, 2] }, count: 2 },
  { label: 'None', selection: { ids: [3] }, count: 0 },
]

function begin() {
  let presets: PdfPreset[] = []
  const client = fakeClient({
    'export.lastOptions': () => ({ ...PDF_DEFAULTS, paper: 'a5', title: 'Of the last one' }),
    'export.presets': () => presets,
    'export.savePresets': (input) => (presets = input.presets),
    'export.preview': () => ({
      pages: ['p'],
      pageWidth: 1,
      pageHeight: 1,
      articles: 2,
      shown: 2,
      warnings: [],
    }),
    'export.endPreview': () => {},
    'export.start': () => 7,
  })
  return { client, exporting: new Exporting(client, () => subjects) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('begins with the options of the last time, but not with its title', async () => {
  const { client, exporting } = begin()
  await exporting.load()
  expect(exporting.options).toEqual({ ...PDF_DEFAULTS, paper: 'a5', title: '' })
  await vi.runAllTimersAsync()
  expect(client.count('export.preview')).toBe(1)
  exporting.set({ columns: 2 })
  expect(await exporting.start()).toBe(7)
  expect(client.asked.at(-1)).toEqual({
    method: 'export.start',
    input: { format: 'pdf', selection: { ids: [1, 2] }, options: { ...exporting.options, columns: 2 } },
  })
})

it('a format without pages needs neither options nor a preview', async () => {
  const { client, exporting } = begin()
  await exporting.load()
  exporting.chooseFormat('csv')
  exporting.set({ columns: 2 })
  await vi.runAllTimersAsync()
  expect(client.count('export.preview')).toBe(0)
  await exporting.start()
  expect(client.asked.at(-1)!.input).toEqual({ format: 'csv', selection: { ids: [1, 2] } })
  exporting.chooseFormat('dossier')
  await vi.runAllTimersAsync()
  expect(client.count('export.preview')).toBe(1)
})

it('nothing is typeset of what holds no article', async () => {
  const { client, exporting } = begin()
  exporting.chooseSubject(1)
  await exporting.load()
  await vi.runAllTimersAsync()
  expect(client.count('export.preview')).toBe(0)
})

it('presets: saved under a name, known again, renamed, deleted; a title is of one export', async () => {
  const { exporting } = begin()
  const { presets } = exporting
  await exporting.load()
  exporting.set({ title: 'River deal', columns: 2 })
  await presets.save(' For court ', exporting.options)
  expect(presets.of(exporting.options)?.name).toBe('For court')
  exporting.set({ columns: 1 })
  expect(presets.of(exporting.options)).toBeUndefined()
  await presets.save('Reading', exporting.options)
  exporting.usePreset('For court')
  expect([exporting.options.columns, exporting.options.title]).toEqual([2, 'River deal'])
  await presets.rename('For court', 'Court')
  expect(presets.all.map(({ name }) => name)).toEqual(['Court', 'Reading'])
  await presets.rename('Court', 'Reading')
  expect(presets.all.map(({ name, options }) => [name, options.columns])).toEqual([['Reading', 2]])
  await presets.delete('Reading')
  expect(presets.all).toEqual([])
})

it('every format can be chosen, and says what it is for', () => {
  const offered = FORMAT_GROUPS.flatMap(({ formats }) => formats)
  expect(offered.map(({ format }) => format).sort()).toEqual([...EXPORT_FORMATS].sort())
  expect(offered.filter(({ hint }) => hint === '')).toEqual([])
})
