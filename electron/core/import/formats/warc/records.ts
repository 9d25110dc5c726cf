/**
 * A web archive's records as those of an import: a line of the ledger for each page (and each text that somebody took out of
 * one), and one for all the rest of about 64 MB: pictures, style sheets, redirects and the like are no articles and no faults.
 * Requests and what crawlers noted of themselves only belong to the others, and have no line of their own.
 */
import { nothingAround, type Around } from '../../around.ts'
import { ByteReader } from '../../bytes/reader.ts'
import { CaptureError, webAddress, type PageCapture } from '../../captures/page-capture.ts'
import { domainName } from '../../extract/outlet.ts'
import type { FoundRecord, RecordContent, StreamContext } from '../../format.ts'
import { recordOf, whyNot } from '../../saved-pages.ts'
import { findStart } from './find-start.ts'
import { kindOf, type Kind, Sums } from './kinds.ts'
import { type InfoPage, infoPages } from './info-pages.ts'
import { deflatedIn } from './deflated.ts'
import { keyOf, mayBePage, Neighbours } from './neighbours.ts'
import { answerIn, readPage, readPlainText, tooLarge, type WholeRecord } from './page.ts'
import { startsWarc } from './record-head.ts'
import { type Gap, type PlacedRecord, walk } from './walk.ts'

/** What a list of pages that came with the archive says of one. */
export interface ListedPage {
  title: string | null
  text: string | null
}

export interface WebContext extends Omit<StreamContext, 'fileName'> {
  /** what a list beside the archive says of a page */
  listed?(url: string): ListedPage | null
  /** told of every page, also of those without an article */
  onPage?(url: string): void
  /** what is to be said of every article */
  notices?: readonly string[]
}

/** The file in parts of so many bytes: at the end of each stands a line that sums up what was no article. */
const PART_BYTES = 64 * 1024 * 1024

/** The records from the reader's place on, see {@link StreamFormat.records}. */
export function* webRecords(reader: ByteReader, context: WebContext): Generator<FoundRecord> {
  yield* new WebRecords(context).read(reader)
}

/** The addresses of the pages alone, without reading them. */
export function* pageAddresses(reader: ByteReader, context: WebContext): Generator<string> {
  yield* new WebRecords(context).addresses(reader)
}

class WebRecords {
  readonly #context: WebContext
  readonly #format: 'warc' | 'arc'
  readonly #neighbours: Neighbours | null
  readonly #infoPages: ReadonlyMap<string, InfoPage>
  readonly #sums = new Sums()
  /** where the sums begin to be whole; what came before was read by somebody else */
  #summedFrom = 0

  constructor(context: WebContext) {
    const { source, isPacked, beat, head } = context
    this.#context = context
    this.#format = startsWarc(head) ? 'warc' : 'arc'
    this.#infoPages = infoPages(head)
    this.#neighbours = source && Neighbours.of(source, isPacked, this.#format, beat)
  }

