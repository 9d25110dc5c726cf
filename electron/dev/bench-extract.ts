// Measures the extraction of web pages on real ones with known answers, beside Readability on linkedom in the same run:
// `npm run bench:extract`. The pages are their publishers' and lie outside the repository; without them it says so and ends.
// Writes nothing but a few files in the system's temporary folder, for the scorer that came with the pages.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { extractPage } from '../core/import/extract/extract-page.ts'
import { decodeText } from '../core/text/encodings.ts'
import { BODY_KINDS } from '../shared/model.ts'
import { importAsWarc } from './bench-warc.ts'
import { root } from './paths.ts'

const data = join(root, '..', 'shared', 'data')
const pages = join(data, 'html-dev')

interface Truth {
  id: string
  url: string
  publisher?: string
  domain: string
}

interface Prediction {
  id: string
  title: string | null
  authors: string[]
  published: string | null
  outlet: string | null
  body: string
}

interface Run {
  name: string
  predictions: Prediction[]
  /** of each page, in the order of the pages */
  ms: number[]
  /** processor time of all pages: what a busy machine does not change much */
  cpuMs: number
}

async function main(): Promise<void> {
  if (!existsSync(join(pages, 'truth.jsonl'))) {
    console.log(`No pages to measure on: ${pages} is not there.`)
    return
  }
  const truth = lines<Truth>(await readFile(join(pages, 'truth.jsonl'), 'utf8'))
  const html = await Promise.all(truth.map(readPage))
  const ours = runAll('Clipfile', truth, html, extractOurs)
  const { extractWithReadability } = await readability()
  const theirs = runAll('Readability on linkedom', truth, html, extractWithReadability)
  const folder = await mkdtemp(join(tmpdir(), 'clipfile-extract-'))
  try {
    for (const [name, part] of parts(truth)) await printPart(name, part, [ours, theirs], folder)
  } finally {
    await rm(folder, { recursive: true })
  }
  printTimes(ours, theirs)
  await printThroughput(truth)
  await printWarc(truth, theirs)
}

/** Two halves by a hash of the publisher: rules were made on the first alone, the second shows how they carry over. */
function parts(truth: readonly Truth[]): [string, Truth[]][] {
  const heldOut = (page: Truth) =>
    (createHash('sha256')
      .update(page.publisher ?? page.domain)
      .digest()[0]! &
      1) ===
    1
  return [
    ['all pages', [...truth]],
    ['tuning half', truth.filter((page) => !heldOut(page))],
    ['held-out half', truth.filter(heldOut)],
  ]
}

async function readPage(page: Truth): Promise<string> {
  return decodePage(gunzipSync(await readFile(join(pages, 'html', `${page.id}.html.gz`))))
}

/** As the page declares, else as the bytes show. */
function decodePage(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const declared = /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1]
  if (declared && !/^utf-?8$/i.test(declared)) {
    try {
      return new TextDecoder(declared).decode(bytes)
    } catch {
      // a charset that nobody knows
    }
  }
  return decodeText(bytes).text
}

type Extract = (html: string, page: Truth) => Prediction

function runAll(name: string, truth: readonly Truth[], html: readonly string[], extract: Extract): Run {
  const run: Run = { name, predictions: [], ms: [], cpuMs: 0 }
  const cpu = process.cpuUsage()
  truth.forEach((page, i) => {
    const start = performance.now()
    run.predictions.push(extract(html[i]!, page))
    run.ms.push(performance.now() - start)
  })
  const { user, system } = process.cpuUsage(cpu)
  run.cpuMs = (user + system) / 1000
  return run
}

function extractOurs(html: string, { id, url }: Truth): Prediction {
  const page = extractPage(html, { url })
  return {
    id,
    title: page.title,
    authors: page.authors.map(({ name }) => name),
    published: page.published?.value ?? null,
    outlet: page.outlet,
    body: page.blocks
      .filter(({ kind }) => BODY_KINDS.has(kind))
      .map(({ text }) => text)
      .join('\n\n'),
  }
}

async function readability(): Promise<{ extractWithReadability: Extract }> {
  const { Readability } = await import('@mozilla/readability')
  const { parseHTML } = await import('linkedom')
  const extractWithReadability: Extract = (html, { id }) => {
    const empty = { id, title: null, authors: [], published: null, outlet: null, body: '' }
    try {
      const { document } = parseHTML(html)
      const article = new Readability(document as unknown as Document).parse()
      if (!article) return empty
      const authors = (article.byline ?? '').split(/,|;|\band\b|\bund\b/).map((name) => name.trim())
      const body = article.textContent ?? ''
      return {
        id,
        title: article.title ?? null,
        authors: authors.filter(Boolean),
        published: article.publishedTime ?? null,
        outlet: article.siteName ?? null,
        body,
      }
    } catch {
      // linkedom has no body on some pages, and Readability throws
      return empty
    }
  }
  return { extractWithReadability }
}

