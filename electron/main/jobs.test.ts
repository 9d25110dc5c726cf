import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JobProgress } from '../shared/api.ts'
import type { JobCounts } from '../shared/api.ts'
import type { FromJobProcess, ToJobProcess } from '../shared/wire.ts'
import { Jobs } from './jobs.ts'

class FakeChild {
  readonly posted: ToJobProcess[] = []
  killed = 0
  say: (message: FromJobProcess) => void = () => {}
  exit: (code: number) => void = () => {}
  post(message: ToJobProcess): void {
    this.posted.push(message)
  }
  kill(): void {
    this.killed++
  }
  onMessage(listener: (message: FromJobProcess) => void): void {
    this.say = listener
  }
  onExit(listener: (code: number) => void): void {
    this.exit = listener
  }
}

function setUp() {
  const children: FakeChild[] = []
  const told: JobProgress[] = []
  const jobs = new Jobs({
    fork: () => {
      const child = new FakeChild()
      children.push(child)
      return child
    },
    nativeBinding: '/sqlite.node',
    onChange: (_path, progress) => told.push(progress),
    log: () => {},
  })
  return { jobs, children, told, newest: () => children.at(-1)! }
}

const IMPORT = { kind: 'import', path: '/a.clipfile', paths: ['/dump.txt'] } as const
const request = { ...IMPORT, paths: [...IMPORT.paths] }
const counts: JobCounts = {
  step: 'Reading',
  current: 5,
  total: 10,
  bytes: 50,
  bytesTotal: 100,
  imported: 4,
  duplicates: 1,
  rejected: 0,
  headlines: 7,
  importId: 3,
}
const DONE = {
  type: 'end',
  end: { state: 'done', error: null, result: 'fine', counts: { imported: 9 } },
} as const

