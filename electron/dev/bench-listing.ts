/**
 * `npm run bench:listing [-- FILES]`: how long a folder of many files takes until its first is read, with how much memory, and how
 * soon a cancel is heard meanwhile. Half of the files lie in one folder, half in folders of a thousand.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openArchive, runImport } from '../core/archive.ts'
import type { JobControl } from '../core/job-control.ts'
import { temporaryFolder } from './test-archive.ts'

const files = Number(process.argv[2] ?? 200_000)
const { folder, remove } = temporaryFolder()
try {
  const many = join(folder, 'many')
  writeMany(many, files)
  // what an import takes with a handful of files: threads, caches, code
  writeMany(join(folder, 'few'), 100)
  await listed(join(folder, 'few'))
  const listing = await listed(many)
  const perMillion = (value: number) => ((value / files) * 1e6).toFixed(0)
  console.log(
    `${files.toLocaleString('en')} files listed in ${(listing.ms / 1000).toFixed(1)} s, with ${listing.memoryMb.toFixed(0)} MB more at most ` +
      `(by proportion, a million: ${perMillion(listing.ms / 1000)} s, ${perMillion(listing.memoryMb)} MB)`,
  )
  console.log(
    `longest silence while listing: ${listing.silenceMs.toFixed(0)} ms; ` +
      `cancelled after a third of it, it ended ${(await cancelled(many, listing.ms / 3)).toFixed(0)} ms later`,
  )
} finally {
  remove()
}

function writeMany(many: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const place =
      i < count / 2 ? join(many, 'flat') : join(many, 'deep', String(Math.floor(i / 1000)).padStart(5, '0'))
    if (i === 0 || i >= count / 2) mkdirSync(place, { recursive: true })
    writeFileSync(join(place, `report ${i}.txt`), 'x')
  }
}

/** Stops at the first sign that the listing is over. */
async function listed(many: string): Promise<{ ms: number; memoryMb: number; silenceMs: number }> {
  const stop = new AbortController()
  const before = process.memoryUsage.rss()
  const started = performance.now()
  let ms = 0
  let most = 0
  let last = started
  let silenceMs = 0
  const timer = setInterval(() => {
    const now = performance.now()
    if (ms === 0) silenceMs = Math.max(silenceMs, now - last)
    last = now
    most = Math.max(most, process.memoryUsage.rss() - before)
  }, 10)
  const control: JobControl = {
    signal: stop.signal,
    onProgress: ({ step }) => {
      if (step !== 'Importing' || ms > 0) return
      ms = performance.now() - started
      most = Math.max(most, process.memoryUsage.rss() - before)
      stop.abort()
    },
  }
  await run(many, `listed ${basename(many)}.clipfile`, control)
  clearInterval(timer)
  return { ms, memoryMb: most / 1e6, silenceMs }
}

async function cancelled(many: string, afterMs: number): Promise<number> {
  const stop = new AbortController()
  let at = 0
  setTimeout(() => {
    at = performance.now()
    stop.abort()
  }, afterMs)
  await run(many, 'cancelled.clipfile', { signal: stop.signal, onProgress: () => {} })
  return performance.now() - at
}

async function run(many: string, name: string, control: JobControl): Promise<void> {
  const path = join(folder, name)
  openArchive(path, { create: true }).close()
  await runImport(path, { paths: [many] }, control)
}
