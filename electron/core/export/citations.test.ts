import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import type { Archive } from '../archive.ts'
import { cite, citationsFor } from './citations.ts'
import type { Reference } from './reference.ts'

function work(change: Partial<Reference> = {}): Reference {
  return {
    id: 1,
    key: 'lund2024council',
    title: 'Council closes the swing bridge',
    outlet: 'Tidewater Post',
    authors: [{ family: 'Lund', given: 'Hanne' }],
    issued: [2024, 5, 3],
    accessed: [2024, 6, 9],
    url: 'https://tidewater.example/2024/05/bridge',
    language: 'en',
    section: null,
    tags: [],
    note: '',
    ...change,
  }
}

describe('the four styles', () => {
  test.each([
    [
      'apa',
      'Lund, H. (2024, May 3). Council closes the swing bridge. Tidewater Post. https://tidewater.example/2024/05/bridge',
    ],
    [
      'mla',
      'Lund, Hanne. “Council Closes the Swing Bridge.” Tidewater Post, 3 May 2024, https://tidewater.example/2024/05/bridge.',
    ],
    [
      'chicago',
      'Lund, Hanne. “Council Closes the Swing Bridge.” Tidewater Post, May 3, 2024. https://tidewater.example/2024/05/bridge.',
    ],
    [
      'harvard',
      'Lund, H. (2024) “Council closes the swing bridge,” Tidewater Post, 3 May. Available at: https://tidewater.example/2024/05/bridge (Accessed: June 9, 2024).',
    ],
  ] as const)('%s', (style, text) => {
    const cited = cite([work()], style)
    expect(cited.text).toBe(text)
    expect(cited.html).toContain('<i>Tidewater Post</i>')
    expect(cited.html.replaceAll(/<\/?[ip]>/g, '')).toBe(text)
  })
})

test.each([
  [
    'undated',
    work({ issued: null, url: null }),
    'Lund, H. (n.d.). Council closes the swing bridge. Tidewater Post.',
  ],
  [
    'a year only',
    work({ issued: [2024], url: null }),
    'Lund, H. (2024). Council closes the swing bridge. Tidewater Post.',
  ],
  [
    'a month only',
    work({ issued: [2024, 5], url: null }),
    'Lund, H. (2024, May). Council closes the swing bridge. Tidewater Post.',
  ],
  [
    'no author',
    work({ authors: [], url: null }),
    'Council closes the swing bridge. (2024, May 3). Tidewater Post.',
  ],
  [
    'an organisation',
    work({ authors: [{ literal: 'Associated Press' }], url: null }),
    'Associated Press. (2024, May 3). Council closes the swing bridge. Tidewater Post.',
  ],
  [
    'names of other scripts',
    work({
      authors: [{ literal: '山田太郎' }, { family: 'Петров', given: 'Иван' }],
      title: '東京の水',
      outlet: '朝日新聞',
      url: null,
      language: 'ja',
    }),
    '山田太郎, & Петров, И. (2024, May 3). 東京の水. 朝日新聞.',
  ],
  ['no title', work({ title: null, url: null }), 'Lund, H. (2024, May 3). [Untitled]. Tidewater Post.'],
])('APA, %s', (_, reference, text) => {
  expect(cite([reference], 'apa').text).toBe(text)
})

test('without an outlet it is a web page, not a preprint', () => {
  expect(cite([work({ outlet: null })], 'chicago').text).toBe(
    'Lund, Hanne. “Council Closes the Swing Bridge.” May 3, 2024. https://tidewater.example/2024/05/bridge.',
  )
})

test('a German title keeps its capitals', () => {
  const title = 'Rat schließt die alte Brücke'
  expect(cite([work({ title, language: 'de' })], 'mla').text).toContain(`“${title}.”`)
})

test.each(['apa', 'mla', 'chicago', 'harvard'] as const)('%s: text stays text', (style) => {
  const title = String.raw`Costs $5 {and} \$6$ #panic("x") @a *b* _c_ <script>alert(1)</script> $ #read("/etc/passwd") $`
  const { text, html } = cite([work({ title, outlet: '$x$ {T} #y', language: 'de' })], style)
  expect(text).toContain(title)
  expect(text).toContain('$x$ {T} #y')
  expect(html).toContain('&lt;script&gt;')
  expect(html.replaceAll(/<\/?[ip]>/g, '')).not.toMatch(/[<>]/)
})

describe('of an archive', () => {
  let archive: Archive
  let remove: () => void
  beforeEach(() => {
    ;({ archive, remove } = temporaryArchive())
  })
  afterEach(() => remove())

  test('a selection, sorted as the style wants', () => {
    const ids = addArticles(archive, [
      prepared({ title: 'Zebra', authors: [{ name: 'Per Ørsted' }], published: onDay('2021-03-02') }),
      prepared({ title: 'Dam', authors: [{ name: 'Ada van der Berg' }], published: onDay('2020') }),
    ])
    expect(citationsFor(archive, { ids }, 'apa').text.split('\n')).toEqual([
      'van der Berg, A. (2020). Dam. Harbor Ledger.',
      'Ørsted, P. (2021, March 2). Zebra. Harbor Ledger.',
    ])
  })

  test('nothing, and too many, are told', () => {
    expect(() => citationsFor(archive, { ids: [99] }, 'apa')).toThrow(/nothing to cite/)
    addArticles(
      archive,
      Array.from({ length: 1001 }, (_, i) => prepared({ title: `Number ${i}` })),
    )
    const everything = { query: { text: '', outletId: null, importId: null }, except: [] }
    expect(() => citationsFor(archive, everything, 'apa')).toThrow(/too many to copy/)
  })
})
