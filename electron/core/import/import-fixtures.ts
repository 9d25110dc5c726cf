/** For tests of imports: dumps to import, and a picture of an archive by which two can be compared. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReadDb } from '../db/connection.ts'
import type { JobControl, JobCounts } from '../job-control.ts'

const WORDS =
  'river harbour council gate water levy vote mayor bridge ninth season storm engineer report'.split(' ')

/** An article in the shape of a text dump: header, date, paragraphs, a short list of headlines. */
export function dumpText(number: number, paragraphs = 3): string {
  const sentence = (seed: number) => {
    const words = Array.from({ length: 14 }, (_, i) => WORDS[(seed * 7 + i * (number + 3)) % WORDS.length]!)
    return `The ${words.join(' ')} was said to be item ${number}.`
  }
  const body = Array.from({ length: paragraphs }, (_, i) =>
    [1, 2, 3].map((n) => sentence(i * 3 + n)).join(' '),
  )
  const day = `March ${(number % 28) + 1}, ${2020 + (number % 5)}`
  return [
    `Council vote number ${number} on the harbour gates – Harbor Ledger ${number % 4}`,
    day,
    ...body,
    `- Other headline ${number % 50} of the week - Delta Courier - March 1st, 2024 [March 1st, 2024]`,
    `- Second headline ${number} of the week - Delta Courier - March 2nd, 2024 [March 2nd, 2024]`,
    '',
  ].join('\n')
}

/** Several articles in one file, as a press database exports them. */
export function documentsText(first: number, count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `${i + 1} of ${count} DOCUMENTS\n\n${dumpText(first + i)}\n`,
  ).join('')
}

export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** Names that sort as they count. */
export function numbered(count: number, make: (number: number) => string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${String(i).padStart(5, '0')}.txt`, make(i)]),
  )
}

/** A job's control that remembers what was said. */
export function watched(onProgress: (counts: JobCounts) => void = () => {}) {
  const stop = new AbortController()
  const said: JobCounts[] = []
  const control: JobControl = {
    signal: stop.signal,
    onProgress(counts) {
      said.push(counts)
      onProgress(counts)
    },
  }
  return { control, said, cancel: () => stop.abort() }
}

const TIMES_AND_PLACES = new Set(['started_at_ms', 'finished_at_ms', 'runner', 'state', 'error'])

/**
 * Every table's rows as one checksum: what two archives must have alike when one was imported in one go and the other
 * was killed and resumed. Only times, the run's state and the archive's own name are left out.
 */
export function pictureOf(db: ReadDb): Record<string, string> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    tables.filter((table) => table !== 'archive_info').map((table) => [table, checksum(db, table)]),
  )
}

function checksum(db: ReadDb, table: string): string {
  const hash = createHash('sha256')
  let rows = 0
  for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).iterate() as Iterable<
    Record<string, unknown>
  >) {
    rows++
    for (const [column, value] of Object.entries(row)) {
      if (table === 'import_run' && TIMES_AND_PLACES.has(column)) continue
      hash.update(value instanceof Uint8Array ? value : `${String(value)}\0`)
    }
  }
  return `${rows} rows, ${hash.digest('hex').slice(0, 16)}`
}
