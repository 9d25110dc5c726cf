/**
 * `npm run bench:pdf [-- COUNT…]`: generated articles as a PDF, in a process of its own as in the app: pages, seconds, and the
 * most memory it took; and how long a preview takes.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive, runImport, runPdfExport, makePdfPreview } from '../core/archive.ts'
import { PDF_DEFAULTS } from '../shared/export.ts'
import { EVERYTHING } from '../shared/list-query.ts'
import { writeDumps } from './bench-generate.ts'
import { printFigures, type Figure } from './figures.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

const control = { signal: new AbortController().signal, onProgress: () => {} }
const GOALS: Record<number, string> = { 500: '< 600 MB', 5000: '< 2 GB' }

interface Measured {
  pages: number
  files: number
  bytes: number
  seconds: number
  /** of the processor: what the clock says means little on a busy machine */
  cpuSeconds: number
  peakBytes: number
}

async function archiveOf(count: number, folder: string): Promise<string> {
  const path = join(folder, `${count}.clipfile`)
  const dumps = join(folder, `dumps-${count}`)
  writeDumps(count, dumps)
  await runImport(path, { paths: [dumps] }, control, { create: true })
  rmSync(dumps, { recursive: true })
  return path
}

/** Runs this script again for one job, and reads what it says. */
function inProcess<T>(args: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    })
    let out = ''
    child.stdout.on('data', (data) => (out += String(data)))
    child.on('error', reject)
    child.on('close', (code) => {
      const line = out.split('\n').findLast((one) => one.startsWith('{'))
      if (code === 0 && line) resolve(JSON.parse(line) as T)
      else reject(new Error(`The job ended with ${code}: ${out.slice(-500)}`))
    })
  })
}

/** The process's own high-water mark; elsewhere than on Linux what it has at the end. */
function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

async function exportOnce(path: string, target: string): Promise<void> {
  const started = performance.now()
  const selection = { query: EVERYTHING, except: [] }
  const done = await runPdfExport(path, { selection, options: PDF_DEFAULTS, target }, control)
  const measured: Measured = {
    pages: done.pages,
    files: done.files.length,
    bytes: done.files.reduce((sum, file) => sum + statSync(file).size, 0),
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: cpuSeconds(),
    peakBytes: peakBytes(),
  }
  if (done.warnings.length > 0) say(done.warnings.join('\n'))
  console.log(JSON.stringify(measured))
}

async function previewOnce(path: string): Promise<void> {
  const started = performance.now()
  const selection = { query: EVERYTHING, except: [] }
  const { pages } = await makePdfPreview(path, { selection, options: PDF_DEFAULTS }, control)
  console.log(
    JSON.stringify({
      pages: pages.length,
      seconds: (performance.now() - started) / 1000,
      peakBytes: peakBytes(),
    }),
  )
}

async function bench(counts: number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'clipfile-bench-pdf-'))
  const figures: Figure[] = []
  const self = import.meta.filename
  try {
    for (const count of counts) {
      say(`Importing ${count} generated articles`)
      const path = await archiveOf(count, folder)
      openArchive(path).close()
      say('Typesetting')
      const done = await inProcess<Measured>([self, '--export', path, join(folder, 'out.pdf')])
      figures.push({
        what: `${count} articles: ${done.pages} pages in ${done.files} file${done.files === 1 ? '' : 's'} (${(done.bytes / 1e6).toFixed(1)} MB)`,
        measured: `${done.seconds.toFixed(1)} s (CPU ${done.cpuSeconds.toFixed(1)} s), ${(done.peakBytes / 1e6).toFixed(0)} MB`,
        goal: GOALS[count] ?? '',
      })
      const preview = await inProcess<Measured>([self, '--preview', path])
      figures.push({
        what: `${count} articles: preview of ${preview.pages} pages`,
        measured: `${preview.seconds.toFixed(2)} s (CPU ${preview.cpuSeconds.toFixed(2)} s), ${(preview.peakBytes / 1e6).toFixed(0)} MB`,
        goal: '≤ 1 s',
      })
    }
    printFigures(figures)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const [mode, path, target] = process.argv.slice(2)
  await runScript(async () => {
    if (mode === '--export') await exportOnce(path!, target!)
    else if (mode === '--preview') await previewOnce(path!)
    else await bench(process.argv.length > 2 ? process.argv.slice(2).map(Number) : [500, 5000])
  })
}
