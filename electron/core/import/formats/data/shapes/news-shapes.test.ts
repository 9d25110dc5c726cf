import { expect, it } from 'vitest'
import { articleOf, recordsOf } from '../data-fixtures.ts'
import { chooseReading } from '../row-reading.ts'

const text =
  'The gates of the old dam stayed shut on Monday. Nobody in the village knew why.\nThe river fell.'
const url = 'https://www.herald.example/2021/05/06/gates'

const cases: [name: string, row: Record<string, unknown>, article: object, capturedAtMs?: number][] = [
  [
    'news-please',
    {
      authors: ['Jane Doe'],
      date_download: '2021-05-08 10:00:00',
      date_modify: 'None',
      date_publish: '2021-05-06 07:08:09',
      description: 'Short.',
      filename: 'https%3A%2F%2Fherald.json',
      image_url: null,
      language: 'en',
      localpath: null,
      maintext: text,
      source_domain: 'www.herald.example',
      title: 'Gates shut',
      title_page: null,
      title_rss: 'None',
      url,
    },
    {
      title: 'Gates shut',
      outlet: 'herald.example',
      published: { value: '2021-05-06T07:08:09' },
      authors: [{ name: 'Jane Doe' }],
    },
    Date.UTC(2021, 4, 8, 10),
  ],
  [
    'cc_news',
    {
      title: 'Gates shut',
      text,
      domain: 'www.herald.example',
      date: '',
      description: '',
      url,
      image_url: '',
    },
    { title: 'Gates shut', published: { value: '2021-05-06', source: 'url' }, notices: [] },
  ],
  [
    'FineWeb',
    {
      text,
      id: '<urn:uuid:1>',
      dump: 'CC-MAIN-2021-21',
      url: 'http://herald.example/gates',
      date: '2021-05-20T01:02:03Z',
      file_path: 's3://x',
      language: 'en',
      language_score: 0.97,
      token_count: 20,
    },
    { title: 'The gates of the old dam stayed shut on Monday.', published: null, language: 'en' },
    Date.UTC(2021, 4, 20, 1, 2, 3),
  ],
  [
    'FineWeb',
    {
      text,
      id: 'x',
      dump: 'CC-MAIN-2021-21',
      url: 'http://herald.example/gates',
      file_path: 'x',
      score: 3.1,
      int_score: 3,
    },
    { published: null },
  ],
  [
    'C4',
    { url: 'news.herald.example/gates', text, timestamp: '2019-04-25T12:57:54Z' },
    { url: 'https://news.herald.example/gates', published: null, outlet: 'herald.example' },
    Date.UTC(2019, 3, 25, 12, 57, 54),
  ],
  [
    'Media Cloud',
    {
      id: 'a1',
      indexed_date: '2021-05-07 01:00:00',
      language: 'en',
      media_name: 'The Herald',
      media_url: 'herald.example',
      publish_date: '2021-05-06',
      title: 'Gates shut',
      url,
    },
    { outlet: 'The Herald', published: { value: '2021-05-06' }, blocks: [] },
    Date.UTC(2021, 4, 7, 1),
  ],
  [
    'Media Cloud archive',
    {
      article_title: 'Gates shut',
      publication_date: '2021-05-06',
      canonical_domain: 'herald.example',
      text_content: text,
      url,
      language: 'en',
    },
    { title: 'Gates shut', outlet: 'herald.example' },
  ],
  [
    'RealNews',
    {
      title: 'Gates shut',
      text,
      url,
      publish_date: '05-06-2021',
      warc_date: '2021-05-20T00:00:00Z',
      domain: 'herald.example',
      authors: ['Jane Doe'],
      url_used: url,
      summary: null,
    },
    { published: { value: '2021-05-06', source: 'metadata' } },
    Date.UTC(2021, 4, 20),
  ],
  [
    'front pages',
    { headline: 'Gates shut', text, meta: { article_id: 7, outlet: 'The Herald', date: '2021-05-06' } },
    { title: 'Gates shut', outlet: 'The Herald', published: { value: '2021-05-06' } },
  ],
  [
    'NewsAPI',
    {
      source: { id: null, name: 'The Herald' },
      author: null,
      title: 'Gates shut',
      description: 'd',
      url,
      urlToImage: null,
      publishedAt: '2021-05-06T07:08:09Z',
      content: 'The gates… [+1234 chars]',
    },
    {
      outlet: 'The Herald',
      blocks: [{ text: 'The gates…' }],
      notices: ['Only its beginning: the data set cuts it off.'],
    },
  ],
  [
    'trafilatura',
    {
      title: 'Gates shut',
      author: 'Jane Doe; Rui Sá',
      hostname: 'herald.example',
      date: '2021-05-06',
      fingerprint: 'x',
      text,
      source: url,
      'source-hostname': 'Herald',
      excerpt: null,
      categories: 'News',
      tags: '',
    },
    { authors: [{ name: 'Jane Doe' }, { name: 'Rui Sá' }], url, outlet: 'Herald', section: 'News' },
  ],
  [
    'JSON Feed',
    {
      id: url,
      title: 'Gates shut',
      content_html: '<p>The gates.</p>',
      date_published: '2021-05-06T07:08:09Z',
      authors: [{ name: 'Jane Doe' }],
      tags: ['x'],
    },
    { url, authors: [{ name: 'Jane Doe' }], blocks: [{ text: 'The gates.' }] },
  ],
  [
    'news data',
    {
      webTitle: 'Gates shut',
      webUrl: url,
      webPublicationDate: '2021-05-06T07:08:09Z',
      sectionName: 'World',
      fields: { body: `<p>${text}</p>`, byline: 'Jane Doe' },
    },
    {
      title: 'Gates shut',
      section: 'World',
      authors: [{ name: 'Jane Doe' }],
      published: { value: '2021-05-06T07:08:09Z' },
    },
  ],
  [
    'news data',
    {
      headline: { main: 'Gates shut' },
      abstract: 'Short.',
      web_url: url,
      pub_date: '2021-05-06T07:08:09+0000',
      byline: { original: 'By Jane Doe' },
    },
    { title: 'Gates shut', authors: [{ name: 'Jane Doe' }], blocks: [{ text: 'Short.' }] },
  ],
  [
    'news data',
    {
      category: 'WORLD',
      headline: 'Gates shut',
      authors: 'Jane Doe, Rui Sá',
      link: url,
      short_description: 'Short.',
      date: '2021-05-06',
    },
    { title: 'Gates shut', section: 'WORLD', authors: [{ name: 'Jane Doe' }, { name: 'Rui Sá' }] },
  ],
]

it.each(cases)('%s', (name, row, expected, capturedAtMs) => {
  expect(chooseReading([row], 'json')?.name).toBe(name)
  const [record] = recordsOf(JSON.stringify(row))
  expect(articleOf(record!)).toMatchObject(expected)
  expect(record!.capturedAtMs ?? undefined).toBe(capturedAtMs)
})
