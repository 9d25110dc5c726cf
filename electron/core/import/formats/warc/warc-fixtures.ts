/** For tests: web archives made record by record, right or wrong in one thing. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { nothingAround } from '../../around.ts'
import { ByteReader } from '../../bytes/reader.ts'
import { memorySource } from '../../bytes/source.ts'
import type { FoundRecord } from '../../format.ts'
import { pageHtml, type PageFixture } from '../../import-fixtures.ts'
import { base32 } from './digest.ts'
import { webRecords, type WebContext } from './records.ts'
import { openHead } from './source-format.ts'

export const DATE = '2024-05-04T06:07:08Z'

export interface RecordFixture {
  type?: string
  url?: string
  date?: string
  version?: string
  contentType?: string
  /** more lines, or the ones above in another form */
  fields?: readonly string[]
  /** null: no such line */
  length?: number | string | null
}

/** One record with the two line ends after it. */
export function warcRecord(block: Uint8Array | string, record: RecordFixture = {}): Buffer {
  const bytes = Buffer.from(block)
  const { type = 'response', url, date = DATE, version = '1.1', length = bytes.length } = record
  const contentType =
    record.contentType ?? (type === 'response' ? 'application/http; msgtype=response' : 'text/plain')
  const lines = [
    `WARC/${version}`,
    `WARC-Type: ${type}`,
    `WARC-Record-ID: <urn:uuid:${createHash('md5').update(bytes).digest('hex')}>`,
    `WARC-Date: ${date}`,
    ...(url ? [`WARC-Target-URI: ${url}`] : []),
    ...(record.fields ?? []),
    `Content-Type: ${contentType}`,
    ...(length === null ? [] : [`Content-Length: ${length}`]),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes, Buffer.from('\r\n\r\n')])
}

/** What a server sends. */
export function answer(
  body: Uint8Array | string,
  fields: readonly string[] = ['Content-Type: text/html; charset=utf-8'],
  status = 'HTTP/1.1 200 OK',
): Buffer {
  return Buffer.concat([Buffer.from(`${[status, ...fields].join('\r\n')}\r\n\r\n`), Buffer.from(body)])
}

export function pageAnswer(page: PageFixture = {}): Buffer {
  return answer(pageHtml(page))
}

/** A record of one page, with a title and address of its own. */
export function pageRecord(number: number, record: RecordFixture = {}, page: PageFixture = {}): Buffer {
  const url = `https://tidewater.example/2024/${number}`
  const paragraphs = [
    `Report number ${number} says that the harbour council met for the ${number}th time to talk about the swing bridge and its gates.`,
    `Nobody could say what the ${number} engineers who were asked had found, but the mayor promised a paper of ${number * 3} pages by June.`,
  ]
  return warcRecord(pageAnswer({ title: `Report number ${number}`, url, paragraphs, ...page }), {
    url,
    ...record,
  })
}

export function digestFields(block: Uint8Array, payload: Uint8Array): string[] {
  const sum = (bytes: Uint8Array) => `sha1:${base32(createHash('sha1').update(bytes).digest())}`
  return [`WARC-Block-Digest: ${sum(block)}`, `WARC-Payload-Digest: ${sum(payload)}`]
}

export function chunked(body: Uint8Array, size = 100): Buffer {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size)
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'))
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')])
}

/** A member for each record. */
export function packed(...records: readonly Uint8Array[]): Buffer {
  return Buffer.concat(records.map((record) => gzipSync(record)))
}

export const ARC_FILE =
  'filedesc://test.arc 0.0.0.0 20240504060708 text/plain 65\n1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n'

export function arcRecord(block: Uint8Array | string, line: string): Buffer {
  const bytes = Buffer.from(block)
  return Buffer.concat([Buffer.from(`${line} ${bytes.length}\n`), bytes, Buffer.from('\n')])
}

/** Reads a whole file, or from a place in it on, as an import would. */
export function readAll(
  file: Uint8Array,
  { from = 0, ...options }: Partial<WebContext> & { from?: number } = {},
): FoundRecord[] {
  const source = memorySource(file)
  const { head, isPacked } = openHead(source)
  const context = {
    around: nothingAround('x.warc'),
    head,
    until: Infinity,
    isPacked,
    source,
    beat() {},
    ...options,
  }
  return [...webRecords(ByteReader.from(source, from), context)]
}

/** What one reads in the ledger: titles of articles, reasons of refusals. */
export function said(records: readonly FoundRecord[]): string[] {
  return records.map(({ outcome }) => ('refusal' in outcome ? outcome.refusal : outcome.title))
}

export function notices(record: FoundRecord | undefined): string[] {
  return record && !('refusal' in record.outcome) ? record.outcome.notices : []
}
