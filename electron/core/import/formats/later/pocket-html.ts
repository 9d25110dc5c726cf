/**
 * Pocket’s older export, `ril_export.html`: lists of links under the headings “Unread” and “Read Archive”, which alone say
 * what was read. It is no bookmark file.
 */
import { decodeHTML } from 'entities'
import type { FoundRecord, RecordContent } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { savedArticle } from './saved-article.ts'
import { epochMs, flat, split } from './values.ts'

const FATES = plan({
  title: 'kept',
  href: 'kept',
  time_added: { to: 'when it was saved' },
  tags: 'kept',
  heading: { to: 'what stands under “Read Archive” is read' },
})

/** By its beginning, which may be a comment. */
export function isPocketHtml(text: string): boolean {
  return /<title>\s*Pocket Export\s*<\/title>/i.test(text) || LISTS.test(text)
}

const LISTS =
  /<h1>\s*(?:Unread|Read Archive)\s*<\/h1>\s*<ul>\s*(?:<\/ul>|<li>\s*<a\s[^>]{0,4096}\btime_added=)/i
const ATTRIBUTE = /(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Never throws. */
export function* readPocketHtml(bytes: Uint8Array): Generator<FoundRecord> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  // a letter for each byte, so that places in the text are places in the file
  const text = buffer.toString('latin1')
  let heading = ''
  let [counted, line] = [0, 1]
  for (const { tag, attributes, inner, start, end } of itemsIn(text)) {
    if (tag === 'h1') {
      heading = decoded(inner)
      continue
    }
    for (; counted < start; counted++) if (buffer[counted] === 0x0a) line++
    yield { byteStart: start, byteEnd: end, line, ...readLink(attributes, decoded(inner), heading) }
  }
}

interface Item {
  tag: string
  attributes: string
  /** up to the next tag */
  inner: string
  start: number
  end: number
}

/** Headings and links. Looks at each letter once: a tag that never ends goes on to the end of the file, as in HTML. */
function* itemsIn(text: string): Generator<Item> {
  const opening = /<(h1|a)(?=[\s>])/gi
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const close = tagEnd(text, opening.lastIndex)
    if (close < 0) return
    const next = text.indexOf('<', close)
    const innerEnd = next < 0 ? text.length : next
    const end = text.startsWith('</a>', innerEnd) ? innerEnd + '</a>'.length : innerEnd
    yield {
      tag: match[1]!.toLowerCase(),
      attributes: text.slice(opening.lastIndex, close),
      inner: text.slice(close + 1, innerEnd),
      start: match.index,
      end,
    }
    opening.lastIndex = innerEnd
  }
}

/** Where a tag ends, from within it; -1 where it does not. */
function tagEnd(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const sign = text[at]!
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') return at
  }
  return -1
}

function readLink(attributes: string, title: string, heading: string): RecordContent {
  const found = Object.fromEntries(
    [...attributes.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [
      name!.toLowerCase(),
      decoded(double ?? single ?? ''),
    ]),
  )
  const savedAtMs = epochMs(found['time_added'])
  return {
    outcome: savedArticle({ title, url: found['href'] ?? '' }),
    capturedAtMs: savedAtMs,
    brought: {
      // commas here, where the later CSV has bars
      tags: flat(split(found['tags'], ',')),
      read: /^read archive$/i.test(heading),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf({ title, heading, ...found }, FATES),
  }
}

function decoded(latin1: string): string {
  return decodeHTML(Buffer.from(latin1, 'latin1').toString('utf8')).replace(/\s+/g, ' ').trim()
}
