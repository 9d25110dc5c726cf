import { describe, expect, test } from 'vitest'
import { pocketRows, pocketZip } from './pocket.ts'
import { isPocketHtml, readPocketHtml } from './pocket-html.ts'
import { articleOf, fatesIn, files, jsonRowsOf, recordsIn, rowsOf } from './test-exports.ts'

const HEADER = 'title,url,time_added,tags,status\n'
const ROWS =
  '"Gates stay shut, says council\nof the harbour","https://tidewater.example/gates?a=1,2",1688628695,policy|Küche & Bad|a b,archive\n' +
  'https://www.tidewater.example/bridge/,https://tidewater.example/bridge,1600000000,,unread\n' +
  '"She said ""no""",https://ledger.example/no,1600000001,"one, two",unread\n'

describe('the zip', () => {
  const set = files([
    ['people/pocket/part_000001.csv', `${HEADER}Last,https://ledger.example/last,1600000002,,archive\n`],
    ['people/pocket/part_000000.csv', HEADER + ROWS],
    [
      'people/pocket/annotations/part_000000.json',
      JSON.stringify([
        {
          url: 'https://tidewater.example/bridge',
          title: 'Bridge',
          highlights: [
            { quote: 'in seconds', created_at: 1_600_000_100 },
            { quote: 'in milliseconds', created_at: 1_600_000_100_000 },
          ],
        },
        {
          url: 'https://gone.example/x',
          title: 'Gone',
          highlights: [{ quote: 'not in the list', created_at: 1 }],
        },
      ]),
    ],
    [
      'people/pocket/annotations/part_000001.json',
      JSON.stringify({ annotations: [{ item_url: 'https://ledger.example/no', text: 'another shape' }] }),
    ],
    ['__MACOSX/people/pocket/._part_000000.csv', 'x'],
    ['people/pocket/collections/x.json', '[]'],
  ])

  test('is known by its parts wherever they lie, and takes no other files', () => {
    expect([...pocketZip.recognise(set)!].sort()).toEqual([
      'people/pocket/annotations/part_000000.json',
      'people/pocket/annotations/part_000001.json',
      'people/pocket/part_000000.csv',
      'people/pocket/part_000001.csv',
    ])
    expect(pocketZip.recognise(files([['part_000000.csv', 'a,b,c\n1,2,3\n']]))).toBeNull()
    expect(pocketZip.recognise(files([['readme.txt', 'hello']]))).toBeNull()
  })

  test('gives rows with their tags, state, date and highlights, each with its place', () => {
    const [gates, bridge, no, last, gone, more] = recordsIn(pocketZip, set)
    expect(more).toBeUndefined()
    expect(articleOf(gates!)).toMatchObject({
      title: 'Gates stay shut, says council of the harbour',
      url: 'https://tidewater.example/gates?a=1,2',
      outlet: 'tidewater.example',
      published: null,
      blocks: [],
      notices: ['The export holds only its address and title.'],
    })
    expect(gates).toMatchObject({
      member: 'people/pocket/part_000000.csv',
      byteStart: HEADER.length,
      line: 2,
      capturedAtMs: 1_688_628_695_000,
      brought: { tags: [['policy'], ['Küche & Bad'], ['a b']], read: true, savedAtMs: 1_688_628_695_000 },
    })
    // the title is the address: none
    expect(articleOf(bridge!).title).toBe('')
    expect(bridge).toMatchObject({ line: 4 })
    expect(bridge!.brought).toMatchObject({
      read: false,
      highlights: [
        { quote: 'in seconds', createdAtMs: 1_600_000_100_000 },
        { quote: 'in milliseconds', createdAtMs: 1_600_000_100_000 },
      ],
    })
    expect(articleOf(no!).title).toBe('She said "no"')
    expect(no!.brought).toMatchObject({ tags: [['one, two']], highlights: [{ quote: 'another shape' }] })
    expect(articleOf(last!).title).toBe('Last')
    expect(articleOf(gone!)).toMatchObject({ title: 'Gone', url: 'https://gone.example/x' })
    expect(gone!.brought!.highlights).toEqual([{ quote: 'not in the list' }])
    expect(fatesIn(bridge!)).toEqual([
      'title: kept',
      'url: kept',
      'time_added: mapped',
      'status: mapped',
      'highlights: mapped',
    ])
  })

  test('the older columns are read by their names', () => {
    const [row] = recordsIn(
      pocketZip,
      files([
        [
          'part_000000.csv',
          '\ufefftitle,url,time_added,cursor,tags,status\nA,https://a.example/,1600000000,77,x|y,archive\n',
        ],
      ]),
    )
    expect(row!.brought).toMatchObject({ tags: [['x'], ['y']], read: true })
    expect(fatesIn(row!)).toContain('cursor: lost')
  })

  test('what is damaged costs only itself', () => {
    const rows = recordsIn(
      pocketZip,
      files([
        [
          'part_000000.csv',
          `${HEADER}"A title that never ends,https://a.example/,1,,\nB,https://b.example/,x,,\n`,
        ],
        ['annotations/part_000000.json', '[{"url":"https://b.example'],
      ]),
    )
    expect(rows).toHaveLength(1)
    expect(articleOf(rows[0]!).title).toContain('A title that never ends')
    const [none] = recordsIn(
      pocketZip,
      files([['part_000000.csv', `${HEADER},,,,\n,,1600000000,x,unread\n`]]),
    )
    expect(none!.outcome).toEqual({ refusal: 'This record has neither an address nor a title nor a text.' })
  })
})

