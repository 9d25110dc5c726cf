import { describe, expect, test } from 'vitest'
import { bibtexEntry, texText } from './bibtex.ts'
import { citedName, invertedName } from './cited-name.ts'
import { cslItem } from './csl.ts'
import type { ExportedItem } from './exported-item.ts'
import { datePartsOf, type Reference, References } from './reference.ts'
import { risEntry } from './ris.ts'

function work(change: Partial<Reference> = {}): Reference {
  return {
    id: 1,
    key: 'lund2024council',
    title: 'Council closes the swing bridge',
    outlet: 'Tidewater Post',
    authors: [{ family: 'Lund', given: 'Hanne' }, { literal: 'Associated Press' }],
    issued: [2024, 5, 3],
    accessed: [2024, 6, 9],
    url: 'https://tidewater.example/2024/05/bridge',
    language: 'en',
    section: 'Harbour',
    tags: ['policy/water'],
    note: '',
    ...change,
  }
}

describe('names', () => {
  const plain = { outlet: 'Tidewater Post', language: 'en' }
  test.each([
    ['Hanne Lund', 'Lund, Hanne'],
    ['Ada M. van der Berg', 'van der Berg, Ada M.'],
    ['Martin Luther King Jr.', 'King, Jr., Martin Luther'],
    ['Martin Luther King, Jr.', 'King, Jr., Martin Luther'],
    ['Lund, Hanne', 'Lund, Hanne'],
    ['Иван Петров', 'Петров, Иван'],
    // left whole
    ['Associated Press', 'Associated Press'],
    ['Tidewater Post', 'Tidewater Post'],
    ['tidewater post', 'tidewater post'],
    ['Reuters', 'Reuters'],
    ['Editorial Board', 'Editorial Board'],
    ['Hanne Lund and staff writers', 'Hanne Lund and staff writers'],
    ['山田 太郎', '山田 太郎'],
    ['김철수', '김철수'],
    ['Madonna', 'Madonna'],
    ['@UAMichaelLee', '@UAMichaelLee'],
    ['Hanne\n  Lund', 'Lund, Hanne'],
  ])('%s', (name, inverted) => {
    expect(invertedName(citedName(name, plain)!)).toBe(inverted)
  })
  test('nothing is no name, and Hungarians have the family name first', () => {
    expect(citedName(' \u0000 ', plain)).toBeNull()
    expect(citedName('Kovács János', { ...plain, language: 'hu' })).toEqual({ literal: 'Kovács János' })
  })
})

test.each([
  ['2024-05-03T23:30:00-05:00', [2024, 5, 3]],
  ['2024-05-03', [2024, 5, 3]],
  ['2024-05', [2024, 5]],
  ['2024', [2024]],
  ['', null],
  [null, null],
])('%s is known as far as it says', (value, parts) => {
  expect(datePartsOf(value)).toEqual(parts)
})

describe('keys', () => {
  const item = (title: string, name = 'Hanne Lund', published: string | null = '2024-05-03') =>
    ({
      id: 7,
      title,
      outlet: 'Tidewater Post',
      authors: [{ name }],
      published: published && { value: published, precision: 'day', source: 'header' },
      language: 'en',
      section: null,
      url: null,
      canonicalUrl: null,
      capturedAtMs: null,
      tags: [],
      note: '',
    }) as unknown as ExportedItem
  test('are readable, each once', () => {
    const references = new References()
    const keys = ['The council closes', 'The council opens', 'The council sleeps', 'Dam', ''].map(
      (title) => references.of(item(title)).key,
    )
    expect(keys).toEqual([
      'lund2024council',
      'lund2024council-2',
      'lund2024council-3',
      'lund2024dam',
      'lund2024',
    ])
  })
  test('are made of letters that BibTeX takes', () => {
    const references = new References()
    expect(references.of(item('Ünïcode {stuff}', 'Per Ørsted', null)).key).toBe('orstedunicode')
    expect(references.of(item('東京の水', '山田太郎')).key).toBe('clip7')
    expect(references.of(item('1984 again', '99 Agency')).key).toBe('clip7-2')
  })
})

