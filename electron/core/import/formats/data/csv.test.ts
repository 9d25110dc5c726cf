import { describe, expect, it } from 'vitest'
import { sniffKind } from '../../detect.ts'
import { csv } from './csv.ts'
import { articleOf, recordsOf, said, stretchOf } from './data-fixtures.ts'

const header = 'id,title,text'
const table = (...rows: string[]) => [header, ...rows].join('\n')

describe('tables', () => {
  it.each([
    [',', '\n'],
    [';', '\r\n'],
    ['\t', '\n'],
    ['|', '\r\n'],
    [';', '\r'],
  ])('with %j between columns and %j after rows', (sign, end) => {
    const text = [
      ['title', 'text', 'url'],
      ['A', `x${sign}y "z"\nw`, 'https://a.example/1'],
      ['B', 'The gates', ''],
    ]
      .map(
        (row) =>
          row.map((cell) => (/["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(sign) + end,
      )
      .join('')
    expect(sniffKind(Buffer.from(text))).toBe('csv')
    const records = recordsOf(text)
    expect(records.map(said)).toEqual(['A', 'B'])
    expect(articleOf(records[0]!).blocks.map((block) => block.text)).toEqual([`x${sign}y "z"`, 'w'])
    expect(records.map(({ line }) => line)).toEqual([2, end === '\r' ? 3 : 4])
  })

  it('give each row its place, and an original that is a table of one row', () => {
    const text = `\ufeff${table('1,"Gates, shut","a\nb"', '', '2,Gates open,c')}\n`
    const bytes = Buffer.from(text)
    const records = recordsOf(text)
    expect(records.map(({ byteStart, byteEnd }) => bytes.subarray(byteStart, byteEnd).toString())).toEqual([
      '1,"Gates, shut","a\nb"',
      '2,Gates open,c',
    ])
    for (const record of records) {
      const [again, ...others] = recordsOf(record.bytes!)
      expect(others).toEqual([])
      expect(again!.outcome).toEqual(record.outcome)
    }
  })

  it('say at the top how they are written', () => {
    expect(recordsOf('sep=;\ntitle;text\nGates;a, b').map((record) => [said(record), record.line])).toEqual([
      ['Gates', 3],
    ])
  })

  it('may be in UTF-16 or a legacy encoding', () => {
    const text = 'title;text;url\nDie Schleusen – geöffnet;Über die Brücke;\nZwei;Größe und Maß;\n'
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
    const records = recordsOf(wide)
    expect(records.map(said)).toEqual(['Die Schleusen – geöffnet', 'Zwei'])
    expect(wide.subarray(records[1]!.byteStart, records[1]!.byteEnd).toString('utf16le')).toBe(
      'Zwei;Größe und Maß;',
    )
    expect(recordsOf(records[1]!.bytes!).map(said)).toEqual(['Zwei'])
    const legacy = recordsOf(Buffer.from(text.replace('–', '-'), 'latin1'))
    expect(articleOf(legacy[0]!)).toMatchObject({
      title: 'Die Schleusen - geöffnet',
      notices: ['Encoding guessed: windows-1252.'],
    })
  })

  it('have columns of the same name, without one, and of dangerous ones', () => {
    const records = recordsOf('id,title,title,text,,__proto__,constructor\n1,A,B,c,d,e,f\n')
    expect(records.map(said)).toEqual(['A'])
    expect(({} as { e?: number }).e).toBeUndefined()
  })
})

describe('broken rows', () => {
  it('with too few columns are read, with too many refused', () => {
    const records = recordsOf(table('1,Short', '2,Gates,shut, they said', '3,Empty ones,c,,', '4,Good,d'))
    expect(records.map((record) => [record.line, said(record)])).toEqual([
      [2, 'Short'],
      [
        3,
        '! It has 4 columns where the header has 3: a delimiter stands within a text that is not quoted. Its bytes are kept.',
      ],
      [4, 'Empty ones'],
      [5, 'Good'],
    ])
    expect(articleOf(records[0]!).notices).toContain('Only 2 of 3 columns.')
  })

  it.each([['2,"Open,b'], ['2,Title,"open']])(
    'with a quotation mark that is never closed cost one line: %s',
    (broken) => {
      const records = recordsOf(table('1,Gates,a', broken, '3,"Quoted, title",c', '4,Last,"d"'))
      expect(records.map((record) => [record.line, said(record)])).toEqual([
        [2, 'Gates'],
        [
          3,
          '! A quotation mark in this row is never closed, so that its columns cannot be told. Its bytes are kept.',
        ],
        [4, 'Quoted, title'],
        [5, 'Last'],
      ])
      expect(recordsOf(table('1,Gates,a', broken)).map(({ line }) => line)).toEqual([2, 3])
    },
  )

  it('keep quotation marks that mean nothing', () => {
    const [record] = recordsOf(table('1,The 5" pipe,a "quoted" word', '2,x,y'))
    expect(articleOf(record!)).toMatchObject({ title: 'The 5" pipe', blocks: [{ text: 'a "quoted" word' }] })
    expect(articleOf(recordsOf(table('1, "spaced" ,"a"b'))[0]!)).toMatchObject({
      title: 'spaced',
      blocks: [{ text: 'ab' }],
    })
  })
})

describe('what is no table', () => {
  it.each([
    'Gates shut, The Herald\nThe gates stayed shut on Monday, said the mayor.\nNobody knew why, or when.',
    'Title; subtitle\nOne line.\nAnother line; with a sign.',
    'Gates shut\tThe Herald\nBy Jane Doe\nThe text.',
    'One, two\nthree, four\nfive, six',
    '- a, b, c\n- d, e, f\n- g, h, i\n- k, l, m',
  ])('stays text: %j', (text) => expect(sniffKind(Buffer.from(text))).toBe('text'))

  it('is a header alone', () => {
    expect(recordsOf('title,text,url\n')).toEqual([])
  })
})

it('columns that nobody knows are one refusal', () => {
  const text = 'kennung,a1,b2\n1,2,3\n4,5,6\n7,8,9\n'
  expect(recordsOf(text).map(said)).toEqual([
    '! Nothing says which of its columns is the title or the text (kennung, a1, b2). Choose its columns and import it again.',
  ])
  const mapping = { fields: { title: ['a1'], body: ['b2'] }, dates: 'auto', body: 'auto' } as const
  const columns = ['a1', 'b2', 'kennung']
  const kept = [{ columns, mapping: { ...mapping, fields: { title: ['a1'], body: ['b2'] } } }]
  expect(recordsOf(text, 'x.csv', kept).map(said)).toEqual(['2', '5', '8'])
})

describe('stretches', () => {
  const quoted = (i: number) => (i % 5 === 2 ? `"line one, of ${i}\n2,two,lines\n""three"""` : `text ${i}`)
  const bytes = Buffer.from(
    table(...Array.from({ length: 60 }, (_, i) => `${i},Gate ${i},${quoted(i)}`)) + '\n',
  )
  const source = { size: bytes.length, read: (at: number, n: number) => bytes.subarray(at, at + n) }
  const whole = stretchOf(csv, bytes, 0).records

  it('are read on from any row', () => {
    for (const [i, { byteStart }] of whole.entries())
      expect(stretchOf(csv, bytes, byteStart).records).toEqual(whole.slice(i))
  })

  it.each([20, 100, 500, 801, 1200, bytes.length - 3])(
    'that meet where a row seems to begin after byte %i',
    (at) => {
      const start = csv.findStart!(source, at)!
      const before = stretchOf(csv, bytes, 0, start)
      // a wrong guess shows: the stretch before it ends elsewhere
      if (before.end !== start) return
      expect([...before.records, ...stretchOf(csv, bytes, start).records]).toEqual(whole)
    },
  )
})
