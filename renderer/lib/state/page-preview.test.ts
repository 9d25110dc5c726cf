import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../../electron/shared/errors.ts'
import { PDF_DEFAULTS, type PdfPreview } from '../../../electron/shared/export.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { PagePreview } from './page-preview.svelte.ts'

const asked = { selection: { ids: [1] }, options: PDF_DEFAULTS }
const made = (...pages: string[]): PdfPreview => ({
  pages,
  ...{ pageWidth: 10, pageHeight: 20, articles: 9, shown: 1, warnings: [] },
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('many changes make one question; the pages of before stay until the new ones are here', async () => {
  const client = fakeClient({ 'export.preview': () => made('one', 'two') })
  const preview = new PagePreview(client)
  for (const textSize of [9, 10, 11]) preview.ask({ ...asked, options: { ...PDF_DEFAULTS, textSize } })
  expect(preview.busy).toBe(true)
  await vi.runAllTimersAsync()
  expect(client.asked.map(({ input }) => (input as typeof asked).options.textSize)).toEqual([11])
  expect([preview.busy, preview.pages, preview.drawing]).toEqual([false, 2, 'one'])
  preview.turnTo(7)
  expect(preview.drawing).toBe('two')
  client.answers['export.preview'] = () => made('only')
  preview.ask(asked)
  expect(preview.drawing).toBe('two')
  await vi.runAllTimersAsync()
  expect([preview.page, preview.drawing]).toEqual([0, 'only'])
})

it('an answer that comes late is not shown; the one that took its place is', async () => {
  const slow = later<PdfPreview>()
  const client = fakeClient({ 'export.preview': () => slow.promise })
  const preview = new PagePreview(client)
  preview.ask(asked, 0)
  await vi.runAllTimersAsync()
  client.answers['export.preview'] = () => made('new')
  preview.ask(asked, 0)
  slow.reject(new AppError('cancelled', 'Another one took its place.'))
  await vi.runAllTimersAsync()
  expect([preview.error, preview.drawing, preview.busy]).toEqual([null, 'new', false])
})

it('says what went wrong and keeps the last pages; again asks again', async () => {
  const client = fakeClient({ 'export.preview': () => made('one') })
  const preview = new PagePreview(client)
  preview.ask(asked, 0)
  await vi.runAllTimersAsync()
  client.answers['export.preview'] = () => {
    throw new AppError('read-failed', 'No.')
  }
  preview.ask(asked, 0)
  await vi.runAllTimersAsync()
  expect([preview.error?.message, preview.drawing, preview.busy]).toEqual(['No.', 'one', false])
  client.answers['export.preview'] = () => made('two')
  preview.again()
  await vi.runAllTimersAsync()
  expect([preview.error, preview.drawing]).toEqual([null, 'two'])
})

it('once nobody looks, the work ends, and its answer is nobody’s', async () => {
  const slow = later<PdfPreview>()
  const client = fakeClient({ 'export.preview': () => slow.promise, 'export.endPreview': () => {} })
  const preview = new PagePreview(client)
  preview.ask(asked, 0)
  await vi.runAllTimersAsync()
  preview.stop()
  slow.resolve(made('late'))
  await vi.runAllTimersAsync()
  expect([preview.made, preview.busy, client.count('export.endPreview')]).toEqual([null, false, 1])
  preview.stop()
  expect(client.count('export.endPreview')).toBe(1)
})
