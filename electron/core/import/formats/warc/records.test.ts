import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  inflateRawSync,
} from 'node:zlib'
import * as zlib from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { memorySource } from '../../bytes/source.ts'
import { pageHtml, pixel } from '../../import-fixtures.ts'
import { warcFormat } from '../warc.ts'
import { deflatedIn } from './deflated.ts'
import {
  answer,
  ARC_FILE,
  arcRecord,
  chunked,
  DATE,
  digestFields,
  notices,
  packed,
  pageAnswer,
  pageRecord,
  readAll,
  said,
  warcRecord,
} from './warc-fixtures.ts'

const URL_1 = 'https://tidewater.example/2024/1'
const info = warcRecord('software: Harvester 1.0\r\n', {
  type: 'warcinfo',
  contentType: 'application/warc-fields',
})
const request = warcRecord('GET / HTTP/1.1\r\nHost: tidewater.example\r\n\r\n', {
  type: 'request',
  url: URL_1,
})

describe('a page', () => {
  const file = Buffer.concat([info, request, pageRecord(1), pageRecord(2)])

  test.each([
    ['plain', file],
    ['a member for each record', packed(info, request, pageRecord(1), pageRecord(2))],
    ['one member for all', gzipSync(file)],
    [
      'line feeds alone',
      Buffer.from(
        file
          .toString('latin1')
          .replaceAll('\r\n', '\n')
          .replace(/Content-Length: \d+\n/g, ''),
        'latin1',
      ),
    ],
  ])('is an article with its address and day of capture: %s', (_, bytes) => {
    const records = readAll(bytes)
    expect(said(records)).toEqual(['Report number 1', 'Report number 2'])
    const [first] = records
    expect(first!.outcome).toMatchObject({
      url: URL_1,
      outlet: 'Tidewater Post',
      published: { value: '2024-05-03T10:30:00+02:00' },
    })
    expect(first!.capturedAtMs).toBe(Date.parse(DATE))
  })

  it('keeps the record as it stands in the file, from which it is extracted again', () => {
    const [first] = readAll(packed(info, request, pageRecord(1)))
    expect(Buffer.from(first!.bytes!).equals(pageRecord(1))).toBe(true)
    // and need not be packed again
    expect(inflateRawSync(first!.packed!).equals(pageRecord(1))).toBe(true)
    expect(readAll(pageRecord(1))[0]!.bytes).toEqual(first!.bytes)
    const again = [
      ...warcFormat.read(first!.bytes!, { fileName: 'x', readBeside: () => null, listBeside: () => [] }),
    ]
    expect(again[0]!.outcome).toEqual(first!.outcome)
    expect(again[0]!.bytes).toEqual(first!.bytes)
  })

  it('has the place of its record, packed or not', () => {
    const [first] = readAll(file)
    expect([first!.byteStart, first!.byteEnd]).toEqual([
      info.length + request.length,
      info.length + request.length + pageRecord(1).length - 4,
    ])
    const [member] = readAll(packed(info, request, pageRecord(1)))
    expect(member!.byteStart).toBe(packed(info, request).length)
  })

  test.each([
    ['<https://tidewater.example/2024/1>', URL_1],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
  ])('from %s', (url, kept) => {
    const html = pageHtml({ title: 'Odd address' }).replace(/<link[^>]+>/, '')
    const [page] = readAll(warcRecord(answer(html), { url }))
    expect(page!.outcome).toMatchObject({ title: 'Odd address', url: kept })
  })
})

