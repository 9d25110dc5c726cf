import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import type { Article } from '../../shared/model.ts'
import { type Archive, openArchive, runCheck, runExtraction, runImport } from '../archive.ts'
import { listRecords } from '../db/records.ts'
import { blinkMhtml, lines, part, quotedPrintable } from './captures/capture-fixtures.ts'
import {
  dumpText,
  type PageFixture,
  PARAGRAPHS,
  pageHtml,
  pixel,
  watched,
  writeFiles,
} from './import-fixtures.ts'

// threads take their time to start on a busy machine
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let dumps: string
let path: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  dumps = join(folder, 'dumps')
  path = join(folder, 'test.clipfile')
  mkdirSync(dumps)
  openArchive(path, { create: true }).close()
})
afterEach(() => remove())

function within<T>(use: (archive: Archive) => T): T {
  const archive = openArchive(path)
  try {
    return use(archive)
  } finally {
    archive.close()
  }
}

/** Imports files of the dumps folder; the archive must be sound afterwards. @returns the ledger's lines */
async function take(files: Record<string, string | Uint8Array>, name = 'dumps'): Promise<string[]> {
  const place = join(folder, name)
  mkdirSync(place, { recursive: true })
  writeFiles(place, files)
  const { id } = await runImport(path, { paths: [place] }, watched().control)
  expect((await runCheck(path, watched().control)).problems).toEqual([])
  return within(({ db }) =>
    listRecords(db, { importId: id, dumpId: null, state: null, offset: 0, limit: 500 }).rows.map(
      (row) => `${row.dump} ${row.state}${row.reason ? `: ${row.reason}` : ''}`,
    ),
  )
}

function articles(): Article[] {
  return within((archive) => {
    const ids = archive.db.prepare('SELECT id FROM article ORDER BY id').pluck().all() as number[]
    return ids.map((id) => archive.answer('archive.article', { id }))
  })
}

