import { describe, expect, it } from 'vitest'
import type { JobProgress } from '../../../electron/shared/api.ts'
import type { ExtractionChange, ExtractionPreview, ExtractionState } from '../../../electron/shared/model.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { Extraction } from './extraction.svelte.ts'

const preview: ExtractionPreview = {
  madeAtMs: 0,
  looked: 100,
  changed: 12,
  gained: 3,
  failed: 1,
  fields: { title: 3 },
}
const job = (change: Partial<JobProgress> = {}) =>
  ({ jobId: 8, kind: 'extract', state: 'done', error: null, ...change }) as JobProgress

function extraction(state: Partial<ExtractionState> = {}) {
  const client = fakeClient({
    'archive.extraction': () => ({ outdated: 40, readable: 2, all: 100, preview: null, ...state }),
    'archive.extractionChanges': ({ offset }) => ({
      rows: [{ id: offset } as ExtractionChange],
      total: 120,
    }),
    'extraction.preview': () => 8,
    'extraction.apply': () => 9,
    'archive.discardExtraction': () => {},
  })
  return { client, one: new Extraction(client) }
}

describe('extracting again', () => {
  it('knows what waits, and asks for no changes before there is a preview', async () => {
    const { client, one } = extraction()
    await one.refresh()
    expect([one.waiting, one.applicable]).toEqual([42, 0])
    expect(client.count('archive.extractionChanges')).toBe(0)
  })

  it('shows a preview by pages, and begins anew where a page is gone', async () => {
    const { client, one } = extraction({ preview })
    await one.refresh()
    expect([one.applicable, one.changes.total]).toEqual([120, 120])
    await one.turnTo(100)
    expect(one.changes).toMatchObject({ offset: 100, rows: [{ id: 100 }] })
    client.answers['archive.extractionChanges'] = ({ offset }) => ({
      rows: [{ id: offset } as ExtractionChange],
      total: 20,
    })
    await one.refresh()
    expect(one.changes.offset).toBe(0)
  })

  it('follows its own job to the end, however soon that comes', async () => {
    const { client, one } = extraction()
    const slow = later<number>()
    client.answers['extraction.preview'] = () => slow.promise
    const started = one.preview(true)
    expect(one.doing).toBe('preview')
    one.finish(job())
    slow.resolve(8)
    await started
    expect(one.doing).toBeNull()
    expect(one.ended).toMatchObject({ doing: 'preview', job: { jobId: 8 } })
    expect(client.asked[0]?.input).toEqual({ all: true })
  })

  it('takes no other job for its own', async () => {
    const { one } = extraction()
    await one.apply()
    one.finish(job({ jobId: 8 }))
    expect(one.doing).toBe('apply')
    one.finish(job({ jobId: 9, state: 'failed' }))
    expect(one.ended?.job.state).toBe('failed')
  })

  it('does nothing when it could not start', async () => {
    const { client, one } = extraction()
    client.answers['extraction.apply'] = () => {
      throw new Error('busy')
    }
    await expect(one.apply()).rejects.toThrow('busy')
    expect(one.doing).toBeNull()
  })

  it('discards, and reads where things stand then', async () => {
    const { client, one } = extraction({ preview })
    await one.refresh()
    client.answers['archive.extraction'] = () => ({ outdated: 0, readable: 0, all: 100, preview: null })
    await one.discard()
    expect([one.state?.preview, one.changes.total]).toEqual([null, 0])
  })
})
