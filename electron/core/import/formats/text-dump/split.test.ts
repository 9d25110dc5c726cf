import { describe, expect, it } from 'vitest'
import { parseTextDump } from '../text-dump.ts'
import { splitTextDump } from './split.ts'
import { dump, OUTLET, PARAGRAPHS, ROWS, TITLE } from './test-dumps.ts'

const [a, b, c, d, e] = PARAGRAPHS as [string, string, string, string, string]
const SECOND = 'Ferry takes first passengers across the Lenne'
const THIRD = 'Farmers block the northern road for a second day'

function split(text: string) {
  const records = splitTextDump(text)
  expect(records.map((record) => record.text).join('')).toBe(text)
  for (const { text: part, startOffset, startLine } of records) {
    expect(text.slice(startOffset, startOffset + part.length)).toBe(part)
    expect(text.slice(0, startOffset).split('\n').length).toBe(startLine)
  }
  return records.map((record) => {
    const { title, outlet, published } = parseTextDump(record.text)
    return [title, outlet, published?.value ?? null]
  })
}

describe('one article', () => {
  it.each([
    ['the usual dump', dump({ rows: ROWS })],
    ['without copy', dump({ repeat: [] })],
    ['with blank lines', dump({ rows: ROWS, lineEnd: '\n\n' })],
    ['with a date', dump({ head: [TITLE, 'Published June 5th, 2026'] })],
    [
      'with a timeline',
      dump({ body: [a, b, '12 March 2024', c, 'What the engineers said', '14 March 2024', d] }),
    ],
    ['with pages', dump({ body: [a, b, `\f${c}`, d, `\f${e}`] })],
    ['with its credit at the end', dump({ repeat: ['This post appeared first on Lantern', 'No comments'] })],
    [
      'with headlines after its credit',
      dump({ repeat: ['This post appeared first on Lantern', SECOND, THIRD] }),
    ],
    ['with “read more” in the text', dump({ body: [a, 'Read more', SECOND, b, 'Read more', THIRD, c] })],
    ['with documents counted', dump({ body: [a, '2 of 3 documents', b] })],
    ['empty', ''],
  ])('stays one: %s', (_, text) =>
    expect(splitTextDump(text)).toMatchObject([{ text, startOffset: 0, startLine: 1 }]),
  )
})

describe('several articles', () => {
  it('parted by form feeds, each with its own header', () => {
    const text = [
      `${TITLE} – ${OUTLET}`,
      a,
      b,
      `\f${SECOND} – Oberfeld Times`,
      c,
      `\f${THIRD} – Talbote`,
      d,
    ].join('\n')
    expect(split(text)).toEqual([
      [TITLE, OUTLET, null],
      [SECOND, 'Oberfeld Times', null],
      [THIRD, 'Talbote', null],
    ])
  })

  it('parted by a credit line', () => {
    const text = [
      'Archive',
      a,
      b,
      'This post appeared first on Oberfeld Times',
      c,
      d,
      'This post appeared first on Talbote',
      '',
    ].join('\n\n')
    expect(split(text).map((record) => record[1])).toEqual(['Oberfeld Times', 'Talbote'])
  })

  it('each with title and date', () => {
    const text = [
      'All Stories',
      '',
      TITLE,
      'July 23, 2021',
      '',
      TITLE,
      '',
      `${a}…READ MORE`,
      '',
      SECOND,
      'July 20, 2021',
      '',
      SECOND,
      '',
      `${b}…READ MORE`,
    ].join('\n')
    expect(split(text)).toEqual([
      [TITLE, null, '2021-07-23'],
      [SECOND, null, '2021-07-20'],
    ])
  })

  it('each ended by its title and “read more”', () => {
    const text = [`${TITLE}: Valley Agency`, a, b, `${TITLE}: Valley Agency`, 'read more', SECOND, c, d].join(
      '\n\n',
    )
    expect(split(text)).toEqual([
      [TITLE, 'Valley Agency', null],
      [SECOND, null, null],
    ])
  })

  it('counted as documents', () => {
    const article = (n: number, title: string, body: string) =>
      `\n${' '.repeat(30)}${n} of 2 DOCUMENTS\n\n\n${' '.repeat(28)}Oberfeld Times\n\n${' '.repeat(26)}January ${10 + n}, 2010 Monday\n\n${title}\n\nBYLINE: Ida Brandt\n\nLENGTH: 87 words\n\n${body}\n\nLOAD-DATE: January 12, 2010\n\n`
    expect(split(article(1, TITLE, a) + article(2, SECOND, b))).toEqual([
      [TITLE, 'Oberfeld Times', '2010-01-11'],
      [SECOND, 'Oberfeld Times', '2010-01-12'],
    ])
  })

  it('each ended by “End of Document”', () => {
    const article = (title: string, body: string) =>
      `${title}\nOberfeld Times\nJanuary 11, 2010 Monday\n\nCopyright 2010 Oberfeld Times\nSection: NEWS\nLength: 87 words\nByline: Ida Brandt\nBody\n\n${body}\n\nLoad-Date: January 12, 2010\nEnd of Document\n\n`
    expect(split(article(TITLE, a) + article(SECOND, b))).toEqual([
      [TITLE, 'Oberfeld Times', '2010-01-11'],
      [SECOND, 'Oberfeld Times', '2010-01-11'],
    ])
  })
})
