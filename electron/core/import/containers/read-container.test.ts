import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { dumpText, documentsText, pageHtml, pixel } from '../import-fixtures.ts'
import { BEGINNING } from '../place.ts'
import { type DumpTask, readDump } from '../read-dump.ts'
import { makeTar, makeZip, type MadeFile, paxRecord } from './container-fixtures.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

function read(bytes: Uint8Array, change: Partial<DumpTask> = {}) {
  const path = join(folder, 'dump.zip')
  writeFileSync(path, bytes)
  const task: DumpTask = {
    dumpId: Math.floor(Math.random() * 1e9),
    path,
    pathBytes: null,
    sizeBytes: 0,
    firstRecord: 1,
    place: BEGINNING,
    known: null,
    followLink: false,
    refusal: null,
    ...change,
  }
  const parts = [...readDump(task)]
  const records = parts.flatMap((part) => part.records)
  return { parts, records, format: parts.at(-1)!.format }
}

/** `a.txt: Council vote number 1 …` or the reason. */
function members(bytes: Uint8Array, change: Partial<DumpTask> = {}): string[] {
  return read(bytes, change).records.map(
    ({ member, article, refusal }) => `${member}: ${article ? titleOf(article.title) : refusal}`,
  )
}

function notices(bytes: Uint8Array): string[] {
  return read(bytes).records.flatMap(({ article }) => (article ? article.notices.join(' ') : []))
}

const titleOf = (title: string) => title.replace(/^Council vote number (\d+) .*/, 'vote $1')
const text = (number: number, name = `${number}.txt`): MadeFile => ({ name, content: dumpText(number) })

