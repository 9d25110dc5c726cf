import { expect, test } from 'vitest'
import type { TimelineItem } from '../../../electron/shared/timeline.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { Recaptured } from './recaptured.svelte.ts'

const QUERY = { text: '', outletId: null, importId: null }
const row = (id: number) => ({ kind: 'article', id, title: `Title ${id}` }) as TimelineItem

test('pages follow each other, each row with the times of its texts', async () => {
  const client = fakeClient({
    'archive.recaptured': ({ offset }) => ({
      rows: offset === 0 ? [row(9), row(4)] : [row(2)],
      total: 3,
    }),
    'archive.captures': ({ articleIds }) => ({
      articleId: Float64Array.from(articleIds.flatMap((id) => [id, id])),
      version: Float64Array.from(articleIds.flatMap(() => [1, 0])),
      capturedAtMs: Float64Array.from(articleIds.flatMap((id) => [NaN, id * 100])),
      importedAtMs: Float64Array.from(articleIds.flatMap((id) => [id === 4 ? NaN : id * 10, 7])),
    }),
  })
  const found = new Recaptured(client)
  await found.load(QUERY)
  expect(found.total).toBe(3)
  await found.more()
  expect(found.rows.map(({ id, textsAtMs }) => [id, ...textsAtMs])).toEqual([
    [9, 90, 900],
    [4, null, 400],
    [2, 20, 200],
  ])
  delete client.answers['archive.captures']
  await found.load(QUERY)
  expect(found.error?.message).toContain('has no answer')
  expect(found.rows).toHaveLength(3)
})
