import { describe, expect, it } from 'vitest'
import { splitNames } from './authors.ts'
import { extractPage } from './extract-page.ts'
import { readJson } from './json-data.ts'
import { readAnyDate } from './published.ts'

const TEXT =
  '<article><h1>Bridge closes</h1><p>The harbour council voted on Tuesday to close the old swing bridge for good.</p></article>'
const withHead = (head: string, body = TEXT) =>
  extractPage(`<html lang="en"><head>${head}</head><body>${body}</body></html>`)
const ld = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`
const names = (page: ReturnType<typeof extractPage>) => page.authors.map(({ name }) => name)

describe('linked data', () => {
  it('reads a @graph with references', () => {
    const page = withHead(
      ld({
        '@context': 'https://schema.org',
        '@graph': [
          { '@type': 'Organization', '@id': '#org', name: 'The Tidewater Post' },
          { '@type': 'Person', '@id': '#mq', name: 'Mara Quill' },
          {
            '@type': ['NewsArticle'],
            headline: 'Bridge closes',
            author: { '@id': '#mq' },
            publisher: { '@id': '#org' },
            datePublished: '2024-05-03T10:12:00+02:00',
            dateModified: '2024-05-04T08:00:00+02:00',
            articleSection: 'Harbour',
          },
        ],
      }),
    )
    expect(page).toMatchObject({
      title: 'Bridge closes',
      outlet: 'The Tidewater Post',
      section: 'Harbour',
      published: { value: '2024-05-03T10:12:00+02:00', precision: 'second', source: 'metadata' },
      modified: { value: '2024-05-04T08:00:00+02:00' },
    })
    expect(names(page)).toEqual(['Mara Quill'])
    expect(page.candidates.published[0]).toEqual({
      value: '2024-05-03T10:12:00+02:00',
      precision: 'second',
      source: 'json-ld',
      detail: 'datePublished',
    })
  })

  it.each([
    ['a string', 'Mara Quill', ['Mara Quill']],
    [
      'a list',
      [{ '@type': 'Person', name: 'Mara Quill' }, { name: 'Ole Brandt' }],
      ['Mara Quill', 'Ole Brandt'],
    ],
    ['one string of two', 'By Mara Quill and Ole Brandt', ['Mara Quill', 'Ole Brandt']],
    ['an agency', { '@type': 'Organization', name: 'dpa' }, ['dpa']],
    ['parts of a name', { givenName: 'Mara', familyName: 'Quill' }, ['Mara Quill']],
  ])('reads authors given as %s', (_, author, expected) => {
    expect(names(withHead(ld({ '@type': 'NewsArticle', headline: 'Bridge closes', author })))).toEqual(
      expected,
    )
  })

  it('repairs what publishers break', () => {
    expect(readJson('{"a": "one\ntwo", "b": [1,2,],}')).toEqual({ a: 'one\ntwo', b: [1, 2] })
    expect(readJson('{"headline": "He said "no" to it", "c": 1}')).toEqual({
      headline: 'He said "no" to it',
      c: 1,
    })
    expect(readJson('<!-- {"a": 1} -->')).toEqual({ a: 1 })
    expect(readJson('{"a": 1}{"b": 2}')).toEqual([{ a: 1 }, { b: 2 }])
    expect(readJson('{"a": "cut o')).toEqual({ a: 'cut o' })
    expect(readJson('{"a": "C:\\dir"}')).toEqual({ a: 'C:\\dir' })
    expect(readJson('['.repeat(1000))).toBeNull()
    expect(readJson('not json')).toBeNull()
  })

  it('leaves the entries of a live blog out of the headline', () => {
    const page = withHead(
      ld({
        '@type': 'LiveBlogPosting',
        headline: 'Bridge closes',
        datePublished: '2024-05-03',
        liveBlogUpdate: [
          { '@type': 'BlogPosting', headline: 'Gates shut', datePublished: '2024-05-03T09:00:00Z' },
        ],
      }),
    )
    expect(page.title).toBe('Bridge closes')
  })
})

describe('meta tags and marks', () => {
  it('reads Open Graph, article and author tags', () => {
    const page = withHead(
      '<title>Bridge closes - The Tidewater Post</title><meta property="og:title" content="Bridge closes &amp; opens - The Tidewater Post"><meta property="og:site_name" content="The Tidewater Post"><meta property="article:published_time" content="2024-05-03T08:12:00Z"><meta name="author" content="Mara Quill, Ole Brandt"><meta property="article:section" content="Harbour">',
      '<p>The harbour council voted on Tuesday to close the old swing bridge for good.</p>',
    )
    expect(page).toMatchObject({
      title: 'Bridge closes & opens',
      outlet: 'The Tidewater Post',
      section: 'Harbour',
      published: { value: '2024-05-03T08:12:00Z' },
    })
    expect(names(page)).toEqual(['Mara Quill', 'Ole Brandt'])
  })

  it.each([
    '<meta name="DC.date.issued" content="2024-05-03">',
    '<meta name="parsely-pub-date" content="2024-05-03T00:00:00Z">',
    '<meta name="sailthru.date" content="2024-05-03 10:00:00">',
    '<meta name="cXenseParse:recs:publishtime" content="2024-05-03T10:00:00.000Z">',
    '<meta itemprop="datePublished" content="2024-05-03">',
    '<meta name="pubdate" content="20240503">',
  ])('reads the date of %s', (head) => {
    expect(withHead(head).published!.value).toMatch(/^2024-05-03/)
  })

  it('reads microdata, time elements, bylines and addresses', () => {
    const body = (inner: string) =>
      `<article><h1>Bridge closes</h1>${inner}<p>The harbour council voted on Tuesday to close the old swing bridge for good.</p></article>`
    const micro = withHead(
      '',
      body(
        '<span itemprop="author"><span itemprop="name">Mara Quill</span></span><time itemprop="datePublished" datetime="2024-05-03T10:00+02:00">May</time>',
      ),
    )
    expect(micro.published).toMatchObject({ value: '2024-05-03T10:00+02:00', precision: 'minute' })
    expect(names(micro)).toEqual(['Mara Quill'])
    expect(withHead('', body('<time datetime="2024-05-03">yesterday</time>')).published!.value).toBe(
      '2024-05-03',
    )
    const line = withHead('', body('<div class="byline">By Mara Quill | Published 3 May 2024</div>'))
    expect(names(line)).toEqual(['Mara Quill'])
    expect(line.published).toEqual({ value: '2024-05-03', precision: 'day', source: 'dateline' })
    expect(names(withHead('', body('<a rel="author" href="/mq">Mara Quill</a>')))).toEqual(['Mara Quill'])
    expect(
      extractPage(body(''), { url: 'https://www.tidewater.example/2024/05/03/bridge' }).published,
    ).toEqual({ value: '2024-05-03', precision: 'day', source: 'url' })
  })

  it('prefers a precise time of the same day, and never invents one', () => {
    const head = `${ld({ '@type': 'NewsArticle', headline: 'x', datePublished: '2024-05-03' })}<meta property="article:published_time" content="2024-05-03T08:12:00Z">`
    expect(withHead(head).published!.value).toBe('2024-05-03T08:12:00Z')
    expect(withHead(ld({ '@type': 'NewsArticle', datePublished: '2024-05' })).published).toMatchObject({
      value: '2024-05',
      precision: 'month',
    })
  })

  it('knows the address of a SingleFile page', () => {
    const page = extractPage(
      `<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://tidewater.example/a/1 \n saved date: Tue Oct 17 2023\n--><head></head><body>${TEXT}</body></html>`,
    )
    expect(page.url).toBe('https://tidewater.example/a/1')
  })
})

