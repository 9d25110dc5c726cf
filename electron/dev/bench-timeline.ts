/**
 * `npm run bench:timeline [-- ARTICLES | FILE]`: how long each answer of the timeline takes, of so many articles (100,000), four
 * times as many headlines, 2,000 outlets and 20 years; and of what no archive should be like. With the file of such an archive
 * that one is measured, and stays. Figures of a busy machine are too high.
 */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive, type Archive } from '../core/archive.ts'
import { EVERYTHING, type ListQuery } from '../shared/api.ts'
import { inMs, percentile, printFigures, type Figure } from './figures.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'
import { fillTimeline, twentyYears, type Shape } from './timeline-archive.ts'

const RUNS = 20

const query = (text: string, more: Partial<ListQuery> = {}): ListQuery => ({ ...EVERYTHING, text, ...more })

function cpuMs(run: () => unknown): { ms: number; cpu: number } {
  const before = process.cpuUsage()
  const started = performance.now()
  run()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  return { ms, cpu: (user + system) / 1000 }
}

/** @param run is told which time it is, to ask for something else each time */
function figure(what: string, goal: string, run: (i: number) => unknown): Figure {
  const first = cpuMs(() => run(0))
  const times = Array.from({ length: RUNS }, (_, i) => cpuMs(() => run(i + 1)))
  const [ms, cpu] = [times.map((time) => time.ms), times.map((time) => time.cpu)]
  return {
    what,
    measured: `p50 ${inMs(percentile(ms, 0.5))}, p95 ${inMs(percentile(ms, 0.95))} (CPU p50 ${inMs(percentile(cpu, 0.5))}, p95 ${inMs(percentile(cpu, 0.95))}; first ${inMs(first.ms)}, CPU ${inMs(first.cpu)})`,
    goal,
  }
}

/** As often as it is asked, a list that was never asked for: nothing of it can be kept. */
const fresh = (text: string, i: number) => query(`${text} -never${i}`)

function answers(archive: Archive): Figure[] {
  const ask = archive.answer.bind(archive)
  const { outlets, firstDay, lastDay } = ask('archive.timeline', undefined) as {
    outlets: { id: number }[]
    firstDay: number
    lastDay: number
  }
  const outletIds = outlets.slice(0, 25).map(({ id }) => id)
  const all = outlets.slice(0, 2000).map(({ id }) => id)
  const years = { fromDay: firstDay, toDay: lastDay, maxItems: 4000 }
  const month = (i: number) => ({
    fromDay: lastDay - 60 - i * 30,
    toDay: lastDay - 30 - i * 30,
    maxItems: 4000,
  })
  const days = (i: number) => ({ fromDay: lastDay - 1000 - i * 100, toDay: lastDay - i * 100, maxItems: 0 })
  const matched = ask('archive.histogram', { query: query('tenth') }).total
  const hits = `a query with ${matched} matches`
  return [
    figure('everything: overview', '≤ 50 ms', () => ask('archive.timeline', undefined)),
    figure('everything: overview, top 20 outlets', '≤ 2 ms', () => ask('archive.timeline', { top: 20 })),
    figure('everything: 20 years by month, 20 lanes', '≤ 2 ms', () =>
      ask('archive.lanes', { ...years, outletIds: outletIds.slice(0, 20) }),
    ),
    figure(`everything: 20 years by month, ${all.length} lanes`, '≤ 50 ms', () =>
      ask('archive.lanes', { ...years, outletIds: all }),
    ),
    figure('everything: the same, others in one lane', '', () =>
      ask('archive.lanes', { ...years, outletIds, others: true }),
    ),
    figure('everything: three years by day, 25 lanes', '≤ 50 ms', (i) =>
      ask('archive.lanes', { ...days(i), outletIds }),
    ),
    figure('everything: three years by day, all others in one lane', '≤ 50 ms', (i) =>
      ask('archive.lanes', { ...days(i), outletIds, others: true }),
    ),
    figure('everything: three years by week, 25 lanes', '≤ 50 ms', (i) =>
      ask('archive.lanes', { ...days(i), outletIds, step: 'week' }),
    ),
    figure('everything: the items of a month, 25 lanes', '≤ 50 ms', (i) =>
      ask('archive.lanes', { ...month(i), outletIds, maxItems: 50_000 }),
    ),
    figure('coverage of 200 lanes', '≤ 50 ms', () =>
      ask('archive.coverage', { outletIds: all.slice(0, 200), imports: true }),
    ),
    figure(`${hits}: overview, never asked before`, '≤ 40 ms', (i) =>
      ask('archive.timeline', { query: fresh('tenth', i) }),
    ),
    figure(`${hits}: its 20 years by month, 25 lanes`, '≤ 40 ms', () =>
      ask('archive.lanes', { ...years, outletIds, query: query('tenth') }),
    ),
    figure(`${hits}: three years by day, 25 lanes and others`, '≤ 40 ms', (i) =>
      ask('archive.lanes', { ...days(i), outletIds, others: true, query: query('tenth') }),
    ),
    figure('a third of all: overview, never asked before', '', (i) =>
      ask('archive.timeline', { query: fresh('third', i) }),
    ),
    figure('an outlet: overview', '≤ 50 ms', (i) =>
      ask('archive.timeline', { query: query('', { outletId: outletIds[i % 25]! }) }),
    ),
    figure('a time: overview', '', (i) =>
      ask('archive.timeline', { query: query(`after:20${10 + (i % 10)}-0${1 + (i % 9)}`) }),
    ),
    figure('500 titles', '≤ 50 ms', (i) =>
      ask('archive.titles', {
        articleIds: Array.from({ length: 250 }, (_, n) => 1 + ((n * 37 + i) % matched)),
        headlineIds: Array.from({ length: 250 }, (_, n) => 1 + n * 41 + i),
      }),
    ),
    figure('the list behind a bar: a month of an outlet', '≤ 50 ms', (i) =>
      ask('archive.items', {
        outletIds: [outletIds[0]!],
        days: { from: lastDay - 30 - i, to: lastDay - i },
        offset: 0,
        limit: 100,
      }),
    ),
    figure('the undated, page by page', '≤ 50 ms', (i) =>
      ask('archive.items', { outletIds: null, days: null, offset: i * 1000, limit: 100 }),
    ),
    figure('list of everything, collapsed', '', (i) =>
      ask('archive.list', { query: query('', { collapse: true }), offset: i * 100, limit: 50 }),
    ),
  ]
}