describe('what a server sent', () => {
  const html = Buffer.from(pageHtml({ title: 'Packed on the way' }))
  const zstd = (zlib as { zstdCompressSync?: (bytes: Uint8Array) => Buffer }).zstdCompressSync
  const type = 'Content-Type: text/html; charset=utf-8'

  test.each<[string, string[], Uint8Array]>([
    ['gzip', ['Content-Encoding: gzip'], gzipSync(html)],
    ['deflate', ['Content-Encoding: deflate'], deflateSync(html)],
    ['bare deflate', ['Content-Encoding: deflate'], deflateRawSync(html)],
    ['brotli', ['Content-Encoding: br'], brotliCompressSync(html)],
    ...(zstd ? [['zstd', ['Content-Encoding: zstd'], zstd(html)] as [string, string[], Uint8Array]] : []),
    ['chunks', ['Transfer-Encoding: chunked'], chunked(html)],
    ['chunks of gzip', ['transfer-encoding: Chunked', 'content-encoding: x-gzip'], chunked(gzipSync(html))],
    ['gzip undone by the crawler', ['Content-Encoding: gzip', 'Transfer-Encoding: chunked'], html],
    ['brotli undone by the crawler', ['Content-Encoding: br'], html],
    ['CC-News', ['X-Crawler-Content-Encoding: gzip', 'X-Crawler-Transfer-Encoding: chunked'], html],
  ])('is undone: %s', (_, fields, body) => {
    const [page] = readAll(warcRecord(answer(body, [type, ...fields]), { url: URL_1 }))
    expect(page!.outcome).toMatchObject({ title: 'Packed on the way' })
    expect(notices(page)).toEqual([])
  })

  it('is taken as far as it goes where its packing is damaged, and that is told', () => {
    const cut = gzipSync(
      pageHtml({
        paragraphs: Array.from(
          { length: 40 },
          (_, i) => `Paragraph ${i} ${Math.sin(i)} about the harbour and the bridge over it.`,
        ),
      }),
    )
    const [page] = readAll(
      warcRecord(answer(cut.subarray(0, -60), [type, 'Content-Encoding: gzip']), { url: URL_1 }),
    )
    expect(notices(page).join()).toContain('The gzip data ends in the middle')
    const broken = Buffer.concat([chunked(html).subarray(0, -5), Buffer.from('zz\r\n')])
    const [other] = readAll(warcRecord(answer(broken, [type, 'Transfer-Encoding: chunked']), { url: URL_1 }))
    expect(notices(other).join()).toMatch(/chunks are damaged at byte/)
  })

  it('is refused where it is a bomb', () => {
    const bomb = brotliCompressSync(Buffer.alloc(17 * 1024 * 1024, ' '), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
    })
    expect(
      said(readAll(warcRecord(answer(bomb, [type, 'Content-Encoding: br']), { url: URL_1 })))[0],
    ).toMatch(/^It unpacks to more than 16,777,216 bytes, the limit for it. \(https:/)
  })

  test.each([
    ['a status without words', 'HTTP/1.0 200'],
    ['a status with a blank only', 'HTTP/1.0 200 '],
    ['HTTP/2', 'HTTP/2 200'],
  ])('after %s', (_, status) => {
    expect(said(readAll(warcRecord(answer(html, [type], status), { url: URL_1 })))).toEqual([
      'Packed on the way',
    ])
  })

  it('may be no more than a page, as before HTTP 1.0', () => {
    expect(said(readAll(warcRecord(html, { url: URL_1 })))).toEqual(['Packed on the way'])
  })

  it('has the encoding of its header, unless the bytes say other', () => {
    const cyrillic = pageHtml({ title: 'Совет закрыл мост' }).replace('<meta charset="utf-8">', '')
    const bytes = Buffer.from(
      [...cyrillic].map((c) => (c.charCodeAt(0) < 128 ? c.charCodeAt(0) : c.charCodeAt(0) - 0x410 + 0xc0)),
    )
    const [page] = readAll(
      warcRecord(answer(bytes, ['Content-Type: text/html; charset="windows-1251"']), { url: URL_1 }),
    )
    expect(page!.outcome).toMatchObject({ title: 'Совет закрыл мост' })
    const [other] = readAll(
      warcRecord(answer(cyrillic, ['Content-Type: text/html; charset=iso-8859-1']), { url: URL_1 }),
    )
    expect(other!.outcome).toMatchObject({
      title: 'Совет закрыл мост',
      notices: [expect.stringContaining('but is UTF-8')],
    })
  })

  it('is a page by its content where nobody says so', () => {
    for (const fields of [[], ['Content-Type: application/octet-stream'], ['Content-Type: text/plain']])
      expect(said(readAll(warcRecord(answer(html, fields), { url: URL_1 })))).toEqual(['Packed on the way'])
    // a picture with the wrong name is none
    expect(said(readAll(warcRecord(answer(pixel()), { url: URL_1 })))).toEqual(['No articles: 1 picture.'])
  })
})

