import { describe, expect, test } from 'vitest'
import { instapaper } from './instapaper.ts'
import { raindrop } from './raindrop.ts'
import { readwise } from './readwise.ts'
import { articleOf, fatesIn, rowsOf } from './test-exports.ts'
import { isoMs, pythonList, publishedOn, epochMs } from './values.ts'

describe('Instapaper', () => {
  test('the first generation has no date, the second has one, the third tags', () => {
    const [first] = rowsOf(instapaper, 'URL,Title,Selection,Folder\nhttps://a.example/,A,,Unread\n')
    expect(first).toMatchObject({ capturedAtMs: null, brought: { tags: [] } })
    expect(first!.brought).not.toHaveProperty('savedAtMs')
    const [second] = rowsOf(
      instapaper,
      'URL,Title,Selection,Folder,Timestamp\nhttps://a.example/,A,,Archive,1600000000\n',
    )
    expect(second!.brought).toMatchObject({ read: true, savedAtMs: 1_600_000_000_000 })
    const [third, none] = rowsOf(
      instapaper,
      'URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/,A,,Starred,1600000000,"[""x, y"",""z""]"\n' +
        'https://b.example/,B,,Unread,1600000000,[]\n',
    )
    expect(third!.brought).toMatchObject({ starred: true, tags: [['x, y'], ['z']] })
    expect(none!.brought!.tags).toEqual([])
    expect(fatesIn(none!)).not.toContain('Tags: kept')
  })

  test('a folder of one’s own is a collection; a selection is a highlight, and without an address the text', () => {
    const [filed, text] = rowsOf(
      instapaper,
      'URL,Title,Selection,Folder,Timestamp\nhttps://a.example/,A,The gates stay shut,To keep / later,1600000000\n' +
        ',A mail,"One line.\n\nAnd another.",Unread,1600000000\n',
    )
    expect(filed!.brought).toMatchObject({
      collections: [['To keep / later']],
      highlights: [{ quote: 'The gates stay shut' }],
    })
    expect(articleOf(text!)).toMatchObject({ url: null, notices: [] })
    expect(articleOf(text!).blocks.map((block) => block.text)).toEqual(['One line.', 'And another.'])
    expect(text!.brought).not.toHaveProperty('highlights')
  })
})

describe('Readwise Reader', () => {
  const HEADER = 'Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n'

  test('tags are lists as Python prints them; dates have a blank and microseconds, or none', () => {
    const rows = rowsOf(
      readwise,
      `${HEADER}A,https://a.example/,01,"['test', ""it's crazy""]",2026-03-14 23:55:23.291000+00:00,0.0,new,True\n` +
        `B,https://b.example/,02,['tag\\'s'],2022-11-06 04:33:50+00:00,1.0,archive,False\n` +
        `C,https://c.example/,03,,2022-11-06 04:33:50+00:00,100,later,True\n` +
        `D,https://d.example/,04,[],2022-11-06 04:33:50+02:00,1,feed,\n`,
    )
    expect(rows.map(({ brought }) => brought!.tags)).toEqual([
      [['test'], ["it's crazy"]],
      [["tag's"]],
      [],
      [],
    ])
    expect(rows[0]!.brought!.savedAtMs).toBe(Date.UTC(2026, 2, 14, 23, 55, 23, 291))
    expect(rows[3]!.brought!.savedAtMs).toBe(Date.UTC(2022, 10, 6, 2, 33, 50))
    // 1 is hardly anything in percent: what is doubtful is not read
    expect(rows.map(({ brought }) => brought!.read)).toEqual([false, true, true, false])
    expect(rows[3]!.brought!.collections).toEqual([['Feed']])
    expect(fatesIn(rows[1]!)).not.toContain('Seen: lost')
  })
})

describe('Raindrop', () => {
  test('today’s columns, with a byte-order mark, a path, a note and a favourite', () => {
    const [one, unsorted] = rowsOf(
      raindrop,
      '\ufeffid,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n' +
        '7,A,Read again,What it is,https://a.example/,Dev / Rust,"one, two words",2024-05-01T10:00:00.000Z,https://c.example/c.jpg,"Highlight: The gates stay shut\nNote: really?\n\nHighlight: Nobody asked",true\n' +
        '8,B,,,https://b.example/,Unsorted,,2024-05-01T10:00:00Z,,,false\n',
    )
    expect(articleOf(one!)).toMatchObject({ description: 'What it is' })
    expect(one!.brought).toEqual({
      tags: [['one'], ['two words']],
      starred: true,
      notes: ['Read again'],
      highlights: [{ quote: 'The gates stay shut', note: 'really?' }, { quote: 'Nobody asked' }],
      collections: [['Dev', 'Rust']],
      savedAtMs: Date.UTC(2024, 4, 1, 10),
    })
    expect(fatesIn(one!)).toContain('cover: lost')
    expect(unsorted!.brought).toEqual({ tags: [], starred: false, savedAtMs: Date.UTC(2024, 4, 1, 10) })
  })

  test('older columns', () => {
    const [oldest] = rowsOf(
      raindrop,
      'title,note,excerpt,url,folder,tags,created\nA,,,https://a.example/,Tech/AI,,2020-01-02T03:04:05Z\n',
    )
    expect(oldest!.brought!.collections).toEqual([['Tech', 'AI']])
    const [old] = rowsOf(
      raindrop,
      'title,description,url,folder,tags,created,cover,highlights\nA,About it,https://a.example/,X,,2020-01-02T03:04:05Z,,"A quote.\n\n- Another quote."\n',
    )
    expect(articleOf(old!).description).toBe('About it')
    expect(old!.brought!.highlights).toEqual([{ quote: 'A quote.' }, { quote: 'Another quote.' }])
  })
})

test('values as programs write them', () => {
  expect(pythonList('[\'a\\n\\u00fc\', "b"]')).toEqual(['a\nü', 'b'])
  expect(pythonList('alone')).toEqual(['alone'])
  expect(isoMs('2016-09-08T11:55:58+0200')).toBe(Date.UTC(2016, 8, 8, 9, 55, 58))
  expect(isoMs('2022-12-18 14:49:11')).toBe(Date.UTC(2022, 11, 18, 14, 49, 11))
  expect(isoMs('yesterday')).toBeNull()
  expect(epochMs('1600000000000000')).toBe(1_600_000_000_000)
  expect(epochMs('-1')).toBeNull()
  expect(epochMs(12)).toBeNull()
  expect(publishedOn('2024-05-00')).toMatchObject({ value: '2024-05', precision: 'month' })
  expect(publishedOn('2024-00-00')).toMatchObject({ value: '2024', precision: 'year' })
  expect(publishedOn('2024')).toMatchObject({ value: '2024', precision: 'year' })
  expect(publishedOn('0000-00-00')).toBeNull()
})
