import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../text/encodings.ts'
import { parseTextDump, splitTextDump } from '../text-dump.ts'
import { dump } from './test-dumps.ts'

const SIZE = 500_000
const fill = (text: string) => text.repeat(Math.ceil(SIZE / text.length))

describe('nothing takes long or breaks', () => {
  it.each([
    ['one word', fill('a')],
    ['blanks', fill(' ')],
    ['blanks and a sign', `${fill(' ')}- x`],
    ['dashes', `Title${fill(' - ')}`],
    ['pipes', fill('a | b ')],
    ['colons', fill('a: ')],
    ['open brackets', fill('(')],
    ['closed brackets', fill(')')],
    ['square brackets', fill('[')],
    ['quotes', fill('"')],
    ['dots', fill('. ')],
    ['sentences in one line', fill('The bridge is closed. ')],
    ['capitals in one line', fill('BRIDGE ')],
    ['names in one line', fill('Ida Brandt ')],
    ['digits', fill('1')],
    ['dates in one line', fill('1 January 2024 ')],
    ['line ends', fill('\n')],
    ['short lines', fill('ab\n')],
    ['rows', fill('- x\n')],
    ['list rows', fill('- Bridge closed - Talbote - March 3rd, 2024 [March 3rd, 2024]\n')],
    ['titles and dates', fill('The bridge is closed\nMarch 3, 2024\n')],
    ['credits', fill('This post appeared first on Talbote\n')],
    ['read more', fill('The bridge is closed\nread more\n')],
    ['bylines', fill('By Ida Brandt\n')],
    ['bios', fill('Ida is a writer at ')],
    ['captions', fill('A bridge. (AP Photo/X)\n')],
    ['documents', fill('1 of 2 DOCUMENTS\n')],
    ['codes', fill('HD  Bridge\nBY  X\n')],
    ['form feeds', fill('Bridge closed - Talbote\n\f')],
    ['headings', fill('# Bridge\n')],
    ['emphasis', fill('_ *')],
    ['wrapped lines', fill(`${'bridge '.repeat(11)}\n`)],
    ['Han', fill('橋。')],
    ['combining marks', fill('\u0301')],
    ['halves of pairs', fill('\ud800')],
    ['half a title, often', fill('Why does nobody repair the bridges of the Lenne valley - \n')],
  ])('%s', { timeout: 60_000 }, (_, text) => {
    const before = process.cpuUsage()
    const records = splitTextDump(text)
    const article = parseTextDump(text, { fileName: 'a.txt' })
    const { user } = process.cpuUsage(before)
    expect(records.map((record) => record.text).join('').length).toBe(text.length)
    expect(article.notices.every((notice) => notice.length < 200)).toBe(true)
    // far above what it takes, far below what anything quadratic would
    expect(user / 1e6).toBeLessThan(10)
  })
})

it('reads 100,000 lines, and a line of 10 MB', { timeout: 60_000 }, () => {
  const many = Array.from(
    { length: 100_000 },
    (_, i) => `Line ${i} says that the bridge is still closed, and that nobody knows when it opens.`,
  )
  expect(parseTextDump(many.join('\n')).blocks.length).toBeGreaterThan(99_000)
  expect(parseTextDump(`Bridge closed – Talbote\n${'a'.repeat(10_000_000)}`).outlet).toBe('Talbote')
})

describe('little or nothing', () => {
  it('is no error', () => {
    expect(parseTextDump('')).toEqual({
      title: '',
      outlet: null,
      authors: [],
      published: null,
      url: null,
      language: null,
      blocks: [],
      headlines: [],
      notices: ['No title found', 'No article text found'],
    })
    expect(parseTextDump(' \n\n', { fileName: '/x/bridge-closed.txt' })).toMatchObject({
      title: 'bridge-closed',
      notices: ['No title found: named after its file', 'No article text found'],
    })
  })

  it('may be a list alone', () => {
    const rows = [
      '- Ferry takes first passengers - Talbote - March 3rd, 2024',
      '- Province finds two more bridges - Lantern - March 1st, 2024',
      '- Mayor defends swimming pool - Talbote - March 1st, 2024',
    ]
    const article = parseTextDump(rows.join('\n'), { fileName: 'list.txt' })
    expect(article.headlines).toHaveLength(3)
    expect(article).toMatchObject({ title: 'list', outlet: null, published: null, blocks: [] })
  })

  it('may be a title alone', () => {
    expect(parseTextDump('Bridge closed until spring – Talbote')).toMatchObject({
      title: 'Bridge closed until spring',
      outlet: 'Talbote',
      notices: ['No article text found'],
    })
  })
})

it('drops NULs and keeps the rest', () => {
  const { text } = decodeText(Buffer.from(dump({}).replace('bridge', 'bri\0dge')))
  expect(parseTextDump(text)).toEqual(parseTextDump(dump({})))
})

it.each([
  ['words without a stop', `${'lorem ipsum dolor '.repeat(2000)}gates`],
  ['one word', `a@${'a'.repeat(200_000)}! gates`],
  ['accents upon accents', `${'e\u0301\u0301\u0301'.repeat(9000)} gates`],
])('one long line that reads like nothing is still the text: %s', (_, text) => {
  const { blocks, notices } = parseTextDump(text, { fileName: 'a.txt' })
  expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph'])
  expect(blocks[0]!.text).toContain('gates')
  expect(notices).not.toContain('No article text found')
})
