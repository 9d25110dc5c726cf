// Slow work whose result is one path in the cache: done once, by one process, and visible only when it is whole.

import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { withLock } from './lock.mjs'
import { cacheFolder } from './paths.ts'
import { say } from './progress.mjs'

const SCRATCH = 'unfinished-'

/**
 * Returns `target`, after `make` has made it when it is not there. `make` gets an empty scratch folder and
 * returns the path inside it that becomes the target.
 */
export async function makeOnce(target: string, make: (scratch: string) => Promise<string>): Promise<string> {
  if (existsSync(target)) return target
  const cache = cacheFolder()
  await withLock(
    join(cache, 'lock'),
    async () => {
      if (existsSync(target)) return
      await clearScratch(cache)
      const scratch = await mkdtemp(join(cache, SCRATCH))
      try {
        const made = await make(scratch)
        await mkdir(dirname(target), { recursive: true })
        await rename(made, target)
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
    },
    (pid) => say(`Waiting for process ${pid}, which is setting up the runtime.`),
  )
  return target
}

/** What an interrupted run left: we hold the lock, so nobody works in there. */
async function clearScratch(cache: string): Promise<void> {
  const left = (await readdir(cache)).filter((name) => name.startsWith(SCRATCH))
  await Promise.all(left.map((name) => rm(join(cache, name), { recursive: true, force: true })))
}
