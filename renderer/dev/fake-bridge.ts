/**
 * Stands in for preload while looking at the window in a plain browser. `?s=start|empty|library|…` chooses the scene.
 * Never part of the build: renderer/dev/look.mjs injects it into the built page.
 */
import type {
  Bridge,
  Events,
  Input,
  JobProgress,
  ListQuery,
  Method,
  Reply,
  SessionState,
  ViewState,
} from '../../electron/shared/api.ts'
import type { Article, ExtractionPreview } from '../../electron/shared/model.ts'
import * as invented from './invented.ts'
import * as pages from './invented-pages.ts'
import { exportAnswers } from './invented-exports.ts'
import * as timeline from './invented-timeline.ts'
import { narrowed } from './invented-library.ts'
import { ownAnswers, trashed } from './invented-own.ts'

const scene = new URLSearchParams(location.search)
const name = scene.get('s') ?? 'library'
const TOTAL = name === 'empty' ? 0 : Number(scene.get('n') ?? 1_204_551)
const DELAY_MS = Number(scene.get('delay') ?? 4)
const outlets = invented.outlets(name === 'empty' ? 0 : Number(scene.get('outlets') ?? 14), TOTAL)
const runs = name === 'empty' ? [] : invented.imports()
if (name !== 'running' && runs[0]) runs[0].state = 'done'
if (name !== 'interrupted') for (const run of runs) if (run.state === 'interrupted') run.state = 'cancelled'
const listeners = new Map<string, Set<(payload: unknown) => void>>()

function tell<E extends keyof Events>(event: E, payload: Events[E]): void {
  listeners.get(event)?.forEach((listener) => listener(payload))
}

const archive = {
  path: '/home/ines/river-desk.clipfile',
  name: 'river-desk',
  key: 'k1',
  sizeBytes: 2_100_000_000,
  readOnly: scene.has('ro'),
}
let state: SessionState = {
  version: '0.1.0',
  runtime: 'Electron 45.4.1',
  platform: 'linux',
  archive: name.startsWith('start') ? null : archive,
  recents:
    name === 'start-first'
      ? []
      : [
          {
            path: '/home/ines/river-desk.clipfile',
            name: 'river-desk',
            openedAtMs: Date.UTC(2026, 10, 12, 9, 41),
            missing: false,
          },
          {
            path: '/home/ines/Documents/elections/2024.clipfile',
            name: '2024',
            openedAtMs: Date.UTC(2026, 9, 2, 17, 5),
            missing: false,
          },
          {
            path: '/media/stick/treaty.clipfile',
            name: 'treaty',
            openedAtMs: Date.UTC(2026, 3, 22, 11, 20),
            missing: true,
          },
        ],
  theme: (scene.get('t') ?? 'light') as SessionState['theme'],
  view: JSON.parse(scene.get('view') ?? '{}') as ViewState,
  notify: true,
  failure:
    name === 'start-failure'
      ? {
          path: '/home/ines/notes.clipfile',
          error: {
            code: 'archive-not-clipfile',
            message: '“notes.clipfile” is not a Clipfile archive.',
            detail:
              'It may be renamed, or damaged in its first bytes. To import it as a dump, drop it on an open archive.',
          },
        }
      : null,
}

function matching(query: ListQuery): number {
  if (query.text.includes('zzz')) return 0
  if (query.only === 'trash') return trashed.size
  if (query.text) return Math.min(TOTAL, 318)
  if (query.only) return query.only === 'starred' ? 3 : TOTAL - 40
  if (query.collectionId !== undefined)
    return query.collectionId === 1 ? 148 : query.collectionId > 4 ? 0 : 12
  if (query.tagId !== undefined) return 2901
  if (query.outletId !== null) return outlets.find((outlet) => outlet.id === query.outletId)?.articles ?? 0
  if (query.importId !== null) return runs.find((run) => run.id === query.importId)?.imported ?? 0
  return TOTAL
}

function histogram(query: ListQuery) {
  const total = matching(query)
  const firstMonth = 2012 * 12
  const counts = new Int32Array(179)
  for (let i = 0; i < 179; i += 1) {
    const wave = Math.abs(Math.sin(i / 13) * Math.cos(i / 31)) * 0.7 + ((i * 7919) % 97) / 280
    counts[i] = total === 0 ? 0 : Math.round(((query.text ? Math.max(0, wave - 0.3) : wave) * total) / 80)
  }
  const none = total === 0
  return {
    firstMonth,
    counts: none ? new Int32Array(0) : counts,
    undated: Math.round(total * 0.02),
    total,
    firstDay: none ? null : invented.FIRST_DAY,
    lastDay: none ? null : invented.LAST_DAY,
  }
}