const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('a saved page', () => {
  test('becomes an article with all that it says', async () => {
    expect(await take({ 'bridge.html': pageHtml() })).toEqual(['bridge.html imported'])
    const [article] = articles()
    expect(article).toMatchObject({
      title: 'Council closes the swing bridge',
      outlet: 'Tidewater Post',
      authors: [{ name: 'Hanne Lund' }],
      published: { value: '2024-05-03T10:30:00+02:00', precision: 'second', source: 'metadata' },
      canonicalUrl: 'https://tidewater.example/2024/05/bridge',
      language: 'en',
      version: 0,
    })
    expect(article!.blocks.map((block) => block.text)).toEqual(PARAGRAPHS)
    expect(article!.candidates!.published.map(({ detail }) => detail)).toContain('article:published_time')
    expect(article!.sources[0]!.extractor).toBe('page/1')
    expect(article!.versions).toHaveLength(1)
  })

  test('keeps its picture from the folder beside it, and the other files there', async () => {
    const found = await take({
      'bridge.html': pageHtml({ picture: './bridge_files/a%20b.gif' }),
      'bridge_files/a b.gif': pixel(1),
      'bridge_files/style.css': 'p { color: red }',
      'bridge_files/ad/frame.html': pageHtml({ title: 'Buy boats' }),
    })
    expect(found).toEqual(['bridge.html imported'])
    const [article] = articles()
    const figure = article!.blocks.find(({ kind }) => kind === 'figure')!
    expect(figure).toMatchObject({
      text: 'The bridge in June',
      image: { width: 1, height: 1, alt: 'The bridge' },
    })
    expect(figure.image!.sha256).toBe(hex(pixel(1)))
    within((archive) => {
      expect(archive.picture(figure.image!.sha256!)).toMatchObject({ mime: 'image/gif' })
      const names = archive.db.prepare('SELECT name FROM original_part ORDER BY name').pluck().all()
      expect(names).toEqual(['bridge_files/a b.gif', 'bridge_files/ad/frame.html', 'bridge_files/style.css'])
    })
  })

  test('says where a missing picture was', async () => {
    expect(await take({ 'bridge.html': pageHtml({ picture: '/img/bridge.jpg' }) })).toEqual([
      'bridge.html imported: 1 picture was not saved with it.',
    ])
    const figure = articles()[0]!.blocks.find(({ kind }) => kind === 'figure')!
    expect(figure.image).toMatchObject({ src: 'https://tidewater.example/img/bridge.jpg', sha256: null })
  })

  test('in MHTML, gzip or an e-mail is read as well, whatever its name', async () => {
    const mhtml = blinkMhtml([
      part(
        'text/html',
        quotedPrintable(pageHtml({ picture: 'cid:p1' })),
        'Content-Transfer-Encoding: quoted-printable',
        'Content-Location: https://tidewater.example/2024/05/bridge',
      ),
      part('image/gif', pixel(2).toString('base64'), 'Content-Transfer-Encoding: base64', 'Content-ID: <p1>'),
    ])
    const mail = lines(
      'From: Hanne <hanne@tidewater.example>',
      'To: me@example.org',
      'Subject: Fwd: The weekend letter',
      'Date: Fri, 03 May 2024 08:00:00 +0200',
      'Message-ID: <1@tidewater.example>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'The old bridge opens for the last time on Sunday, and half the town will stand on the quay to see it',
      'before the cranes come to take it apart for good.',
      '',
      '- bring a coat',
      '- bring a camera',
      '',
      '> So they say.',
    )
    const found = await take({
      'a.dat': mhtml,
      'b.gz': gzipSync(
        pageHtml({
          url: 'https://tidewater.example/other',
          title: 'Another bridge',
          paragraphs: PARAGRAPHS.map((text) => text.replace('bridge', 'ferry')),
        }),
      ),
      'c.txt': mail,
    })
    expect(found).toEqual(['a.dat imported', 'b.gz imported', 'c.txt imported'])
    const [page, packed, letter] = articles()
    expect(page!.versions[0]!.capturedAtMs).toBe(Date.parse('2021-07-30T00:24:07Z'))
    expect(page!.blocks.find(({ image }) => image)!.image!.sha256).toBe(hex(pixel(2)))
    expect(packed!.title).toBe('Another bridge')
    expect(letter).toMatchObject({
      title: 'The weekend letter',
      published: { value: '2024-05-03T08:00+02:00' },
    })
    expect(letter!.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'list', 'quote'])
  })

  test('that is none, or cannot be read, is refused with its reason and costs no other', async () => {
    const found = await take({
      'a.html': '<!doctype html><title>Front page</title><ul><li><a href="/1">One</a></ul>',
      'b.mhtml':
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\nSnapshot-Content-Location: https://a.example/\r\n\r\n',
      'c.html': pageHtml(),
      'd.js': 'var a = function () { return { b: [1, 2] }; }; a();\n'.repeat(9),
      'e.gz': Buffer.from('1f8b0800', 'hex'),
    })
    expect(found).toHaveLength(5)
    expect(found[0]).toBe(
      'a.html rejected: No article was found on this page (“Front page”). Its bytes are kept.',
    )
    expect(found[1]).toMatch(/^b\.mhtml rejected: ./)
    expect(found[2]).toBe('c.html imported')
    expect(found[3]).toBe('d.js rejected: This is program code of a page, not an article.')
    expect(found[4]).toMatch(/^e\.gz rejected: ./)
  })
})

