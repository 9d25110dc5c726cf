import { createHash, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'

export interface WarcContent {
  /** absolute, of the web */
  url: string
  atMs: number
  mime: string
  bytes: Uint8Array
  /** of the original it was read from, where it is not those very bytes */
  originalSha256?: string
  /** the whole record as another web archive had it; `bytes` is then what the server sent */
  record?: Uint8Array
  /** of the server's answer */
  status?: number
}

/** `YYYY-MM-DDThh:mm:ssZ` */
export function warcDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/**
 * A `resource` record of WARC 1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/): what an
 * address showed, without the headers of an answer, which a saved page does not have. Its own member of a gzip file.
 */
export function resourceRecord({ url, atMs, mime, bytes, originalSha256 }: WarcContent): Buffer {
  const digest = digestOf(bytes)
  return record(
    [
      'WARC-Type: resource',
      `WARC-Target-URI: ${url}`,
      `WARC-Date: ${warcDate(atMs)}`,
      `WARC-Block-Digest: ${digest}`,
      `WARC-Payload-Digest: ${digest}`,
      ...(originalSha256 ? [`Clipfile-Original: sha256:${originalSha256}`] : []),
      `Content-Type: ${mime}`,
    ],
    bytes,
  )
}

/** A record that is taken over as it is, with the line ends after it, as its own member of a gzip file. */
export function takenRecord(record: Uint8Array): Buffer {
  return gzipSync(record)
}

/** The first record of a file: what made it. */
export function infoRecord(fileName: string, title: string): Buffer {
  const lines = ['software: Clipfile', 'format: WARC File Format 1.1', `isPartOf: ${title}`]
  const headers = [
    'WARC-Type: warcinfo',
    `WARC-Date: ${warcDate(Date.now())}`,
    `WARC-Filename: ${fileName}`,
    'Content-Type: application/warc-fields',
  ]
  return record(headers, Buffer.from(`${lines.join('\r\n')}\r\n`))
}

function record(headers: readonly string[], bytes: Uint8Array): Buffer {
  const head = [
    'WARC/1.1',
    `WARC-Record-ID: <urn:uuid:${randomUUID()}>`,
    // no value can begin a header of its own
    ...headers.map((header) => header.replaceAll(/[\r\n]+/g, ' ')),
    `Content-Length: ${bytes.length}`,
  ]
  return gzipSync(
    Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes, Buffer.from('\r\n\r\n')]),
  )
}

/** The key by which replay finds an address, as warcio.js makes it: host turned round, lower case, query sorted. */
export function surtOf(address: string): string {
  const url = new URL(address.replace(/^(https?:\/\/)www\d*\./i, '$1').toLowerCase())
  url.searchParams.sort()
  const port = url.port === '' ? '' : `:${url.port}`
  return `${url.hostname.split('.').reverse().join(',')}${port})${url.pathname}${url.search}`
}