  *read(reader: ByteReader): Generator<FoundRecord> {
    const { until, isPacked, source, beat } = this.#context
    const first = reader.position
    this.#summedFrom = first
    let last: { start: number; end: number } | null = null
    let isSilent = first === 0
    for (const item of walk(reader, { isPacked, format: this.#format, source, until, beat })) {
      beat()
      let found: FoundRecord | null
      let end: number
      if (item.is === 'gap') {
        found = gapRecord(item)
        end = item.end
      } else [found, end] = this.#readItem(item)
      if (found) yield found
      isSilent &&= found === null
      last = { start: item.start, end }
      if (part(end) === part(item.start)) continue
      const sum = this.#sum(last)
      if (sum) yield sum
      this.#summedFrom = end
    }
    // the last part ends with the file
    if (!last || !reader.atEnd) return
    const sum = this.#sum(last, isSilent)
    if (sum) yield sum
    for (const { url, title } of this.#infoPages.values()) {
      if (this.#neighbours?.hasPage(url) !== false) continue
      const refusal = `It is listed as a page of this archive${title ? ` (“${title.slice(0, 200)}”)` : ''}, but its capture is not in this file. (${url.slice(0, 500)})`
      yield { byteStart: last.start, byteEnd: last.end, line: null, outcome: { refusal } }
    }
  }

  *addresses(reader: ByteReader): Generator<string> {
    const { until, isPacked, source, beat } = this.#context
    for (const item of walk(reader, { isPacked, format: this.#format, source, until, beat })) {
      beat()
      if (item.is !== 'record' || item.record.head.url === null) continue
      const kind = this.#kindOf(item)
      if (kind === 'page' || kind === 'text' || kind === 'again') yield item.record.head.url
    }
  }

  #readItem(item: PlacedRecord): [FoundRecord | null, number] {
    const { head, length } = item.record
    const kind = this.#kindOf(item)
    if (kind !== 'page' && kind !== 'text' && kind !== 'again') {
      const { end, problem } = item.finish()
      if (problem === null) {
        this.#sums.add(kind)
        return [null, end]
      }
      const why = [problem, addressIn(head.url)].filter(Boolean).join(' ')
      return [{ byteStart: item.start, byteEnd: end, line: null, outcome: { refusal: why } }, end]
    }
    const refusal = tooLarge(length)
    const block = refusal === null ? item.blocks.takeBlock() : null
    const { end, problem } = item.finish()
    const place = { byteStart: item.start, byteEnd: end, line: null }
    if (!block) {
      const why = [refusal, problem, addressIn(head.url)].filter(Boolean).join(' ')
      return [{ ...place, outcome: { refusal: why } }, end]
    }
    const { headBytes, notices } = item.record
    const record = { head, headBytes, block, notices: problem ? [...notices, problem] : notices }
    const content =
      kind === 'again' ? this.#again(record, item.start) : this.#content(record, item.start, kind)
    const packed = content.bytes && this.#packedOf(item.start, end, content.bytes)
    return [{ ...place, ...content, ...(packed ? { packed } : {}) }, end]
  }

  /** What the file has packed already, where that is exactly these bytes. */
  #packedOf(start: number, end: number, bytes: Uint8Array): Uint8Array | null {
    const { source, isPacked } = this.#context
    return source && isPacked ? deflatedIn(source.read(start, end - start), bytes) : null
  }

  /** @returns `again` for a page that was captured before, and not kept a second time */
  #kindOf({ record: { head }, blocks, start }: PlacedRecord): Kind | 'again' {
    const begin = blocks.peekBlock(64 * 1024)
    const answer = answerIn(head, begin)
    const kind = kindOf(head, answer, begin.subarray(answer.headBytes))
    if (head.type !== 'revisit' || !mayBePage(answer.mime, answer.status)) return kind
    // without a word of what it was, only the record that it repeats can tell
    return answer.mime !== '' || this.#neighbours?.repeated(head, start) ? 'again' : kind
  }

  #content(record: WholeRecord, at: number, kind: Kind): RecordContent & { bytes: Uint8Array } {
    const url = record.head.url
    if (url) this.#context.onPage?.(url)
    const content = kind === 'text' ? textContent(record) : this.#pageContent(record, at)
    return { ...this.#noticed(content, record), bytes: rawBytes(record) }
  }

  #pageContent(record: WholeRecord, at: number): RecordContent {
    const { url } = record.head
    const listed = url ? this.#listed(url) : null
    let capture: PageCapture
    try {
      capture = readPage(record)
    } catch (error) {
      return { outcome: { refusal: whyNot(error) } }
    }
    const title = capture.title ?? listed?.title ?? null
    const content = recordOf({ ...capture, title }, this.#around(at, title === null ? url : null))
    if (!('refusal' in content.outcome)) return content
    // a page that scripts make has no text of its own; a browser may have kept what it showed
    const shown = url ? this.#shownText(url, at, listed) : null
    return shown === null ? content : textArticle(shown, title, record.head, capture.notices)
  }

  #listed(url: string): ListedPage | null {
    const own = this.#infoPages.get(keyOf(url))
    return this.#context.listed?.(url) ?? (own ? { title: own.title, text: null } : null)
  }

  #shownText(url: string, at: number, listed: ListedPage | null): string | null {
    if (listed?.text?.trim()) return listed.text
    const record = this.#neighbours?.text(url, at)
    if (!record) return null
    try {
      return readPlainText(record).text
    } catch (error) {
      if (error instanceof CaptureError) return null
      throw error
    }
  }