describe('a page that is broken', () => {
  const GOOD = { 'zz-good.html': pageHtml() }

  /** The file's line in the ledger; a good page beside it must be imported whatever happens. */
  async function ledgerOf(name: string, content: string | Uint8Array): Promise<string> {
    const [line, good, ...others] = await take({ [name]: content, ...GOOD })
    expect(good).toBe('zz-good.html imported')
    expect(others).toEqual([])
    return line!
  }
  const other = (page: PageFixture = {}) =>
    pageHtml({ url: 'https://delta.example/a', title: 'Ferry', ...page })
  const textOf = (name: string) =>
    articles()
      .find(({ sources }) => sources[0]!.dump === name)!
      .blocks.map(({ text }) => text)
      .join('\n')

  test('by having no end', async () => {
    const whole = other({ paragraphs: PARAGRAPHS.map((text) => text.replaceAll('bridge', 'ferry')) })
    const cut = whole.slice(0, whole.indexOf('Work on the replacement') + 30)
    expect(await ledgerOf('a.html', cut)).toBe('a.html imported: The page ends in its middle.')
    expect(textOf('a.html')).toContain('Fishermen who cross it every morning')
  })

  test('by having no end, inside its e-mail', async () => {
    const html = quotedPrintable(other({ paragraphs: PARAGRAPHS.map((text) => `${text} So they say.`) }))
    const whole = blinkMhtml([part('text/html', html, 'Content-Transfer-Encoding: quoted-printable')])
    const cut = whole.toString('latin1').slice(0, whole.indexOf('Work on the'))
    expect(await ledgerOf('a.mhtml', Buffer.from(cut, 'latin1'))).toMatch(
      /^a\.mhtml imported: The MHTML ends in the middle of part 1 at byte [\d,]+\./,
    )
    expect(textOf('a.mhtml')).toContain('Fishermen who cross it every morning')
  })

  test.each([
    ['a.txt', 'text'],
    ['a.pdf', 'a document'],
    ['a.jpg', 'a picture'],
  ])('by its name: %s is no %s', async (name) => {
    expect(await ledgerOf(name, other({ paragraphs: [...PARAGRAPHS, 'And so on.'] }))).toBe(
      `${name} imported`,
    )
  })

  test('by the charset that it says it has', async () => {
    const paragraphs = PARAGRAPHS.map((text) => `${text} Größere Schäden gab es nicht.`)
    const latin1 = Buffer.from(other({ paragraphs }), 'latin1')
    expect(await ledgerOf('a.html', latin1)).toBe(
      'a.html imported: Encoding guessed: windows-1252. The page says utf-8 but looks like windows-1252.',
    )
    expect(textOf('a.html')).toContain('Größere Schäden')
  })

  test('by its size: 50 MB of text are more than an article is', async () => {
    const paragraph = `<p>${PARAGRAPHS.join(' ')}</p>\n`
    const html = other().replace('</article>', `${paragraph.repeat(52e6 / paragraph.length)}</article>`)
    expect(await ledgerOf('a.html', html)).toMatch(
      /^a\.html rejected: One article of \d+ MB; the limit is 32 MB\. Its bytes are kept\.$/,
    )
  })

  test('by its size: 50 MB of scripts and styles around an article', async () => {
    const html = other({ paragraphs: [...PARAGRAPHS, 'So they say.'] })
      .replace('</head>', `<style>${'.a{color:red}'.repeat(2e6)}</style></head>`)
      .replace('</body>', `<script>${'var a=1;'.repeat(3.2e6)}</script></body>`)
    expect(html.length).toBeGreaterThan(50e6)
    expect(await ledgerOf('a.html', html)).toBe('a.html imported')
    expect(textOf('a.html')).toContain('So they say.')
  })

  test('by 100,000 tags within each other', async () => {
    const deep = `${'<div>'.repeat(100_000)}<p>At the very bottom they said that it would close all the same.</p>`
    expect(await ledgerOf('a.html', other().replace('</article>', `${deep}</article>`))).toBe(
      'a.html imported: Elements nest deeper than 512: what lies deeper was flattened.',
    )
    expect(textOf('a.html')).toContain('At the very bottom')
  })

  test('by 100,000 letters each in italics of its own', async () => {
    const letters = '<i>x</i> '.repeat(100_000)
    expect(await ledgerOf('a.html', other().replace('</article>', `<p>${letters}</p></article>`))).toBe(
      'a.html imported: More than 20,000 links and emphases: 80,000 of them were left plain.',
    )
    const marks = articles().flatMap(({ blocks }) => blocks.flatMap((block) => block.marks ?? []))
    expect(marks).toHaveLength(20_000)
  })

  test('by a picture of 20 MB written into it', async () => {
    const picture = `data:image/png;base64,${'A'.repeat(20e6)}`
    expect(
      await ledgerOf('a.html', other({ picture, paragraphs: [...PARAGRAPHS, 'So they say, all of them.'] })),
    ).toMatch(/^a\.html imported: 1 embedded picture could not be decoded or took more than 10 MB\./)
    expect(textOf('a.html')).toContain('Fishermen who cross')
  })

  test('by having no article', async () => {
    const links = Array.from({ length: 90 }, (_, i) => `<li><a href="/${i}">Headline ${i}</a></li>`)
    expect(await ledgerOf('a.html', `<!doctype html><title>Front</title><ul>${links.join('')}</ul>`)).toBe(
      'a.html rejected: No article was found on this page (“Front”). Its bytes are kept.',
    )
  })
})

