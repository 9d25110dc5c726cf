/**
 * `npm run bench:formats [-- DATA [ATTACK]]`: saved pages, e-mails and web archives with known contents
 * (the folder `formats-dev`, by its index.json), and hostile ones (an unpacked attack set, by its manifest.json), read as an
 * import reads them. Exits with 1 when one differs from what is known, throws what it may not, or takes too long.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  CaptureError,
  gunzipLimited,
  readCaptures,
  type PageCapture,
} from '../core/import/captures/captures.ts'
import { bodyOf, leavesOf, parseMessage } from '../core/import/captures/mime-parts.ts'
import { readZipDirectory, salvageZip, unpackEntry } from '../core/import/captures/zip-directory.ts'
import { checkWebArchive, type KnownArchive, readHostileArchive } from './known-web-archives.ts'
import { inMs, percentile } from './figures.ts'
import { root } from './paths.ts'
import { runScript } from './script.ts'

interface Known {
  file: string
  kind: string
  expect: {
    subject?: string | null
    from?: string | null
    date_iso?: string | null
    'snapshot-content-location'?: string | null
    n_parts?: number
    part_types?: Record<string, number>
    root_html?: { location: string | null; bytes: number; title: string | null } | null
    title_expected?: string | null
    comment_url?: string
    saved_date?: string
    title?: string
  }
}

interface Row {
  name: string
  cells: string[]
  faults: string[]
}

const TOO_LONG_MS = 2000

function benchKnown(folder: string): Row[] {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Known[]
  return index
    .filter(({ kind }) => kind === 'mhtml' || kind === 'singlefile' || kind === 'eml')
    .map((known) => checkKnown(known, readFileSync(join(folder, known.file))))
}

function benchWebArchives(folder: string): Row[] {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as KnownArchive[]
  return index
    .filter(({ kind }) => kind === 'warc' || kind === 'arc' || kind === 'wacz')
    .map((known) => {
      const started = performance.now()
      const { cells, faults } = checkWebArchive(folder, known)
      const ms = performance.now() - started
      return { name: known.file, cells: [cells[0]!, inMs(ms), ...cells.slice(1)], faults }
    })
}

function checkKnown({ file, kind, expect }: Known, bytes: Buffer): Row {
  const { captures, error, ms } = timed(() => readCaptures(bytes, { fileName: file }))
  const capture = captures[0]
  const faults = ms > TOO_LONG_MS ? [`took ${inMs(ms)}`] : []
  if (error && !(error instanceof CaptureError)) faults.push(`threw ${String(error)}`)
  if (!capture) return { name: file, cells: ['refused', inMs(ms), error?.message ?? ''], faults }
  if (captures.length !== 1) faults.push(`${captures.length} pages`)
  if (capture.format !== kind) faults.push(`format ${capture.format}`)
  faults.push(
    ...(kind === 'singlefile' ? singleFileFaults(capture, expect) : messageFaults(capture, expect, bytes)),
  )
  const { resources, encoding, notices } = capture
  return {
    name: file,
    cells: [`${capture.kind}, ${resources.length} files, ${encoding.name}`, inMs(ms), notices.join(' ')],
    faults,
  }
}

function singleFileFaults(capture: PageCapture, expect: Known['expect']): string[] {
  return [
    ...differs('url', capture.url, expect.comment_url),
    ...differs('title', capture.title, expect.title),
    ...differs('saved', capture.capturedAtMs, Date.parse(expect.saved_date!.replace(/\(.*/, ''))),
  ]
}

function messageFaults(capture: PageCapture, expect: Known['expect'], bytes: Buffer): string[] {
  // the yardstick gives up where the boundary never comes; what is left of the page is more than nothing
  if (
    expect.part_types?.['multipart/related'] &&
    capture.notices.some((notice) => notice.includes('boundary'))
  )
    return []
  const { root } = parseMessage(bytes, 'file')
  const leaves = leavesOf(root)
  // the yardstick parses the recipients of a delivery report as parts of their own
  const isReport = leaves.some(({ contentType }) => contentType.type === 'message/delivery-status')
  const date = expect.date_iso ? Date.parse(withZone(expect.date_iso)) : null
  const title = expect.title_expected ?? expect.root_html?.title ?? expect.subject
  const location = expect['snapshot-content-location'] ?? expect.root_html?.location
  const page = leaves.find(({ contentType }) => contentType.type === 'text/html')
  const faults = [
    ...differs('date', capture.capturedAtMs, date),
    ...differs('url', capture.url, location ?? null),
  ]
  if (expect.root_html !== null || capture.kind === 'text')
    faults.push(...differs('title', capture.title, title ?? null))
  if (capture.mail) faults.push(...differs('from', capture.mail.from, expect.from ?? null))
  if (expect.n_parts && !isReport) faults.push(...differs('parts', leaves.length, expect.n_parts))
  // line breaks count as one byte there
  const size = (body: Uint8Array) => Buffer.from(body).toString('latin1').replaceAll('\r\n', '\n').length
  const exact = page ? size(bodyOf(page, [])) : 0
  if (
    expect.root_html &&
    Math.abs(exact - expect.root_html.bytes) > 1 &&
    bodyOf(page!, []).length !== expect.root_html.bytes
  )
    faults.push(`root has ${exact} bytes, not ${expect.root_html.bytes}`)
  return faults
}

function withZone(iso: string): string {
  return /(?:Z|[+-]\d{2}:\d{2})$/.test(iso) ? iso : `${iso}Z`
}

