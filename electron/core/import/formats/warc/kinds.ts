/** What the records of a web archive are: most of them are no pages but what pages are made of. */
import { isHtmlType, looksLikeHtml, magicMime } from '../../captures/media-kind.ts'
import type { AnswerHead } from './http-answer.ts'
import type { RecordHead } from './record-head.ts'

export type Kind = 'page' | 'text' | Other

/** What makes no article, with its name for one and for many. The first ones are contents, the rest belongs to them. */
const NAMES = {
  picture: ['picture', 'pictures'],
  style: ['style sheet', 'style sheets'],
  script: ['script', 'scripts'],
  font: ['font', 'fonts'],
  media: ['sound or film', 'sounds and films'],
  pdf: ['PDF', 'PDFs'],
  data: ['data file', 'data files'],
  plain: ['plain text', 'plain texts'],
  feed: ['feed', 'feeds'],
  file: ['other file', 'other files'],
  redirect: ['redirect', 'redirects'],
  error: [
    'answer that there is no such page or that it failed',
    'answers that there is no such page or that it failed',
  ],
  empty: ['empty answer', 'empty answers'],
  repeat: ['file captured again unchanged', 'files captured again unchanged'],
  pageText: ['text beside its page', 'texts beside their pages'],
  view: ['picture of a whole page', 'pictures of whole pages'],
  segment: ['continuation of a record', 'continuations of records'],
  request: ['request', 'requests'],
  metadata: ['note of the crawler', 'notes of the crawler'],
  info: ['description of the file', 'descriptions of the file'],
  unknown: ['record of an unknown kind', 'records of an unknown kind'],
} as const

export type Other = keyof typeof NAMES

/** Only says how the others were fetched. */
const BELONGS: ReadonlySet<Other> = new Set(['request', 'metadata', 'info'])

/** What a record is. @param answer of its block, where it has one @param payload its beginning, still packed */
export function kindOf(head: RecordHead, answer: AnswerHead | null, payload: Uint8Array): Kind {
  switch (head.type) {
    case 'request':
      return 'request'
    case 'metadata':
      return 'metadata'
    case 'warcinfo':
    case 'filedesc':
      return 'info'
    case 'continuation':
      return 'segment'
    case 'revisit':
      return 'repeat'
    case 'response':
    case 'resource':
      return answer ? answerKind(head, answer, payload) : 'unknown'
    case 'conversion':
      return /^text\/plain\b/i.test(head.contentType) && isWeb(head.url) ? 'text' : 'file'
    default:
      return 'unknown'
  }
}

function isWeb(url: string | null): boolean {
  return /^https?:/i.test(url ?? '')
}

function answerKind(head: RecordHead, { status, mime, fields }: AnswerHead, payload: Uint8Array): Kind {
  const url = head.url ?? ''
  if (/^urn:text/i.test(url)) return 'pageText'
  if (/^urn:(?:view|thumbnail)/i.test(url)) return 'view'
  if (/^(?:urn|metadata|dns|whois|screenshot|warcinfo):/i.test(url)) return 'metadata'
  if (status !== null) {
    if (status === 304) return 'repeat'
    if (status >= 300 && status < 400) return 'redirect'
    if (status >= 400 || status < 200) return 'error'
  }
  if (payload.length === 0) return isHtmlType(mime) ? 'page' : 'empty'
  const isPacked = fields.has('content-encoding') || fields.has('transfer-encoding')
  return contentKind(mime, head.fields.get('warc-identified-payload-type') ?? '', payload, isPacked)
}

const UNTOLD =
  /^(?:|[^/]*|text\/plain|application\/(?:octet-stream|unknown|x-unknown|x-download)|unknown\/.*|no-type)$/

function contentKind(mime: string, identified: string, payload: Uint8Array, isPacked: boolean): Kind {
  const seen = isPacked ? null : magicMime(payload)
  if (isHtmlType(mime)) return seen ? mediaKind(seen) : 'page'
  if (UNTOLD.test(mime)) {
    if (isHtmlType(identified.toLowerCase()) || (!isPacked && looksLikeHtml(payload))) return 'page'
    if (seen) return mediaKind(seen)
  }
  return mediaKind(mime)
}

const MEDIA: readonly (readonly [RegExp, Other])[] = [
  [/^image\//, 'picture'],
  [/^text\/css$/, 'style'],
  [/^(?:text|application)\/(?:x-)?(?:java|ecma)script|^text\/jscript/, 'script'],
  [/^font\/|font|application\/vnd\.ms-fontobject/, 'font'],
  [/^(?:audio|video)\/|mpegurl|dash\+xml|x-shockwave/, 'media'],
  [/^application\/pdf$/, 'pdf'],
  [/^application\/(?:rss|atom|rdf)\+xml$/, 'feed'],
  [/^(?:application|text)\/(?:[\w.-]+\+)?(?:json|xml|csv)|protobuf|^text\/(?:csv|x-component)/, 'data'],
  [/^text\//, 'plain'],
]

function mediaKind(mime: string): Other {
  return MEDIA.find(([pattern]) => pattern.test(mime))?.[1] ?? 'file'
}

/** How many records of each kind made no article. */
export class Sums {
  readonly #counts = new Map<Other, number>()

  add(kind: Other): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
  }

  clear(): void {
    this.#counts.clear()
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0
  }

  /** Whether anything is there beside what only says how pages were fetched. */
  get hasContents(): boolean {
    return [...this.#counts.keys()].some((kind) => !BELONGS.has(kind))
  }

  /** `No articles: 312 pictures, 40 style sheets and 12 redirects; 171 requests belong to them.` */
  describe(): string {
    const said = (belongs: boolean) =>
      (Object.keys(NAMES) as Other[])
        .filter((kind) => BELONGS.has(kind) === belongs && this.#counts.has(kind))
        .map((kind) => counted(this.#counts.get(kind)!, kind))
    const contents = said(false)
    const others = said(true)
    if (contents.length === 0) return `There is no page in this part of the file, only ${listed(others)}.`
    const beside = others.length > 0 ? ` Beside them: ${listed(others)}.` : ''
    return `No articles: ${listed(contents)}.${beside}`
  }
}

function counted(count: number, kind: Other): string {
  return `${count.toLocaleString('en')} ${NAMES[kind][count === 1 ? 0 : 1]}`
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
