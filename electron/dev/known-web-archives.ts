/** Web archives with known contents, read as an import reads them: what differs from what independent tools found in them. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nothingAround } from '../core/import/around.ts'
import { ByteReader } from '../core/import/bytes/reader.ts'
import { type ByteSource, memorySource } from '../core/import/bytes/source.ts'
import { readZipDirectory, unpackEntry } from '../core/import/captures/zip-directory.ts'
import type { FileSet, FoundRecord } from '../core/import/format.ts'
import { readPayload } from '../core/import/formats/warc/http-answer.ts'
import { answerIn, readPage } from '../core/import/formats/warc/page.ts'
import { webRecords } from '../core/import/formats/warc/records.ts'
import { openHead } from '../core/import/formats/warc/source-format.ts'
import { walk } from '../core/import/formats/warc/walk.ts'
import { waczFormat } from '../core/import/formats/wacz.ts'

interface KnownPage {
  url: string
  status: string | null
  type: string
  date: string
  payload_bytes: number
  payload_sha1: string
  title: string | null
}

interface KnownWarc {
  records: number
  by_type: Record<string, number>
  html_pages: KnownPage[]
}

interface KnownWacz {
  entries: string[]
  pages: { url: string; title: string }[]
  warcs: Record<string, KnownWarc>
}

export interface KnownArchive {
  file: string
  kind: string
  expect: KnownWarc & KnownWacz
}

export interface Checked {
  cells: string[]
  faults: string[]
}

export function checkWebArchive(folder: string, { file, kind, expect }: KnownArchive): Checked {
  const bytes = readFileSync(join(folder, file))
  return kind === 'wacz' ? checkWacz(bytes, expect) : checkWarc(memorySource(bytes), expect)
}

function checkWarc(source: ByteSource, known: KnownWarc): Checked {
  const faults = recordFaults(source, known)
  const found = readWarc(source)
  faults.push(...missing(found, known))
  return { cells: [`${known.records} records`, ...summary(found)], faults }
}

/** Each record by itself, as its file has it. */
function recordFaults(source: ByteSource, known: KnownWarc): string[] {
  const { isPacked, format } = openHead(source)
  const byType: Record<string, number> = {}
  const pages: KnownPage[] = []
  const options = { isPacked, format, source, until: Infinity, beat() {} }
  for (const item of walk(ByteReader.from(source), options)) {
    if (item.is === 'gap') return [`bytes ${item.start} to ${item.end}: ${item.why}`]
    const { head, headBytes, notices } = item.record
    const type = head.type === 'filedesc' ? 'arc_header' : head.type
    byType[type] = (byType[type] ?? 0) + 1
    const block = item.blocks.takeBlock()
    const answer = answerIn(head, block)
    if (!/html/.test(answer.mime) || head.type !== 'response') continue
    const { bytes } = readPayload(block.subarray(answer.headBytes), answer.fields)
    pages.push({
      url: head.url ?? '',
      status: answer.status === null ? null : String(answer.status),
      type: head.type,
      date: new Date(head.atMs ?? 0).toISOString(),
      payload_bytes: bytes.length,
      payload_sha1: createHash('sha1').update(bytes).digest('hex'),
      title: bytes.length > 0 ? readPage({ head, headBytes, block, notices }).title : null,
    })
  }
  const faults = differs('records by type', sorted(byType), sorted(known.by_type))
  faults.push(...differs('pages', pages.length, known.html_pages.length))
  for (const [i, page] of known.html_pages.entries()) faults.push(...pageFaults(pages[i], page))
  return faults
}

function pageFaults(found: KnownPage | undefined, known: KnownPage): string[] {
  if (!found) return [`${known.url} is missing`]
  const { date, title, ...rest } = known
  const faults = Object.entries(rest)
    .filter(([key]) => key in found)
    .flatMap(([key, value]) => differs(`${known.url} ${key}`, found[key as keyof KnownPage], value))
  if (/^\d{4}-/.test(date)) faults.push(...differs('date', Date.parse(found.date), Date.parse(date)))
  // ours has no title where the page has only blanks
  if (title?.trim()) faults.push(...differs(`${known.url} title`, found.title, title))
  return faults
}