const job: JobProgress = {
  jobId: 1,
  kind: 'import',
  importId: 12,
  name: 'ministry-crawl-2026-11',
  step: 'Reading',
  state: 'running',
  startedAtMs: Date.now() - 20_800,
  current: 61_204,
  total: 94_800,
  bytes: 1_251_000_000,
  bytesTotal: 1_941_000_000,
  imported: 56_110,
  duplicates: 4_381,
  rejected: 713,
  headlines: 402_377,
  error: null,
  result: null,
  report: [],
  wrote: false,
  byItself: false,
}

const corrected = new Map<number, Article>()
function article(id: number, version: number): Article {
  const one = invented.article(id, TOTAL, outlets)
  const plain = { ...one, versions: [], version: 0, corrections: {} }
  if (version === 0 && corrected.has(id)) return corrected.get(id)!
  return name === 'pages' ? pages.page(plain, version) : plain
}

const FOUND: ExtractionPreview = {
  madeAtMs: Date.UTC(2026, 10, 22, 9, 41),
  looked: 61_204,
  changed: 1_204,
  gained: 58,
  failed: 2,
  fields: { title: 311, text: 1_180, published: 96, authors: 40, pictures: 602, language: 12 },
}
const NOTHING: ExtractionPreview = { ...FOUND, changed: 0, gained: 0, failed: 0, fields: {} }
const wants = scene.get('x') ?? ''
let preview = wants === 'ready' ? FOUND : wants === 'same' ? NOTHING : null
let extraction =
  wants === 'none' || wants === 'same'
    ? { outdated: 0, readable: 0, all: 61_204 }
    : { outdated: 1_204, readable: 58, all: 61_204 }
const found = () => (preview ? preview.changed + preview.gained : 0)
let cancel: (() => void) | undefined

/** A job that extracts; `x=slow` lets it stand half-way, `x=fails` ends it badly. */
function run(doing: 'preview' | 'apply'): number {
  const told: JobProgress = {
    ...job,
    jobId: 7,
    kind: 'extract',
    importId: null,
    name: 'Extracting again',
    step: doing === 'preview' ? 'Reading originals' : 'Writing',
    current: 24_100,
    total: 61_204,
    bytes: 0,
    bytesTotal: null,
    startedAtMs: Date.now() - 9_000,
  }
  const end = (change: Partial<JobProgress>) => {
    if (change.state === 'done') {
      preview = doing === 'preview' ? FOUND : null
      if (doing === 'apply') extraction = { outdated: 0, readable: 0, all: 61_204 }
    }
    tell('job', { ...told, ...change })
  }
  setTimeout(() => tell('job', told), 10)
  cancel = () => end({ state: 'cancelled' })
  const error = {
    code: 'read-failed',
    message: 'The archive could not be read.',
    detail: 'Check the archive, then try again.',
  } as const
  if (wants === 'fails') setTimeout(() => end({ state: 'failed', error }), 60)
  else if (wants !== 'slow')
    setTimeout(
      () =>
        end({ state: 'done', result: doing === 'apply' ? '1,262 articles changed' : '1,262 would change' }),
      60,
    )
  return 7
}

