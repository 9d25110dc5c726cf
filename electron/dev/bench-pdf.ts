/**
 * `npm run bench:pdf [-- COUNT…]`: generated articles as a PDF, by the app's job process: pages, seconds, the processor's, and the
 * most memory of that process; beside it the same articles as Chromium prints them, where all processes are counted on both sides; and
 * how long a preview takes.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePdfPreview, openArchive, runImport } from '../core/archive.ts'
import { PDF_DEFAULTS } from '../shared/export.ts'
import { EVERYTHING } from '../shared/list-query.ts'
import { writeDumps } from './bench-generate.ts'
import { printWithChromium, typesetInApp } from './bench-print.ts'
import { build } from './build.ts'
import { printFigures, type Figure } from './figures.ts'
import type { Taken } from './process-tree.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

const control = { signal: new AbortController().signal, onProgress: () => {} }
const MB = 1e6
const GOALS: Record<number, number> = { 500: 600 * MB, 5000: 2000 * MB }
/** More articles in one page are more than Chromium prints in the memory that people have. */
const MOST_FOR_CHROMIUM = 1000

async function archiveOf(count: number, folder: string): Promise<string> {
  const path = join(folder, `${count}.clipfile`)
  const dumps = join(folder, `dumps-${count}`)
  writeDumps(count, dumps)
  await runImport(path, { paths: [dumps] }, control, { create: true })
  rmSync(dumps, { recursive: true })
  return path
}

const mb = (bytes: number): string => `${(bytes / MB).toFixed(0)} MB`
const words = ({ seconds, cpuSeconds }: Taken): string =>
  `${seconds.toFixed(1)} s (CPU ${cpuSeconds.toFixed(1)} s)`

/** Both at once would slow each other down; one after the other they are compared in the same minute. */
async function benchOne(count: number, folder: string): Promise<Figure[]> {
  say(`Importing ${count} generated articles`)
  const archive = await archiveOf(count, folder)
  openArchive(archive).close()
  say('Typesetting')
  const ours = await typesetInApp(archive, folder)
  const figures: Figure[] = [
    {
      what: `${count} articles: ${ours.pages} pages in ${ours.files} file${ours.files === 1 ? '' : 's'} (${mb(ours.bytes)})`,
      measured: `${words(ours)}, ${mb(ours.largestBytes)}`,
      goal: GOALS[count] === undefined ? '' : `< ${mb(GOALS[count])}`,
    },
  ]
  if (count <= MOST_FOR_CHROMIUM) {
    say('Printing with Chromium')
    const chromium = await printWithChromium(archive, folder)
    figures.push(
      {
        what: `the same by Chromium: ${chromium.pages} pages (${mb(chromium.bytes)})`,
        measured: `${words(chromium)}, ${mb(chromium.peakBytes)}`,
        goal: '',
      },
      {
        what: 'ours in parts of Chromium’s',
        measured: [
          `time ${ratio(ours.seconds, chromium.seconds)}`,
          `CPU ${ratio(ours.cpuSeconds, chromium.cpuSeconds)}`,
          `memory ${ratio(ours.peakBytes, chromium.peakBytes)}`,
        ].join(', '),
        goal: 'time ≤ 1',
      },
    )
  }
  const preview = await previewOf(archive)
  return [...figures, preview]
}

function ratio(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(2)
}

async function previewOf(archive: string): Promise<Figure> {
  const started = performance.now()
  const selection = { query: EVERYTHING, except: [] }
  const { pages } = await makePdfPreview(archive, { selection, options: PDF_DEFAULTS }, control)
  const seconds = (performance.now() - started) / 1000
  return { what: `preview of ${pages.length} pages`, measured: `${seconds.toFixed(2)} s`, goal: '≤ 1 s' }
}

async function bench(counts: number[]): Promise<void> {
  await build()
  const folder = mkdtempSync(join(tmpdir(), 'clipfile-bench-pdf-'))
  chmodSync(folder, 0o755)
  const figures: Figure[] = []
  try {
    for (const count of counts) {
      const own = join(folder, String(count))
      mkdirSync(own)
      figures.push(...(await benchOne(count, own)))
    }
    printFigures(figures)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await runScript(() => bench(process.argv.length > 2 ? process.argv.slice(2).map(Number) : [500, 5000]))
