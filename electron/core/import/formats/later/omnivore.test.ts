import { describe, expect, test } from 'vitest'
import { omnivoreRows, omnivoreZip, readHighlights } from './omnivore.ts'
import { articleOf, fatesIn, files, jsonRowsOf, recordsIn } from './test-exports.ts'

function item(slug: string, more: object = {}) {
  return {
    id: `id-${slug}`,
    slug,
    title: `About ${slug}`,
    description: null,
    author: null,
    url: `https://tidewater.example/${slug}`,
    state: 'Active',
    readingProgress: 0,
    thumbnail: null,
    labels: [],
    savedAt: '2023-05-04T03:02:01.000Z',
    updatedAt: '2023-06-04T03:02:01.000Z',
    publishedAt: null,
    ...more,
  }
}

const GATES = item('gates-18a', {
  description: 'The council and its gates.',
  author: 'Hanne Lund',
  state: 'Archived',
  readingProgress: 40,
  labels: ['policy', 'long reads'],
  publishedAt: '2023-05-03T10:30:00.000Z',
  thumbnail: 'https://cdn.example/t.jpg',
})

const set = files([
  ['metadata_20_to_40.json', JSON.stringify([item('late', { readingProgress: 99 })])],
  ['metadata_0_to_20.json', JSON.stringify([GATES, item('paper'), item('bare')])],
  ['content/gates-18a.html', '<p>The first copy of it.</p>'],
  ['content/gates-18a.html', '<div><p>The council <b>voted</b>.</p><p>Nobody was asked.</p></div>'],
  ['content/paper.pdf', '%PDF-1.4 not really'],
  ['content/lost-5f3a9c01.html', '<p>Without metadata.</p>'],
  [
    'highlights/gates-18a.md',
    'About all of it.\n\n> The council voted.\n\n#policy\n\nReally?\n\n> Nobody was\n> asked.\n',
  ],
  ['elsewhere/readme.txt', 'hello'],
])

describe('the zip', () => {
  test('is known by its metadata', () => {
    const own = omnivoreZip.recognise(set)!
    expect(own.has('content/gates-18a.html')).toBe(true)
    expect(own.has('elsewhere/readme.txt')).toBe(false)
    expect(omnivoreZip.recognise(files([['content/a.html', 'x']]))).toBeNull()
  })

  test('joins metadata, text and highlights by their slug, the parts in their order', () => {
    const records = recordsIn(omnivoreZip, set)
    expect(records.map((one) => articleOf(one).title)).toEqual([
      'About gates-18a',
      'About paper',
      'About bare',
      'About late',
      'lost',
    ])
    const [gates, paper, bare, late, lost] = records
    expect(articleOf(gates!)).toMatchObject({
      authors: [{ name: 'Hanne Lund' }],
      published: { value: '2023-05-03T10:30:00Z', precision: 'second', source: 'metadata' },
      description: 'The council and its gates.',
      notices: [],
    })
    // of two files with one name the last counts
    expect(articleOf(gates!).blocks.map(({ text }) => text)).toEqual([
      'The council voted.',
      'Nobody was asked.',
    ])
    expect(gates!.parts).toMatchObject([
      { name: 'content/gates-18a.html', mime: 'text/html', isShown: false },
    ])
    expect(gates).toMatchObject({
      member: 'metadata_0_to_20.json',
      capturedAtMs: Date.UTC(2023, 4, 4, 3, 2, 1),
      brought: {
        tags: [['policy'], ['long reads']],
        read: true,
        notes: ['About all of it.'],
        highlights: [
          { quote: 'The council voted.', note: '#policy\n\nReally?' },
          { quote: 'Nobody was\nasked.' },
        ],
      },
    })
    expect(fatesIn(gates!)).toEqual(
      expect.arrayContaining(['labels: mapped', 'thumbnail: lost', 'content: mapped', 'description: kept']),
    )
    expect(articleOf(paper!)).toMatchObject({
      blocks: [],
      notices: ['It is a PDF, which is kept with the article; its text is not read yet.'],
    })
    expect(paper!.parts).toMatchObject([{ name: 'content/paper.pdf', mime: 'application/pdf' }])
    expect(articleOf(bare!).notices).toEqual(['The export holds only its address and title.'])
    expect([bare!.brought!.read, late!.brought!.read]).toEqual([false, true])
    expect(articleOf(lost!).blocks).toHaveLength(1)
    expect(articleOf(lost!).notices).toEqual([
      'The export says nothing else of it; its title is that of its file.',
    ])
    expect(JSON.parse(Buffer.from(gates!.bytes!).toString())).toMatchObject({ slug: 'gates-18a' })
  })

  test('a part that is cut short is refused; the others come', () => {
    const records = recordsIn(
      omnivoreZip,
      files([
        ['export/metadata_0_to_20.json', '[{"slug":"a'],
        ['export/metadata_20_to_40.json', JSON.stringify([item('late')])],
        ['export/content/late.html', '<p>Text.</p>'],
      ]),
    )
    expect(records[0]!.outcome).toMatchObject({ refusal: expect.stringContaining('no JSON') })
    expect(articleOf(records[1]!).blocks).toHaveLength(1)
  })
})

test('a file of metadata is known without its zip', () => {
  expect(articleOf(jsonRowsOf(omnivoreRows, [GATES])[0]!).title).toBe('About gates-18a')
})

test('highlights: quotes of several lines, labels, notes of several paragraphs, none', () => {
  expect(readHighlights('')).toEqual({ highlights: [], notes: [] })
  expect(readHighlights('> one\n>\n> two #label\r\n\r\nnote a\r\n\r\nnote b')).toEqual({
    highlights: [{ quote: 'one\n\ntwo #label', note: 'note a\n\nnote b' }],
    notes: [],
  })
  expect(readHighlights('> one\n#label\nright below')).toEqual({
    highlights: [{ quote: 'one', note: '#label\nright below' }],
    notes: [],
  })
})
