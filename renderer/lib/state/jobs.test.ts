import { describe, expect, it, vi } from 'vitest'
import type { JobProgress } from '../../../electron/shared/api.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { importEnded, isNoNews, sumsInWords } from './import-words.ts'
import { fraction, Jobs } from './jobs.svelte.ts'

const job = (change: Partial<JobProgress> = {}): JobProgress => ({
  jobId: 1,
  kind: 'import',
  importId: 5,
  name: 'dumps',
  step: 'Reading',
  state: 'running',
  startedAtMs: Date.now() - 4000,
  current: 0,
  total: null,
  bytes: 0,
  bytesTotal: null,
  imported: 0,
  duplicates: 0,
  rejected: 0,
  headlines: 0,
  error: null,
  result: null,
  report: [],
  wrote: false,
  byItself: false,
  ...change,
})

describe('jobs', () => {
  it('are listed while they run, and told about when they end', () => {
    const ended = vi.fn()
    const jobs = new Jobs(fakeClient(), ended)
    jobs.accept(job())
    expect(jobs.ofImport(5)?.jobId).toBe(1)
    jobs.accept(job({ state: 'cancelling' }))
    expect(jobs.running).toHaveLength(1)
    jobs.accept(job({ state: 'cancelled' }))
    expect(jobs.running).toHaveLength(0)
    expect(ended).toHaveBeenCalledOnce()
  })

  it('does not tell again of those that ended before the window opened', async () => {
    const ended = vi.fn()
    const jobs = new Jobs(
      fakeClient({ 'job.list': () => [job({ state: 'done' }), job({ jobId: 2 })] }),
      ended,
    )
    await jobs.start()
    expect(ended).not.toHaveBeenCalled()
    expect(jobs.running.map((one) => one.jobId)).toEqual([2])
  })

  it('measure speed and time left', () => {
    let now = 0
    const jobs = new Jobs(
      fakeClient(),
      () => {},
      () => now,
    )
    jobs.accept(job({ bytes: 100, bytesTotal: 1000 }))
    expect(jobs.pace(1).perSecond).toBeNull()
    now = 1000
    jobs.accept(job({ imported: 3000, bytes: 500, bytesTotal: 1000 }))
    expect(jobs.pace(1).perSecond).toBe(3000)
    expect(jobs.pace(1).remainingMs).toBeGreaterThan(3900)
    expect(jobs.pace(1).remainingMs).toBeLessThan(4200)
  })

  it('know how far they are by bytes before records', () => {
    expect(fraction(job({ bytes: 1, bytesTotal: 4, current: 1, total: 2 }))).toBe(0.25)
    expect(fraction(job({ current: 1, total: 2 }))).toBe(0.5)
    expect(fraction(job())).toBeNull()
    expect(fraction(job({ bytes: 9, bytesTotal: 4 }))).toBe(1)
  })
})

describe('the end of an import in words', () => {
  it('leaves out what is zero', () => {
    expect(sumsInWords({ imported: 40, duplicates: 2, rejected: 1 })).toBe(
      '40 articles imported, 2 already here, 1 refused',
    )
    expect(sumsInWords({ imported: 1, duplicates: 0, rejected: 0 })).toBe('1 article imported')
    expect(sumsInWords({ imported: 0, duplicates: 3, rejected: 0 })).toBe('Nothing new: 3 already here')
    expect(sumsInWords({ imported: 0, duplicates: 0, rejected: 0 })).toBe('Nothing to import')
  })

  it('says why it stopped', () => {
    const error = {
      code: 'disk-full',
      message: 'The disk is full.',
      detail: 'Free 2 GB, then resume.',
    } as const
    expect(importEnded(job({ state: 'failed', error }))).toEqual({
      text: 'dumps stopped: The disk is full. Free 2 GB, then resume.',
      tone: 'problem',
    })
    expect(importEnded(job({ state: 'cancelled', imported: 7 })).text).toBe(
      'Import cancelled. Kept: 7 articles imported',
    )
    expect(importEnded(job({ kind: 'export', state: 'done', result: 'Written to /a.jsonl' })).text).toBe(
      'Written to /a.jsonl',
    )
  })
  it('tells of what a watched folder brought, unless that is nothing', () => {
    const by = { byItself: true, name: 'inbox', state: 'done' } as const
    expect(isNoNews(job({ ...by, duplicates: 4 }))).toBe(true)
    expect(isNoNews(job({ ...by, rejected: 1 }))).toBe(false)
    // the archive is being closed: it goes on by itself
    expect(isNoNews(job({ ...by, state: 'paused', imported: 3 }))).toBe(true)
    expect(isNoNews(job({ ...by, state: 'failed' }))).toBe(false)
    expect(importEnded(job({ ...by, imported: 2 })).text).toBe(
      'From the watched folder “inbox”: 2 articles imported',
    )
    expect(importEnded(job({ state: 'paused', imported: 2 })).text).toBe(
      'Import paused. In so far: 2 articles imported',
    )
  })
  it('tells what of a file of annotations was not taken in, and why', () => {
    const failed = { kind: 'annotations', name: 'notes.jsonld', state: 'failed' } as const
    const detail = 'Annotation 1: It is no object.\nAnnotation 3: It has no target.'
    const error = { code: 'bad-input', message: '4 annotations taken in, 2 refused.', detail } as const
    expect(importEnded(job({ ...failed, error, result: '4 annotations taken in, 2 refused.' }))).toEqual({
      text: '“notes.jsonld”: 4 annotations taken in, 2 refused.',
      tone: 'problem',
      why: detail,
    })
    const none = { code: 'bad-input', message: 'This file is no JSON.', detail: 'Export it again.' } as const
    expect(importEnded(job({ ...failed, error: none }))).toEqual({
      text: '“notes.jsonld” could not be taken in. This file is no JSON. Export it again.',
      tone: 'problem',
    })
  })
})
