/** What every reader of saved pages and e-mails yields: one page as text, and the files that came with it. */

export type CaptureFormat = 'html' | 'singlefile' | 'singlefile-zip' | 'mhtml' | 'eml' | 'warc'

/** A picture, style sheet or frame that came with a page. */
export interface Resource {
  /** absolute where that could be told; else as written, or empty where it has only a Content-ID */
  url: string
  /** without angle brackets; what `cid:` links name */
  contentId: string | null
  mime: string
  bytes: Uint8Array
}

export interface MailFields {
  from: string | null
  subject: string | null
  /** ISO 8601 with the sender's own offset, so that its day is the sender's day */
  date: string | null
}

export interface PageCapture {
  kind: 'html' | 'text'
  /** markup, or plain text */
  html: string
  /** where the page was saved from; http or https, or null */
  url: string | null
  /** what relative links resolve against: `<base>`, Content-Location, `url`; any scheme */
  baseUrl: string | null
  /** of an e-mail the time it was sent */
  capturedAtMs: number | null
  title: string | null
  format: CaptureFormat
  resources: Resource[]
  encoding: PageEncoding
  notices: string[]
  mail?: MailFields
}

export interface PageEncoding {
  /** a WHATWG label, e.g. `utf-8`, `windows-1251`; `utf-32le` and `utf-7` beyond them */
  name: string
  /** true where neither a mark, a declaration nor validity says so */
  guessed: boolean
}

/** The one error the readers throw: nothing could be read, and why, for the ledger. */
export class CaptureError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CaptureError'
  }
}

const KB = 1024
const MB = 1024 * KB

/** security.md, "importer limits"; beside them what one page may hold in a parser's memory. */
export const captureLimits = {
  /** of one part's header; what comes after is not read */
  headerBytes: 64 * KB,
  parts: 10_000,
  /** multiparts and messages within each other; MIME nests for structure, so deeper than archives */
  partDepth: 16,
  dataUriBytes: 10 * MB,
  /** of everything unpacked from one gzip or one SingleFile zip */
  unpackedBytes: 512 * MB,
  unpackedEntryBytes: 64 * MB,
  zipEntries: 10_000,
  /** packed data may grow by `ratio`, but only what is larger than `ratioFromBytes` is judged */
  ratio: 200,
  ratioFromBytes: 16 * MB,
} as const

/** Where a page may be said to come from: only the web counts, whatever a file claims. */
export function webAddress(text: string | null | undefined): string | null {
  // what a browser writes escapes these four: anything after one is no address
  const candidate = /^[^\s<>"\\]+/.exec(text?.trim() ?? '')?.[0]
  if (!candidate || candidate.length > 8000 || !/^https?:\/\//i.test(candidate)) return null
  return URL.canParse(candidate) ? candidate : null
}

/** A count as the notices say it: `1 part`, `12,345 parts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
