import { describe, expect, it } from 'vitest'
import { articleOf, recordsOf } from './data-fixtures.ts'

const read = (row: unknown) => recordsOf(JSON.stringify(row)).map((record) => record)[0]!
const article = (row: unknown) => articleOf(read(row))
const texts = (row: unknown) => article(row).blocks.map(({ text }) => text)

const body =
  'The gates of the old dam stayed shut on Monday. Nobody in the village knew why, and the river fell.'

describe('texts', () => {
  it('have a paragraph on each line', () => {
    expect(texts({ title: 't', text: 'One.\n\nTwo,\r\n three.\rFour' })).toEqual([
      'One.',
      'Two,',
      'three.',
      'Four',
    ])
  })

  it('that were wrapped at a width are put together again', () => {
    const wrapped =
      'The gates of the old dam stayed shut on Monday and\nnobody in the village knew why, though the water in\nthe river fell by a foot within the hour.'
    expect(texts({ title: 't', text: `${wrapped}\n\n${wrapped}\n\n${wrapped}` })).toEqual(
      Array(3).fill(wrapped.replaceAll('\n', ' ')),
    )
  })

  it('of HTML are blocks, of a whole page its article', () => {
    const html = '<p>The <em>gates</em> &amp; more.</p><script>x()</script><ul><li>a</li><li>b</li></ul>'
    expect(article({ title: 't', content: html }).blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['paragraph', 'The gates & more.'],
      ['list', 'a\nb'],
    ])
    const page = `<!doctype html><title>Of the page</title><nav>Menu</nav><article><h1>Of the page</h1><p>${body}</p><p>${body}</p></article>`
    expect(article({ url: 'https://a.example/1', html: page })).toMatchObject({
      title: 'Of the page',
      outlet: 'a.example',
    })
  })

  it('with entities alone are decoded, with angle brackets kept', () => {
    expect(texts({ title: 't', text: 'Mine &amp; yours &#8217;' })).toEqual(['Mine & yours ’'])
    expect(texts({ title: 'a <b or> c', text: '3 < 4 and 5 > 2' })).toEqual(['3 < 4 and 5 > 2'])
  })

  it('lose nothing but control characters, and say so', () => {
    expect(article({ title: 't', text: 'a\u0000b\ud800c' })).toMatchObject({
      blocks: [{ kind: 'paragraph', text: 'ab\ufffdc' }],
      notices: ['Damaged characters were left out.'],
    })
  })

  it('that are missing leave the summary, and then the headline alone', () => {
    expect(
      article({ title: 't', text: 'None', url: 'https://a.example/1', description: 'Short.' }),
    ).toMatchObject({
      blocks: [{ text: 'Short.' }],
      notices: ['Only its summary: there is no longer text in this dump.'],
    })
    expect(article({ title: 't', text: null, url: 'https://a.example/1' })).toMatchObject({
      blocks: [],
      notices: ['Only its headline: there is no text in this dump.'],
    })
  })
})

describe('titles', () => {
  it('keep their angle brackets, and lose formatting and entities', () => {
    expect(article({ title: 'A <em>word</em> &amp;\n more', text: 'x' }).title).toBe('A word & more')
    expect(article({ title: '<img src=x onerror=y()>', text: 'x' }).title).toBe('<img src=x onerror=y()>')
  })

  it('that are missing are the first sentence, with a notice', () => {
    const row = { text: `${body} And so on.`, url: 'https://a.example/1' }
    expect(article(row)).toMatchObject({
      title: 'The gates of the old dam stayed shut on Monday.',
      notices: ['No title found: named after its first sentence'],
    })
    expect(article({ ...row, text: 'word '.repeat(100) }).title).toMatch(/^(?:word ){20,}word…$/)
  })
})

describe('other fields', () => {
  const of = (fields: object) => article({ title: 't', text: body, ...fields })

  it.each([
    ['2024-03-05 06:07:08', '2024-03-05T06:07:08'],
    ['2024-03-05T06:07:08+0200', '2024-03-05T06:07:08+02:00'],
    ['2024-03-05T06:07:08.123456+00:00', '2024-03-05T06:07:08Z'],
    ['2024-03-05 06:07:08 UTC', '2024-03-05T06:07:08Z'],
    ['Tue, 05 Mar 2024 06:07:08 GMT', '2024-03-05T06:07:08Z'],
    ['Tue, 05 Mar 24 06:07:08 GMT', '2024-03-05T06:07:08Z'],
    ['March 5, 2024', '2024-03-05'],
    ['20240305', '2024-03-05'],
    [1709618828, '2024-03-05T06:07:08Z'],
    ['1709618828000', '2024-03-05T06:07:08Z'],
    [1709618828000000, '2024-03-05T06:07:08Z'],
    [{ $date: '2024-03-05T06:07:08Z' }, '2024-03-05T06:07:08Z'],
    ['05/03/2024', '2024'],
    ['2024', '2024'],
  ])('dates: %s', (date, value) =>
    expect(of({ date }).published).toMatchObject({ value, source: 'metadata' }),
  )

  it.each(['None', '', 'NaT', 'null', null, '0000-00-00'])('no date: %s', (date) =>
    expect(of({ date })).toMatchObject({ published: null, notices: [] }),
  )

  it('a date that is not understood is told, and the address may have one', () => {
    expect(of({ date: '31.02.2024', url: 'https://a.example/2024/03/05/gates' })).toMatchObject({
      published: { value: '2024-03-05', source: 'url' },
      notices: ['Its date was not understood: “31.02.2024”.'],
    })
  })

  it('addresses without a scheme get one; what is none is left out', () => {
    expect(of({ url: 'news.example.co.uk/1/a?b' })).toMatchObject({
      url: 'https://news.example.co.uk/1/a?b',
      outlet: 'example.co.uk',
    })
    expect(of({ url: 'javascript:alert(1)' }).url).toBeNull()
    expect(of({ url: '//a.example/x' }).url).toBe('https://a.example/x')
  })

  it.each([
    [
      ['Jane Doe', 'Rui Sá'],
      ['Jane Doe', 'Rui Sá'],
    ],
    ["['Jane Doe', \"Ann O'Neil\"]", ['Jane Doe', "Ann O'Neil"]],
    ['By Jane Doe and Rui Sá', ['Jane Doe', 'Rui Sá']],
    [
      [{ name: 'Jane Doe' }, { first: 'Rui', last: 'Sá' }],
      ['Jane Doe', 'Rui Sá'],
    ],
    ['None', []],
    ['[]', []],
  ])('authors: %j', (authors, names) =>
    expect(of({ authors }).authors.map(({ name }) => name)).toEqual(names),
  )

  it.each([
    ['www.herald.example', 'herald.example'],
    [{ id: null, name: 'The Herald' }, 'The Herald'],
    ['https://www.herald.example/', 'herald.example'],
  ])('outlets: %j', (source, outlet) => expect(of({ source }).outlet).toBe(outlet))

  it.each([
    ['en-GB', 'en'],
    ['deu_Latn', 'de'],
    ['Portuguese', 'pt'],
    ['zh_CN', 'zh'],
    ['nonsense', 'en'],
  ])('language: %s', (language, tag) => expect(of({ language }).language).toBe(tag))

  it('keywords of a publisher are no tags of a person', () => {
    expect(read({ title: 't', text: body, tags: ['a'], keywords: 'b' }).brought).toBeUndefined()
  })
})