describe('what comes again', () => {
  test('same address and text is one more source', async () => {
    await take({ 'a.html': pageHtml() })
    expect(await take({ 'b.html': `${pageHtml()}<!-- saved again -->` }, 'more')).toEqual([
      expect.stringMatching(/^b\.html duplicate: Same address and text as record 1 of a\.html, imported \d/),
    ])
    const [article] = articles()
    expect(article!.sources.map(({ dump }) => dump)).toEqual(['a.html', 'b.html'])
    expect(article!.versions).toHaveLength(1)
  })

  test('same address with other text is a version, and nothing is overwritten', async () => {
    const changed = [...PARAGRAPHS.slice(0, 2), 'The mayor has since withdrawn the plan.']
    await take({ 'a.html': pageHtml() })
    expect(
      await take(
        { 'b.html': pageHtml({ paragraphs: changed, title: 'Council keeps the swing bridge' }) },
        'b',
      ),
    ).toEqual([
      'b.html imported: A new version of “Council closes the swing bridge”: same address, other text.',
    ])
    const [article, ...others] = articles()
    expect(others).toEqual([])
    expect(article!.title).toBe('Council keeps the swing bridge')
    expect(article!.versions.map(({ id, title, dump }) => [id, title, dump])).toEqual([
      [0, 'Council keeps the swing bridge', 'b.html'],
      [1, 'Council closes the swing bridge', 'a.html'],
    ])
    const before = within((archive) => archive.answer('archive.article', { id: article!.id, version: 1 }))
    expect(before.blocks.map(({ text }) => text)).toEqual(PARAGRAPHS)
    // search knows the new text only
    const search = (text: string) =>
      within(
        (archive) =>
          archive.answer('archive.list', {
            query: { text, outletId: null, importId: null },
            offset: 0,
            limit: 9,
          }).rows.length,
      )
    expect([search('withdrawn'), search('province')]).toEqual([1, 0])
  })

  test('a text that comes back is the current one again', async () => {
    const other = pageHtml({
      paragraphs: [...PARAGRAPHS.slice(0, 2), 'The mayor has since withdrawn the plan.'],
    })
    await take({ 'a.html': pageHtml() })
    await take({ 'b.html': other }, 'b')
    expect((await take({ 'c.html': `${pageHtml()} ` }, 'c'))[0]).toMatch(
      /^c\.html duplicate: .* It is the current text again\.$/,
    )
    const [article] = articles()
    expect(article!.blocks.at(-1)!.text).toBe(PARAGRAPHS[2])
    expect(article!.versions.map(({ dump }) => dump)).toEqual(['a.html', 'b.html'])
  })

  test('a capture from before the current one becomes an earlier version', async () => {
    const saved = (day: string) =>
      `<!--\n Page saved with SingleFile\n url: https://tidewater.example/2024/05/bridge\n saved date: ${day}\n-->`
    const at = (day: string, html: string) =>
      html.replace('<html lang="en">', `<html lang="en">${saved(day)}`)
    await take({ 'new.html': at('Sat May 04 2024 10:00:00 GMT+0000', pageHtml()) })
    const old = pageHtml({
      paragraphs: [...PARAGRAPHS.slice(0, 2), 'Nobody knows yet what will come of it all.'],
    })
    expect(await take({ 'old.html': at('Fri May 03 2024 10:00:00 GMT+0000', old) }, 'b')).toEqual([
      'old.html imported: An earlier version of “Council closes the swing bridge”: same address, other text.',
    ])
    const [article] = articles()
    expect(article!.versions.map(({ dump }) => dump)).toEqual(['new.html', 'old.html'])
    expect(article!.blocks.at(-1)!.text).toBe(PARAGRAPHS[2])
  })

  test('same text under another address is a source, in another outlet an article that says so', async () => {
    await take({ 'a.html': pageHtml() })
    const found = await take(
      {
        'b.html': pageHtml({ url: 'https://tidewater.example/amp/bridge' }),
        'c.html': pageHtml({ url: 'https://delta.example/bridge' }).replaceAll(
          'Tidewater Post',
          'Delta Courier',
        ),
      },
      'b',
    )
    expect(found[0]).toContain('b.html duplicate: Same text as record 1 of a.html')
    expect(found[1]).toBe(
      'c.html imported: Same text as “Council closes the swing bridge” in Tidewater Post.',
    )
  })

  test('a text dump with a newer list adds its headlines', async () => {
    await take({ 'a.txt': dumpText(1) })
    const found = await take(
      { 'b.txt': `${dumpText(1)}- A third headline - Delta Courier - March 3rd, 2024 [March 3rd, 2024]\n` },
      'b',
    )
    expect(found[0]).toMatch(
      /^b\.txt duplicate: Same text as record 1 of a\.txt, .* 1 more headline from its list\.$/,
    )
    expect(articles()[0]!.headlines.map(({ title }) => title)).toContain('A third headline')
  })
})