function differs(what: string, found: unknown, known: unknown): string[] {
  const plain = (value: unknown) => (typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value)
  return plain(found) === plain(known)
    ? []
    : [`${what} ${JSON.stringify(found)}, not ${JSON.stringify(known)}`]
}

interface AttackItem {
  id: string
  class: string
  file: string
  benign_marker?: string
  kind: string
}

function benchAttack(folder: string): Row[] {
  const { items } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { items: AttackItem[] }
  return items
    .filter(({ file, kind }) => kind === 'file' && /\.(?:html|mhtml|eml|zip|gz|w?arc|wacz)$/.test(file))
    .map((item) => {
      const bytes = readFileSync(join(folder, item.file))
      return /\.(?:w?arc(?:\.gz)?|wacz)$/.test(item.file)
        ? checkHostileArchive(item, bytes)
        : checkAttack(item, bytes)
    })
}

/** What can be told here: no page is lost without a word, nothing is thrown, no address is unsafe. */
function checkHostileArchive({ id, class: name, file }: AttackItem, bytes: Buffer): Row {
  const started = performance.now()
  const { found, faults } = readHostileArchive(bytes, file.endsWith('.wacz'))
  const ms = performance.now() - started
  if (ms > TOO_LONG_MS) faults.push(`took ${inMs(ms)}`)
  const articles = found.flatMap(({ outcome }) => ('refusal' in outcome ? [] : [outcome]))
  const told = found.flatMap(({ outcome }) => ('refusal' in outcome ? [outcome.refusal] : outcome.notices))
  if (found.length === 0) faults.push('says nothing')
  if (articles.some(({ url }) => url !== null && !/^https?:\/\/[^\s"<>]+$/.test(url)))
    faults.push('an unsafe address')
  return {
    name: `${id} ${name}`,
    cells: [`${articles.length} pages`, inMs(ms), told.join(' ').slice(0, 160)],
    faults,
  }
}

function checkAttack({ id, class: name, file, benign_marker: marker }: AttackItem, bytes: Buffer): Row {
  const isPage = /\.(?:html|mhtml|eml)$/.test(file)
  const { captures, error, ms } = timed(() => (isPage ? readCaptures(bytes) : unpackAny(bytes, file)))
  const faults = ms > TOO_LONG_MS ? [`took ${inMs(ms)}`] : []
  if (error && !(error instanceof CaptureError)) faults.push(`threw ${error.stack ?? String(error)}`)
  const expected =
    marker ?? (file.includes('mhtml/') ? /KEEPM\d/.exec(bytes.toString('latin1'))?.[0] : undefined)
  if (isPage && expected && !captures.some(({ html }) => html.includes(expected)))
    faults.push(`lost ${expected}`)
  if (captures.some(({ url }) => url !== null && !/^https?:\/\/[^\s"<>]+$/.test(url)))
    faults.push('an unsafe address')
  const notices = captures.flatMap((capture) => capture.notices)
  const outcome = error ? `refused: ${error.message}` : notices.join(' ')
  return {
    name: `${id} ${name}`,
    cells: [`${captures.length} pages`, inMs(ms), outcome.slice(0, 160)],
    faults,
  }
}

/** Containers are not read here, but what reads SingleFile's zips and packed pages meets the same attacks. */
function unpackAny(bytes: Buffer, file: string): PageCapture[] {
  if (file.endsWith('.gz')) {
    gunzipLimited(bytes)
    return []
  }
  const directory = readZipDirectory(bytes) ?? salvageZip(bytes)
  if (!directory) throw new CaptureError('This is no zip.')
  let budget = 512 * 1024 * 1024
  for (const entry of directory.entries) budget -= unpackEntry(bytes, entry, budget).bytes.length
  return []
}

function timed(read: () => PageCapture[]): { captures: PageCapture[]; error: Error | null; ms: number } {
  const started = performance.now()
  try {
    const captures = read()
    return { captures, error: null, ms: performance.now() - started }
  } catch (error) {
    return { captures: [], error: error as Error, ms: performance.now() - started }
  }
}

function printRows(title: string, rows: readonly Row[]): number {
  const width = Math.max(...rows.map(({ name }) => name.length))
  console.log(`\n${title}`)
  for (const { name, cells, faults } of rows) {
    console.log(`${faults.length ? '✘' : '✔'} ${name.padEnd(width)}  ${cells.filter(Boolean).join('  ')}`)
    for (const fault of faults) console.log(`    ${fault}`)
  }
  const faulty = rows.filter(({ faults }) => faults.length > 0).length
  console.log(`${rows.length - faulty} of ${rows.length} as known`)
  return faulty
}

await runScript(async () => {
  const [data = join(root, '..', 'shared', 'data', 'formats-dev'), attack = '/tmp/captures-attack/dev'] =
    process.argv.slice(2).map((path) => resolve(path))
  let faulty = 0
  if (existsSync(join(data, 'index.json'))) {
    faulty += printRows('Files with known contents', benchKnown(data))
    faulty += printRows('Web archives with known contents', benchWebArchives(data))
  } else
    console.log(`There are no files with known contents at ${data}: nothing was measured. Give their folder.`)
  if (existsSync(join(attack, 'manifest.json'))) {
    const rows = benchAttack(attack)
    faulty += printRows('Hostile files', rows)
    const times = rows.map(({ cells }) => Number.parseFloat(cells[1]!))
    console.log(`slowest: ${inMs(percentile(times, 1))}`)
  } else console.log(`There are no hostile files at ${attack}: unpack the attack set and give its folder.`)
  return faulty > 0 ? 1 : 0
})
