import { createHash } from 'node:crypto'
import { crc32, gzipSync } from 'node:zlib'
import { expect, test } from './fixtures.ts'
import { GATES, GATES_EARLIER, GATES_URL, html, PICTURE, png } from './saved.ts'

const PICTURE_URL = 'https://ledger.example/2026/11/gates_files/dam.png'

/** A record of a crawl: what a server answered. */
function answer(url: string, type: string, body: string | Buffer): Buffer {
  const block = Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n`),
    Buffer.from(body),
  ])
  const lines = [
    'WARC/1.1',
    'WARC-Type: response',
    `WARC-Target-URI: ${url}`,
    'WARC-Date: 2026-11-12T18:02:00Z',
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${block.length}`,
  ]
  return gzipSync(
    Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')]),
  )
}

/** A zip as WACZ wants it: its files as they are. */
function storedZip(files: Record<string, Buffer>): Buffer {
  const entries: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, bytes] of Object.entries(files)) {
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x800, 2)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(bytes.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, Buffer.from(name))
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), bytes])
    entries.push(entry)
    at += entry.length
  }
  const size = Buffer.concat(directory).length
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...entries, ...directory, end])
}

test('a web archive dropped on the window: its pages are articles with their pictures, the rest is one line', async ({
  app,
  place,
}) => {
  await app.newArchive()
  const crawl = Buffer.concat([
    answer(GATES_URL, 'text/html; charset=utf-8', html(GATES)),
    answer(PICTURE_URL, 'image/png', png()),
    answer('https://ledger.example/style.css', 'text/css', 'p { color: red }'),
    answer(
      'https://ledger.example/early',
      'text/html',
      html({ ...GATES_EARLIER, url: 'https://ledger.example/early' }),
    ),
  ])
  await app.drop(place.write('crawl.warc.gz', crawl))
  await app.importEnded('2 articles imported')
  await app.dismissNotifications()
  await app.row(GATES.title).click()
  const picture = app.picture('A dam seen from above')
  await app.expectDrawn(picture)
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(PICTURE.width)
  await expect(app.article.getByRole('figure').first()).toContainText('Karsun dam on 8 November.')
  await app.nothingFromTheDump()
})

test('a WACZ dropped on the window: its page with its picture, and what is listed but missing is told', async ({
  app,
  place,
}) => {
  await app.newArchive()
  const crawl = Buffer.concat([
    answer(GATES_URL, 'text/html; charset=utf-8', html(GATES)),
    answer(PICTURE_URL, 'image/png', png()),
  ])
  const pages = [
    { format: 'json-pages-1.0', id: 'pages', title: 'All pages' },
    { url: GATES_URL, title: GATES.title },
    { url: 'https://ledger.example/lost', title: 'A lost page' },
  ]
  const files = {
    'archive/data.warc.gz': crawl,
    'pages/pages.jsonl': Buffer.from(pages.map((page) => JSON.stringify(page)).join('\n')),
  }
  const resources = Object.entries(files).map(([path, bytes]) => ({
    path,
    hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    bytes: bytes.length,
  }))
  const described = JSON.stringify({ profile: 'data-package', wacz_version: '1.1.1', resources })
  await app.drop(
    place.write('gates.wacz', storedZip({ ...files, 'datapackage.json': Buffer.from(described) })),
  )
  await app.importEnded('1 article imported')
  await app.dismissNotifications()
  await app.row(GATES.title).click()
  await app.expectDrawn(app.picture('A dam seen from above'))
  await app.goTo('Imports')
  await expect(app.page.getByRole('main')).toContainText('gates.wacz')
})
