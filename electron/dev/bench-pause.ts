/**
 * `npm run bench:pause [-- TIMES]`: pauses imports at random moments and goes on with them: how long until each had stopped, and
 * whether the end is the same as without a pause. Dumps of all formats, and text dumps by the thousand.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { PAUSED, runImport } from '../core/archive.ts'
import { numbered, watched, writeFiles } from '../core/import/import-fixtures.ts'
import { pictureAt } from '../core/import/kill-and-resume.ts'
import type { ImportRun } from '../shared/model.ts'
import { asTextDump, generateArticles } from './generate.ts'
import { writeMixedDumps } from './mixed-dumps.ts'
import { temporaryFolder } from './test-archive.ts'

const TEXTS = 8000

const times = Number(process.argv[2] ?? 20)
const { folder, remove } = temporaryFolder()
try {
  const dumps = await writeMixedDumps(folder, 100)
  const articles = [...generateArticles(TEXTS)].map(asTextDump)
  writeFiles(
    join(dumps, 'by-the-thousand'),
    numbered(TEXTS, (i) => articles[i]!),
  )
  const whole = join(folder, 'whole.clipfile')
  const started = performance.now()
  await runImport(whole, { paths: [dumps] }, watched().control, { create: true })
  const took = performance.now() - started
  const waits: number[] = []
  let equal = 0
  let imports = 0
  while (waits.length < times) {
    imports++
    waits.push(...(await pausedImport(join(folder, 'paused.clipfile'), dumps, took / 3)))
    if (isDeepStrictEqual(pictureAt(join(folder, 'paused.clipfile')), pictureAt(whole))) equal++
  }
  waits.sort((a, b) => a - b)
  console.log(
    `${waits.length} pauses: stopped after ${waits[Math.floor(waits.length / 2)]!.toFixed(0)} ms (median), ` +
      `${waits.at(-1)!.toFixed(0)} ms at most; ${equal} of ${imports} imports ended like the one without a pause`,
  )
  process.exitCode = equal === imports ? 0 : 1
} finally {
  remove()
}

/** @returns how long each pause took */
async function pausedImport(archive: string, dumps: string, longestMs: number): Promise<number[]> {
  for (const suffix of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm'])
    rmSync(archive + suffix, { force: true })
  const waits: number[] = []
  let run: ImportRun | null = null
  while (run?.state !== 'done') {
    const stop = new AbortController()
    let pausedAt = 0
    const timer = setTimeout(() => {
      pausedAt = performance.now()
      stop.abort(PAUSED)
    }, Math.random() * longestMs)
    const request = run ? { resume: run.id } : { paths: [dumps] }
    run = await runImport(archive, request, { signal: stop.signal, onProgress: () => {} }, { create: true })
    clearTimeout(timer)
    if (run.state === 'paused') waits.push(performance.now() - pausedAt)
  }
  return waits
}
