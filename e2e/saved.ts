/** Saved pages of our own, as browsers leave them on disk. */
import { crc32, deflateSync } from 'node:zlib'
import type { Place } from './place.ts'

export const GATES_URL = 'https://ledger.example/2026/11/gates'
export const PICTURE = { width: 320, height: 180 }

/** What pages say in their heads and bodies. */
interface Page {
  url?: string
  language?: string
  outlet?: string
  title: string
  published?: string
  body: string
}

export const GATES: Page = {
  url: GATES_URL,
  outlet: 'Harbor Ledger',
  title: 'Two ministries trade blame as dam gates stay shut',
  published: '2026-11-09T09:41:00Z',
  body: `
    <p>The irrigation ministry on Tuesday accused its counterpart upstream of holding back water that
    <a href="https://ledger.example/treaty?from=article">the 1961 treaty</a> guarantees, hours after satellite pictures
    showed all four gates closed for a <strong>ninth straight day</strong>.</p>
    <figure><img src="gates_files/dam.png" alt="A dam seen from above" width="320" height="180">
    <figcaption>Karsun dam on 8 November. (River Commission)</figcaption></figure>
    <p>Officials across the border called the claim arithmetically false, and said that inflow had dropped by a third
    since August, which nobody who looks at the ferry landing would dispute.</p>
    <h2>A number nobody disputes</h2>
    <p>Only one figure is common ground: at Low Ferry, where the river leaves the gorge, the water stood at 2.1 metres on
    Monday, and it has not been lower in November since measurements began.</p>
    <table>
      <tr><th>Gauge</th><th>Level</th></tr>
      <tr><td>Low Ferry</td><td>2.10 m</td></tr>
      <tr><td>Karsun</td><td>11.82 m</td></tr>
    </table>
    <ol><li>The commission meets on Thursday in the old customs house.</li><li>The unit is agreed upon.</li></ol>
    <blockquote><p>We plant by the almanac and we pay by the gauge, and this year the two no longer speak.</p></blockquote>
    <figure><img src="gates_files/gone.jpg" alt="Children on the dry bank"></figure>
    <p>Talks are to resume on Thursday, the spokeswoman said, and the readings would be released by then.</p>`,
}

export const ARABIC: Page = {
  url: 'https://alwadi.example/2026/11/majlis',
  language: 'ar',
  outlet: 'صحيفة الوادي',
  title: 'مجلس النهر يؤجل التصويت على حصص المياه',
  published: '2026-11-08T07:00:00Z',
  body: `
    <p>قال أعضاء المجلس إن قراءات العدادات لم تصل في موعدها، وإن التصويت لن يجري قبل نشرها كاملة أمام الجمهور في المقاطعات التسع.</p>
    <figure><img src="cid:hall@alwadi.example" alt="قاعة المجلس" width="320" height="180"></figure>
    <p>وأضاف المتحدث باسم المجلس أن القراءات موجودة وكاملة، وأنها ستنشر حين تتفق اللجنة على وحدة القياس التي طال الخلاف حولها.</p>
    <p>وتنتظر المقاطعات السفلى هذا القرار منذ الصيف، فالمزارعون يزرعون بالتقويم ويدفعون بالعداد.</p>`,
}

/** The same page two days earlier, when it said less. */
export const GATES_EARLIER: Page = {
  ...GATES,
  title: 'Ministries trade blame over closed dam gates',
  body: `
    <p>The irrigation ministry on Tuesday accused its counterpart upstream of holding back water that the treaty
    guarantees, while all four gates stayed closed. Nobody upstream could be reached for comment before noon.</p>
    <p>This report will be updated when the commission has met, which its spokeswoman expects to be on Thursday at the
    earliest, in the old customs house at Low Ferry where it has always met.</p>`,
}

export function html({ url, language = 'en', outlet, title, published, body }: Page): string {
  const meta = (property: string, value?: string) =>
    value ? `<meta property="${property}" content="${value}">` : ''
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title} | ${outlet}</title>
    ${meta('og:title', title)}${meta('og:site_name', outlet)}${meta('article:published_time', published)}
    ${url ? `<link rel="canonical" href="${url}">` : ''}</head>
    <body><main><article><h1>${title}</h1>${body}</article></main></body></html>`
}

/** As Chromium saves a page into one file. `pictures` by their addresses. */
export function mhtml(page: Page, savedAt: string, pictures: Record<string, Buffer> = {}): string {
  const parts = [
    [
      'Content-Type: text/html',
      'Content-Transfer-Encoding: base64',
      `Content-Location: ${page.url}`,
      '',
      base64(html(page)),
    ],
    ...Object.entries(pictures).map(([address, bytes]) => [
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      address.startsWith('cid:') ? `Content-ID: <${address.slice(4)}>` : `Content-Location: ${address}`,
      '',
      base64(bytes),
    ]),
  ]
  const head = [
    'From: <Saved by Blink>',
    `Snapshot-Content-Location: ${page.url}`,
    'Subject: A saved page',
    `Date: ${savedAt}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; type="text/html"; boundary="----gates"',
  ]
  return [
    ...head,
    '',
    '',
    ...parts.flatMap((part) => ['------gates', ...part, '']),
    '------gates--',
    '',
  ].join('\r\n')
}

function base64(content: string | Buffer): string {
  return Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n')
}

/** A page with the folder that a browser saves beside it. */
export function savePage(place: Place, name: string, page: Page, files: Record<string, Buffer> = {}): string {
  const folder = name.replace(/\.html$/, '_files')
  for (const [file, bytes] of Object.entries(files)) place.write(`${folder}/${file}`, bytes)
  return place.write(name, html(page))
}

/** A picture in one colour. */
export function png({ width, height } = PICTURE, colour = [70, 110, 140]): Buffer {
  const row = Buffer.concat([Buffer.of(0), ...Array.from({ length: width }, () => Buffer.from(colour))])
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