describe('a wrong length', () => {
  const right = pageRecord(2)
  const block = right.subarray(right.indexOf('\r\n\r\n') + 4, -4)

  test.each([
    ['too short', block.length - 300],
    ['too long', block.length + 900],
    ['much too long', 99_999_999_999],
    ['negative', -5],
    ['a word', 'many'],
    ['none', null],
  ])('costs no page: %s', (_, length) => {
    const wrong = warcRecord(block, { url: 'https://tidewater.example/2024/2', length })
    for (const file of [
      [pageRecord(1), wrong, pageRecord(3)],
      [wrong, pageRecord(3)],
    ]) {
      const records = readAll(Buffer.concat(file))
      expect(said(records).slice(-2)).toEqual(['Report number 2', 'Report number 3'])
      expect(notices(records.at(-2)).join()).toMatch(
        /^The record at byte [\d,]+ (?:says it has|does not say)/,
      )
    }
    const alone = readAll(wrong)
    expect(said(alone)).toEqual(['Report number 2'])
  })

  it('that swallows the last record is seen', () => {
    const next = pageRecord(3)
    const wrong = warcRecord(block, { url: URL_1, length: block.length + 4 + next.length - 2 })
    expect(said(readAll(Buffer.concat([wrong, next])))).toEqual(['Report number 2', 'Report number 3'])
  })
})

describe('damage', () => {
  it('between records is passed over and told with its place', () => {
    const rubbish = Buffer.from('rubbish '.repeat(20))
    const file = Buffer.concat([pageRecord(1), rubbish, Buffer.from('\r\n'), pageRecord(2)])
    const records = readAll(file)
    expect(said(records).filter((text) => text.startsWith('Report'))).toEqual([
      'Report number 1',
      'Report number 2',
    ])
  })

  it('in front of all', () => {
    const records = readAll(Buffer.concat([Buffer.from('rubbish\r\n'), pageRecord(2)]), {
      head: pageRecord(1),
    })
    expect(said(records)).toEqual([
      'This is no record. 9 bytes from byte 0 were passed over.',
      'Report number 2',
    ])
  })

  it('of a member costs that member alone', () => {
    const [one, two, three] = [1, 2, 3].map((number) => packed(pageRecord(number)))
    const broken = Buffer.from(two!)
    broken.fill(0xff, 200, 300)
    const records = readAll(Buffer.concat([one!, broken, three!]))
    expect(said(records).at(0)).toBe('Report number 1')
    expect(said(records).at(-1)).toBe('Report number 3')
    expect(records).toHaveLength(3)
    const told = [...said(records), ...records.flatMap(notices)].join()
    expect(told).toMatch(/The gzip data is damaged at about byte/)
  })

  it('of a checksum is told', () => {
    const wrong = Buffer.from(packed(pageRecord(1)))
    wrong[wrong.length - 6]! ^= 1
    const records = readAll(Buffer.concat([wrong, packed(pageRecord(2))]))
    expect(said(records)).toEqual(['Report number 1', 'Report number 2'])
    expect(notices(records[0]).join()).toMatch(/^The gzip checksum before byte \d+ is wrong.$/)
  })

  it('at the end of a packed file, and what follows it', () => {
    const file = packed(pageRecord(1), pageRecord(2))
    const cut = readAll(file.subarray(0, -30))
    expect(said(cut)).toEqual(['Report number 1', 'Report number 2'])
    expect(notices(cut[1]).join()).toMatch(/The gzip data ends in the middle/)
    const tail = readAll(Buffer.concat([file, Buffer.from('not gzip')]))
    expect(said(tail).at(-1)).toBe(
      `This is no gzip data. 8 bytes from byte ${file.length.toLocaleString('en')} were passed over.`,
    )
    expect(said(readAll(Buffer.concat([file, Buffer.alloc(512)])))).toHaveLength(2)
  })

  it('a head without end costs no memory and no other record', () => {
    const bomb = Buffer.concat([
      Buffer.from('WARC/1.1\r\nWARC-Type: response\r\nX: '),
      Buffer.alloc(3_000_000, 'a'),
      Buffer.from('\r\n'),
    ])
    const records = readAll(Buffer.concat([pageRecord(1), bomb, pageRecord(2)]))
    expect(said(records)).toEqual([
      'Report number 1',
      expect.stringContaining('The head of this record is longer than 64 kB'),
      'Report number 2',
    ])
  })

  it('a packed bomb is stopped by its ratio', () => {
    const bomb = warcRecord(answer(Buffer.alloc(64 * 1024 * 1024), ['Content-Type: video/mp4']), {
      url: URL_1,
    })
    const records = readAll(packed(pageRecord(1), bomb, pageRecord(2)))
    expect(said(records)).toEqual([
      'Report number 1',
      expect.stringMatching(/^It unpacks from \S+ kB to more than 16 MB: more than 200 times as much/),
      'Report number 2',
    ])
  })
})