describe('dates as machines write them', () => {
  it.each([
    ['1714723920', '2024-05-03T08:12:00Z'],
    ['1714723920000', '2024-05-03T08:12:00Z'],
    ['20240503T081200Z', '2024-05-03T08:12:00Z'],
    ['Fri May 03 2024 10:12:00 GMT+0200 (CEST)', '2024-05-03T10:12:00'],
    ['Fri, 03 May 2024 08:12:00 GMT', '2024-05-03T08:12:00Z'],
    ['2024-05-03T08:12:00.123+02:00[Europe/Berlin]', '2024-05-03T08:12:00+02:00'],
  ])('%s', (text, expected) => {
    expect(readAnyDate(text, {})?.value).toBe(expected)
  })
  it('leaves nonsense alone', () => {
    expect(readAnyDate('today', {})).toBeNull()
    expect(readAnyDate('2024-13-45', {})).toBeNull()
  })
})

describe('names', () => {
  it.each([
    ['By Mara Quill and Ole Brandt', ['Mara Quill', 'Ole Brandt']],
    ['Von Mara Quill, dpa', ['Mara Quill', 'dpa']],
    ['Mara Quill, Political Editor', ['Mara Quill']],
    ['Mara Quill (Reuters)', ['Mara Quill']],
    ['Quill, Mara', ['Mara Quill']],
    ['https://facebook.com/mara', []],
    ['mara@tidewater.example', []],
    ['admin', []],
    ['Μάρα Κουίλ', ['Μάρα Κουίλ']],
    ['牛镛、岳弘彬', ['牛镛', '岳弘彬']],
  ])('%s', (text, expected) => {
    expect(splitNames(text)).toEqual(expected)
  })
})

describe('the outlet', () => {
  it.each([
    ['人民网版权所有', '人民网'],
    ['© 2024 The Tidewater Post. All rights reserved.', 'The Tidewater Post'],
  ])('is named without its rights: %s', (copyright, name) => {
    expect(withHead(`<meta name="copyright" content="${copyright}">`).outlet).toBe(name)
  })
})
