/**
 * The records of a WACZ: the pages of all its web archives, then the pages that are listed but are in none of them, at last what
 * is to be said of the package. Its index is not believed: the web archives are read from front to back.
 */
import { nothingAround } from '../../around.ts'
import { ByteReader } from '../../bytes/reader.ts'
import { type ByteSource, streamOf } from '../../bytes/source.ts'
import type { FileSet, FoundRecord, SetContext } from '../../format.ts'
import { limits } from '../../limits.ts'
import { keyOf } from '../warc/neighbours.ts'
import { pageAddresses, textArticle, webRecords, type WebContext } from '../warc/records.ts'
import { beginningOf, type Beginning } from '../warc/source-format.ts'
import { DataPackage } from './data-package.ts'
import { isStream } from './members.ts'
import { type PageEntry, readPageLists } from './pages-list.ts'

const WEB_ARCHIVE = /^archive\/[^]+\.w?arc(?:\.gz)?$/i

/** Where reading goes on: which web archive, from which byte of it, after how many records from there and from its beginning. */
interface Token {
  file: number
  at: number
  after: number
  all: number
}

/** @see SetFormat.records */
export function* waczRecords(files: FileSet, context: SetContext): Generator<FoundRecord> {
  yield* new WaczRecords(files, context).read()
}

class WaczRecords {
  readonly #files: FileSet
  readonly #context: SetContext
  readonly #package: DataPackage
  readonly #pages: Map<string, PageEntry>
  readonly #notices: string[]
  readonly #seen = new Set<string>()
  readonly #archives: string[]

  constructor(files: FileSet, context: SetContext) {
    this.#files = files
    this.#context = context
    this.#package = new DataPackage(files, context.beat)
    const { pages, notices } = readPageLists(files)
    this.#pages = pages
    this.#notices = notices
    this.#archives = [...new Set(files.names)].filter((name) => WEB_ARCHIVE.test(name))
  }

  *read(): Generator<FoundRecord> {
    const { after } = this.#context
    const token: Token = after === null ? { file: 0, at: 0, after: 0, all: 0 } : (JSON.parse(after) as Token)
    for (const [i, name] of this.#archives.entries()) {
      const from = i === token.file ? token : { file: i, at: 0, after: 0, all: 0 }
      if (i < token.file) this.#look(name, Infinity)
      else yield* this.#readArchive(name, from)
    }
    const rest = [...this.#missing(), ...this.#closing()]
    const done = token.file === this.#archives.length ? token.all : 0
    for (const [i, record] of rest.entries()) {
      const place: Token = { file: this.#archives.length, at: 0, after: 0, all: i + 1 }
      if (i >= done) yield { ...record, token: JSON.stringify(place) }
    }
  }

  *#readArchive(name: string, from: Token): Generator<FoundRecord> {
    const content = this.#files.open(name)
    if (!content) return yield refused(name, 'This web archive cannot be unpacked.')
    const source = isStream(content) ? null : content
    if (from.at > 0 && source) this.#look(name, from.at)
    const beginning = this.#beginning(name, source)
    const place = { at: source ? from.at : 0, count: 0 }
    let all = source ? from.all - from.after : 0
    const passed = source ? from.after : from.all
    const reader = source
      ? ByteReader.from(source, place.at)
      : new ByteReader(isStream(content) ? content : streamOf(content))
    let count = 0
    for (const found of webRecords(reader, this.#webContext(name, source, beginning))) {
      if (found.byteStart !== place.at) Object.assign(place, { at: found.byteStart, count: 0 })
      place.count++
      all++
      if (count++ < passed) continue
      const token: Token = { file: from.file, at: place.at, after: place.count, all }
      yield { ...found, member: name, token: JSON.stringify(token) }
    }
    const problem = isStream(content) ? content.problem : null
    if (problem) this.#notices.push(`${name}: ${problem}`)
  }

  #beginning(name: string, source: ByteSource | null): Beginning {
    if (source) return beginningOf(source.read(0, limits.sniffBytes))
    const stream = this.#files.open(name)!
    return beginningOf(
      isStream(stream) ? new ByteReader(stream).peek(limits.sniffBytes) : stream.read(0, limits.sniffBytes),
    )
  }

  #webContext(name: string, source: ByteSource | null, { head, isPacked }: Beginning): WebContext {
    const isWrong = this.#package.isSound(name) === false
    return {
      around: nothingAround(''),
      head,
      until: Infinity,
      isPacked,
      source,
      beat: this.#context.beat,
      listed: (url) => this.#pages.get(keyOf(url)) ?? null,
      onPage: (url) => void this.#seen.add(keyOf(url)),
      notices: isWrong ? ['Its web archive is not what the checksum in datapackage.json says.'] : [],
    }
  }

  /** The pages of what was read before an import was stopped: which ones are missing is told at the end of all. */
  #look(name: string, until: number): void {
    const content = this.#files.open(name)
    if (!content) return
    const source = isStream(content) ? null : content
    const reader = source
      ? ByteReader.from(source)
      : new ByteReader(isStream(content) ? content : streamOf(content))
    const web = { ...this.#webContext(name, source, this.#beginning(name, source)), until }
    for (const url of pageAddresses(reader, web)) this.#seen.add(keyOf(url))
  }

  #missing(): FoundRecord[] {
    return [...this.#pages]
      .filter(([key]) => !this.#seen.has(key))
      .map(([, page]) => {
        const { member, byteStart, byteEnd, line } = page
        const content = missingContent(page)
        const isArticle = !('refusal' in content.outcome)
        const bytes = isArticle ? { bytes: Buffer.from(`${JSON.stringify(listedPart(page))}\n`) } : {}
        return { ...content, ...bytes, member, byteStart, byteEnd, line }
      })
  }

  #closing(): FoundRecord[] {
    const isHeld = this.#archives.length > 0 || this.#package.isMulti
    const found = [
      ...(isHeld ? [] : ['There is no web archive in this WACZ.']),
      ...this.#package.findings(),
      ...this.#notices,
    ]
    return found.length === 0 ? [] : [refused('datapackage.json', found.join(' '))]
  }
}

/** Of a page that is only listed, its text is better than nothing. */
function missingContent(page: PageEntry) {
  const name = page.title
    ? `“${page.title.slice(0, 200)}”, ${page.url.slice(0, 500)}`
    : page.url.slice(0, 500)
  if (page.text)
    return textArticle(page.text, page.title, page, [
      'It is listed as a page of this WACZ, but its capture is in no web archive there.',
    ])
  return {
    outcome: {
      refusal: `It is listed as a page of this WACZ, but is in none of its web archives. (${name})`,
    },
  }
}

function listedPart({ url, title, text, atMs }: PageEntry) {
  return { url, title, text, ...(atMs === null ? {} : { ts: new Date(atMs).toISOString() }) }
}

function refused(member: string, refusal: string): FoundRecord {
  return { member, byteStart: 0, byteEnd: 0, line: null, outcome: { refusal } }
}
