import { expect, test } from 'vitest'
import type { Coverage } from '../../../electron/shared/timeline.ts'
import { fakeClient, settled } from '../../dev/fake-client.ts'
import { TimelineCoverage } from './timeline-coverage.svelte.ts'

const answerOf = (outletIds: readonly number[], imports = false): Coverage => ({
  firstDay: Float64Array.from(outletIds, (id) => id * 100),
  lastDay: Float64Array.from(outletIds, (id) => id * 100 + 9),
  importedFrom: Int32Array.from(imports ? [100] : []),
  importedTo: Int32Array.from(imports ? [400] : []),
})

test('an outlet is asked for once, until the archive changes; lanes of sums never', async () => {
  const client = fakeClient({ 'archive.coverage': ({ outletIds, imports }) => answerOf(outletIds, imports) })
  const coverage = new TimelineCoverage(client)
  await coverage.load()
  coverage.want([1, 2, -1])
  coverage.want([2, 3])
  await settled()
  expect(client.asked.map(({ input }) => input)).toEqual([
    { outletIds: [], imports: true },
    { outletIds: [1, 2] },
    { outletIds: [3] },
  ])
  expect([...coverage.edges.keys()]).toEqual([1, 2, 3])
  expect(coverage.edges.get(3)).toEqual({ first: 300, last: 309 })
  expect([...coverage.imported!.to]).toEqual([400])
  await coverage.load()
  await settled()
  expect(client.asked.slice(3).map(({ input }) => input)).toEqual([
    { outletIds: [], imports: true },
    { outletIds: [1, 2, 3] },
  ])
})

test('what could not be read is asked for again', async () => {
  const client = fakeClient({ 'archive.coverage': ({ outletIds }) => answerOf(outletIds) })
  const coverage = new TimelineCoverage(client)
  const { 'archive.coverage': answer } = client.answers
  delete client.answers['archive.coverage']
  coverage.want([1])
  await settled()
  expect(coverage.edges.size).toBe(0)
  client.answers['archive.coverage'] = answer!
  coverage.want([1])
  await settled()
  expect(coverage.edges.get(1)).toEqual({ first: 100, last: 109 })
})
