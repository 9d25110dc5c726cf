import { appendFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { linesText } from './line-format.ts'
import { ParsePool, type PoolOptions } from './parse-pool.ts'
import { BEGINNING, type Place } from './place.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'

// threads take their time to start on a busy machine
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

const worker = (name: string) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url))

function task(content: string, change: Partial<DumpTask> = {}): DumpTask {
  const path = join(folder, `${change.dumpId ?? 1}.txt`)
  writeFileSync(path, content)
  return {
    dumpId: 1,
    path,
    pathBytes: null,
    sizeBytes: content.length,
    firstRecord: 1,
    place: BEGINNING,
    known: null,
    followLink: false,
    refusal: null,
    ...change,
  }
}

async function readAll(all: DumpTask[], options: Partial<PoolOptions> = {}): Promise<DumpPart[]> {
  const waiting = [...all]
  const pool = new ParsePool({
    next: (most) => waiting.splice(0, most),
    workerFile: worker('line-worker'),
    threads: 2,
    ...options,
  })
  const parts: DumpPart[] = []
  try {
    for (let taken = await pool.take(1000); taken; taken = await pool.take(1000)) parts.push(...taken)
    return parts
  } finally {
    await pool.close()
  }
}

/** What the ledger would hold of a dump, as far as reading decides it. */
function ledger(parts: DumpPart[], dumpId = 1) {
  return parts
    .filter((part) => part.dumpId === dumpId)
    .flatMap((part) => part.records)
    .map(({ number, line, byteStart, byteEnd, article, refusal }) => [
      number,
      line,
      byteStart,
      byteEnd,
      article?.title ?? refusal,
    ])
}

function expected(content: string) {
  let at = 0
  return content
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      const start = at
      at += Buffer.byteLength(line) + 1
      return [i + 1, i + 1, start, at - 1, line.split('|')[0]]
    })
}

/** Three stretches and a bit. */
const LARGE = linesText(3300, 4000)

describe('a large file is read in stretches by several threads', () => {
  test.each(['line-worker', 'lying-worker'])('with every record once, in order (%s)', async (name) => {
    const small = linesText(20, 100)
    const all = [task(small, { dumpId: 1 }), task(LARGE, { dumpId: 2 }), task(small, { dumpId: 3 })]
    const parts = await readAll(all, { workerFile: worker(name) })
    expect(ledger(parts, 2)).toEqual(expected(LARGE))
    expect([...new Set(parts.map((part) => part.dumpId))]).toEqual([1, 2, 3])
    expect(parts.filter((part) => part.last).map((part) => part.dumpId)).toEqual([1, 2, 3])
    expect(ledger(parts, 3)).toHaveLength(20)
  })

  test('with a record longer than a stretch', async () => {
    // too long for the format, whose refusal it is
    const content = `${linesText(700, 4000)}Long|${'x'.repeat(9_000_000)}\n${linesText(700, 4000, 702)}`
    const found = ledger(await readAll([task(content)]))
    expect(found).toHaveLength(1400)
    expect(found.map(([number]) => number)).toEqual(found.map((_, i) => i + 1))
    expect(found.at(-1)![1]).toBe(1401)
  })

  test('in one thread alone', async () => {
    expect(ledger(await readAll([task(LARGE)], { threads: 1, workerFile: worker('lying-worker') }))).toEqual(
      expected(LARGE),
    )
  })

  test('from any record on', async () => {
    const whole = await readAll([task(LARGE)])
    const inside = whole.filter((part) => part.place && !part.last)
    for (const part of [inside[3]!, inside[9]!]) {
      const last = part.records.at(-1)!
      const rest = task(LARGE, { firstRecord: last.number + 1, place: part.place as Place })
      expect(ledger(await readAll([rest]))).toEqual(expected(LARGE).slice(last.number))
    }
  })
})

describe('a record at which a thread dies', () => {
  const withFault = (fault: string) => {
    const lines = LARGE.split('\n')
    lines[2000] = fault
    return lines.join('\n')
  }

  test.each([
    ['crash', 'The parser ended unexpectedly.'],
    ['hang', 'The parser made no progress on this file for 1 seconds and was stopped.'],
    ['throw', /^The file cannot be read on from byte \d+: a fault$/],
  ])('is refused alone (%s)', async (fault, reason) => {
    const found = ledger(await readAll([task(withFault(fault))], { stalledMs: 1000 }))
    const wanted = expected(withFault(fault))
    expect(found).toHaveLength(3300)
    expect(found[2000]!.at(-1)).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason))
    const titles = (rows: unknown[][]) =>
      rows.filter((_, i) => i !== 2000).map((row) => [row[0], row[1], row[4]])
    expect(titles(found)).toEqual(titles(wanted))
  })

  test('in a small file too, and the first and last', async () => {
    const lines = linesText(10, 50).trimEnd().split('\n')
    const content = ['crash', ...lines.slice(0, 5), 'crash', 'crash', ...lines.slice(5), 'crash', ''].join(
      '\n',
    )
    const found = ledger(await readAll([task(content)]))
    expect(found.map((row) => row.at(-1) === 'The parser ended unexpectedly.')).toEqual(
      content
        .trimEnd()
        .split('\n')
        .map((line) => line === 'crash'),
    )
    expect(found.map((row) => row[0])).toEqual(found.map((_, i) => i + 1))
  })
})

test('a large file of nothing is one refused record', async () => {
  const parts = await readAll([task(`${' '.repeat(999)}\n`.repeat(9000))])
  expect(ledger(parts).map((row) => row.at(-1))).toEqual(['There is no article in this file.'])
})

test('a file that changes while it is read says so once, and keeps what came before', async () => {
  const change = task(LARGE)
  const waiting = [change]
  const pool = new ParsePool({
    next: (most) => waiting.splice(0, most),
    workerFile: worker('line-worker'),
    threads: 1,
  })
  const parts: DumpPart[] = []
  for (let taken = await pool.take(1000); taken; taken = await pool.take(1000)) {
    if (parts.length === 0 && taken.length > 0) appendFileSync(change.path, 'more|more\n')
    parts.push(...taken)
  }
  await pool.close()
  const found = ledger(parts)
  const refused = found.filter((row) => String(row.at(-1)).startsWith('The file changed while'))
  expect(refused).toHaveLength(1)
  expect(found.at(-1)).toBe(refused[0])
  expect(found.length).toBeGreaterThan(500)
  expect(statSync(change.path).size).toBeGreaterThan(LARGE.length)
})
