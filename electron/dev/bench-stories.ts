/**
 * `npm run bench:stories [-- ARTICLES [SIGNATURES]]`: how many planted copies are found and how many wrong ones, what finding
 * stories costs an import of so many articles (10,000), and a search among so many signatures (300,000).
 */
import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive, runImport, type Archive } from '../core/archive.ts'
import { blocksReader } from '../core/db/articles.ts'
import { indexText } from '../core/index/tokens.ts'
import { findStories, likePairs } from '../core/stories/find-stories.ts'
import { NearCopies } from '../core/stories/near-copies.ts'
import { BINS, signatureOf } from '../core/stories/signature.ts'
import { toBytes } from '../core/stories/story-table.ts'
import { bodyText, type Block } from '../shared/model.ts'
import { benchFolder, writeDumps } from './bench-generate.ts'
import { inMs, printFigures, type Figure } from './figures.ts'
import { generateArticles, random } from './generate.ts'
import { COPY_KINDS, type CopyKind } from './planted-copies.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

const PLANTED = 1000

async function cpuOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** A text, and the first of those that the generator made copies of each other. */
interface Planted {
  text: string
  family: number
}

/** Of one kind: the pairs that are found among originals and their copies, as an index job finds them. */
function benchKind(
  { name, recall, copy }: CopyKind,
  originals: readonly Planted[],
  others: readonly Planted[],
): Figure {
  const copies = originals.map(({ text }, i) => copy(text, others[i]!.text))
  const texts = [...originals.map(({ text }) => text), ...copies]
  const near = new NearCopies(texts.length)
  const signed = texts.flatMap((text, id) => {
    const bins = signatureOf(indexText(text))
    return bins ? [{ id, bins }] : []
  })
  for (const { id, bins } of signed) near.add(id, bins)
  const blocksOf = (id: number): Block[] => [{ kind: 'paragraph', text: texts[id]! }]
  const ids = new Set(signed.map(({ id }) => id))
  const pairs = new Set(
    likePairs(near, signed, ids, { blocksOf }).map(([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`),
  )
  const familyOf = (id: number) => originals[id % originals.length]!.family
  let hits = 0
  let wrong = 0
  for (const pair of pairs) {
    const [a, b] = pair.split(' ').map(Number) as [number, number]
    if (b - a === originals.length) hits++
    else if (familyOf(a) !== familyOf(b)) wrong++
  }
  return {
    what: `copies: ${name}`,
    measured: `recall ${(hits / originals.length).toFixed(3)}, precision ${((pairs.size - wrong) / Math.max(1, pairs.size)).toFixed(4)} (${pairs.size} pairs)`,
    goal: recall === 0 ? 'precision ≥ 0.99' : `recall ≥ ${recall}, precision ≥ 0.99`,
  }
}

function benchKinds(): Figure[] {
  const articles = [...generateArticles(PLANTED * 2, 7)]
  const families: number[] = []
  for (const [i, { copyOf }] of articles.entries()) families.push(copyOf === null ? i : families[copyOf]!)
  const texts = articles.map(({ paragraphs }, i) => ({ text: paragraphs.join('\n'), family: families[i]! }))
  return COPY_KINDS.map((kind) => benchKind(kind, texts.slice(0, PLANTED), texts.slice(PLANTED)))
}

/** Part by part, on the archive that the import has just made: all that is done for stories alone. */
async function costOfStories(archive: Archive): Promise<Record<'signatures' | 'rows' | 'search', number>> {
  const { db, index } = archive
  const blocksOf = blocksReader(db)
  const ids = index.prepare('SELECT article_id FROM signature').pluck().all() as number[]
  const texts = ids.map((id) => indexText(bodyText(blocksOf(id))))
  const bins: (Uint8Array | null)[] = []
  const signatures = await cpuOf(() => {
    for (const text of texts) {
      const signature = signatureOf(text)
      bins.push(signature && toBytes(signature).slice())
    }
  })
  index.exec('DELETE FROM signature; DELETE FROM story; DELETE FROM story_due')
  const put = index.prepare('INSERT INTO signature (article_id, bins) VALUES (?, ?)')
  const due = index.prepare('INSERT INTO story_due (article_id) VALUES (?)')
  const rows = await cpuOf(() =>
    index.transaction(() => {
      ids.forEach((id, i) => {
        put.run(id, bins[i])
        due.run(id)
      })
    })(),
  )
  const rules = () => ({ apart: [], joins: [] })
  const search = await cpuOf(() => findStories(index, { goOn: async () => true, blocksOf, rules }))
  return { signatures, rows, search }
}

async function benchImport(count: number): Promise<Figure[]> {
  const dumps = benchFolder(count)
  if (!existsSync(dumps)) writeDumps(count, dumps)
  const file = join(tmpdir(), `clipfile-stories-${count}.clipfile`)
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(file + suffix, { force: true })
  const control = { signal: new AbortController().signal, onProgress: () => {} }
  const whole = await cpuOf(() => runImport(file, { paths: [dumps] }, control, { create: true }))
  const archive = openArchive(file)
  const stories = archive.index.prepare('SELECT count(DISTINCT story_id) FROM story').pluck().get() as number
  const cost = await costOfStories(archive)
  archive.close()
  const all = cost.signatures + cost.rows + cost.search
  const each = (ms: number) => `${((ms * 1000) / count).toFixed(0)} µs`
  return [
    {
      what: `stories in an import of ${count} articles, of its CPU without them`,
      measured: `${((100 * all) / (whole - all)).toFixed(1)} % (signatures ${each(cost.signatures)}, rows ${each(cost.rows)}, search ${each(cost.search)} of ${each(whole)} an article; ${stories} stories)`,
      goal: '≤ 20 %',
    },
  ]
}

/** Among signatures of nothing in particular: what a few new articles cost in an archive of many. */
async function benchRound(signatures: number): Promise<Figure[]> {
  const file = join(tmpdir(), 'clipfile-stories-round.clipfile')
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(file + suffix, { force: true })
  const archive = openArchive(file, { create: true })
  const { index } = archive
  const next = random(5)
  const put = index.prepare('INSERT INTO signature (article_id, bins) VALUES (?, ?)')
  const bins = new Uint16Array(BINS)
  index.transaction(() => {
    for (let id = 1; id <= signatures; id++) {
      for (let bin = 0; bin < BINS; bin++) bins[bin] = next() * 0x10000
      put.run(id, toBytes(bins))
    }
  })()
  const figures: Figure[] = []
  for (const due of [1, 1000, 10_000]) {
    const mark = index.prepare('INSERT INTO story_due SELECT article_id FROM signature LIMIT ?')
    mark.run(due)
    const rules = () => ({ apart: [], joins: [] })
    const ms = await cpuOf(() => findStories(index, { goOn: async () => true, blocksOf: () => [], rules }))
    figures.push({
      what: `stories of ${due} new articles among ${signatures}`,
      measured: `${inMs(ms)} CPU`,
      goal: '',
    })
  }
  archive.close()
  return figures
}

async function bench(args: readonly string[]): Promise<number> {
  const count = Number(args[0] ?? 10_000)
  say('Planting copies')
  const kinds = benchKinds()
  say(`Importing ${count} articles`)
  const imported = await benchImport(count)
  printFigures([...kinds, ...imported, ...(await benchRound(Number(args[1] ?? 300_000)))])
  return 0
}

if (import.meta.main) await runScript(() => bench(process.argv.slice(2)))
