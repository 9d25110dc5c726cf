/**
 * Bookmarks as browsers export them (Netscape's format): an article without a text for each address, its folders as
 * collections. Tags are never closed as XML wants it. https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
 */
import { Parser } from 'htmlparser2'
import type { Brought } from '../../brought.ts'
import type { FoundRecord } from '../../format.ts'
import { decodeText } from '../../../text/encodings.ts'
import { savedMs } from '../data/data-dates.ts'
import { addressOf, lineOf, outletOf } from '../data/fields.ts'

/** One bookmark as it stands in the file, in UTF-16 units. */
interface Bookmark {
  start: number
  end: number
  attributes: Record<string, string>
  title: string
  note: string
  folders: string[]
}

export function* readBookmarks(bytes: Uint8Array): Generator<FoundRecord> {
  const decoded = decodeText(bytes)
  const { text } = decoded
  const found = bookmarksIn(text)
  const places = bytePlaces(bytes, text, decoded.encoding)
  let line = 1
  let counted = 0
  for (const bookmark of found) {
    const byteStart = places(bookmark.start)
    for (
      let at = text.indexOf('\n', counted);
      at >= 0 && at < bookmark.start;
      at = text.indexOf('\n', at + 1)
    ) {
      line++
      counted = at + 1
    }
    const byteEnd = places(bookmark.end)
    yield { byteStart, byteEnd, line, bytes: bytes.subarray(byteStart, byteEnd), ...contentOf(bookmark) }
  }
}

function contentOf({
  attributes,
  title,
  note,
  folders,
}: Bookmark): Pick<FoundRecord, 'outcome' | 'brought' | 'capturedAtMs'> {
  const href = (attributes.href ?? '').trim()
  const url = addressOf(href)
  if (!url) return { outcome: { refusal: whyNot(href, title) } }
  const savedAtMs = savedMs(attributes.add_date ?? '', { order: 'auto', language: null })
  const tags = (attributes.tags ?? '').split(',').map(lineOf).filter(Boolean)
  const comment = lineOf(note)
  const brought: Brought = {
    ...(folders.length > 0 ? { collections: [folders] } : {}),
    ...(tags.length > 0 ? { tags: tags.map((tag) => [tag]) } : {}),
    ...(comment ? { notes: [note.trim()] } : {}),
    ...(savedAtMs !== null ? { savedAtMs } : {}),
    ...(/^(?:1|yes|true)$/i.test(attributes.toread ?? '') ? { read: false } : {}),
  }
  const outcome = {
    title: lineOf(title) || url,
    outlet: outletOf(undefined, url),
    authors: [],
    published: null,
    url,
    language: null,
    blocks: [],
    headlines: [],
    notices: ['Only its address: a bookmark has no text.'],
  }
  return { outcome, capturedAtMs: null, ...(Object.keys(brought).length > 0 ? { brought } : {}) }
}

function whyNot(href: string, title: string): string {
  const named = title.trim() ? ` (“${lineOf(title).slice(0, 80)}”)` : ''
  const scheme = /^([a-z][a-z\d+.-]{0,20}):/i.exec(href)?.[1]?.toLowerCase()
  if (scheme === 'javascript') return `This bookmark is a program (javascript:), not an address${named}.`
  if (scheme === 'place') return `This bookmark is a search of the browser itself (place:)${named}.`
  return scheme
    ? `This bookmark leads to no web page (${scheme}:)${named}.`
    : `This bookmark has no address${named}.`
}

/** In the order of the file. Folders are headings, each with a list after it; a list may lack its heading. */
function bookmarksIn(text: string): Bookmark[] {
  const found: Bookmark[] = []
  const folders: string[] = []
  let heading: string | null = null
  let collecting: 'title' | 'heading' | 'note' | null = null
  let current: Bookmark | null = null
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'dl') {
          folders.push(heading ?? '')
          heading = null
        } else if (name === 'h3') {
          heading = ''
          collecting = 'heading'
        } else if (name === 'a') {
          current = {
            start: parser.startIndex,
            end: parser.endIndex + 1,
            attributes,
            title: '',
            note: '',
            folders: folders.map(lineOf).filter(Boolean).slice(0, 20),
          }
          found.push(current)
          collecting = 'title'
        } else if (name === 'dd') collecting = 'note'
        else if (name === 'dt' || name === 'hr') {
          collecting = null
          if (name === 'dt') current = null
        }
      },
      ontext(piece) {
        if (collecting === 'heading' && heading !== null) heading += piece
        else if (collecting === 'title' && current) current.title += piece
        else if (collecting === 'note' && current) {
          current.note += piece
          current.end = parser.endIndex + 1
        }
      },
      onclosetag(name, isImplied) {
        if (name === 'dl') {
          folders.pop()
          collecting = null
        } else if (name === 'a' || name === 'h3') {
          if (name === 'a' && current && !isImplied) current.end = parser.endIndex + 1
          collecting = null
        }
      },
    },
    { decodeEntities: true },
  )
  parser.end(text)
  return found
}

/** Places of the text as places in the bytes; asked for in rising order. */
function bytePlaces(bytes: Uint8Array, text: string, encoding: string): (at: number) => number {
  if (encoding.startsWith('utf-16')) return (at) => at * 2 + (bytes.length - text.length * 2)
  if (encoding !== 'utf-8') return (at) => Math.min(at, bytes.length)
  let from = 0
  let place = bytes.length - Buffer.byteLength(text)
  return (at) => {
    if (at < from) return place
    place += Buffer.byteLength(text.slice(from, at))
    from = at
    return place
  }
}
