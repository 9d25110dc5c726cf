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

/** A picture of one pixel, in a colour of its own. */
export function pixel(colour = 0): Buffer {
  const gif = Buffer.from('R0lGODdhAQABAPAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64')
  gif[13] = colour
  return gif
}

export interface PageFixture {
  title?: string
  url?: string
  paragraphs?: readonly string[]
  /** the address of a picture in the middle, with its caption */
  picture?: string
  published?: string
}

export const PARAGRAPHS: readonly string[] = [
  'The harbour council voted on Tuesday to close the old swing bridge, saying that another winter of repairs would cost more than a new one.',
  'Fishermen who cross it every morning said they had not been asked, and that the detour adds forty minutes to a day that already begins at four.',
  'Work on the replacement begins in spring, the mayor told reporters, if the province pays its half of the eleven million that the plans foresee.',
]

/** A page as publishers make them: metadata, headline, byline, text, a picture and what stands around. */
export function pageHtml(page: PageFixture = {}): string {
  const {
    title = 'Council closes the swing bridge',
    url = 'https://tidewater.example/2024/05/bridge',
    paragraphs = PARAGRAPHS,
    picture,
    published = '2024-05-03T10:30:00+02:00',
  } = page
  const figure = picture
    ? `<figure><img src="${picture}" alt="The bridge"><figcaption>The bridge in June</figcaption></figure>`
    : ''
  const [first, ...rest] = paragraphs.map((text) => `<p>${text}</p>`)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} - Tidewater Post</title>
<link rel="canonical" href="${url}"><meta property="og:site_name" content="Tidewater Post">
<meta property="og:title" content="${title}"><meta property="article:published_time" content="${published}">
<meta name="author" content="Hanne Lund"></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>${title}</h1><p class="byline">By Hanne Lund</p>${first ?? ''}${figure}${rest.join('')}</article>
<footer>All rights reserved</footer></body></html>`
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
      // when a step of the history was made
      if (table === 'change' && column === 'at_ms') continue
      hash.update(value instanceof Uint8Array ? value : `${String(value)}\0`)
    }
  }
  return `${rows} rows, ${hash.digest('hex').slice(0, 16)}`
}
