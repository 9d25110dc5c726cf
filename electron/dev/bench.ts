/**
 * `npm run bench [-- COUNT]`: the figures of the README, measured on generated articles on this machine. Times are of a
 * machine that may be busy: read them beside each other, not beside yours.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openArchive, runImport, type Archive } from '../core/archive.ts'
import { EVERYTHING, type JobCounts } from '../shared/api.ts'
import { benchFolder, writeDumps } from './bench-generate.ts'
import { inherit } from './command.ts'
import { inMs, percentile, printFigures, type Figure } from './figures.ts'
import { generateArticles, random } from './generate.ts'
import { root } from './paths.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

/** How far an import was after a while. */
interface Pace {
  records: number
  ms: number
}

/** The rate over the last tenth of the records by that over the first; the start of the threads is no part of it. */
function lastByFirst(pace: readonly Pace[], count: number): number {
  const at = (records: number) => pace.find((point) => point.records >= records) ?? pace.at(-1)!
  const rate = (from: Pace, to: Pace) => (to.records - from.records) / (to.ms - from.ms)
  return rate(at(count * 0.9), pace.at(-1)!) / rate(at(1), at(count * 0.1))
}

async function benchImport(count: number, dumps: string, file: string): Promise<Figure[]> {
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(file + suffix, { force: true })
  const cpu = process.cpuUsage()
  const started = performance.now()
  const pace: Pace[] = []
  const control = {
    signal: new AbortController().signal,
    onProgress: (counts: JobCounts) => {
      const records = counts.imported + counts.duplicates
      if (records > (pace.at(-1)?.records ?? -1)) pace.push({ records, ms: performance.now() - started })
    },
  }
  const run = await runImport(file, { paths: [dumps] }, control, { create: true })
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  // A copy with no word changed, of the same outlet and day, is the same bytes, and so already there.
  if (run.imported + run.duplicates !== count)
    throw new Error(`${run.imported} of ${count} articles were imported`)
  return [
    {
      what: `import of ${count} text dumps, searchable`,
      measured: `${Math.round(count / seconds)} articles/s`,
      goal: '≥ 5,000',
    },
    {
      what: 'its last tenth beside its first',
      measured: `${Math.round(100 * lastByFirst(pace, count))} % as fast`,
      goal: '≥ 80 %',
    },
    {
      what: 'CPU of all threads per article',
      measured: `${Math.round((user + system) / count)} µs`,
      goal: '≤ 400 on two cores',
    },
    {
      what: 'memory of the importing process with its threads at most',
      measured: `${Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)} MB`,
      goal: '≤ 500 MB',
    },
  ]
}

function benchSizes(archive: Archive): Figure[] {
  archive.db.pragma('wal_checkpoint(TRUNCATE)')
  const stats = archive.answer('archive.stats', undefined)
  const originals = archive.db.prepare('SELECT sum(length(data)) FROM original').pluck().get() as number
  const ratio = (bytes: number) => (bytes / stats.textBytes).toFixed(2)
  return [
    {
      what: 'archive per byte of text, without originals',
      measured: ratio(stats.archiveBytes - originals),
      goal: '',
    },
    { what: 'index per byte of text', measured: ratio(stats.indexBytes), goal: '' },
    { what: 'originals per byte of text', measured: ratio(originals), goal: '' },
    {
      what: 'both per byte of text, without originals',
      measured: ratio(stats.archiveBytes - originals + stats.indexBytes),
      goal: '≤ 1.2',
    },
    {
      what: 'everything per byte of text',
      measured: ratio(stats.archiveBytes + stats.indexBytes),
      goal: '≤ 1.6',
    },
  ]
}

/** Words as they stand in the articles, so mostly frequent ones: alone and in twos, and phrases of two that follow each other. */
function searches(): { words: string[]; phrases: string[] } {
  const next = random(7)
  const words: string[] = []
  const phrases: string[] = []
  for (const article of generateArticles(150, 1)) {
    const all = article.paragraphs[0]!.replace(/[.]/g, '').split(' ')
    const word = () => all[Math.floor(next() * all.length)]!
    words.push(word(), `${word()} ${word()}`)
    phrases.push(`"${all.slice(2, 4).join(' ')}"`)
  }
  return { words, phrases }
}

function timesOf<T>(inputs: readonly T[], run: (input: T) => unknown): number[] {
  return inputs.map((input) => {
    const started = performance.now()
    run(input)
    return performance.now() - started
  })
}

function benchQueries(archive: Archive, count: number): Figure[] {
  const next = random(5)
  const list = (text: string, offset = 0) =>
    archive.answer('archive.list', { query: { ...EVERYTHING, text }, offset, limit: 50 })
  const { words, phrases } = searches()
  list(words[0]!)
  const [wordTimes, phraseTimes] = [words, phrases].map((texts) => timesOf(texts, (text) => list(text)))
  const counts = timesOf(phrases, (text) =>
    archive.answer('archive.histogram', { query: { ...EVERYTHING, text } }),
  )
  const offsets = Array.from({ length: 300 }, () => Math.floor(next() * count))
  const page = timesOf(offsets, (offset) => list('', offset))
  const overview = timesOf(Array.from({ length: 20 }), () => archive.answer('archive.timeline', undefined))
  const outletIds = archive.answer('archive.outlets', { limit: 25 }).map((outlet) => outlet.id)
  const lanes = timesOf(Array.from({ length: 20 }), () =>
    archive.answer('archive.lanes', { outletIds, fromDay: 13_000, toDay: 20_766, maxItems: 4000 }),
  )
  const both = (times: number[]) =>
    `p50 ${inMs(percentile(times, 0.5))}, p95 ${inMs(percentile(times, 0.95))}`
  return [
    {
      what: `search, newest 50 with snippets: ${words.length} words and pairs`,
      measured: both(wordTimes!),
      goal: 'p95 ≤ 15 ms',
    },
    {
      what: `the same: ${phrases.length} phrases of two words`,
      measured: both(phraseTimes!),
      goal: 'p95 ≤ 15 ms',
    },
    { what: 'afterwards: their exact count and histogram', measured: both(counts), goal: '' },
    { what: 'list: 50 rows anywhere in it', measured: both(page), goal: '' },
    { what: 'timeline of everything: data', measured: both(overview), goal: '' },
    { what: 'timeline: 25 lanes of 20 years', measured: both(lanes), goal: '' },
  ]
}

async function bench(args: readonly string[]): Promise<number> {
  const count = Number(args[0] ?? 100_000)
  const dumps = benchFolder(count)
  if (!existsSync(dumps) || readdirSync(dumps).length < Math.ceil(count / 1000)) {
    say(`Generating ${count} articles`)
    writeDumps(count, dumps)
  }
  const file = join(dumps, '..', `clipfile-bench-${count}.clipfile`)
  const imported = await benchImport(count, dumps, file)
  const archive = openArchive(file)
  const figures = [...imported, ...benchSizes(archive), ...benchQueries(archive, count)]
  archive.close()
  printFigures(figures)
  say(`The archive is ${(statSync(file).size / 1e6).toFixed(0)} MB. Now what people add to it.`)
  const failed = await inherit(
    process.execPath,
    [join(root, 'electron', 'dev', 'bench-own.ts'), String(count)],
    {},
  )
  if (failed) return failed
  say('Now the window.')
  // A script of its own, because it speaks of the page, whose types this layer does not have.
  return inherit(process.execPath, [join(root, 'e2e', 'bench-window.ts'), file, String(count)], {})
}

if (import.meta.main) await runScript(() => bench(process.argv.slice(2)))