describe('what is no article', () => {
  const other = (type: string, body: Uint8Array | string, status?: string) =>
    warcRecord(answer(body, [`Content-Type: ${type}`], status), { url: `https://tidewater.example/${type}` })

  it('is summed up in one line at the end; requests alone are not worth one', () => {
    const file = Buffer.concat([
      info,
      request,
      pageRecord(1),
      other('image/gif', pixel(1)),
      other('image/gif', pixel(2)),
      other('text/css', 'a{}'),
      other('text/html', 'Moved', 'HTTP/1.1 301 Moved'),
      other('text/html', 'Gone', 'HTTP/1.1 404 Not Found'),
      pageRecord(2),
      other('application/json', '{}'),
    ])
    const records = readAll(file)
    expect(said(records)).toEqual([
      'Report number 1',
      'Report number 2',
      'No articles: 2 pictures, 1 style sheet, 1 data file, 1 redirect and 1 answer that there is no such page or that it failed. Beside them: 1 request and 1 description of the file.',
    ])
    expect(said(readAll(Buffer.concat([info, request, pageRecord(1)])))).toEqual(['Report number 1'])
  })

  it('a file without any page says what it holds', () => {
    expect(said(readAll(Buffer.concat([info, request])))).toEqual([
      'There is no page in this part of the file, only 1 request and 1 description of the file.',
    ])
  })

  it('the sum is the same wherever reading began, and its line comes again there', () => {
    const files = [
      [
        pageRecord(1),
        other('image/gif', pixel(1)),
        pageRecord(2),
        other('text/css', 'a{}'),
        other('text/css', 'b{}'),
      ],
      [pageRecord(1), other('image/gif', pixel(1)), other('text/css', 'a{}'), pageRecord(2)],
    ]
    for (const parts of files)
      for (const file of [Buffer.concat(parts), packed(...parts)]) {
        const all = readAll(file)
        for (const from of all.map(({ byteStart }) => byteStart)) {
          const rest = readAll(file, { from })
          expect(rest).toEqual(all.filter(({ byteStart }) => byteStart >= from))
        }
      }
  })
})

describe('a page that was captured again unchanged', () => {
  const digest = 'WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  const empty = answer('', ['Content-Type: text/html'])

  test.each([
    ['by its checksum', [digest]],
    ['by address and date', [`WARC-Refers-To-Target-URI: ${URL_1}`, `WARC-Refers-To-Date: ${DATE}`]],
    ['by an address in brackets', [`WARC-Refers-To-Target-URI: <${URL_1}>`]],
  ])('is the earlier page: %s', (_, fields) => {
    const revisit = warcRecord(empty, {
      type: 'revisit',
      url: `${URL_1}?again`,
      date: '2024-06-01T00:00:00Z',
      fields,
      contentType: 'application/http',
    })
    for (const first of [pageRecord(1, { fields: [digest] }), pageRecord(1)]) {
      if (fields[0] === digest && !first.includes(digest)) continue
      const [page, again] = readAll(packed(first, revisit))
      expect(said([page!, again!])).toEqual(['Report number 1', 'Report number 1'])
      expect(again!.bytes).toEqual(page!.bytes)
      expect(again!.capturedAtMs).toBe(Date.parse('2024-06-01T00:00:00Z'))
    }
  })

  it('is refused with what to import where the earlier one is elsewhere', () => {
    const revisit = warcRecord(empty, {
      type: 'revisit',
      url: URL_1,
      fields: [digest, `WARC-Refers-To-Target-URI: ${URL_1}`, 'WARC-Refers-To-Date: 2023-01-02T00:00:00Z'],
    })
    expect(said(readAll(Buffer.concat([pageRecord(2), revisit])))).toEqual([
      'Report number 2',
      `The page was the same as in an earlier capture on 2023-01-02, which is not near it in this file: import the file that holds that one. (${URL_1})`,
    ])
  })

  it('never repeats itself without end', () => {
    const loop = warcRecord('', {
      type: 'revisit',
      url: URL_1,
      fields: [`WARC-Refers-To-Target-URI: ${URL_1}`],
    })
    expect(said(readAll(Buffer.concat([loop, loop])))).toEqual([
      'No articles: 2 files captured again unchanged.',
    ])
  })
})

