import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeOnce } from './workshop.ts'

let cache: string
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'clipfile-cache-'))
  vi.stubEnv('CLIPFILE_CACHE', cache)
})
afterEach(() => vi.unstubAllEnvs())

async function makeFile(scratch: string): Promise<string> {
  await writeFile(join(scratch, 'made'), 'whole')
  return join(scratch, 'made')
}

test('two at once make it once', async () => {
  const make = vi.fn(makeFile)
  const target = join(cache, 'target')
  await Promise.all([makeOnce(target, make), makeOnce(target, make)])
  expect(make).toHaveBeenCalledTimes(1)
  expect(await readFile(target, 'utf8')).toBe('whole')
})

test('work that fails leaves nothing, and the next attempt succeeds', async () => {
  const target = join(cache, 'target')
  const failing = async (scratch: string): Promise<string> => {
    await makeFile(scratch)
    throw new Error('no room')
  }
  await expect(makeOnce(target, failing)).rejects.toThrow('no room')
  expect(await readdir(cache)).toEqual([])
  await makeOnce(target, makeFile)
  expect(existsSync(target)).toBe(true)
})

test('what an interrupted run left is cleared away', async () => {
  await mkdir(join(cache, 'unfinished-old', 'half'), { recursive: true })
  await makeOnce(join(cache, 'target'), makeFile)
  expect(await readdir(cache)).toEqual(['target'])
})
