/**
 * A folder of dumps in every format that is read, invented and always the same: what the kill test imports. A new format is one
 * more entry in {@link KINDS}; what is not read yet is refused, which has to come out alike as well.
 */
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openArchive, runExport, runImport } from '../core/archive.ts'
import { blinkMhtml, part, zip } from '../core/import/captures/capture-fixtures.ts'
import {
  documentsText,
  dumpText,
  numbered,
  pageHtml,
  PARAGRAPHS,
  pixel,
  watched,
  writeFiles,
} from '../core/import/import-fixtures.ts'

type Files = Record<string, string | Uint8Array>

/** What stands in one article of a kind; each number is an article of its own. */
function page(number: number): string {
  return pageHtml({
    title: `Council closes swing bridge ${number}`,
    url: `https://tidewater.example/2024/05/bridge-${number}`,
    paragraphs: PARAGRAPHS.map((text) => `${text} It was item ${number} of that day.`),
    picture: `pages/p${number}_files/map.gif`,
    published: `2024-05-${String((number % 28) + 1).padStart(2, '0')}T10:30:00+02:00`,
  })
}

function words(number: number): string {
  return PARAGRAPHS.map((text) => `${text} Entry ${number} says so.`).join('\n\n')
}

const day = (number: number) => `2024-03-${String((number % 28) + 1).padStart(2, '0')}`
const item = (number: number, of: string) => ({
  title: `${of} report ${number} from the harbour`,
  url: `https://${of.toLowerCase()}.example/reports/${number}`,
  published: `${day(number)}T08:00:00Z`,
  text: words(number + of.length * 100_000),
})
const times = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

function files(
  count: number,
  name: (number: number) => string,
  make: (number: number) => string | Buffer,
): Files {
  return Object.fromEntries(times(count, (i) => [name(i), make(i)]))
}

function mail(number: number): string {
  return [
    'From: Desk <desk@harbour.example>',
    `Subject: Letter ${number} about the gates`,
    `Date: Mon, 4 Mar 2024 10:00:${String(number % 60).padStart(2, '0')} +0000`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    words(number + 7_000_000),
    '',
  ].join('\r\n')
}

/** A response as a crawler keeps it, one gzip member a record. */
function warc(count: number): Buffer {
  return Buffer.concat(
    times(count, (i) => {
      const body = Buffer.from(page(500_000 + i))
      const http = Buffer.concat([
        Buffer.from(
          `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n`,
        ),
        body,
      ])
      const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`
      const head = [
        'WARC/1.0',
        'WARC-Type: response',
        `WARC-Record-ID: <urn:uuid:${id}>`,
        `WARC-Target-URI: https://tidewater.example/2024/05/bridge-${500_000 + i}`,
        'WARC-Date: 2024-05-06T00:00:00Z',
        'Content-Type: application/http; msgtype=response',
        `Content-Length: ${http.length}`,
        '',
        '',
      ].join('\r\n')
      return gzipSync(Buffer.concat([Buffer.from(head), http, Buffer.from('\r\n\r\n')]))
    }),
  )
}

function csv(count: number): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = times(count, (i) => Object.values(item(i, 'Table')).map(cell).join(','))
  return ['title,url,published,text', ...rows, ''].join('\r\n')
}

function feed(count: number): string {
  const items = times(count, (i) => {
    const { title, url, text } = item(i, 'Feed')
    return `<item><title>${title}</title><link>${url}</link><pubDate>Mon, 04 Mar 2024 08:00:00 GMT</pubDate><description>${text}</description></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Harbour feed</title><link>https://feed.example/</link>${items.join('')}</channel></rss>`
}

function bookmarks(count: number): string {
  const links = times(
    count,
    (i) =>
      `<DT><A HREF="https://marks.example/${i}" ADD_DATE="17000${String(i).padStart(5, '0')}">Mark ${i}</A>`,
  )
  return `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n${links.join('\n')}\n</DL><p>\n`
}

/** Each kind by its name, with so many records, as files of the folder. */
const KINDS: Record<string, (count: number) => Files> = {
  text: (count) =>
    Object.fromEntries(
      Object.entries(numbered(count, (i) => dumpText(i % 20 === 7 ? i - 1 : i))).map(([name, text]) => [
        `text/${name}`,
        text,
      ]),
    ),
  'text, many in one': (count) => ({ 'many.txt': documentsText(40_000, count) }),
  'text in gzip': (count) =>
    files(
      count / 4,
      (i) => `gz/${i}.txt.gz`,
      (i) => gzipSync(dumpText(60_000 + i)),
    ),
  'pages with their folders': (count) => ({
    ...files(count, (i) => `pages/p${i}.html`, page),
    ...files(
      count,
      (i) => `pages/p${i}_files/map.gif`,
      (i) => pixel(i % 256),
    ),
  }),
  mhtml: (count) =>
    files(
      count,
      (i) => `mhtml/${i}.mht`,
      (i) => blinkMhtml([part('text/html; charset=utf-8', page(90_000 + i))]),
    ),
  mail: (count) => files(count, (i) => `mail/${i}.eml`, mail),
  empty: (count) =>
    files(
      count / 10,
      (i) => `bad/${i}.txt`,
      () => '',
    ),
  'no text': (count) =>
    files(
      count / 10,
      (i) => `bad/${i}.png`,
      (i) => Buffer.from(`\x89PNG\r\n\x1a\n${i}`, 'latin1'),
    ),
  zip: (count) => ({
    'bundle.zip': zip(times(count, (i) => ({ name: `in/${i}.txt`, body: dumpText(120_000 + i) }))),
  }),
  'JSON Lines': (count) => ({
    'rows.jsonl': times(count, (i) => `${JSON.stringify(item(i, 'Lines'))}\n`).join(''),
  }),
  'JSON array': (count) => ({ 'rows.json': JSON.stringify(times(count, (i) => item(i, 'Array'))) }),
  CSV: (count) => ({ 'rows.csv': csv(count) }),
  'Pocket export': (count) => ({
    'pocket.csv': [
      'title,url,time_added,tags,status',
      ...times(
        count,
        (i) =>
          `Saved ${i},https://saved.example/${i},17000${String(i).padStart(5, '0')},harbour|gate ${i % 7},${i % 3 === 0 ? 'archive' : 'unread'}`,
      ),
      '',
    ].join('\n'),
  }),
  RSS: (count) => ({ 'feed.xml': feed(count) }),
  bookmarks: (count) => ({ 'bookmarks.html': bookmarks(count) }),
  WARC: (count) => ({ 'crawl.warc.gz': warc(count) }),
}

/**
 * Writes the folder: so many records of each kind, and an archive with its lines.
 * @returns its path
 */
export async function writeMixedDumps(folder: string, count: number): Promise<string> {
  const dumps = join(folder, 'dumps')
  for (const make of Object.values(KINDS)) writeFiles(dumps, make(count))
  const made = join(folder, 'other.clipfile')
  const inside = writeFiles(
    join(folder, 'of-other'),
    numbered(count, (i) => dumpText(200_000 + i)),
  )
  await runImport(made, { paths: [inside] }, watched().control, { create: true })
  const archive = openArchive(made)
  archive.answer('archive.tagArticles', { selection: { ids: [1, 2] }, add: ['kept/here'], remove: [] })
  archive.close()
  await runExport(made, { format: 'jsonl', target: join(dumps, 'z-lines.jsonl') }, watched().control)
  return dumps
}

export const mixedKinds = Object.keys(KINDS)