test('its parts are known without the zip', () => {
  expect(rowsOf(pocketRows, HEADER + ROWS)).toHaveLength(3)
  const [marked] = jsonRowsOf(pocketRows, [
    { url: 'https://a.example/', title: 'A', highlights: [{ quote: 'words', created_at: 1_600_000_000 }] },
  ])
  expect(marked!.brought!.highlights).toMatchObject([{ quote: 'words' }])
  expect(pocketRows.recognises(new Set(['url', 'title']), [], 'json')).toBe(false)
})

describe('ril_export.html', () => {
  const HTML = `<!--So long and thanks for all the fish-->
<html><head><meta charset="utf-8"><title>Pocket Export</title></head><body>
<h1>Unread</h1>
<ul><li><a href="https://tidewater.example/gates?a=1&amp;b=2" time_added="1688628695" tags="policy,a b">Gates &quot;shut&quot; — für immer</a></li>
<li><a href="https://tidewater.example/two" time_added="1600000000" tags="">https://tidewater.example/two</a></li></ul>
<h1>Read Archive</h1>
<ul><li><a href="https://ledger.example/read" time_added="1500000000">Read it</a></li></ul></body></html>`

  test('is known by its title or its lists, and no bookmark file is taken for it', () => {
    expect(isPocketHtml(HTML)).toBe(true)
    expect(isPocketHtml(HTML.replace('<title>Pocket Export</title>', ''))).toBe(true)
    expect(isPocketHtml('<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="x" ADD_DATE="1">x</A>')).toBe(
      false,
    )
    expect(isPocketHtml('<html><body><h1>Unread</h1><p>Mail that nobody reads</p>')).toBe(false)
  })

  test('says by its headings what was read', () => {
    const bytes = Buffer.from(HTML)
    const [gates, two, read, more] = [...readPocketHtml(bytes)]
    expect(more).toBeUndefined()
    expect(articleOf(gates!)).toMatchObject({
      title: 'Gates "shut" — für immer',
      url: 'https://tidewater.example/gates?a=1&b=2',
    })
    expect(gates!.brought).toMatchObject({
      tags: [['policy'], ['a b']],
      read: false,
      savedAtMs: 1_688_628_695_000,
    })
    expect(bytes.subarray(gates!.byteStart, gates!.byteEnd).toString()).toMatch(/^<a href="https.*<\/a>$/)
    expect(gates!.line).toBe(4)
    expect(articleOf(two!).title).toBe('')
    expect(read!.brought).toMatchObject({ read: true, tags: [] })
  })

  test('a file that never ends its quotes is read in no time', () => {
    const hostile = `<title>Pocket Export</title>${'<a href="'.repeat(50_000)}`
    expect([...readPocketHtml(Buffer.from(hostile))].length).toBeLessThan(2)
    const words = `<title>Pocket Export</title><a ${'a'.repeat(500_000)}>x</a>`
    expect([...readPocketHtml(Buffer.from(words))]).toHaveLength(1)
  })
})
