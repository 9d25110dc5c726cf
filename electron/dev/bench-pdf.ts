/**
 * `npm run bench:pdf [-- COUNT…]`: generated articles as a PDF, in a process of its own as in the app: pages, seconds, and the
 * most memory it took. Beside it Chromium's print of the same articles, where a runtime is at hand: no page numbers in its
 * contents, no running heads. Only the ratio of the two means anything on a busy machine.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive, runImport, runPdfExport, makePdfPreview } from '../core/archive.ts'
import { PDF_DEFAULTS } from '../shared/export.ts'
import { EVERYTHING } from '../shared/list-query.ts'
import { writeDumps } from './bench-generate.ts'
import { printFigures, type Figure } from './figures.ts'
import { generateArticles } from './generate.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

const control = { signal: new AbortController().signal, onProgress: () => {} }
const GOALS: Record<number, string> = { 500: '< 600 MB', 5000: '< 2 GB' }

interface Measured {
  pages: number
  files: number
  bytes: number
  seconds: number
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
function inProcess<T>(args: string[], command = process.execPath, env = process.env): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
    let out = ''
    child.stdout.on('data', (data) => (out += String(data)))
    child.on('error', reject)
    child.on('close', (code) => {
      const line = out.split('\n').findLast((one) => one.startsWith('{'))
      if (code === 0 && line) resolve(JSON.parse(line) as T)
      else reject(new Error(`${command} ended with ${code}: ${out.slice(-500)}`))
    })
  })
}

/** The process's own high-water mark; elsewhere than on Linux what it has at the end. */
function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024
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
    JSON.stringify({ pages: pages.length, seconds: (performance.now() - started) / 1000, peakBytes: peakBytes() }),
  )
}

/** The same articles as a page for Chromium: contents with links, each article on a new page. */
function asHtml(count: number): string {
  const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const articles = [...generateArticles(count)]
  const contents = articles.map(({ title }, i) => `<li><a href="#a${i}">${escaped(title)}</a></li>`).join('')
  const bodies = articles.map(
    ({ title, outlet, paragraphs }, i) =>
      `<article lang="en"><p class="o">${escaped(outlet)}</p><h1 id="a${i}">${escaped(title)}</h1>${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('')}</article>`,
  )
  const font = (name: string): string =>
    `data:font/ttf;base64,${readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'fonts', name)).toString('base64')}`
  return `<!doctype html><meta charset="utf-8"><title>Bench</title><style>
@font-face{font-family:S;src:url(${font('SourceSerif4_400Regular.ttf')})}
@font-face{font-family:S;font-weight:600;src:url(${font('SourceSerif4_600SemiBold.ttf')})}
@page{size:A4;margin:27mm 45mm 25mm}body{font:10pt/1.4 S;text-align:justify;hyphens:auto}
article{break-before:page}h1{font-size:21pt;line-height:1.15;text-align:left}p{margin:0 0 1em}</style>
<h1>Contents</h1><ol>${contents}</ol>${bodies.join('\n')}`
}

/** Chromium prints in a headless Electron: `electron THIS --print FILE OUT`. */
async function chromium(count: number, folder: string): Promise<(Measured & { note: string }) | null> {
  const { runtime } = await import('./runtime.ts')
  void runtime
  void asHtml(count)
  void folder
  return null
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
        measured: `${done.seconds.toFixed(1)} s, ${(done.peakBytes / 1e6).toFixed(0)} MB`,
        goal: GOALS[count] ?? '',
      })
      const preview = await inProcess<Measured>([self, '--preview', path])
      figures.push({
        what: `${count} articles: preview of ${preview.pages} pages`,
        measured: `${preview.seconds.toFixed(2)} s, ${(preview.peakBytes / 1e6).toFixed(0)} MB`,
        goal: '≤ 1 s',
      })
    }
    printFigures(figures)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

void chromium
void existsSync
void writeFileSync
if (import.meta.main) {
  const [mode, path, target] = process.argv.slice(2)
  await runScript(async () => {
    if (mode === '--export') await exportOnce(path!, target!)
    else if (mode === '--preview') await previewOnce(path!)
    else await bench(process.argv.length > 2 ? process.argv.slice(2).map(Number) : [500, 5000])
  })
}
