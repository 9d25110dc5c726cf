import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JobProgress, SessionState } from '../../../electron/shared/api.ts'
import { AppError } from '../../../electron/shared/errors.ts'
import type { Article, ArticleRow, ArchiveStats, ImportRun } from '../../../electron/shared/model.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { Workspace } from './workspace.svelte.ts'

const archive = { path: '/a.clipfile', name: 'a', key: 'k', sizeBytes: 1, readOnly: false }
const state: SessionState = {
  version: '1',
  runtime: 'x',
  platform: 'linux',
  archive,
  recents: [],
  theme: 'light',
  notify: true,
  view: {},
  failure: null,
}
const ended = {
  jobId: 1,
  kind: 'import',
  report: [] as string[],
  importId: 5,
  name: 'dumps',
  state: 'done',
  imported: 2,
  duplicates: 0,
  rejected: 0,
} as unknown as JobProgress

const details = (id: number) =>
  ({ id, title: 'x', outlet: null, authors: [], published: null, corrections: {} }) as unknown as Article

function open(change: Partial<SessionState> = {}, total = 10) {
  const holds = { total }
  const client = fakeClient({
    'session.state': () => ({ ...state, ...change }),
    'job.list': () => [],
    'archive.stats': () => ({ articles: holds.total }) as ArchiveStats,
    'archive.outlets': () => [],
    'archive.imports': () => [{ id: 5, startedAtMs: 1 } as ImportRun],
    'archive.list': ({ offset, limit }) => ({
      rows: Array.from(
        { length: Math.min(limit, holds.total - offset) },
        (_, i) => ({ id: 100 + offset + i }) as ArticleRow,
      ),
      total: holds.total,
      exact: true,
      tookMs: 1,
      hint: null,
    }),
    'archive.histogram': () => ({
      firstMonth: 0,
      counts: new Int32Array(0),
      undated: 0,
      total: 0,
      firstDay: null,
      lastDay: null,
    }),
    'archive.locate': ({ id }) => id - 100,
    'archive.article': ({ id }) => {
      if (id > 900) throw new AppError('not-found', 'gone')
      return details(id)
    },
    'archive.dumps': () => ({ rows: [], total: 0 }),
    'archive.records': () => ({ rows: [], total: 0 }),
    'settings.view': () => {},
  })
  const workspace = new Workspace(client)
  workspace.start()
  return { client, workspace, holds }
}
const wait = (ms = 1) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('opening', () => {
  it('opens the first article of an archive seen for the first time', async () => {
    const { workspace } = open()
    await wait()
    expect(workspace.reading.id).toBe(100)
    expect(workspace.browse.active).toBe(0)
  })

  it('comes back to the article and row of last time', async () => {
    const { workspace } = open({ view: { places: { '/a.clipfile': { articleId: 107, offset: 6 } } } })
    await wait()
    expect(workspace.reading.id).toBe(107)
    expect(workspace.browse.active).toBe(7)
    expect(workspace.browse.start.index).toBe(6)
  })

  it('falls back to the first when that article is gone', async () => {
    const { workspace } = open({ view: { places: { '/a.clipfile': { articleId: 999, offset: 0 } } } })
    await wait()
    expect(workspace.reading.id).toBe(100)
  })

  it('asks the archive nothing while none is open', async () => {
    const { client } = open({ archive: null })
    await wait()
    expect(client.asked.map((one) => one.method)).toEqual(['session.state'])
  })

  it('changes archives by the event alone', async () => {
    const { client, workspace } = open({ archive: null })
    await wait()
    client.tell('session', state)
    await wait()
    expect(workspace.browse.total).toBe(10)
    client.tell('session', { ...state, archive: null })
    await wait()
    expect(workspace.browse.rows).toBeNull()
    expect(workspace.reading.article).toBeNull()
  })
})

describe('events', () => {
  it('makes one refresh of many changes, and opens the first article of what was empty', async () => {
    const { client, workspace, holds } = open({}, 0)
    await wait()
    const before = client.count('archive.stats')
    holds.total = 4
    for (let i = 0; i < 20; i += 1) client.tell('changed', { articles: i, indexing: false })
    await wait(100)
    expect(client.count('archive.stats')).toBe(before + 1)
    expect(workspace.browse.total).toBe(4)
    expect(workspace.reading.id).toBe(100)
  })

  it('shows an import that began while its view was open and empty', async () => {
    const { client, workspace } = open({}, 0)
    client.answers['archive.imports'] = () => []
    await wait()
    workspace.show('imports')
    expect(workspace.ledger.importId).toBeNull()
    client.answers['archive.imports'] = () => [{ id: 5, startedAtMs: 1 } as ImportRun]
    client.tell('job', {
      ...ended,
      state: 'running',
      step: 'Reading',
      startedAtMs: 0,
      total: null,
      bytesTotal: null,
    })
    await wait(10)
    expect(workspace.ledger.importId).toBe(5)
  })

  it('tells of an import’s end, with the way to its ledger', async () => {
    const { client, workspace } = open()
    await wait()
    client.tell('job', ended)
    const toast = workspace.notices.toasts[0]
    expect(toast?.text).toBe('2 articles imported')
    toast?.action?.run()
    expect(workspace.view).toBe('imports')
    expect(workspace.ledger.importId).toBe(5)
  })

  it('reads the open article again once an import is over, not with every batch', async () => {
    const { client } = open()
    await wait()
    const before = client.count('archive.article')
    client.tell('changed', { articles: 1, indexing: false })
    await wait(100)
    expect(client.count('archive.article')).toBe(before)
    client.tell('job', ended)
    expect(client.count('archive.article')).toBe(before + 1)
  })

  it('keeps quiet about the index', async () => {
    const { client, workspace } = open()
    await wait()
    client.tell('job', { ...ended, kind: 'index' })
    expect(workspace.notices.toasts).toEqual([])
  })

  it('shows what was lost, and that it is back', async () => {
    const { client, workspace } = open()
    await wait()
    client.tell('backend-lost', { message: 'It ended.', fatal: false })
    expect(workspace.notices.banner?.message).toBe('It ended.')
    await wait(100)
    expect(workspace.notices.banner).toBeNull()
  })

  it('keeps saying so of an archive that was given up, until it is closed', async () => {
    const { client, workspace } = open()
    await wait()
    client.tell('backend-lost', { message: 'It ended.', fatal: true })
    client.tell('changed', { articles: 1, indexing: false })
    await wait(100)
    expect(workspace.notices.banner?.fatal).toBe(true)
    client.tell('session', { ...state, archive: null })
    expect(workspace.notices.banner).toBeNull()
  })

  it('makes an archive for files that were dropped on none', async () => {
    const { client, workspace } = open({ archive: null })
    await wait()
    client.answers['session.new'] = () => archive
    client.answers['import.paths'] = () => 1
    client.tell('import-offered', { paths: ['/x.txt'] })
    expect(workspace.intake.offered).toEqual(['/x.txt'])
    await workspace.intake.answer(true)
    expect(client.asked.at(-1)).toEqual({ method: 'import.paths', input: { paths: ['/x.txt'] } })
    expect(workspace.intake.offered).toBeNull()
  })
})

