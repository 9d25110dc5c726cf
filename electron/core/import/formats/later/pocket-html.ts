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
export function isPocketHtml(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, 64 * 1024)).toString('latin1')
  return /<title>\s*Pocket Export\s*<\/title>/i.test(text) || LISTS.test(text)
}

const LISTS =
  /<h1>\s*(?:Unread|Read Archive)\s*<\/h1>\s*<ul>\s*(?:<\/ul>|<li>\s*<a\s[^>]{0,4096}\btime_added=)/i
/** A heading or a link with its text, in which no other tag stands. */
const ITEM = /<(h1|a)\b((?:[^>"']|"[^"]{0,16384}"|'[^']{0,16384}')*)>([^<]*)/gi
const ATTRIBUTE = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Never throws. */
export function* readPocketHtml(bytes: Uint8Array): Generator<FoundRecord> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  // a letter for each byte, so that places in the text are places in the file
  const text = buffer.toString('latin1')
  let heading = ''
  let [counted, line] = [0, 1]
  for (const match of text.matchAll(ITEM)) {
    const [whole, tag, attributes, inner] = match as unknown as [string, string, string, string]
    if (tag.toLowerCase() === 'h1') {
      heading = decoded(inner)
      continue
    }
    for (; counted < match.index; counted++) if (buffer[counted] === 0x0a) line++
    const close = text.startsWith('</a>', match.index + whole.length) ? '</a>'.length : 0
    const byteEnd = match.index + whole.length + close
    yield { byteStart: match.index, byteEnd, line, ...readLink(attributes, decoded(inner), heading) }
  }
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
