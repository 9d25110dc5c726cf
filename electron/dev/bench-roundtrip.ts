/**
 * `npm run bench:roundtrip [-- COUNT]`: generated articles with tags, notes, collections and corrections leave as JSON Lines,
 * and become a new archive again; both are compared field by field, and what differs is printed. Then the same through an
 * import into an empty archive, and by merging the archive itself into one.
 */
import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Archive, openArchive, restoreLines, runExport, runImport, runMerge } from '../core/archive.ts'
import { recordChange } from '../core/own/history.ts'
import { addOwn } from '../core/merge/merge-fixtures.ts'
import { EVERYTHING } from '../shared/api.ts'
import { benchFolder, writeDumps } from './bench-generate.ts'
import { contentsOf, differences, type Contents } from './contents.ts'
import { type Figure, printFigures } from './figures.ts'
import { random } from './generate.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

const MOST_SHOWN = 20

function control() {
  let peakBytes = 0
  return {
    signal: new AbortController().signal,
    onProgress: () => void (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())),
    peak: () => `${Math.round(peakBytes / 1e6)} MB at most`,
  }
}

function fresh(file: string): string {
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(file + suffix, { force: true })
  return file
}

/** On one article in five something that a person added. */
function addSome(archive: Archive): void {
  addOwn(archive, 'bench')
  const next = random(11)
  const ids = archive.lists.allIds(EVERYTHING)
  const pick = () => ids[Math.floor(next() * ids.length)]!
  recordChange(archive.db, 'Bench', () => {
    for (let i = 0; i < ids.length / 20; i++) {
      const selection = { ids: [pick(), pick()] }
      archive.answer('archive.tagArticles', { selection, add: [`t${i % 50}/u${i % 7}`], remove: [] })
      archive.answer('archive.mark', { selection, read: true, starred: i % 3 === 0 })
      const place = i % 4 === 0 ? null : { start: i % 90, end: (i % 90) + 30 }
      archive.answer('archive.annotate', {
        articleId: pick(),
        place,
        colour: 2,
        note: `Note ${i} of the bench`,
      })
      const correction = { field: 'title', value: `Corrected ${i}` } as const
      if (i % 9 === 0) archive.answer('archive.correct', { id: pick(), correction })
    }
  })
}

function read(path: string, ledger: boolean): Contents {
  const archive = openArchive(path)
  try {
    return contentsOf(archive, ledger)
  } finally {
    archive.close()
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, string, number]> {
  const started = performance.now()
  const value = await work()
  const seconds = (performance.now() - started) / 1000
  return [value, `${seconds.toFixed(1)} s`, seconds]
}

async function bench(args: readonly string[]): Promise<number> {
  const count = Number(args[0] ?? 10_000)
  const dumps = benchFolder(count)
  if (!existsSync(dumps)) writeDumps(count, dumps)
  const at = (name: string) => join(dumps, '..', `clipfile-roundtrip-${name}`)
  const source = fresh(at('from.clipfile'))
  const lines = at('lines.jsonl')
  const made = fresh(at('restored.clipfile'))
  const imported = fresh(at('imported.clipfile'))
  const merged = fresh(at('merged.clipfile'))
  say(`Importing ${count} articles`)
  await runImport(source, { paths: [dumps] }, control(), { create: true })
  const archive = openArchive(source)
  addSome(archive)
  archive.close()
  const out = control()
  const [, exportTime] = await timed(() => runExport(source, { format: 'jsonl', target: lines }, out))
  const back = control()
  const [loaded, restoreTime] = await timed(() => restoreLines(lines, made, back))
  const through = control()
  const [, importTime] = await timed(() => runImport(imported, { paths: [lines] }, through, { create: true }))
  openArchive(merged, { create: true }).close()
  const merging = control()
  const [, mergeTime] = await timed(() => runMerge(merged, source, merging))
  const [, againTime] = await timed(() => runMerge(merged, source, merging))
  say('Comparing')
  const [exact, loose] = [read(source, true), read(source, false)]
  const found = {
    restored: differences(exact, read(made, true)),
    imported: differences(loose, read(imported, false)),
    merged: differences(loose, read(merged, false)),
  }
  const figure = (what: string, measured: string): Figure => ({ what, measured, goal: '' })
  const differ = (what: string, lines: readonly string[]): Figure => ({
    what,
    measured: String(lines.length),
    goal: '0',
  })
  printFigures([
    figure(
      `${loaded.articles} articles to JSON Lines`,
      `${exportTime}, ${Math.round(statSync(lines).size / 1e6)} MB, ${out.peak()}`,
    ),
    figure('lines to a new archive', `${restoreTime}, ${back.peak()}`),
    figure('lines through an import, searchable', `${importTime}, ${through.peak()}`),
    figure('merged into an empty archive, searchable', `${mergeTime}, ${merging.peak()}`),
    figure('merged a second time', againTime),
    differ(`differences in ${exact.size} things: new archive from lines`, found.restored),
    differ(`differences in ${loose.size} things: lines through an import`, found.imported),
    differ(`differences in ${loose.size} things: merged twice`, found.merged),
  ])
  const all = Object.entries(found).flatMap(([name, list]) => list.map((line) => `${name}: ${line}`))
  for (const line of [...loaded.refused.map(({ reason }) => reason), ...loaded.notes, ...all].slice(
    0,
    MOST_SHOWN,
  ))
    say(line)
  for (const file of [source, made, imported, merged]) fresh(file)
  rmSync(lines, { force: true })
  return all.length + loaded.refused.length + loaded.notes.length === 0 ? 0 : 1
}

if (import.meta.main) await runScript(() => bench(process.argv.slice(2)))