describe('pictures', () => {
  const picture = 'https://img.tidewater.example/bridge.gif'
  const image = (url: string, colour: number, fields: string[] = []) =>
    warcRecord(answer(pixel(colour), ['Content-Type: image/gif']), { url, fields })

  test.each([
    ['plain', (...records: Buffer[]) => Buffer.concat(records)],
    ['packed', packed],
  ])('of a page are found in its file, before it and after it: %s', (_, join) => {
    const page = pageRecord(1, {}, { picture })
    for (const file of [join(page, pageRecord(2), image(picture, 7)), join(image(picture, 7), page)]) {
      const found = readAll(file).find(({ parts }) => parts)!
      expect(found.parts!.map(({ name, mime, bytes }) => [name, mime, Buffer.from(bytes)])).toEqual([
        [picture, 'image/gif', pixel(7)],
      ])
      expect(
        'blocks' in found.outcome && found.outcome.blocks.find(({ image }) => image)!.image!.sha256,
      ).toBeTruthy()
    }
  })

  it('(and pages) are told from what only looks packed the same', () => {
    const one = packed(pageRecord(1))
    expect(deflatedIn(one, pageRecord(1))).not.toBeNull()
    expect(deflatedIn(one, pageRecord(2))).toBeNull()
    expect(deflatedIn(one.subarray(0, -1), pageRecord(1))).toBeNull()
  })

  it('of which the crawler kept one copy under another address', () => {
    const digest = 'WARC-Payload-Digest: sha1:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB'
    const repeat = warcRecord(answer('', ['Content-Type: image/gif']), {
      type: 'revisit',
      url: picture,
      fields: [digest],
    })
    const file = packed(
      image('https://other.example/x.gif', 3, [digest]),
      pageRecord(1, {}, { picture }),
      repeat,
    )
    expect(Buffer.from(readAll(file)[0]!.parts![0]!.bytes)).toEqual(pixel(3))
  })

  it('are not searched where the bytes cannot be read anywhere', () => {
    const file = Buffer.concat([pageRecord(1, {}, { picture }), image(picture, 7)])
    expect(notices(readAll(file, { source: null })[0])).toEqual(['1 picture was not saved with it.'])
  })
})

describe('text', () => {
  const words =
    'The harbour council met again on Monday.\nIt talked about the bridge and its gates for three hours.\nNothing was decided.'

  it('that somebody took out of a page is an article', () => {
    const [text] = readAll(warcRecord(words, { type: 'conversion', url: URL_1 }))
    expect(text!.outcome).toMatchObject({
      title: 'The harbour council met again on Monday.',
      url: URL_1,
      outlet: 'tidewater.example',
      notices: ['Only its text is in the web archive.'],
    })
    expect(text!.capturedAtMs).toBe(Date.parse(DATE))
  })

  it('that a browser saw stands in for a page which scripts make', () => {
    const shell = warcRecord(
      answer(
        '<html><head><title>Harbour live</title></head><body><div id="app"></div><script>run()</script></body></html>',
      ),
      { url: URL_1 },
    )
    const seen = warcRecord(words, { type: 'resource', url: `urn:text:${URL_1}` })
    const records = readAll(packed(shell, seen))
    expect(records[0]!.outcome).toMatchObject({
      title: 'Harbour live',
      blocks: expect.arrayContaining([{ kind: 'paragraph', text: 'Nothing was decided.' }]),
    })
    expect(said(records)[1]).toBe('No articles: 1 text beside its page.')
    expect(said(readAll(packed(shell)))[0]).toMatch(/^No article was found on this page/)
  })
})

describe('doubts', () => {
  const block = pageAnswer()
  const payload = Buffer.from(pageHtml())

  it('about checksums: said only where the bytes are others', () => {
    expect(
      notices(readAll(warcRecord(block, { url: URL_1, fields: digestFields(block, payload) }))[0]),
    ).toEqual([])
    const wrong = digestFields(Buffer.from('other'), payload)
    expect(notices(readAll(warcRecord(block, { url: URL_1, fields: wrong }))[0])).toEqual([
      'Its bytes are not what the checksum in its record says.',
    ])
    const onlyPayload = digestFields(block, Buffer.from('other')).slice(1)
    expect(notices(readAll(warcRecord(block, { url: URL_1, fields: onlyPayload }))[0])).toHaveLength(1)
  })

  it('about cut pages, segments and versions', () => {
    const fields = ['WARC-Truncated: length', 'WARC-Segment-Number: 1']
    expect(notices(readAll(pageRecord(1, { fields, version: '7.x' }))[0])).toEqual([
      'The crawler cut this page off (length).',
      'The page goes on in other records (segments), which were not joined.',
      'The version of this record (WARC/7.x) is unknown.',
    ])
  })
})