describe('corrections', () => {
  const correct = (
    id: number,
    correction: { field: 'title'; value: string } | { field: 'outlet' | 'published'; value: string | null },
  ) => within((archive) => archive.answer('archive.correct', { id, correction }))

  test('change what is shown, counted and found, keep what was extracted, and can be taken back', async () => {
    await take({ 'a.html': pageHtml() })
    const [{ id } = { id: 0 }] = articles()
    correct(id, { field: 'title', value: 'Swing bridge to close' })
    correct(id, { field: 'outlet', value: 'Delta Courier' })
    const article = correct(id, { field: 'published', value: '2024-04' })
    expect(article).toMatchObject({
      title: 'Swing bridge to close',
      outlet: 'Delta Courier',
      published: { value: '2024-04', precision: 'month', source: 'corrected' },
      corrections: {
        title: { extracted: 'Council closes the swing bridge' },
        outlet: { extracted: 'Tidewater Post' },
        published: { extracted: { value: '2024-05-03T10:30:00+02:00' } },
      },
    })
    expect((await runCheck(path, watched().control)).problems).toEqual([])
    within((archive) => {
      expect(archive.answer('archive.outlets', { limit: 9 }).map(({ name }) => name)).toEqual([
        'Delta Courier',
      ])
      const query = { text: 'title:"swing bridge to close"', outletId: null, importId: null }
      expect(archive.answer('archive.list', { query, offset: 0, limit: 9 }).total).toBe(1)
      const back = archive.answer('archive.uncorrect', { id, field: 'outlet' })
      expect(back.outlet).toBe('Tidewater Post')
      expect(Object.keys(back.corrections)).toEqual(['published', 'title'])
    })
    expect(() => correct(id, { field: 'published', value: '2024-13' })).toThrow('is no date')
    expect((await runCheck(path, watched().control)).problems).toEqual([])
  })

  test('survive a new version, which changes what stands beside them', async () => {
    await take({ 'a.html': pageHtml() })
    const [{ id } = { id: 0 }] = articles()
    correct(id, { field: 'title', value: 'Swing bridge to close' })
    await take(
      { 'b.html': pageHtml({ title: 'Bridge stays', paragraphs: [...PARAGRAPHS, 'And so it stays.'] }) },
      'b',
    )
    const [article] = articles()
    expect(article!.title).toBe('Swing bridge to close')
    expect(article!.corrections.title!.extracted).toBe('Bridge stays')
    expect(article!.versions[1]!.title).toBe('Council closes the swing bridge')
  })
})