function archiveOf(name: string, shape: Shape): Archive {
  const file = join(tmpdir(), `clipfile-timeline-${name}.clipfile`)
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(file + suffix, { force: true })
  say(`Making an archive of ${name}`)
  return fillTimeline(file, shape)
}

/** What no archive should be like, but one may. */
function oddities(count: number): Figure[] {
  const oneDay = archiveOf(`${count} on one day`, {
    articles: count,
    headlines: count,
    outlets: 3,
    dayAt: (at) => (at < 0.0001 ? -330_000 : at > 0.9999 ? 2_932_896 : 20_000),
  })
  const outlets = archiveOf(`50000 outlets and ${count}`, {
    articles: count,
    headlines: count,
    outlets: 50_000,
    dayAt: twentyYears,
    nameLength: 500,
  })
  const [day, many] = [oneDay, outlets].map((archive) => archive.answer.bind(archive))
  const figures = [
    figure(`${count} on one day, and some in 1066 and 9999: overview`, '≤ 50 ms', () =>
      day!('archive.timeline', undefined),
    ),
    figure('the same, its lanes at most zoom', '', () =>
      day!('archive.lanes', { outletIds: [1, 2, 3], fromDay: 19_990, toDay: 20_010, maxItems: 4000 }),
    ),
    figure('the same, a page of its bar', '', (i) =>
      day!('archive.items', {
        outletIds: [1],
        days: { from: 20_000, to: 20_000 },
        offset: i * 5000,
        limit: 100,
      }),
    ),
    figure('50,000 outlets with names of 500 letters: the 500 with most', '≤ 50 ms', () =>
      many!('archive.timeline', { top: 500 }),
    ),
    figure('the same, all of them', '', () => many!('archive.timeline', undefined)),
    figure('the same, a query with a tenth, the 500 with most', '', (i) =>
      many!('archive.timeline', { query: fresh('tenth', i), top: 500 }),
    ),
  ]
  oneDay.close()
  outlets.close()
  return figures
}

function bench(args: readonly string[]): number {
  const file = args[0]?.endsWith('.clipfile') ? args[0] : null
  if (file) {
    const archive = openArchive(file)
    printFigures(answers(archive))
    archive.close()
    return 0
  }
  const count = Number(args[0] ?? 100_000)
  const started = performance.now()
  const archive = archiveOf(String(count), {
    articles: count,
    headlines: count * 4,
    outlets: 2000,
    dayAt: twentyYears,
  })
  say(`Made in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  const figures = answers(archive)
  archive.close()
  printFigures([...figures, ...oddities(Math.min(count, 1_000_000))])
  return 0
}

if (import.meta.main) await runScript(async () => bench(process.argv.slice(2)))