describe('a zip', () => {
  test('gives the records of its files, each with the file’s name, stored and deflated, also as zip64', () => {
    const files = [
      text(1, 'a/one.txt'),
      { ...text(2, 'a/two.txt'), deflate: true },
      { name: 'a/', content: '' },
      { name: 'many.txt', content: documentsText(5, 2), deflate: true },
    ]
    const expected = [
      'a/one.txt: vote 1',
      'a/two.txt: vote 2',
      'many.txt: 1 of 2 DOCUMENTS',
      'many.txt: 2 of 2 DOCUMENTS',
    ]
    expect(members(makeZip(files))).toEqual(expected)
    expect(members(makeZip(files, { zip64: true }))).toEqual(expected)
    expect(members(makeZip(files, { comment: 'made by hand' }))).toEqual(expected)
    expect(read(makeZip(files)).format).toBe('zip')
  })

  test('leaves out what systems leave behind, and the files of a saved page, which gets its pictures', () => {
    const zip = makeZip([
      { name: 'p/Bridge.html', content: pageHtml({ picture: 'Bridge_files/b.gif' }), deflate: true },
      { name: 'p/Bridge_files/b.gif', content: pixel() },
      { name: 'p/Bridge_files/style.css', content: 'body {}' },
      { name: '__MACOSX/p/._Bridge.html', content: 'x' },
      { name: 'p/.DS_Store', content: 'x' },
      { name: 'photo.gif', content: pixel(3) },
    ])
    const { records } = read(zip)
    expect(records.map(({ member, refusal }) => [member, refusal])).toEqual([
      ['p/Bridge.html', null],
      ['photo.gif', 'This is a picture (GIF), not text.'],
    ])
    expect(records[0]!.parts.map(({ name }) => name)).toEqual([
      'Bridge_files/b.gif',
      'Bridge_files/style.css',
    ])
  })

  test('refuses alone what is locked, linked, packed otherwise or damaged', () => {
    const zip = makeZip([
      { ...text(1), flags: 1 },
      { ...text(2), mode: 0xa1ff },
      { ...text(3), method: 9 },
      { ...text(4), crc: 7 },
      { ...text(5), deflate: true, crc: 7 },
      { ...text(6), method: 8 },
      { ...text(7), deflate: true, size: 20 },
      text(8),
    ])
    expect(members(zip)).toEqual([
      '1.txt: It is password-protected: unpack the zip with its password, and import what was in it.',
      '2.txt: This is a link: links in a zip are not followed.',
      '3.txt: It is packed by a method that is not read (Deflate64): unpack the zip, and import what was in it.',
      '4.txt: It is damaged: its checksum in the container is wrong.',
      '5.txt: It is damaged: its checksum in the container is wrong.',
      expect.stringMatching(/^6\.txt: It is damaged: its packed data is wrong at about byte \d+\.$/),
      '7.txt: It unpacks to more than the 20 bytes that the zip says.',
      '8.txt: vote 8',
    ])
    const damaged = read(zip).records[3]!
    expect(damaged.original!.sizeBytes).toBe(Buffer.byteLength(dumpText(4)))
  })

  test('reads names that lead elsewhere or mislead as harmless ones', () => {
    const zip = makeZip([
      text(1, '../../etc/one.txt'),
      text(2, '/tmp/two.txt'),
      text(3, 'C:\\Users\\three.txt'),
      text(4, 'a\u202egnp.txt\0.html'),
      text(5, `${'n'.repeat(700)}.txt`),
      text(6, `${'d/'.repeat(2100)}.txt`),
      text(7, 'same.txt'),
      text(8, 'same.txt'),
    ])
    const found = members(zip)
    expect(found.slice(0, 4)).toEqual([
      'etc/one.txt: vote 1',
      'tmp/two.txt: vote 2',
      'Users/three.txt: vote 3',
      'agnp.txt.html: vote 4',
    ])
    expect(found[4]).toMatch(/^n{150}…n{146}\.txt: vote 5$/)
    expect(found[5]).toMatch(/: Its path has 4,204 bytes; the limit is 4,096\.$/)
    expect(found.slice(6)).toEqual(['same.txt: vote 7', 'same.txt: vote 8'])
    expect(notices(zip).map((notice) => /, “(.*)”, leads out of it/.exec(notice)?.[1] ?? '')).toEqual([
      '../../etc/one.txt',
      '/tmp/two.txt',
      'C:\\Users\\three.txt',
      ...Array<string>(4).fill(''),
    ])
    const tar = makeTar([text(1, '../../etc/one.txt'), text(2, 'a..b/..two.txt')])
    expect(notices(tar)).toEqual([expect.stringContaining('“../../etc/one.txt”, leads out of it'), ''])
  })

  test('tells where the directory and a file’s own header differ', () => {
    const zip = makeZip([{ ...text(1, 'seen.txt'), localName: 'other.txt' }, text(2)])
    expect(members(zip)).toEqual(['seen.txt: vote 1', '2.txt: vote 2'])
    expect(notices(zip)).toEqual([
      'The zip’s directory calls it otherwise than its own header, which says “other.txt”: the directory counts.',
      '',
    ])
  })

  test('refuses bombs with their limit', () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024, '<p>More of the same. ')
    const bomb = makeZip([{ name: 'bomb.txt', content: zeros, deflate: true }, text(1)])
    expect(members(bomb)).toEqual([
      expect.stringMatching(/^bomb\.txt: It unpacks from \d+ kB to more than \d+ MB, the limit for it\.$/),
      '1.txt: vote 1',
    ])
    // zeros would be told for no text before they come to the limit
    const nothing = makeZip([{ name: 'zeros.txt', content: Buffer.alloc(zeros.length), deflate: true }])
    expect(members(nothing)).toEqual([
      expect.stringMatching(/^zeros\.txt: It unpacks from \d+ kB to more than \d+ MB, the limit for it\.$/),
    ])
    const shared = makeZip([text(1), { ...text(1, 'again.txt'), shares: true }])
    expect(members(shared)).toEqual(['null: Files in this zip overlap, as in a zip bomb: it was left alone.'])
  })

  test('reads containers within each other up to a depth, and names the inner one', () => {
    const inner = makeZip([text(1)])
    const deflated = (name: string, content: Buffer) => makeZip([{ name, content, deflate: true }, text(9)])
    const two = deflated('two.zip', inner)
    const three = deflated('three.zip', two)
    expect(members(three)).toEqual([
      'three.zip ▸ two.zip ▸ 1.txt: vote 1',
      'three.zip ▸ 9.txt: vote 9',
      '9.txt: vote 9',
    ])
    expect(members(deflated('four.zip', three))[0]).toBe(
      'four.zip ▸ three.zip ▸ two.zip: It is packed more than 3 times.',
    )
    expect(members(makeZip([{ name: 'a.txt.gz', content: gzipSync(dumpText(3)) }]))).toEqual([
      'a.txt.gz: vote 3',
    ])
  })

  test('whose directory is missing is read by its files’ own headers, and says so', () => {
    const whole = makeZip([{ ...text(1), deflate: true }, text(2), text(3)])
    const cut = whole.subarray(0, whole.indexOf('PK\x01\x02') - 40)
    expect(members(cut)).toEqual([
      '1.txt: vote 1',
      '2.txt: vote 2',
      expect.stringMatching(/^3\.txt: It is damaged: .* that the zip says are there\.$/),
      expect.stringContaining('The zip’s directory is missing'),
    ])
  })

  test('of nothing, or of a document, is one refused record', () => {
    expect(members(makeZip([]))).toEqual(['null: This zip holds no files.'])
    expect(members(makeZip([{ name: '.DS_Store', content: 'x' }]))).toEqual([
      'null: This zip holds no files but those of a system.',
    ])
    expect(members(makeZip([{ name: 'mimetype', content: 'application/epub+zip' }, text(1)]))).toEqual([
      'null: This is an e-book (EPUB): such files are not read yet.',
    ])
  })

  test('goes on at any record', () => {
    const zip = makeZip([text(1), { name: 'many.txt', content: documentsText(10, 4) }, text(2)])
    const { parts } = read(zip, { careful: 100 })
    const all = members(zip)
    let done = 0
    for (const part of parts) {
      done += part.records.length
      if (part.place)
        expect(members(zip, { place: part.place, firstRecord: done + 1 })).toEqual(all.slice(done))
    }
    expect(members(zip, { place: { ...BEGINNING, after: 3 }, firstRecord: 4 })).toEqual(all.slice(3))
    expect(all).toHaveLength(6)
  })

  test('of many files is cut into stretches that together are all of it', () => {
    const zip = makeZip(
      Array.from({ length: 1200 }, (_, i) => ({ name: `${i}.gif`, content: pixel(i % 250) })),
    )
    const { parts } = read(zip, { plans: true })
    const cuts = parts.find((part) => part.cuts)!.cuts!
    expect(cuts).toEqual([500, 1000])
    const rest = cuts.map((from, i) => {
      const until = cuts[i + 1] ?? Infinity
      return read(zip, { place: { ...BEGINNING, members: [from] }, until }).records
    })
    const names = [...parts.flatMap((part) => part.records), ...rest.flat()].map(({ member }) => member)
    expect(names).toEqual(Array.from({ length: 1200 }, (_, i) => `${i}.gif`))
  })
})

