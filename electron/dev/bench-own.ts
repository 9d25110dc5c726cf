/**
 * `npm run bench:own [-- COUNT]`, a part of `npm run bench`: what people do with an archive of generated articles that has 20,000 annotations and 5,000
 * tags. Takes the archive that `npm run bench` left behind, and works on a copy of it.
 */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openArchive, runImport, type Archive } from '../core/archive.ts'
import { recordChange } from '../core/own/history.ts'
import { EVERYTHING, type ListQuery } from '../shared/api.ts'
import { inherit } from './command.ts'
import { benchFolder, writeDumps } from './bench-generate.ts'
import { inMs, percentile, printFigures, type Figure } from './figures.ts'
import { random } from './generate.ts'
import { root } from './paths.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

const TAGS = 5000
const ANNOTATIONS = 20_000
const ON_ONE = 300
const SELECTED = 10_000

/** A copy of the bench archive, with tags and annotations put in. */
async function prepare(count: number, file: string): Promise<Archive> {
  const made = join(benchFolder(count), '..', `clipfile-bench-${count}.clipfile`)
  if (!existsSync(made)) {
    say(`Importing ${count} articles first`)
    if (!existsSync(benchFolder(count))) writeDumps(count, benchFolder(count))
    const control = { signal: new AbortController().signal, onProgress: () => {} }
    await runImport(made, { paths: [benchFolder(count)] }, control, { create: true })
  }
  for (const suffix of ['-wal', '-shm', '-index-wal', '-index-shm']) rmSync(file + suffix, { force: true })
  for (const suffix of ['', '-index']) copyFileSync(made + suffix, file + suffix)
  const archive = openArchive(file)
  say('Tagging and annotating')
  recordChange(archive.db, 'Bench', () => (fillTags(archive), fillAnnotations(archive)))
  return archive
}

/** 500 tags at the top, nine below each; three on every article. */
function fillTags({ db }: Archive): void {
  const tag = db.prepare('INSERT INTO tag (id, parent_id, name, name_key) VALUES (?, ?, ?, ?)')
  for (let i = 0; i < TAGS; i++) {
    const parent = i % 10 === 0 ? null : i - (i % 10) + 1
    tag.run(i + 1, parent, `tag ${i}`, `tag ${i}`)
  }
  db.exec(`WITH n (i) AS (VALUES (1), (2), (3))
    INSERT OR IGNORE INTO article_tag (article_id, tag_id)
    SELECT id, 1 + abs(random() % ${TAGS}) * abs(random() % 1000) / 1000 FROM article, n`)
}

function fillAnnotations(archive: Archive): void {
  const next = random(3)
  const ids = archive.lists.allIds(EVERYTHING)
  for (let i = 0; i < ANNOTATIONS; i++) {
    const articleId = i < ON_ONE ? ids[0]! : ids[Math.floor(next() * 6000)]!
    const start = Math.floor(next() * 2000)
    const note = i % 3 === 0 ? `Check number ${i} with the gauge keeper of the lower basin.` : ''
    const place = { start, end: start + 20 + Math.floor(next() * 80) }
    archive.answer('archive.annotate', { articleId, place, colour: 0, note })
  }
}

/** The machine may be busy: what the processor did is told beside what the clock says. */
function measured(run: () => unknown): string {
  const cpu = process.cpuUsage()
  const ms = timed(run)
  const { user, system } = process.cpuUsage(cpu)
  return `${inMs(ms)} (CPU ${inMs((user + system) / 1000)})`
}

function timed(run: () => unknown): number {
  const started = performance.now()
  run()
  return performance.now() - started
}

function times(count: number, run: (i: number) => unknown): string {
  const cpu = process.cpuUsage()
  const all = Array.from({ length: count }, (_, i) => timed(() => run(i)))
  const { user, system } = process.cpuUsage(cpu)
  const mean = (user + system) / 1000 / count
  return `p50 ${inMs(percentile(all, 0.5))}, p95 ${inMs(percentile(all, 0.95))} (CPU ${inMs(mean)})`
}

function benchBulk(archive: Archive): Figure[] {
  const query: ListQuery = { ...EVERYTHING, text: '-tag:"tag 0"' }
  const ids = archive.lists.allIds(query)
  const except = ids.slice(SELECTED)
  const selection =
    except.length <= 5000
      ? { query, except }
      : { query: { ...query, importId: null }, except: [] as number[] }
  const tag = (add: string) => archive.answer('archive.tagArticles', { selection, add: [add], remove: [] })
  const named = [0, 1].map((i) => ({ ids: ids.slice(i * 5000, (i + 1) * 5000) }))
  const tagNamed = (add: string) =>
    recordChange(archive.db, 'Tagged', () =>
      named.forEach((one) =>
        archive.answer('archive.tagArticles', { selection: one, add: [add], remove: [] }),
      ),
    )
  const whole = timed(() => tag('bench/all'))
  const wholeUndo = timed(() => archive.answer('archive.undo', {}))
  return [
    {
      what: `tag ${SELECTED} selected articles`,
      measured: measured(() => tagNamed('bench/ten thousand')),
      goal: '< 1 s',
    },
    { what: 'undo that', measured: measured(() => archive.answer('archive.undo', {})), goal: '< 1 s' },
    {
      what: 'redo it',
      measured: measured(() => archive.answer('archive.redo', undefined)),
      goal: '< 1 s',
    },
    {
      what: `tags of ${SELECTED} selected articles`,
      measured: times(20, () =>
        archive.answer('archive.selectionTags', { selection: { ids: ids.slice(0, SELECTED) } }),
      ),
      goal: '≤ 50 ms',
    },
    {
      what: `tag all ${ids.length} that a search finds, and undo`,
      measured: `${inMs(whole)}, ${inMs(wholeUndo)}`,
      goal: '',
    },
    {
      what: `trash ${SELECTED} articles, and undo`,
      measured: `${inMs(timed(() => recordChange(archive.db, 'Trashed', () => named.forEach((one) => archive.answer('archive.trashArticles', { selection: one })))))}, ${inMs(timed(() => archive.answer('archive.undo', {})))}`,
      goal: '',
    },
  ]
}

