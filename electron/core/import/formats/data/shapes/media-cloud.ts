/** Media Cloud's lists of stories (no texts), and what its archive gives with texts. https://www.mediacloud.org */
import { DATA_EXTRACTOR } from '../../../extractors.ts'
import type { RowShape } from '../../../format.ts'
import { newsArticle } from '../news-row.ts'
import { firstOf, hasKeys, hasOneOf } from './keys.ts'

export const mediaCloud: RowShape = {
  name: 'Media Cloud',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) =>
    hasKeys(keys, 'title url publish_date') && hasOneOf(keys, 'media_name media_url media_id'),
  read: (row) =>
    newsArticle({
      title: row.title,
      body: firstOf(row.text, row.story_text),
      url: row.url,
      published: row.publish_date,
      outlet: firstOf(row.media_name, row.media_url),
      language: row.language,
      saved: firstOf(row.indexed_date, row.collect_date),
    }),
}

export const mediaCloudArchive: RowShape = {
  name: 'Media Cloud archive',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) => hasKeys(keys, 'article_title publication_date canonical_domain'),
  read: (row) =>
    newsArticle({
      title: row.article_title,
      body: row.text_content,
      url: firstOf(row.original_url, row.url),
      published: row.publication_date,
      outlet: row.canonical_domain,
      language: row.language,
      saved: row.indexed_date,
    }),
}