/** Pages that were shown to somebody and have no line of their own. */
function missing(found: readonly FoundRecord[], known: KnownWarc): string[] {
  const lines = found.filter(({ bytes }) => bytes).length
  const refused = found.filter(
    ({ outcome }) => 'refusal' in outcome && /answer is empty/.test(outcome.refusal),
  ).length
  const pages = known.html_pages.filter(({ status }) => status === '200' || status === null).length
  return lines + refused < pages ? [`${lines} lines for ${pages} pages`] : []
}

/** A package's files by its directory, as the import finds them. */
function filesIn(bytes: Buffer): FileSet {
  const { entries } = readZipDirectory(bytes)!
  const contents = new Map(entries.map((entry) => [entry.name, unpackEntry(bytes, entry, Infinity).bytes]))
  const read = (name: string) => contents.get(name) ?? null
  return {
    names: [...contents.keys()],
    size: (name) => read(name)?.length ?? null,
    read,
    open: (name) => (contents.has(name) ? memorySource(contents.get(name)!) : null),
  }
}

/** Reads a hostile web archive. @returns what came out, and what it may not do */
export function readHostileArchive(
  bytes: Buffer,
  isWacz: boolean,
): { found: FoundRecord[]; faults: string[] } {
  const faults: string[] = []
  try {
    const found = isWacz ? readWacz(filesIn(bytes)) : readWarc(memorySource(bytes))
    const text = found
      .map(({ outcome }) => ('refusal' in outcome ? '' : outcome.blocks.map((block) => block.text).join(' ')))
      .join(' ')
    // no refusal of another record excuses it; what is packed is searched by gzip's own program, as far as it gets
    const plain = bytes[0] === 0x1f ? gunzipped(bytes) : bytes
    for (const marker of new Set(plain.toString('latin1').match(/KEEP[A-Z]*\d*/g)))
      if (!text.includes(marker)) faults.push(`lost ${marker}`)
    return { found, faults }
  } catch (error) {
    return { found: [], faults: [`threw ${error instanceof Error ? error.stack : String(error)}`] }
  }
}

function gunzipped(bytes: Buffer): Buffer {
  return spawnSync('gzip', ['-dc'], { input: bytes, maxBuffer: 1024 ** 3 }).stdout
}

function readWarc(source: ByteSource): FoundRecord[] {
  const { head, isPacked } = openHead(source)
  const context = { around: nothingAround(''), head, until: Infinity, isPacked, source, beat() {} }
  return [...webRecords(ByteReader.from(source), context)]
}

function readWacz(files: FileSet): FoundRecord[] {
  if (!waczFormat.recognise(files)) throw new Error('It is not recognised.')
  return [...waczFormat.records(files, { fileName: '', after: null, beat() {} })]
}

function checkWacz(bytes: Buffer, known: KnownWacz): Checked {
  const files = filesIn(bytes)
  const faults = differs('entries', [...files.names].sort().join(), [...known.entries].sort().join())
  if (!waczFormat.recognise(files)) return { cells: ['no WACZ'], faults: [...faults, 'is not recognised'] }
  for (const [name, warc] of Object.entries(known.warcs))
    faults.push(...recordFaults(memorySource(files.read(name)!), warc))
  const found = readWacz(files)
  const articles = found.flatMap(({ outcome }) => ('refusal' in outcome ? [] : [outcome.url]))
  for (const { url } of known.pages) if (!articles.includes(url)) faults.push(`${url} is no article`)
  for (const warc of Object.values(known.warcs)) faults.push(...missing(found, warc))
  return { cells: [`${files.names.length} files`, ...summary(found)], faults }
}

function summary(found: readonly FoundRecord[]): string[] {
  const articles = found.filter(({ outcome }) => !('refusal' in outcome))
  const told = found.flatMap(({ outcome }) => ('refusal' in outcome ? [outcome.refusal] : outcome.notices))
  return [
    `${articles.length} articles, ${found.length - articles.length} other lines`,
    [...new Set(told)].join(' | ').slice(0, 200),
  ]
}

function sorted(counts: Record<string, number>): string {
  return Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => `${count} ${type}`)
    .join(', ')
}

function differs(what: string, found: unknown, known: unknown): string[] {
  const plain = (value: unknown) => (typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value)
  return plain(found) === plain(known)
    ? []
    : [`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(known)}`]
}