describe('BibTeX', () => {
  test('a newspaper article', () => {
    expect(bibtexEntry(work())).toBe(`@article{lund2024council,
  author = {Lund, Hanne and {Associated Press}},
  title = {{Council closes the swing bridge}},
  journal = {{Tidewater Post}},
  year = {2024},
  month = may,
  day = {3},
  url = {https://tidewater.example/2024/05/bridge},
  urldate = {2024-06-09},
  language = {en},
  keywords = {policy/water},
  note = {Newspaper article. Published 2024-05-03}
}`)
  })
  test('what is not known is not said; without an outlet it is @misc', () => {
    const entry = bibtexEntry(
      work({
        outlet: null,
        authors: [],
        issued: null,
        url: null,
        accessed: null,
        tags: [],
        title: null,
        language: null,
      }),
    )
    expect(entry).toBe(`@misc{lund2024council,\n  title = {{Untitled}},\n  note = {Undated}\n}`)
  })
  test('every sign of TeX is written as text', () => {
    expect(texText('\\ { } $ & # _ % ~ ^ < > | " é\n\u0007 x')).toBe(
      '\\textbackslash{} \\textbraceleft{} \\textbraceright{} \\$ \\& \\# \\_ \\% \\textasciitilde{} \\textasciicircum{} \\textless{} \\textgreater{} \\textbar{} \\textquotedbl{} é x',
    )
  })
  test('no text ends its entry: braces balance, however they stood', () => {
    const nasty = '}}\n@comment{ {{ \\} \\input{/etc/passwd} % "'
    const entry = bibtexEntry(
      work({
        title: nasty,
        outlet: nasty,
        authors: [{ literal: `${nasty} and X` }, { family: 'A, B and C', given: nasty }],
        tags: [nasty],
        url: 'https://x.example/%7B{}}\\~^',
      }),
    )
    let depth = 0
    let least = 1
    ;[...entry].forEach((sign, i) => {
      if (sign === '{') depth++
      if (sign === '}') depth--
      if (i > 8 && i < entry.length - 1) least = Math.min(least, depth)
    })
    expect([depth, least]).toEqual([0, 1])
    expect(entry).not.toContain('\\input{')
    // both names stay two
    expect(/author = (.*),/.exec(entry)![1]!.replaceAll(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, '·')).not.toContain(
      ' and X',
    )
  })
})

describe('RIS', () => {
  test('a newspaper article', () => {
    expect(risEntry(work({ note: 'Two\r\nER  - \nlines' })).split('\r\n')).toEqual([
      'TY  - NEWS',
      'ID  - lund2024council',
      'AU  - Lund, Hanne',
      'AU  - Associated Press',
      'TI  - Council closes the swing bridge',
      'T2  - Tidewater Post',
      'PY  - 2024',
      'DA  - 2024/05/03/',
      'SE  - Harbour',
      'UR  - https://tidewater.example/2024/05/bridge',
      'Y2  - 2024/06/09/',
      'LA  - en',
      'KW  - policy/water',
      'N1  - Two ER - lines',
      'ER  - ',
      '',
      '',
    ])
  })
  test.each([
    [[2024], 'DA  - 2024///'],
    [[2024, 5], 'DA  - 2024/05//'],
  ] as const)('a date known to %j', (issued, line) => {
    expect(risEntry(work({ issued: [...issued] as [number] }))).toContain(`${line}\r\n`)
  })
  test('no title can begin a tag', () => {
    const entry = risEntry(work({ title: 'x\r\nER  - \r\nTY  - BOOK\u2028UR  - javascript:1' }))
    expect(entry.match(/^\w\w {2}- /gm)).toEqual(risEntry(work()).match(/^\w\w {2}- /gm))
  })
})

describe('CSL-JSON', () => {
  test('a newspaper article', () => {
    expect(cslItem(work())).toEqual({
      id: 'lund2024council',
      type: 'article-newspaper',
      title: 'Council closes the swing bridge',
      'container-title': 'Tidewater Post',
      author: [{ family: 'Lund', given: 'Hanne' }, { literal: 'Associated Press' }],
      issued: { 'date-parts': [[2024, 5, 3]] },
      accessed: { 'date-parts': [[2024, 6, 9]] },
      URL: 'https://tidewater.example/2024/05/bridge',
      language: 'en',
      section: 'Harbour',
      keyword: 'policy/water',
    })
  })
  test('without an outlet it is a page, without an address a document', () => {
    expect(cslItem(work({ outlet: null }))).toMatchObject({ type: 'webpage' })
    expect(cslItem(work({ outlet: null, url: null }))).toMatchObject({ type: 'document' })
  })
})