  /** The kept parts of an original that is extracted again, else what stands in the same file. */
  #around(at: number, url: string | null): Around {
    const { partOf } = this.#context.around
    return {
      ...nothingAround(nameIn(url)),
      partOf: (src, address) =>
        partOf?.(src, address) ?? (address ? (this.#neighbours?.picture(address, at) ?? null) : null),
    }
  }

  /** A page that was the same as before: the earlier one is its content, so it becomes a duplicate by itself. */
  #again(record: WholeRecord, at: number): RecordContent & { bytes?: Uint8Array } {
    const { head } = record
    const earlier = this.#neighbours?.repeated(head, at)
    if (earlier) {
      const again = { ...earlier, head: { ...earlier.head, url: head.url, atMs: head.atMs } }
      return { ...this.#content(again, at, 'page'), bytes: rawBytes(earlier) }
    }
    if (head.url) this.#context.onPage?.(head.url)
    const refers = head.fields.get('warc-refers-to-target-uri')?.replace(/^<|>$/g, '')
    const other = refers && refers !== head.url ? ` of ${refers.slice(0, 500)}` : ''
    const day = head.fields.get('warc-refers-to-date')?.slice(0, 10)
    const refusal =
      `The page was the same as in an earlier capture${other}${day ? ` on ${day}` : ''}, which is not near it in this file: import the file that holds that one. ${addressIn(head.url) ?? ''}`.trim()
    return { outcome: { refusal } }
  }

  #noticed(content: RecordContent, { head, notices }: WholeRecord): RecordContent {
    if ('refusal' in content.outcome) {
      // a page that cannot be read may have been cut off
      const refusal = [content.outcome.refusal, ...notices, addressIn(head.url)].filter(Boolean).join(' ')
      return { ...content, outcome: { refusal } }
    }
    content.outcome.notices.push(...(this.#context.notices ?? []))
    return content
  }

  /** The line at the end of a part; null where there is nothing to say. */
  #sum(last: { start: number; end: number }, always = false): FoundRecord | null {
    const begin = part(last.start) * PART_BYTES
    if (this.#summedFrom > begin && this.#summedFrom > 0) this.#addBefore(begin)
    const isSaid = this.#sums.hasContents || (always && !this.#sums.isEmpty)
    const refusal = this.#sums.describe()
    this.#sums.clear()
    return isSaid ? { byteStart: last.start, byteEnd: last.end, line: null, outcome: { refusal } } : null
  }

  /** Counts what stands in this part before the place where reading began. */
  #addBefore(begin: number): void {
    const { source, isPacked, beat } = this.#context
    const until = this.#summedFrom
    if (!source) return
    const start = begin === 0 ? 0 : findStart(source, begin, isPacked, this.#format)
    if (start === null || start >= until) return
    const reader = ByteReader.from(source, start)
    for (const item of walk(reader, { isPacked, format: this.#format, source, until, beat })) {
      const kind = item.is === 'record' ? this.#kindOf(item) : 'page'
      const isCounted = kind !== 'page' && kind !== 'text' && kind !== 'again'
      if (isCounted && item.is === 'record' && item.finish().problem === null) this.#sums.add(kind)
      beat()
    }
  }
}

function part(place: number): number {
  return Math.floor(place / PART_BYTES)
}

/** What names a page without a title: the end of its address. */
function nameIn(url: string | null): string {
  if (!url || !/^https?:/i.test(url) || !URL.canParse(url)) return ''
  const { pathname, hostname } = new URL(url)
  const last = pathname.split('/').filter(Boolean).at(-1) ?? hostname
  try {
    return decodeURIComponent(last).slice(0, 200)
  } catch {
    return last.slice(0, 200)
  }
}

/** A record as it stands in its file, with the line ends that part it from the next one. */
function rawBytes({ head, headBytes, block }: WholeRecord): Uint8Array {
  return Buffer.concat([headBytes, block, Buffer.from(head.format === 'warc' ? '\r\n\r\n' : '\n')])
}

function gapRecord({ start, end, why }: Gap): FoundRecord {
  const bytes = end - start === 1 ? '1 byte' : `${(end - start).toLocaleString('en')} bytes`
  const refusal = `${why} ${bytes} from byte ${start.toLocaleString('en')} were passed over.`
  return { byteStart: start, byteEnd: end, line: null, outcome: { refusal } }
}

/** A refused record's address, for a person who looks for it in the ledger. */
function addressIn(url: string | null): string | null {
  return url ? `(${url.slice(0, 500)})` : null
}

/** Text without its page. */
export function textArticle(
  text: string,
  title: string | null,
  page: { url: string | null; atMs: number | null },
  notices: readonly string[],
): RecordContent {
  const url = webAddress(page.url)
  const content = recordOf(
    {
      kind: 'text',
      // a line is a paragraph there
      html: text.replace(/\r/g, '').replace(/\n+/g, '\n\n'),
      url,
      baseUrl: url,
      capturedAtMs: page.atMs,
      title,
      format: 'warc',
      resources: [],
      encoding: { name: 'utf-8', guessed: false },
      notices: [...notices, 'Only its text is in the web archive.'],
    },
    nothingAround(''),
  )
  if ('refusal' in content.outcome || content.outcome.outlet || !url) return content
  return { ...content, outcome: { ...content.outcome, outlet: domainName(url) || null } }
}

function textContent(record: WholeRecord): RecordContent {
  try {
    const { text, notices } = readPlainText(record)
    return textArticle(text, null, record.head, notices)
  } catch (error) {
    return { outcome: { refusal: whyNot(error) } }
  }
}