function benchViews(archive: Archive): Figure[] {
  const next = random(9)
  const list = (query: Partial<ListQuery>) =>
    archive.answer('archive.list', { query: { ...EVERYTHING, ...query }, offset: 0, limit: 50 })
  const path = () => `"tag ${Math.floor(next() * 500) * 10}"`
  const view = (group: 'article' | 'colour' | 'collection', text = '') =>
    archive.answer('archive.annotations', { text, group, offset: 0, limit: 100 })
  const [crowded] = archive.lists.allIds(EVERYTHING)
  return [
    {
      what: `tag tree of ${TAGS}`,
      measured: times(20, () => archive.answer('archive.tags', undefined)),
      goal: '',
    },
    {
      what: `article with ${ON_ONE} annotations: what the reader shows of it`,
      measured: times(30, () => archive.answer('archive.articleOwn', { articleId: crowded! })),
      goal: '',
    },
    {
      what: 'search tag:, with those below it, newest 50',
      measured: times(200, () => list({ text: `tag:${path()}` })),
      goal: 'p95 ≤ 50 ms',
    },
    {
      what: 'search tag: with a common word',
      measured: times(100, () => list({ text: `minister tag:${path()}` })),
      goal: '',
    },
    {
      what: 'search -tag: (nearly all)',
      measured: times(20, () => list({ text: `-tag:${path()}` })),
      goal: '',
    },
    {
      what: 'unread, starred',
      measured: times(20, (i) => list({ only: i % 2 ? 'unread' : 'starred' })),
      goal: '',
    },
    {
      what: 'search note: of two words',
      measured: times(50, (i) => list({ text: `note:gauge note:${i * 3}` })),
      goal: '',
    },
    { what: 'annotations view, by article', measured: times(10, () => view('article')), goal: '' },
    {
      what: 'annotations view, words found',
      measured: times(10, (i) => view('colour', `gauge ${i * 3}`)),
      goal: '',
    },
    {
      what: 'counts of the sidebar',
      measured: times(20, () => archive.answer('archive.ownCounts', undefined)),
      goal: '',
    },
    {
      what: 'tags that may be one',
      measured: times(3, () => archive.answer('archive.tagSuggestions', undefined)),
      goal: '',
    },
  ]
}

/** A note is typed, a save every tenth of a second, while another process imports. */
async function benchSaves(archive: Archive, dumps: string): Promise<Figure> {
  const [articleId] = archive.lists.allIds(EVERYTHING)
  let note = archive.answer('archive.annotate', {
    articleId: articleId!,
    place: null,
    colour: 0,
    note: '',
  }).value
  const importing = spawn(
    process.execPath,
    [join(root, 'electron', 'cli.ts'), 'import', dumps, '--archive', archive.path],
    {
      stdio: 'ignore',
    },
  )
  let done = false
  importing.on('exit', () => (done = true))
  const waits: number[] = []
  for (let i = 0; !done && i < 300; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    waits.push(
      timed(() => {
        const change = { annotationId: note.id, revision: note.revision, note: `${note.note}${i} ` }
        const saved = archive.answer('archive.saveAnnotation', change)
        if (saved.state === 'saved') note = saved.value
      }),
    )
  }
  importing.kill()
  return {
    what: `${waits.length} saves of a note while an import runs`,
    measured: `p50 ${inMs(percentile(waits, 0.5))}, p95 ${inMs(percentile(waits, 0.95))}, longest ${inMs(Math.max(...waits))}`,
    goal: 'longest ≤ 35 ms',
  }
}

async function bench(args: readonly string[]): Promise<number> {
  const count = Number(args[0] ?? 100_000)
  const file = join(benchFolder(count), '..', `clipfile-bench-own-${count}.clipfile`)
  const archive = await prepare(count, file)
  const dumps = `${benchFolder(count)}-more`
  writeDumps(4000, dumps)
  const figures = [...benchBulk(archive), ...benchViews(archive), await benchSaves(archive, dumps)]
  archive.close()
  printFigures(figures)
  await inherit(process.execPath, [join(root, 'e2e', 'bench-own-window.ts'), file], {})
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(file + suffix, { force: true })
  rmSync(dumps, { recursive: true, force: true })
  return 0
}

if (import.meta.main) await runScript(() => bench(process.argv.slice(2)))
