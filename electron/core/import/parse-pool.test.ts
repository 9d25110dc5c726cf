import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { documentsText, dumpText, numbered, writeFiles } from './import-fixtures.ts'
import { ParsePool, type PoolOptions } from './parse-pool.ts'
import { BEGINNING } from './place.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'

// threads take their time to start on a busy machine
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

const MISBEHAVING = fileURLToPath(new URL('./misbehaving-worker.ts', import.meta.url))

function tasks(files: Record<string, string>): DumpTask[] {
  writeFiles(folder, files)
  return Object.keys(files).map((name, i) => ({
    dumpId: i + 1,
    path: join(folder, name),
    pathBytes: null,
    sizeBytes: files[name]!.length,
    firstRecord: 1,
    place: BEGINNING,
    known: null,
    followLink: false,
    refusal: null,
  }))
}

async function readAll(all: DumpTask[], options: Partial<PoolOptions> = {}): Promise<DumpPart[]> {
  const pool = new ParsePool({ next: (most) => all.splice(0, most), ...options })
  const parts: DumpPart[] = []
  try {
    for (let taken = await pool.take(1000); taken; taken = await pool.take(1000)) parts.push(...taken)
    return parts
  } finally {
    await pool.close()
  }
}

/** Of each dump, in the order in which they came: whether it was read, or why not. */
function outcomes(parts: DumpPart[]): string[] {
  const byDump = new Map<number, string>()
  for (const part of parts)
    for (const record of part.records) byDump.set(part.dumpId, record.refusal ?? `${record.number} read`)
  return [...byDump.values()]
}

test('gives the records of many dumps in the dumps’ order', async () => {
  const all = tasks(numbered(200, (i) => (i % 50 === 7 ? documentsText(i, 300) : dumpText(i))))
  const ids = all.map((task) => task.dumpId)
  const parts = await readAll(all, { threads: 3 })
  expect([...new Set(parts.map((part) => part.dumpId))]).toEqual(ids)
  for (const id of ids) {
    const numbers = parts
      .filter((part) => part.dumpId === id)
      .flatMap((part) => part.records.map((record) => record.number))
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    expect(numbers).toHaveLength((id - 1) % 50 === 7 ? 300 : 1)
    expect(parts.filter((part) => part.dumpId === id && part.last)).toHaveLength(1)
  }
})

test('ends at once when there is nothing to read', async () => {
  expect(await readAll([])).toEqual([])
})

test('replaces a thread that crashes, ends or runs out of memory, and refuses only the file it was at', async () => {
  const files = numbered(40, dumpText)
  const strange = { '00010-crash.txt': 'x', '00020-exit.txt': 'x', '00030-eat.txt': 'x' }
  const all = tasks(Object.fromEntries(Object.entries({ ...files, ...strange }).sort()))
  const found = outcomes(await readAll(all, { workerFile: MISBEHAVING, threads: 2, heapMb: 64 }))
  expect(found.filter((outcome) => outcome === '1 read')).toHaveLength(40)
  expect(found.filter((outcome) => outcome !== '1 read')).toEqual([
    'The parser crashed: the parser tripped',
    'The parser ended unexpectedly.',
    'The parser ran out of memory.',
  ])
  // in their places among the others
  expect(found.findIndex((outcome) => outcome.includes('tripped'))).toBe(10)
})

test('stops a thread that makes no progress', async () => {
  const all = tasks({ 'a.txt': dumpText(1), 'b-hang.txt': 'x', 'c.txt': dumpText(2) })
  const found = outcomes(await readAll(all, { workerFile: MISBEHAVING, threads: 1, stalledMs: 300 }))
  expect(found).toEqual([
    '1 read',
    'The parser made no progress on this file for 0.3 seconds and was stopped.',
    '1 read',
  ])
})

test('keeps what came of a file before the thread crashed on it', async () => {
  const all = tasks({ 'late.txt': documentsText(1, 900) })
  const parts = await readAll(all, { workerFile: MISBEHAVING, threads: 1 })
  const records = parts.flatMap((part) => part.records)
  expect(records.map((record) => record.number)).toEqual(records.map((_, i) => i + 1))
  expect(records.filter((record) => record.article)).toHaveLength(250)
  expect(records.at(-1)!.refusal).toBe('The parser crashed: tripped after a while')
})

test('fails as a whole when the thread cannot even start', async () => {
  const all = tasks({ 'a.txt': dumpText(1) })
  await expect(readAll(all, { workerFile: join(folder, 'none.ts') })).rejects.toThrow('The parser cannot run')
})