describe('extracting again', () => {
  const extraction = () => within((archive) => archive.answer('archive.extraction', undefined))

  test('shows what would change before it changes it, and keeps corrections', async () => {
    await take({
      'a.html': pageHtml({ picture: './a_files/p.gif' }),
      'a_files/p.gif': pixel(),
      'b.txt': dumpText(1),
    })
    within(({ db }) => {
      // as an older extractor might have left it
      db.exec("UPDATE record SET extractor = 'page/0' WHERE extractor = 'page/1'")
      db.exec(
        "UPDATE article SET title = 'Wrong', summary = '' WHERE outlet_id = (SELECT id FROM outlet WHERE name = 'Tidewater Post')",
      )
    })
    expect(extraction()).toMatchObject({ outdated: 1, readable: 0, all: 2, preview: null })
    rmSync(dumps, { recursive: true })
    const preview = await runExtraction(path, { do: 'preview', all: false }, watched().control)
    expect(preview).toMatchObject({ looked: 1, changed: 1, gained: 0, failed: 0, fields: { title: 1 } })
    expect(articles()[0]!.title).toBe('Wrong')
    const { rows } = within((archive) => archive.answer('archive.extractionChanges', { offset: 0, limit: 9 }))
    expect(rows[0]!.fields).toEqual([
      { field: 'title', before: 'Wrong', after: 'Council closes the swing bridge' },
    ])
    await runExtraction(path, { do: 'apply' }, watched().control)
    expect(articles()[0]).toMatchObject({ title: 'Council closes the swing bridge' })
    expect(extraction()).toMatchObject({ outdated: 0, preview: null })
    expect((await runCheck(path, watched().control)).problems).toEqual([])
  })

  test('makes articles of refused records whose bytes were kept', async () => {
    await take({ 'a.html': pageHtml() })
    within(({ db }) => {
      // as before pages could be read
      db.exec(`
        UPDATE record SET state = 'rejected', reason = 'HTML pages are not supported yet.', article_id = NULL, extractor = NULL;
        UPDATE dump SET imported = 0, rejected = 1; UPDATE import_run SET imported = 0, rejected = 1;
        DELETE FROM body; DELETE FROM article; UPDATE outlet SET articles = 0; DELETE FROM outlet_month; DELETE FROM month;
        UPDATE total SET articles = 0, text_bytes = 0`)
    })
    expect(extraction()).toMatchObject({ outdated: 0, readable: 1 })
    expect(await runExtraction(path, { do: 'preview', all: false }, watched().control)).toMatchObject({
      gained: 1,
    })
    await runExtraction(path, { do: 'apply' }, watched().control)
    expect(articles()).toMatchObject([{ title: 'Council closes the swing bridge' }])
    expect((await runCheck(path, watched().control)).problems).toEqual([])
  })

  test('looks only once at what stays refused', async () => {
    await take({ 'a.html': '<!doctype html><title>Front page</title><ul><li><a href="/1">One</a></ul>' })
    within(({ db }) => db.exec('UPDATE record SET extractor = NULL'))
    expect(extraction()).toMatchObject({ readable: 1 })
    expect(await runExtraction(path, { do: 'preview', all: false }, watched().control)).toMatchObject({
      gained: 0,
    })
    await runExtraction(path, { do: 'apply' }, watched().control)
    expect(extraction()).toMatchObject({ readable: 0 })
  })

  test('finds nothing to change in what today’s extractors made', async () => {
    await take({
      'a.html': pageHtml({ picture: './a_files/p.gif' }),
      'a_files/p.gif': pixel(),
      'b.txt': dumpText(1),
    })
    const preview = await runExtraction(path, { do: 'preview', all: true }, watched().control)
    expect(preview).toMatchObject({ looked: 2, changed: 0, gained: 0, failed: 0 })
  })
})