describe('Jobs', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('starts, follows and ends a job', () => {
    const { jobs, told, newest } = setUp()
    const jobId = jobs.start('dump.txt', request)
    expect(newest().posted).toEqual([{ type: 'start', request, nativeBinding: '/sqlite.node' }])
    newest().say({ type: 'progress', counts })
    expect(jobs.list('/a.clipfile')).toEqual([
      expect.objectContaining({ ...counts, jobId, state: 'running' }),
    ])
    newest().say(DONE)
    expect(told.map(({ state }) => state)).toEqual(['running', 'running', 'done'])
    expect(told.at(-1)).toMatchObject({ imported: 9, headlines: 7, result: 'fine' })
    expect([newest().killed, jobs.running()]).toEqual([1, []])
    newest().exit(0)
    newest().say({ type: 'progress', counts })
    expect(told).toHaveLength(3)
  })

  it('refuses a second import into the same archive, not into another', () => {
    const { jobs, newest } = setUp()
    jobs.start('a', request)
    expect(() => jobs.start('b', request)).toThrow(expect.objectContaining({ code: 'job-running' }))
    jobs.start('other', { ...request, path: '/b.clipfile' })
    jobs.start('check', { kind: 'check', path: '/a.clipfile' })
    expect(jobs.running('/a.clipfile')).toHaveLength(2)
    expect(newest().posted[0]).toMatchObject({ request: { kind: 'check' } })
  })

  it('empties no trash under an import, and imports nothing under an emptying, saying which of them runs', () => {
    const { jobs, newest } = setUp()
    const trash = { kind: 'trash', path: '/a.clipfile', what: 'all' } as const
    jobs.start('a', request)
    expect(() => jobs.start('a', trash)).toThrow('An import into this archive is running.')
    newest().say(DONE)
    jobs.start('a', trash)
    expect(() => jobs.start('a', request)).toThrow('The trash of this archive is being emptied.')
    newest().exit(9)
    expect(jobs.list('/a.clipfile').at(-1)).toMatchObject({
      state: 'interrupted',
      error: { detail: expect.stringContaining('is in the trash still') },
    })
  })

  it('pauses an import, and nothing else', async () => {
    const { jobs, newest } = setUp()
    const jobId = jobs.start('a', request)
    const stopped = jobs.pause('/a.clipfile', jobId)
    expect(newest().posted.at(-1)).toEqual({ type: 'cancel', pause: true })
    expect(jobs.list('/a.clipfile').at(-1)).toMatchObject({ state: 'cancelling', step: 'Pausing' })
    newest().say({ type: 'end', end: { state: 'paused', error: null, result: null, counts: {} } })
    await stopped
    expect(jobs.list('/a.clipfile').at(-1)).toMatchObject({ state: 'paused' })
    const check = jobs.start('check', { kind: 'check', path: '/a.clipfile' })
    await expect(jobs.pause('/a.clipfile', check)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('makes room for a person’s import, and lets what came by itself go on later', async () => {
    const { jobs, newest } = setUp()
    jobs.start('inbox', { kind: 'import', path: '/a.clipfile', folder: '/inbox', only: ['/inbox/a'] })
    expect(jobs.running('/a.clipfile')).toEqual([])
    expect(jobs.isAnyRunning).toBe(true)
    const free = jobs.pauseByItself('/a.clipfile')
    expect(newest().posted.at(-1)).toEqual({ type: 'cancel', pause: true })
    newest().exit(0)
    await free
    jobs.start('a', request)
    await Promise.all([jobs.pauseByItself('/a.clipfile')])
    expect(newest().posted).toHaveLength(1)
  })

  it('cancels by asking', async () => {
    const { jobs, newest } = setUp()
    const jobId = jobs.start('a', request)
    const stopped = jobs.cancel('/a.clipfile', jobId)
    expect(newest().posted.at(-1)).toEqual({ type: 'cancel' })
    newest().say({ type: 'progress', counts })
    expect(jobs.list('/a.clipfile')[0]).toMatchObject({ state: 'cancelling', step: 'Stopping', imported: 4 })
    newest().say({ type: 'end', end: { state: 'cancelled', error: null, result: null, counts: {} } })
    await stopped
    expect(jobs.list('/a.clipfile')[0]).toMatchObject({ state: 'cancelled' })
  })

  it('kills what does not stop within five seconds', async () => {
    const { jobs, newest } = setUp()
    const stopped = jobs.cancel('/a.clipfile', jobs.start('a', request))
    vi.advanceTimersByTime(4_999)
    expect(newest().killed).toBe(0)
    vi.advanceTimersByTime(1)
    expect(newest().killed).toBe(1)
    newest().exit(15)
    await stopped
    expect(jobs.list('/a.clipfile')[0]).toMatchObject({ state: 'interrupted', error: null })
  })

  it('tells a job that died from one that ended', () => {
    const { jobs, newest } = setUp()
    jobs.start('a', request)
    newest().exit(139)
    expect(jobs.list('/a.clipfile')[0]).toMatchObject({
      state: 'interrupted',
      error: { code: 'backend-lost' },
    })
  })

  it('lets no window cancel a job of another archive', async () => {
    const { jobs } = setUp()
    const jobId = jobs.start('a', request)
    await expect(jobs.cancel('/b.clipfile', jobId)).rejects.toMatchObject({ code: 'not-found' })
    await expect(jobs.cancel('/a.clipfile', 99)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('asks nobody about an index, which catches up by itself', () => {
    const { jobs } = setUp()
    jobs.start('index', { kind: 'index', path: '/a.clipfile' })
    expect(jobs.running()).toEqual([])
    expect(jobs.isRunning('/a.clipfile', 'index')).toBe(true)
  })

  it('forgets jobs that ended long ago', () => {
    const { jobs, newest } = setUp()
    for (let i = 0; i < 60; i++) {
      jobs.start('check', { kind: 'check', path: '/a.clipfile' })
      newest().say(DONE)
    }
    expect(jobs.list('/a.clipfile').length).toBeLessThan(30)
  })
})
