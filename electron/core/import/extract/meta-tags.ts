/**
 * `<meta>` by name: Open Graph (https://ogp.me), `article:*`, Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcq-html/),
 * parsely, sailthru, cXense and the generic names that newsrooms use.
 */

import type { HtmlTree } from './html-tree.ts'
import { oneLine } from './plain-text.ts'

/** Lower-case name to its contents, in the order of the page. */
export type MetaTags = Map<string, string[]>

export function readMetaTags(tree: HtmlTree): MetaTags {
  const tags: MetaTags = new Map()
  for (const attrs of tree.metas) {
    const content = attrs.content ?? attrs.value ?? ''
    if (!content) continue
    for (const key of [attrs.property, attrs.name, attrs.itemprop, attrs['http-equiv']]) {
      if (!key) continue
      for (const name of key.toLowerCase().trim().split(/\s+/)) {
        const list = tags.get(name)
        if (list) list.push(content)
        else tags.set(name, [content])
      }
    }
  }
  return tags
}

export interface NamedValue {
  name: string
  value: string
}

/** The values of the first names that have any, best names first. */
export function metaValues(tags: MetaTags, names: readonly string[]): NamedValue[] {
  return names
    .flatMap((name) => (tags.get(name) ?? []).map((value) => ({ name, value: oneLine(value) })))
    .filter((entry) => entry.value)
}

export const META = {
  title: [
    'og:title',
    'twitter:title',
    'parsely-title',
    'sailthru.title',
    'cxenseparse:recs:articletitle',
    'dc.title',
    'dcterms.title',
    'dcsext.title',
    'citation_title',
    'hdl',
    'headline',
    'title',
    'twitter:text:title',
    'mrf:title',
  ],
  published: [
    'article:published_time',
    'og:article:published_time',
    'article:published',
    'og:published_time',
    'datepublished',
    'parsely-pub-date',
    'sailthru.date',
    'cxenseparse:recs:publishtime',
    'cxenseparse:publishtime',
    'dc.date.issued',
    'dcterms.issued',
    'dc.date.created',
    'dcterms.created',
    'dc.date',
    'dcterms.date',
    'dc.created',
    'dc.issued',
    'citation_publication_date',
    'citation_online_date',
    'prism.publicationdate',
    'pubdate',
    'publishdate',
    'publish-date',
    'publish_date',
    'publication_date',
    'publication-date',
    'published_time',
    'published-date',
    'published',
    'ptime',
    'article.published',
    'article_date_original',
    'originalpublicationdate',
    'date_published',
    'created',
    'article.created',
    'datecreated',
    'datum',
    'displaydate',
    'date',
    'vr:published_time',
    'iptc-date',
    'firstpublished',
    'news_publish_date',
    'mrf:published_time',
    'creation_date',
    'last-publish-date',
    'rnews:datepublished',
    'sort_date',
    'shareaholic:article_published_time',
    'timestamp',
    'pub_date',
    'publishtime',
    'og:regdate',
    'regdate',
    'dable:published',
    'release_date',
    'og:release_date',
    'og:pubdate',
    'bt:pubdate',
    'video:release_date',
  ],
  modified: [
    'article:modified_time',
    'og:article:modified_time',
    'og:updated_time',
    'article:updated_time',
    'datemodified',
    'dc.date.modified',
    'dcterms.modified',
    'dc.modified',
    'lastmod',
    'last-modified',
    'last_modified',
    'modified',
    'modified_time',
    'updated_time',
    'revision_date',
    'date_modified',
    'article.updated',
    'og:modified_time',
    'cxenseparse:recs:modifiedtime',
    'mrf:modified_time',
    'shareaholic:article_modified_time',
  ],
  authors: [
    'article:author:name',
    'author',
    'authors',
    'parsely-author',
    'sailthru.author',
    'article:author',
    'og:article:author',
    'dc.creator',
    'dcterms.creator',
    'dc.contributor',
    'citation_author',
    'byl',
    'byline',
    'cxenseparse:author',
    'cxenseparse:recs:author',
    'article.author',
    'article_author',
    'creator',
    'dable:author',
    'dcsext.author',
    'rbauthors',
    'mrf:authors',
    'shareaholic:article_author_name',
    'twitter:data1',
    'vr:author',
    'news_authors',
    'journalist',
    'reporter',
    'og:author',
    'writer',
  ],
  outlet: [
    'og:site_name',
    'application-name',
    'apple-mobile-web-app-title',
    'publisher',
    'dc.publisher',
    'dcterms.publisher',
    'al:android:app_name',
    'al:ios:app_name',
    'parsely-site',
    'citation_journal_title',
    'article:publisher',
    'copyright',
    'twitter:app:name:iphone',
  ],
  description: [
    'og:description',
    'description',
    'twitter:description',
    'dc.description',
    'dcterms.description',
    'sailthru.description',
    'cxenseparse:recs:articledescription',
  ],
  section: [
    'article:section',
    'parsely-section',
    'cxenseparse:recs:category',
    'section',
    'dc.subject',
    'category',
    'og:article:section',
    'sailthru.vertical',
    'page-topic',
  ],
  language: ['og:locale', 'content-language', 'dc.language', 'dcterms.language', 'language', 'inlanguage'],
} as const
