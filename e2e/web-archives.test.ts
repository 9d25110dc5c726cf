import { gzipSync } from 'node:zlib'
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
