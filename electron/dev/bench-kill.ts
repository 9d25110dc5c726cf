/**
 * `npm run bench:kill [-- KILLS [--mixed]]`: kills imports at random moments, resumes them, and compares each end with an unbroken
 * run, article for article and row for row; `--mixed` over dumps of all formats.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { runCheck, runImport } from '../core/archive.ts'
import { documentsText, numbered, watched, writeFiles } from '../core/import/import-fixtures.ts'
import { importAndKill, pictureAt } from '../core/import/kill-and-resume.ts'
import { asTextDump, generateArticles } from './generate.ts'
import { writeMixedDumps } from './mixed-dumps.ts'
import { temporaryFolder } from './test-archive.ts'

const FILES = 3000
const RECORDS_IN_ONE = 1500
/** of each format, so many records */
const MIXED_OF_EACH = 200

export interface KillFigures {
  kills: number
  /** kills after which records said to be committed were gone */
  lost: number
  /** kills after which a check found something */
  damaged: number
  imports: number
  /** resumed imports that ended as the unbroken one did */
  equal: number
}

/** Kills imports until there were so many kills; each import is resumed until it is done. */
export async function killImports(
  kills: number,
  tell: (line: string) => void,
  mixed = false,
): Promise<KillFigures> {
  const { folder, remove } = temporaryFolder()
  try {
    const dumps = mixed ? await writeMixedDumps(folder, MIXED_OF_EACH) : writeDumps(folder)
    const whole = join(folder, 'whole.clipfile')
    const started = performance.now()
    const run = await runImport(whole, { paths: [dumps] }, watched().control, { create: true })
    tell(
      `unbroken: ${run.records} records, ${run.imported} imported, ${run.duplicates} known, ${run.rejected} refused`,
    )
    // so that a kill may fall anywhere between an import's first moment and some way beyond its middle
    const longestMs = (performance.now() - started) * 0.7
    const expected = pictureAt(whole)
    const figures: KillFigures = { kills: 0, lost: 0, damaged: 0, imports: 0, equal: 0 }
    while (figures.kills < kills) await oneImport(folder, dumps, longestMs, expected, figures, tell)
    return figures
  } finally {
    remove()
  }
}

async function oneImport(
  folder: string,
  dumps: string,
  longestMs: number,
  expected: Record<string, string>,
  figures: KillFigures,
  tell: (line: string) => void,
): Promise<void> {
  const archive = join(folder, 'killed.clipfile')
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(archive + suffix, { force: true })
  let mostMs = longestMs
  let last = 0
  for (;;) {
    const afterMs = Math.random() * mostMs
    const killed = await importAndKill(archive, dumps, afterMs)
    if (!killed) break
    figures.kills++
    // a busy machine may need longer for a batch than it did in the unbroken run
    mostMs = killed.records > last ? longestMs : mostMs * 1.2
    last = killed.records
    if (killed.records < killed.acknowledged) figures.lost++
    if (killed.problems.length > 0) figures.damaged++
    const state = killed.problems.length > 0 ? killed.problems.join(' ') : 'check clean'
    tell(`kill ${figures.kills} after ${Math.round(afterMs)} ms: ${killed.records} records in, ${state}`)
  }
  figures.imports++
  const { problems } = await runCheck(archive, watched().control)
  const picture = pictureAt(archive)
  const equal = problems.length === 0 && isDeepStrictEqual(picture, expected)
  if (equal) figures.equal++
  tell(
    `import ${figures.imports} resumed to its end: ${equal ? 'equal to the unbroken one' : `NOT EQUAL: ${[...problems.map(String), ...differences(picture, expected)].join('; ')}`}`,
  )
}

function differences(found: Record<string, string>, expected: Record<string, string>): string[] {
  const names = new Set([...Object.keys(found), ...Object.keys(expected)])
  return [...names]
    .filter((name) => found[name] !== expected[name])
    .map((name) => `${name}: ${found[name]} instead of ${expected[name]}`)
}

function writeDumps(folder: string): string {
  const articles = [...generateArticles(FILES)].map(asTextDump)
  const dumps = join(folder, 'dumps')
  if (!existsSync(dumps)) {
    writeFiles(dumps, {
      ...numbered(FILES, (i) => (i % 20 === 7 ? articles[i - 1]! : articles[i]!)),
      'many.txt': documentsText(1, RECORDS_IN_ONE),
    })
  }
  return dumps
}

if (import.meta.main) {
  const figures = await killImports(
    Number(process.argv.slice(2).find((one) => !one.startsWith('-')) ?? 50),
    (line) => console.log(line),
    process.argv.includes('--mixed'),
  )
  console.log(
    `${figures.kills} kills: ${figures.lost} lost something committed, ${figures.damaged} left damage; ` +
      `${figures.equal} of ${figures.imports} resumed imports ended like the unbroken one`,
  )
  process.exitCode = figures.lost + figures.damaged === 0 && figures.equal === figures.imports ? 0 : 1
}
