import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError, type ErrorReply } from '../shared/errors.ts'
import { FolderWatch, type FolderWatchOptions } from './folder-watch.ts'

vi.setConfig({ testTimeout: 20_000 })

let folder: string
let open: FolderWatch[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipfile-watch-'))
  open = []
})
afterEach(() => {
  for (const watch of open) watch.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A watch whose archive is a set of names, and what it did. */
function watchFolder(options: Partial<FolderWatchOptions> = {}) {
  const known = new Set<string>()
  const taken: string[][] = []
  const problems: (ErrorReply | null)[] = []
  const watch = new FolderWatch({
    folder,
    look: async () => ({
      folders: [folder],
      files: readdirSync(folder)
        .map((name) => join(folder, name))
        .filter((path) => !known.has(path))
        .map((path) => ({ path, sizeBytes: statSync(path).size, modifiedAtMs: statSync(path).mtimeMs })),
    }),
    take: (files) => {
      taken.push(files)
      for (const file of files) known.add(file)
      return true
    },
    onProblem: (problem) => problems.push(problem),
    times: { debounceMs: 5, stableMs: 60, everyMs: 60_000, retryMs: 20 },
    ...options,
  })
  open.push(watch)
  return { watch, taken, problems }
}

test('what is there already and what comes later is taken, each once', async () => {
  writeFileSync(join(folder, 'a.txt'), 'a')
  const { taken } = watchFolder()
  await expect.poll(() => taken).toEqual([[join(folder, 'a.txt')]])
  writeFileSync(join(folder, 'b.txt'), 'b')
  await expect.poll(() => taken).toEqual([[join(folder, 'a.txt')], [join(folder, 'b.txt')]])
})

test('a file that still grows waits until it does not', async () => {
  const file = join(folder, 'slow.txt')
  writeFileSync(file, 'begin')
  const { taken } = watchFolder({ times: { debounceMs: 5, stableMs: 150, everyMs: 60_000, retryMs: 20 } })
  let written = 5
  const sizes: number[] = []
  const timer = setInterval(() => {
    appendFileSync(file, 'more')
    written += 4
    if (taken.length > 0) sizes.push(statSync(file).size)
    if (written >= 5 + 4 * 12) clearInterval(timer)
  }, 50)
  await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(1)
  expect(written).toBe(5 + 4 * 12)
  expect(sizes).toEqual([])
})

test('what cannot be taken now is taken when told that the way is free', async () => {
  writeFileSync(join(folder, 'a.txt'), 'a')
  let isBusy = true
  let asked = 0
  const { watch } = watchFolder({
    take: () => {
      asked++
      return !isBusy
    },
  })
  await expect.poll(() => asked).toBe(1)
  isBusy = false
  watch.notice()
  await expect.poll(() => asked).toBe(2)
})

test('a folder that is gone is told once, and watched again when it is back', async () => {
  const gone = join(folder, 'drive')
  let looks = 0
  const { problems, watch } = watchFolder({
    folder: gone,
    look: async () => {
      looks++
      if (!readdirSync(folder).includes('drive')) throw new AppError('read-failed', 'It is gone.')
      return { files: [], folders: [gone] }
    },
  })
  await expect.poll(() => looks).toBeGreaterThan(3)
  expect(problems).toMatchObject([{ message: 'It is gone.' }])
  mkdirSync(gone)
  await expect.poll(() => problems.length).toBe(2)
  expect(problems[1]).toBeNull()
  expect(watch.problem).toBeNull()
})

test('closed, it does nothing more', async () => {
  const { watch, taken } = watchFolder()
  watch.close()
  writeFileSync(join(folder, 'a.txt'), 'a')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(taken).toEqual([])
})
