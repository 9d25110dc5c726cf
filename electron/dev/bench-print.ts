// The same articles typeset by Clipfile's job process and printed by Chromium, both in the app's own runtime. Chromium's contents have
// no page numbers, it knows no running heads, and what it writes is no PDF/A.

import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runExport } from '../core/archive.ts'
import { PDF_DEFAULTS } from '../shared/export.ts'
import { EVERYTHING } from '../shared/list-query.ts'
import type { JobEnd, JobRequest } from '../shared/wire.ts'
import { ensureDisplay } from './display.ts'
import { root } from './paths.ts'
import { taken, type Taken } from './process-tree.ts'
import { ensureRuntime } from './runtime.ts'

export interface Print extends Taken {
  pages: number
  bytes: number
}

/** @param folder is given what is typeset, in one file or in volumes. @throws Error when the job fails */
export async function typesetInApp(archive: string, folder: string): Promise<Print & { files: number }> {
  const target = join(folder, 'typeset.pdf')
  const request: JobRequest = {
    kind: 'export',
    path: archive,
    format: 'pdf',
    selection: { query: EVERYTHING, except: [] },
    target,
    options: PDF_DEFAULTS,
  }
  const file = join(folder, 'request.json')
  writeFileSync(file, JSON.stringify(request))
  const figures = await inRuntime(folder, ['job', file])
  const end = JSON.parse(readFileSync(`${file}.end`, 'utf8')) as JobEnd
  if (end.state !== 'done') throw new Error(JSON.stringify(end.error))
  const files = readdirSync(folder).filter((name) => /^typeset.*\.pdf$/.test(name))
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  const pages = Number(/([\d,]+) pages/.exec(end.result ?? '')?.[1]?.replaceAll(',', '') ?? 0)
  return { ...figures, pages, bytes, files: files.length }
}

/** @param folder is given the page and what was printed */
export async function printWithChromium(archive: string, folder: string): Promise<Print> {
  const page = join(folder, 'articles.html')
  writeFileSync(page, await pageOf(archive, folder))
  const target = join(folder, 'printed.pdf')
  const figures = await inRuntime(folder, ['print', page, target])
  // Chromium leaves its page objects readable
  const pages = readFileSync(target, 'latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  return { ...figures, pages, bytes: statSync(target).size }
}

async function inRuntime(folder: string, words: string[]): Promise<Taken> {
  const runtime = await ensureRuntime()
  // as root, Electron is started as another user, who must reach what is there and write beside it
  const { dataOwner } = runtime
  if (dataOwner) for (const path of [folder, ...filesIn(folder)]) chmodSync(path, 0o777)
  const data = join(folder, `data-${words[0]}`)
  mkdirSync(data, { recursive: true })
  chmodSync(data, 0o777)
  const display = await ensureDisplay()
  try {
    const app = join(runtime.appDir, 'electron', 'dev', 'bench-app')
    const args = [...runtime.args, '--log-level=3', `--user-data-dir=${data}`, app, ...words]
    return await taken(runtime.executablePath, args, { ...runtime.env, ...display.env })
  } finally {
    display.stop()
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name))
}

/** The articles as our own HTML export writes them, in one page, set as our PDF is. */
async function pageOf(archive: string, folder: string): Promise<string> {
  const target = join(folder, 'html')
  const control = { signal: new AbortController().signal, onProgress: () => {} }
  await runExport(archive, { format: 'html', target }, control)
  const articles = join(target, 'articles')
  const bodies = readdirSync(articles)
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => /<main>([^]*)<\/main>/.exec(readFileSync(join(articles, name), 'utf8'))?.[1] ?? '')
  const titles = bodies.map((body) => /<h1[^>]*>([^]*?)<\/h1>/.exec(body)?.[1] ?? '')
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Articles</title><style>
${FACES.map(([name, style]) => face(name, style)).join('\n')}
@page { size: A4; margin: 27mm 45mm 25mm }
body { font: 10pt/1.35 Serif; text-align: justify; hyphens: auto; margin: 0 }
article, h2 { break-before: page }
</style>
<h1>Articles</h1><h2>Contents</h2>
${titles.map((title, i) => `<p><a href="#a${i}">${title}</a></p>`).join('\n')}
${bodies.map((body, i) => `<article id="a${i}">${body}</article>`).join('\n')}
</html>`
}

const FACES = [
  ['400Regular', 'normal'],
  ['400Regular_Italic', 'italic'],
  ['600SemiBold', 'normal'],
] as const

function face(name: string, style: string): string {
  const bytes = readFileSync(join(root, 'resources', 'fonts', `SourceSerif4_${name}.ttf`))
  const source = `url("data:font/ttf;base64,${bytes.toString('base64')}")`
  return `@font-face { font-family: Serif; font-weight: ${name.slice(0, 3)}; font-style: ${style}; src: ${source} }`
}
