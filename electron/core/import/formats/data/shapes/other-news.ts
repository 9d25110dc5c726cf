/** News data with an odd key or two. */
import { DATA_EXTRACTOR } from '../../../extractors.ts'
import type { RowShape } from '../../../format.ts'
import { newsArticle } from '../news-row.ts'
import { asText, valueAt } from '../values.ts'
import { firstOf, hasKeys, hasOneOf } from './keys.ts'

/** Front pages: who and when stands in `meta`. */
export const frontPages: RowShape = {
  name: 'front pages',
  extractor: DATA_EXTRACTOR,
  recognises: (keys, rows) =>
    hasOneOf(keys, 'text body content headline title') &&
    rows.some((row) => valueAt(row, 'meta.outlet') !== undefined && valueAt(row, 'meta.date') !== undefined),
  read: (row) =>
    newsArticle({
      title: firstOf(row.title, row.headline, valueAt(row, 'meta.title'), valueAt(row, 'meta.headline')),
      body: firstOf(row.text, row.body, row.content),
      url: firstOf(row.url, valueAt(row, 'meta.url')),
      published: valueAt(row, 'meta.date'),
      outlet: valueAt(row, 'meta.outlet'),
      authors: [firstOf(row.authors, row.author, valueAt(row, 'meta.author'), valueAt(row, 'meta.authors'))],
      language: firstOf(row.language, valueAt(row, 'meta.language')),
    }),
}

/** What trafilatura writes as JSON: `source` is the address. https://trafilatura.readthedocs.io */
export const trafilatura: RowShape = {
  name: 'trafilatura',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) => hasKeys(keys, 'title text hostname fingerprint'),
  read: (row) =>
    newsArticle({
      title: row.title,
      body: row.text,
      summary: row.excerpt,
      url: firstOf(row.source, row.url),
      published: row.date,
      saved: row.filedate,
      authors: asText(row.author).split(';'),
      outlet: firstOf(row['source-hostname'], row.hostname),
      language: row.language,
      section: asText(row.categories).split(';')[0],
    }),
}

/** What a paid plan would have shown: `… [+1234 chars]`. */
const CUT_OFF = /\s*\[\+\d+ chars\]\s*$/

/** https://newsapi.org/docs/endpoints/everything */
export const newsApi: RowShape = {
  name: 'NewsAPI',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) => hasKeys(keys, 'title url publishedAt urlToImage'),
  read(row) {
    const text = asText(row.content)
    const isCut = CUT_OFF.test(text)
    const content = newsArticle({
      title: row.title,
      body: text.replace(CUT_OFF, ''),
      summary: row.description,
      url: row.url,
      published: row.publishedAt,
      authors: [row.author],
      outlet: firstOf(valueAt(row, 'source.name'), valueAt(row, 'source.id'), row.source),
      language: row.language,
    })
    if (isCut && !('refusal' in content.outcome))
      content.outcome.notices.push('Only its beginning: the data set cuts it off.')
    return content
  },
}

/** An item of a JSON Feed. https://www.jsonfeed.org/version/1.1/ */
export const jsonFeed: RowShape = {
  name: 'JSON Feed',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) => keys.has('id') && hasOneOf(keys, 'content_html content_text date_published'),
  read: (row) =>
    newsArticle({
      title: row.title,
      body: firstOf(row.content_html, row.content_text),
      summary: row.summary,
      url: firstOf(row.url, row.external_url, row.id),
      published: row.date_published,
      modified: row.date_modified,
      authors: [firstOf(row.authors, row.author)],
      language: row.language,
    }),
}