const answers: { [M in Method]?: (input: never) => unknown } = {
  ...ownAnswers(
    (id) => invented.article(id, TOTAL, outlets),
    outlets,
    (event) => tell('own', event),
  ),
  ...exportAnswers({ scene, total: TOTAL, job, tell: (told) => tell('job', told) }),
  'session.state': () => state,
  'session.openSample': () => open(),
  'session.new': () => open(),
  'session.open': () => open(),
  'session.openRecent': () => {
    throw {
      code: 'archive-locked',
      message: 'Another program has this archive open.',
      detail: 'Close it there and try again.',
    }
  },
  'session.close': () => {
    state = { ...state, archive: null }
    tell('session', state)
  },
  'session.forgetRecent': ({ path }: { path: string }) => {
    state = { ...state, recents: state.recents.filter((recent) => recent.path !== path) }
    return state.recents
  },
  'job.list': () => (name === 'running' ? [job] : []),
  'archive.stats': () => ({
    articles: TOTAL,
    headlines: Math.round(TOTAL * 3.22),
    outlets: outlets.length,
    imports: runs.length,
    archiveBytes: TOTAL * 1743,
  }),
  'archive.outlets': () => outlets,
  'archive.imports': () => runs,
  'archive.list': ({ query, offset, limit }: { query: ListQuery; offset: number; limit: number }) => {
    if (query.text.includes('"') && query.text.split('"').length % 2 === 0)
      throw {
        code: 'bad-query',
        message: 'The quotation mark is never closed.',
        detail: 'Close it, or search for the words without it.',
      }
    const total = matching(query)
    const words = query.text.toLowerCase().match(/[a-z]+/g) ?? []
    const rows = []
    for (let i = offset; i < Math.min(total, offset + limit); i += 1)
      rows.push(invented.row(i, total, outlets, words))
    return {
      rows: narrowed(query, rows),
      total,
      exact: true,
      tookMs: 11,
      hint: total === 0 ? 'No article has both words. “water” alone: 1,204 articles.' : null,
    }
  },
  'archive.timeline': () => timeline.overview(outlets),
  'archive.lanes': (input: Input<'archive.lanes'>) => timeline.lanes(input, outlets),
  'archive.coverage': ({ outletIds }: Input<'archive.coverage'>) => timeline.coverage(outletIds),
  'archive.captures': ({ articleIds }: Input<'archive.captures'>) => timeline.captures(articleIds),
  'archive.recaptured': ({ limit }: Input<'archive.recaptured'>) => timeline.recaptured(outlets, limit),
  'archive.titles': ({ articleIds, headlineIds }: Input<'archive.titles'>) =>
    [...articleIds, ...headlineIds].map((id, i) => ({
      kind: i < articleIds.length ? 'article' : 'headline',
      id,
      title: article(id, 0).title,
      outlet: null,
    })),
  'archive.storiesOf': ({ articleIds }: Input<'archive.storiesOf'>) => timeline.stories(articleIds),
  'archive.headline': ({ id }: { id: number }) => ({
    id,
    title: article(id, 0).title,
    outlet: outlets[Math.floor(id / 10_000)]?.name ?? null,
    listings: 4,
    listedIn: 1,
  }),
  'archive.histogram': ({ query }: { query: ListQuery }) => histogram(query),
  'archive.locate': ({ id }: { id: number }) => id,
  'archive.article': ({ id, version = 0 }: { id: number; version?: number }) => article(id, version),
  'archive.correct': ({ id, correction }: { id: number; correction: { field: string; value: unknown } }) => {
    if (scene.has('refuse'))
      throw { code: 'disk-full', message: 'The disk is full.', detail: 'Free some space, then save again.' }
    const before = article(id, 0)
    const value =
      correction.field === 'published' && correction.value !== null
        ? { value: correction.value, precision: 'day', source: 'corrected' }
        : correction.value
    const corrections = {
      [correction.field]: { extracted: before[correction.field as 'title'], atMs: Date.now() },
      ...before.corrections,
    }
    corrected.set(id, { ...before, [correction.field]: value, corrections })
    return corrected.get(id)
  },
  'archive.uncorrect': ({ id, field }: { id: number; field: 'title' }) => {
    const before = article(id, 0)
    const { [field]: was, ...corrections } = before.corrections
    corrected.set(id, { ...before, [field]: was?.extracted ?? '', corrections })
    return corrected.get(id)
  },
  'archive.extraction': () => ({ ...extraction, preview }),
  'archive.extractionChanges': ({ offset, limit }: { offset: number; limit: number }) => ({
    rows: Array.from({ length: Math.min(limit, found() - offset) }, (_, i) => pages.change(offset + i)),
    total: found(),
  }),
  'archive.discardExtraction': () => (preview = null),
  'extraction.preview': () => run('preview'),
  'extraction.apply': () => run('apply'),
  'job.cancel': () => cancel?.(),
  'clipboard.write': () => {},
  'archive.losses': () => invented.losses,
  'archive.dumps': ({ offset, limit }: { offset: number; limit: number }) => ({
    rows: Array.from({ length: Math.min(limit, 1403 - offset) }, (_, i) => invented.dump(offset + i)),
    total: 1403,
  }),
  'archive.takingBack': () => ({ articles: 56_110, shared: 1_204, own: 31, versions: 12 }),
  'watch.state': () => ({
    folder: scene.has('watched') ? '/home/ines/Downloads/clippings' : null,
    problem: null,
  }),
  'archive.reasons': () => ({ groups: invented.reasons(), isAll: true }),
  'archive.records': ({
    offset,
    limit,
    state: wanted,
  }: {
    offset: number
    limit: number
    state: 'imported' | null
  }) => ({
    rows: Array.from({ length: limit }, (_, i) => invented.record(offset + i, wanted)),
    total: 61_204,
  }),
}

function open() {
  state = { ...state, archive }
  setTimeout(() => tell('session', state), 5)
  return archive
}

async function call(method: string, input: unknown): Promise<Reply<unknown>> {
  await new Promise((resolve) => setTimeout(resolve, DELAY_MS))
  try {
    return { ok: true, value: structuredClone(await answers[method as Method]?.(input as never)) }
  } catch (error) {
    return { ok: false, error: error as never }
  }
}

const bridge: Bridge = {
  call,
  on: (event, listener) => {
    const set = listeners.get(event) ?? new Set()
    listeners.set(event, set.add(listener))
    return () => set.delete(listener)
  },
  importDropped: async () => {
    if (!state.archive)
      tell('import-offered', { paths: ['/home/ines/dumps/fox-afghanistan.txt', '/home/ines/dumps/made'] })
    return { ok: true, value: null }
  },
  platform: 'linux',
}
Object.assign(window, { clipfile: bridge, fake: { tell, job } })
