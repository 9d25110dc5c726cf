import { expect, it, vi } from 'vitest'
import type { AnnotationPage, AnnotationRow } from '../../../electron/shared/own.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { AnnotationList } from './annotation-list.svelte.ts'

const row = (id: number, group: number, count = 2) =>
  ({ id, group: { id: group, label: `Group ${group}`, count } }) as AnnotationRow
const page = (...rows: AnnotationRow[]): AnnotationPage => ({ rows, total: rows.length })

it('sets the rows under their headings', async () => {
  const list = new AnnotationList(
    fakeClient({ 'archive.annotations': () => page(row(1, 1), row(2, 1), row(3, 2, 9)) }),
  )
  await list.load()
  expect(list.groups.map(({ label, count, rows }) => [label, count, rows.length])).toEqual([
    ['Group 1', 2, 2],
    ['Group 2', 9, 1],
  ])
})

it('asks once typing pauses, and from the first page', async () => {
  vi.useFakeTimers()
  const client = fakeClient({ 'archive.annotations': () => page() })
  const list = new AnnotationList(client)
  await list.turnTo(200)
  for (const text of ['g', 'ga', 'gauge']) list.type(text)
  await vi.advanceTimersByTimeAsync(200)
  await list.filter({ colour: 2 })
  await list.groupBy('colour')
  await list.filter({ note: true })
  expect(client.asked.map(({ input }) => input)).toEqual([
    { text: '', group: 'article', offset: 200, limit: 100 },
    { text: 'gauge', group: 'article', offset: 0, limit: 100 },
    { text: 'gauge', group: 'article', colour: 2, offset: 0, limit: 100 },
    { text: 'gauge', group: 'colour', colour: 2, offset: 0, limit: 100 },
    { text: 'gauge', group: 'colour', colour: 2, note: true, offset: 0, limit: 100 },
  ])
  vi.useRealTimers()
})

it('shows the answer to the last question, whichever comes last', async () => {
  const slow = later<AnnotationPage>()
  const client = fakeClient({
    'archive.annotations': ({ group }) => (group === 'colour' ? slow.promise : page(row(1, 1))),
  })
  const list = new AnnotationList(client)
  const first = list.groupBy('colour')
  await list.groupBy('article')
  slow.resolve(page())
  await first
  expect(list.groups).toHaveLength(1)
})

it('says what went wrong, and lifts what was asked for', async () => {
  const list = new AnnotationList(fakeClient())
  await list.filter({ orphans: true, note: false })
  expect([list.error !== null, list.filtered]).toEqual([true, true])
  await list.lift()
  expect(list.filtered).toBe(false)
})
