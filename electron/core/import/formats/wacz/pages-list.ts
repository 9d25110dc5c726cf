/** The lists of pages in a WACZ: `pages/*.jsonl`, of the first version `webarchive.yaml`. */
import { ByteReader } from '../../bytes/reader.ts'
import { type ByteStream, streamOf } from '../../bytes/source.ts'
import { isStream } from './members.ts'
import type { FileSet } from '../../format.ts'
import { captureDate } from '../warc/record-head.ts'
import { keyOf } from '../warc/neighbours.ts'

/** A page as a list has it. */
export interface PageEntry {
  url: string
  title: string | null
  text: string | null
  atMs: number | null
  /** where it stands */
  member: string
  byteStart: number
  byteEnd: number
  line: number
}

const MB = 1024 * 1024
/** A page's text is in its line. */
const MOST_LINE = 32 * MB
/** Of all lists together: texts beyond are looked for in the page alone. */
const MOST_TEXT = 64 * MB
const MOST_PAGES = 300_000

export interface PageLists {
  /** by {@link keyOf} of the address; of two entries the first counts */
  pages: Map<string, PageEntry>
  notices: string[]
}

export function readPageLists(files: FileSet): PageLists {
  const lists: PageLists = { pages: new Map(), notices: [] }
  let textLeft = MOST_TEXT
  const add = (entry: PageEntry) => {
    const key = keyOf(entry.url)
    if (lists.pages.has(key)) return
    if (lists.pages.size >= MOST_PAGES) {
      const notice = `Of the lists of pages only the first ${MOST_PAGES.toLocaleString('en')} were read.`
      if (!lists.notices.includes(notice)) lists.notices.push(notice)
      return
    }
    textLeft -= entry.text?.length ?? 0
    lists.pages.set(key, textLeft < 0 ? { ...entry, text: null } : entry)
  }
  for (const name of new Set(files.names)) {
    const content = isPageList(name) ? files.open(name) : null
    if (content) readLines(isStream(content) ? content : streamOf(content), name, add, lists.notices)
    else if (name === 'webarchive.yaml') readYaml(files.read(name), add)
  }
  return lists
}

export function isPageList(name: string): boolean {
  return /^pages\/[^/]+\.jsonl$/.test(name)
}

function readLines(
  stream: ByteStream,
  member: string,
  add: (entry: PageEntry) => void,
  notices: string[],
): void {
  const reader = new ByteReader(stream)
  let broken = 0
  for (;;) {
    const byteStart = reader.position
    const line = reader.lineNumber
    const found = reader.line(MOST_LINE)
    if (!found) break
    const text = Buffer.from(found.bytes).toString('utf8').trim()
    if (text === '') continue
    const page = parsed(text)
    if (!page) broken++
    // the first line says what the list is; some writers leave it out
    else if (typeof page['format'] !== 'string' || typeof page['url'] === 'string') {
      const entry = entryOf(page, { member, byteStart, byteEnd: byteStart + found.length, line })
      if (entry) add(entry)
    }
  }
  if (broken > 0)
    notices.push(
      `${broken.toLocaleString('en')} lines of ${member} are no JSON.`.replace(
        /^1 lines (.*) are /,
        '1 line $1 is ',
      ),
    )
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function entryOf(
  page: Record<string, unknown>,
  place: Pick<PageEntry, 'member' | 'byteStart' | 'byteEnd' | 'line'>,
): PageEntry | null {
  const url = filled(page['url'])
  if (!url || !/^https?:/i.test(url)) return null
  const ts = page['ts'] ?? page['date']
  return {
    url,
    title: oneLine(filled(page['title'])),
    text: filled(page['text']),
    atMs: captureDate(typeof ts === 'string' ? ts : undefined),
    ...place,
  }
}

function filled(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** js-wacz reads titles in the wrong encoding now and then: better none than that. */
function oneLine(title: string | null): string | null {
  return title === null || title.includes('\ufffd') ? null : title.replace(/\s+/g, ' ').slice(0, 1000)
}

/** `pages:` is a list of flat entries: no more of YAML is needed. */
function readYaml(bytes: Uint8Array | null, add: (entry: PageEntry) => void): void {
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split(/\r?\n/)
  const begin = lines.findIndex((line) => /^pages:\s*$/.test(line))
  if (begin < 0) return
  let page: Record<string, unknown> = {}
  let first = begin + 1
  const finish = (next: number) => {
    const entry = entryOf(page, {
      member: 'webarchive.yaml',
      byteStart: 0,
      byteEnd: bytes!.length,
      line: first + 1,
    })
    if (entry) add(entry)
    page = {}
    first = next
  }
  for (let i = begin + 1; i < lines.length; i++) {
    const found = /^\s*(-\s+)?([\w-]+):\s*(.*?)\s*$/.exec(lines[i]!)
    // the next section of the file
    if (found && !found[1] && !/^\s/.test(lines[i]!)) break
    if (found?.[1]) finish(i)
    if (found) page[found[2]!] = found[3]!.replace(/^(['"])(.*)\1$/, '$2')
  }
  finish(lines.length)
}
