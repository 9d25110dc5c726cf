import { mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withLock } from './lock.mjs'

const DEAD = 2 ** 22 + 1

async function lockPath(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'clipfile-lock-')), 'lock')
}

test('only one at a time works, the other is told whom it waits for, and nothing is left behind', async () => {
  const path = await lockPath()
  const seen: string[] = []
  const work = (name: string) => async () => {
    seen.push(`${name} begins`)
    await sleep(50)
    seen.push(`${name} ends`)
  }
  const waitedFor: string[] = []
  await Promise.all([withLock(path, work('a')), withLock(path, work('b'), (pid) => waitedFor.push(pid))])
  expect([seen[0]?.at(0), seen[1]?.at(0)]).toEqual([seen[0]?.at(0), seen[0]?.at(0)])
  expect(seen).toHaveLength(4)
  expect(waitedFor.length).toBeLessThanOrEqual(1)
  expect(await readdir(join(path, '..'))).toEqual([])
})

test('a lock whose holder died is taken over at once', async () => {
  const path = await lockPath()
  await writeFile(path, `${hostname()} ${DEAD} token`)
  expect(await withLock(path, async () => 'done')).toBe('done')
})

test('a lock from another machine is taken over once it has been silent for long', async () => {
  const path = await lockPath()
  await writeFile(path, `elsewhere 1 token`)
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(path, longAgo, longAgo)
  expect(await withLock(path, async () => 'done')).toBe('done')
})

test('a lock is released when the work throws', async () => {
  const path = await lockPath()
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(path, async () => 'done')).toBe('done')
})