describe('older formats', () => {
  it('reads drafts of WARC, whose first line says all', () => {
    const block = pageAnswer({ title: 'A draft' })
    const make = (length: number) =>
      `WARC/0.9 ${length} response ${URL_1} 20060102030405 urn:uuid:1 application/http\r\n\r\n`
    const length = make(1000).length + block.length
    const file = Buffer.concat([
      Buffer.from(make(length)),
      block,
      Buffer.from('\r\n\r\n'),
      Buffer.from(make(length)),
      block,
      Buffer.from('\r\n\r\n'),
    ])
    const records = readAll(file)
    expect(said(records)).toEqual(['A draft', 'A draft'])
    expect(records[0]!.capturedAtMs).toBe(Date.parse('2006-01-02T03:04:05Z'))
  })

  const line = `${URL_1} 10.0.0.1 20240504060708 text/html`

  test.each([
    ['version 1', arcRecord(pageAnswer({ title: 'From ARC' }), line)],
    ['version 2', arcRecord(pageAnswer({ title: 'From ARC' }), `${line} 200 abc - 1234 file.arc`)],
    ['without an answer’s head', arcRecord(pageHtml({ title: 'From ARC' }), line)],
  ])('reads ARC, %s', (_, record) => {
    for (const file of [
      Buffer.concat([Buffer.from(ARC_FILE), record, record]),
      packed(Buffer.from(ARC_FILE), record, record),
    ]) {
      const records = readAll(file)
      expect(said(records)).toEqual(['From ARC', 'From ARC'])
      expect(records[0]).toMatchObject({ outcome: { url: URL_1 }, capturedAtMs: Date.parse(DATE) })
      const [again] = warcFormat.read(records[0]!.bytes!, {
        fileName: '',
        readBeside: () => null,
        listBeside: () => [],
      })
      expect(again!.outcome).toEqual(records[0]!.outcome)
    }
  })

  it('finds the records of an ARC with wrong lengths', () => {
    const wrong = Buffer.concat([
      Buffer.from(`${line} -1\n`),
      pageAnswer({ title: 'Unmeasured' }),
      Buffer.from('\n'),
    ])
    const right = arcRecord(pageAnswer({ title: 'From ARC' }), line)
    // one byte more, and the next address would begin in its middle
    for (const file of [ARC_FILE, ARC_FILE.replace(' 65', ' 66'), ARC_FILE.replace(' 65', ' 71')])
      expect(said(readAll(Buffer.concat([Buffer.from(file), right])))).toEqual(['From ARC'])
    expect(said(readAll(Buffer.concat([Buffer.from(ARC_FILE), wrong, right])))).toEqual([
      'Unmeasured',
      'From ARC',
    ])
  })

  it('lists the pages of an old Webrecorder file: titles, and what is missing', () => {
    const json = JSON.stringify({
      pages: [
        { url: URL_1, title: 'Listed title' },
        { url: 'https://gone.example/', title: 'Gone' },
      ],
    })
    const list = warcRecord(`software: Webrecorder\r\njson-metadata: ${json}\r\n`, { type: 'warcinfo' })
    const untitled = warcRecord(
      answer(
        pageHtml().replace(/<title>[^<]*<\/title>|<h1>[^<]*<\/h1>|<meta property="og:title"[^>]*>/g, ''),
      ),
      { url: URL_1 },
    )
    expect(said(readAll(packed(list, untitled)))).toEqual([
      'Listed title',
      'It is listed as a page of this archive (“Gone”), but its capture is not in this file. (https://gone.example/)',
    ])
  })
})

describe('stretches', () => {
  const records = Array.from({ length: 30 }, (_, i) => pageRecord(i + 1))

  test.each([
    ['plain', Buffer.concat(records)],
    ['packed', packed(...records)],
  ])('begin where the one before ended, whatever they are cut at: %s', (_, file) => {
    const all = said(readAll(file))
    const { findStart } = warcFormat.stream!
    for (const cut of [1, 700, Math.floor(file.length / 2), file.length - 10]) {
      const start = findStart!(memorySource(file), cut)
      const before = readAll(file, { until: start ?? Infinity })
      const after = start === null ? [] : readAll(file, { from: start })
      expect(said([...before, ...after])).toEqual(all)
    }
  })
})