async function printPart(
  name: string,
  part: readonly Truth[],
  runs: readonly Run[],
  folder: string,
): Promise<void> {
  console.log(`\n${name}, ${part.length} pages`)
  console.log(row('', ['title any', 'date', 'authors F1', 'body F1', 'page mean']))
  const truthFile = join(folder, 'truth.jsonl')
  await writeFile(truthFile, part.map((page) => JSON.stringify(page)).join('\n'))
  for (const run of runs) {
    const file = join(folder, 'predictions.jsonl')
    await writeFile(file, run.predictions.map((prediction) => JSON.stringify(prediction)).join('\n'))
    const scored = spawnSync(process.execPath, [join(data, 'score.mjs'), truthFile, file, '--quiet'], {
      encoding: 'utf8',
    })
    if (scored.status !== 0) throw new Error(scored.stderr)
    const score = JSON.parse(scored.stdout) as Record<string, number>
    const shown = [
      score.title_any,
      score.date_same_day,
      score.authors_micro_f1,
      score.body_f1,
      score.body_f1_mean,
    ]
    console.log(
      row(
        run.name,
        shown.map((value) => (100 * value!).toFixed(1)),
      ),
    )
  }
}

function row(name: string, cells: readonly string[]): string {
  return `  ${name.padEnd(24)}${cells.map((cell) => cell.padStart(12)).join('')}`
}

function printTimes(ours: Run, theirs: Run): void {
  const [a, b] = [quantile(ours.ms, 0.5), quantile(theirs.ms, 0.5)]
  console.log(
    `\nmedian ${a.toFixed(1)} ms a page, 95 % within ${quantile(ours.ms, 0.95).toFixed(0)} ms, the slowest ${Math.max(...ours.ms).toFixed(0)} ms`,
  )
  console.log(`Readability on linkedom: median ${b.toFixed(1)} ms, ${(b / a).toFixed(1)} times as long`)
  const each = (run: Run) => (run.cpuMs / run.ms.length).toFixed(1)
  console.log(`processor time ${each(ours)} ms a page, Readability on linkedom ${each(theirs)} ms`)
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * part)]!
}

/** All pages by two threads, each reading, decoding and extracting its half. */
async function printThroughput(truth: readonly Truth[]): Promise<void> {
  const halves = [0, 1].map((half) =>
    truth.filter((_, i) => i % 2 === half).map((page) => JSON.stringify(page)),
  )
  const cpu = process.cpuUsage()
  const seconds = await Promise.all(halves.map((half) => inThread(half)))
  const { user, system } = process.cpuUsage(cpu)
  const measured = truth.length / Math.max(...seconds)
  const alone = truth.length / ((user + system) / 1e6 / 2)
  console.log(`from compressed bytes to blocks in two threads: ${measured.toFixed(0)} pages a second`)
  console.log(
    `by processor time, threads' start included, two cores of their own would do ${alone.toFixed(0)}`,
  )
}

/** The same pages as a web archive, through the whole import into an archive with its index: against Readability alone. */
async function printWarc(truth: readonly Truth[], theirs: Run): Promise<void> {
  const answers = await Promise.all(
    truth.map(async ({ id, url }) => ({
      url,
      bytes: gunzipSync(await readFile(join(pages, 'html', `${id}.html.gz`))),
    })),
  )
  const run = await importAsWarc(answers)
  const each = run.cpuMs / run.pages
  const readability = theirs.cpuMs / theirs.ms.length
  console.log(
    `\nas a WARC of ${(run.bytes / 1e6).toFixed(0)} MB, imported: ${run.imported} articles, ${(run.pages / run.seconds).toFixed(0)} pages a second`,
  )
  console.log(
    `processor time ${each.toFixed(1)} ms a page, with all that an import does; Readability on linkedom takes ${(readability / each).toFixed(1)} times as long for its part alone`,
  )
  console.log(`two cores of their own would do ${(2000 / each).toFixed(0)} pages a second`)
}

function inThread(half: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: half })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

async function timeAll(half: string[]): Promise<number> {
  const start = performance.now()
  for (const line of half) {
    const page = JSON.parse(line) as Truth
    extractOurs(await readPage(page), page)
  }
  return (performance.now() - start) / 1000
}

function lines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as T)
}

if (isMainThread) await main()
else parentPort!.postMessage(await timeAll(workerData as string[]))
