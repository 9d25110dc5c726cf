/**
 * news-please and what was made with it. https://github.com/fhamborg/news-please (NewsArticle.py): dates without a zone, the
 * text “None” where there is none, `source_domain` with its `www.`.
 */
import { DATA_EXTRACTOR } from '../../../extractors.ts'
import type { RowShape } from '../../../format.ts'
import { newsArticle } from '../news-row.ts'
import { firstOf, hasKeys, hasOneOf } from './keys.ts'

export const newsPlease: RowShape = {
  name: 'news-please',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) =>
    hasKeys(keys, 'maintext title') && hasOneOf(keys, 'date_publish date_download source_domain'),
  read: (row) =>
    newsArticle({
      title: firstOf(row.title, row.title_page, row.title_rss),
      body: firstOf(row.maintext, row.text),
      summary: row.description,
      url: row.url,
      published: row.date_publish,
      modified: row.date_modify,
      saved: row.date_download,
      authors: [row.authors],
      outlet: row.source_domain,
      language: row.language,
    }),
}

/** https://huggingface.co/datasets/cc_news: news-please with other names; what is missing is an empty text. */
export const ccNews: RowShape = {
  name: 'cc_news',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) =>
    hasKeys(keys, 'title text domain date url') && hasOneOf(keys, 'image_url description'),
  read: (row) =>
    newsArticle({
      title: row.title,
      body: row.text,
      summary: row.description,
      url: row.url,
      published: row.date,
      authors: [firstOf(row.authors, row.author)],
      outlet: row.domain,
      language: row.language,
    }),
}

/** RealNews (Grover): dates are written month first. https://github.com/rowanz/grover */
export const realNews: RowShape = {
  name: 'RealNews',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) => hasKeys(keys, 'title text url publish_date') && hasOneOf(keys, 'warc_date url_used'),
  read: (row) =>
    newsArticle(
      {
        title: row.title,
        body: row.text,
        summary: row.summary,
        url: row.url,
        published: row.publish_date,
        saved: row.warc_date,
        authors: [row.authors],
        outlet: row.domain,
      },
      { dates: 'mdy', body: 'auto' },
    ),
}
