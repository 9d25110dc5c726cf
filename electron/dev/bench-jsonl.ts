/**
 * `npm run bench:jsonl [-- COUNT]`: generated articles as one file of JSON Lines through the whole import, until they are
 * searchable, beside the same articles as text dumps, as a table and as a JSON list in the same run. Read the figures beside
 * each other: the machine may be busy.
 */
import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { runImport } from '../core/archive.ts'
import { benchFolder, writeDumps } from './bench-generate.ts'
import { type Figure, printFigures } from './figures.ts'
import { generateArticles, type GeneratedArticle } from './generate.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

interface Row {
  title: string
  text: string
  outlet: string
  published: string
  url: string
}

const FORMS: readonly [
  name: string,
  extension: string,
  begin: string,
  write: (row: Row, n: number) => string,
  end: string,
][] = [
  ['JSON Lines', 'jsonl', '', (row) => `${JSON.stringify(row)}\n`, ''],
  ['a JSON list', 'json', '[\n', (row, n) => `${n > 0 ? ',\n' : ''}${JSON.stringify(row)}`, '\n]\n'],
  [
    'a table (CSV)',
    'csv',
    'title,text,outlet,published,url\r\n',
    (row) =>
      `${Object.values(row)
        .map((cell: string) => `"${cell.replaceAll('"', '""')}"`)
        .join(',')}\r\n`,
    '',
  ],
]

function rowOf({ title, outlet, day, paragraphs }: GeneratedArticle, n: number): Row {
  const published = new Date(day * 86_400_000).toISOString().slice(0, 10)
  return {
    title,
    text: paragraphs.join('\n'),
    outlet,
    published,
    url: `https://news.example/${published}/${n}`,
  }
}

function writeAll(count: number, fileOf: (extension: string) => string): void {
  const files = FORMS.map(([, extension, begin]) => {
    const file = openSync(fileOf(extension), 'w')
    writeSync(file, begin)
    return file
  })
  let n = 0
  for (const article of generateArticles(count)) {
    const row = rowOf(article, n)
    for (const [i, [, , , write]] of FORMS.entries()) writeSync(files[i]!, write(row, n))
    n++
  }
  for (const [i, [, , , , end]] of FORMS.entries()) {
    writeSync(files[i]!, end)
    closeSync(files[i]!)
  }
}

interface Measured {
  perSecond: number
  cpuMicros: number
  peakMb: number
}

async function measure(source: string, count: number, archive: string): Promise<Measured> {
  const remove = () => {
    for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
      rmSync(archive + suffix, { force: true })
  }
  remove()
  const cpu = process.cpuUsage()
  const started = performance.now()
  let peak = 0
  const control = {
    signal: new AbortController().signal,
    onProgress: () => void (peak = Math.max(peak, process.memoryUsage.rss())),
  }
  const run = await runImport(archive, { paths: [source] }, control, { create: true })
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  remove()
  if (run.imported + run.duplicates !== count)
    throw new Error(`${run.imported} of ${count} articles were imported`)
  return { perSecond: count / seconds, cpuMicros: (user + system) / count, peakMb: peak / 1e6 }
}

async function bench(args: readonly string[]): Promise<number> {
  const count = Number(args[0] ?? 100_000)
  const dumps = benchFolder(count)
  const fileOf = (extension: string) => join(dumps, '..', `clipfile-rows-${count}.${extension}`)
  if (!existsSync(dumps) || FORMS.some(([, extension]) => !existsSync(fileOf(extension)))) {
    say(`Generating ${count} articles`)
    writeDumps(count, dumps)
    writeAll(count, fileOf)
  }
  const archive = join(dumps, '..', `clipfile-bench-rows-${count}.clipfile`)
  const text = await measure(dumps, count, archive)
  const figures: Figure[] = figuresOf(`${count} text dumps`, text, text)
  for (const [name, extension] of FORMS) {
    const size = Math.round(statSync(fileOf(extension)).size / 1e6)
    figures.push(
      ...figuresOf(`${name} of ${size} MB`, await measure(fileOf(extension), count, archive), text),
    )
  }
  printFigures(figures)
  return 0
}

function figuresOf(name: string, one: Measured, text: Measured): Figure[] {
  const ratio = (one.perSecond / text.perSecond).toFixed(2)
  return [
    {
      what: `${name}, searchable, stories found`,
      measured: `${Math.round(one.perSecond)} articles/s${one === text ? '' : `, ${ratio} × text dumps`}`,
      goal: '≥ 5,000',
    },
    { what: '  CPU of all threads per article', measured: `${Math.round(one.cpuMicros)} µs`, goal: '' },
    {
      what: '  memory of the importing process at most',
      measured: `${Math.round(one.peakMb)} MB`,
      goal: '≤ 500 MB',
    },
  ]
}

if (import.meta.main) await runScript(() => bench(process.argv.slice(2)))