describe('stepping', () => {
  it('reads where it comes to rest', async () => {
    const { client, workspace } = open()
    await wait()
    for (let i = 0; i < 5; i += 1) workspace.step(1)
    await wait(100)
    expect(workspace.reading.id).toBe(105)
    expect(client.count('archive.article')).toBe(2)
  })

  it('reads a row far down that has to be fetched first', async () => {
    const { workspace } = open({}, 700)
    await wait()
    workspace.goTo(699)
    await wait(100)
    expect(workspace.reading.id).toBe(799)
  })

  it('opens an article from another view', async () => {
    const { workspace } = open()
    await wait()
    workspace.show('imports')
    await workspace.openArticle(103)
    expect(workspace.view).toBe('library')
    expect(workspace.browse.active).toBe(3)
  })
})

describe('correcting', () => {
  it('is about the article that the keyboard has come to, not the one still in sight', async () => {
    const { workspace } = open()
    await wait()
    workspace.step(1)
    const asked = workspace.correct()
    await wait()
    await asked
    expect(workspace.dialog).toBe('correct')
    expect(workspace.correcting.article?.id).toBe(101)
  })

  it('waits for the version that is on its way', async () => {
    const { client, workspace } = open()
    await wait()
    client.answers['archive.article'] = ({ id, version = 0 }) => ({ ...details(id), version })
    await workspace.showVersion(3)
    await workspace.correct()
    expect(workspace.dialog).toBeNull()
    void workspace.showVersion(0)
    await workspace.correct()
    expect(workspace.dialog).toBe('correct')
  })

  it('keeps its dialog, and what was typed in it, whatever the menu says', async () => {
    const { workspace } = open()
    await wait()
    await workspace.correct()
    workspace.correcting.draft.title = 'typed'
    workspace.command('settings')
    workspace.command('correct')
    await wait()
    expect([workspace.dialog, workspace.correcting.draft.title]).toEqual(['correct', 'typed'])
  })

  it('is refused in an archive that is read only', async () => {
    const { workspace } = open({ archive: { ...archive, readOnly: true } })
    await wait()
    await workspace.correct()
    expect(workspace.dialog).toBeNull()
  })

  it('refreshes list and counts', async () => {
    const { client, workspace } = open()
    await wait()
    const before = client.count('archive.stats')
    client.answers['archive.correct'] = ({ id }) => details(id)
    await workspace.correct()
    workspace.correcting.draft.title = 'Better'
    await workspace.correcting.save()
    await wait(10)
    expect(client.count('archive.stats')).toBe(before + 1)
  })
})

it('shows where everything is extracted again, and an import in its place', async () => {
  const { client, workspace } = open()
  client.answers['archive.extraction'] = () => ({ outdated: 1, readable: 0, all: 9, preview: null })
  await wait()
  workspace.command('extract-again')
  await wait()
  expect([workspace.view, workspace.extractionShown, workspace.extraction.waiting]).toEqual([
    'imports',
    true,
    1,
  ])
  client.tell('job', { ...ended, kind: 'extract', importId: null, result: '1 would change' })
  expect(workspace.notices.toasts, 'its own page tells').toEqual([])
  workspace.showImport(5)
  expect(workspace.extractionShown).toBe(false)
  client.tell('job', { ...ended, kind: 'extract', importId: null, result: '1 would change' })
  expect(workspace.notices.toasts[0]?.text).toBe('1 would change')
})

it('shows a failure in a dialog, but not a cancelled one', async () => {
  const { workspace } = open()
  await wait()
  await workspace.attempt('No', () => Promise.reject(new AppError('cancelled', 'never mind')))
  expect(workspace.notices.problem).toBeNull()
  await workspace.attempt('No', () => Promise.reject(new AppError('disk-full', 'Full.', 'Free some.')))
  expect(workspace.notices.problem).toEqual({ title: 'No', message: 'Full.', detail: 'Free some.' })
})