describe('a tar', () => {
  const long = `${'deep/'.repeat(40)}long.txt`
  const tar = makeTar([
    { name: 'plain.txt', content: dumpText(1) },
    { name: 'short.txt', content: dumpText(2), prefix: 'some/where' },
    { name: '././@LongLink', content: `${long}\0`, type: 'L' },
    { name: long, content: dumpText(3) },
    { name: 'x', content: paxRecord('mtime', '1') + paxRecord('path', 'päx.txt'), type: 'x' },
    { name: 'p.txt', content: dumpText(4) },
    { name: 'folder/', type: '5' },
    { name: 'link.txt', type: '2' },
    { name: 'page.html', content: pageHtml({ picture: 'page_files/b.gif' }) },
    { name: 'page_files/b.gif', content: pixel() },
  ])
  const expected = [
    'plain.txt: vote 1',
    'some/where/short.txt: vote 2',
    `${long}: vote 3`,
    'päx.txt: vote 4',
    'link.txt: This is a link: links in a tar are not followed.',
    'page.html: Council closes the swing bridge',
  ]

  test('gives the records of its files under their long names too, packed or not', () => {
    expect(members(tar)).toEqual(expected)
    expect(members(gzipSync(tar))).toEqual(expected)
    expect(read(gzipSync(tar)).format).toBe('tar in gzip')
    expect(read(tar).records.at(-1)!.parts).toHaveLength(1)
  })

  test('that is damaged or cut off gives what came before', () => {
    const end = tar.indexOf('some/where', 600)
    const second = tar.subarray(0, tar.lastIndexOf('short.txt', end + 200) + 512 + 300)
    expect(members(second)).toEqual([
      'plain.txt: vote 1',
      expect.stringMatching(/^some\/where\/short\.txt: It is cut off: 300 bytes of [\d.]+ kB are there\.$/),
      'null: The tar ends in the middle: what came before was read.',
    ])
    const packed = gzipSync(tar)
    const found = members(packed.subarray(0, packed.length - 30))
    expect(found.at(-1)).toMatch(/^null: The gzip data ends in the middle/)
    expect(found[0]).toBe('plain.txt: vote 1')
  })

  test('too large to be held is read as it goes by', () => {
    const filler = Buffer.from(Array.from({ length: 3 * 1024 * 1024 }, (_, i) => (i * 2654435761) >>> 13))
    const big = makeTar([
      { name: '1.txt', content: dumpText(1) },
      ...Array.from({ length: 12 }, (_, i) => ({ name: `${i}.bin`, content: filler })),
      { name: '2.txt', content: dumpText(2) },
      { name: 'in.zip', content: makeZip([text(5)]) },
    ])
    const found = members(gzipSync(big, { level: 1 }))
    expect(found).toHaveLength(15)
    expect([found[0], found[13], found[14]]).toEqual([
      '1.txt: vote 1',
      '2.txt: vote 2',
      'in.zip ▸ 5.txt: vote 5',
    ])
    const place = { ...BEGINNING, members: [13] }
    expect(members(gzipSync(big, { level: 1 }), { place, firstRecord: 14 })).toEqual(found.slice(13))
  })
})
