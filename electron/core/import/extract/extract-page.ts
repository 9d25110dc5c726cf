/** A web page to an article: this file is all that others need of the extractor. Pure: no network, no files, no native code. */

import { detectLanguage } from '../../text/languages.ts'
import type { DateOptions } from '../../text/dates.ts'
import { authorCandidates, chooseAuthors } from './authors.ts'
import { extractBody, type Body } from './body.ts'
import { parseHtml, type HtmlTree } from './html-tree.ts'
import { readLinkedData, type LinkedData } from './json-ld.ts'
import { META, metaValues, readMetaTags, type MetaTags } from './meta-tags.ts'
import { chooseOutlet, outletCandidates } from './outlet.ts'
import type { ExtractedPage, PageOptions } from './page-model.ts'
import { chooseDate, dateCandidates } from './published.ts'
import { chooseTitle, titleCandidates } from './title.ts'
import { richBlocks } from './rich-blocks.ts'

export function extractPage(html: string, options: PageOptions = {}): ExtractedPage {
  const { tree, tags, data, url, canonicalUrl } = readPage(html, options)
  const title = titleCandidates(tree, tags, data)
  const outlet = outletCandidates(tree, tags, data, url)
  const outlets = outlet.map(({ value }) => value)
  const authors = authorCandidates(tree, tags, data)
  const dates = dateCandidates(tree, tags, data, url, dateOptions(tree, tags))
  const published = chooseDate(dates.published)
  const body = bodyOf(
    tree,
    tags,
    data,
    title.map(({ value }) => value),
    authors.map(({ value }) => value),
  )
  const { blocks, images } = richBlocks(body)
  const text = blocks.map((block) => block.text).join('\n')
  return {
    title: chooseTitle(title, outlets),
    outlet: chooseOutlet(outlet),
    authors: chooseAuthors(authors, outlets).map((name) => ({ name })),
    published,
    modified: chooseDate(dates.modified, published),
    url: options.url ?? canonicalUrl,
    canonicalUrl,
    section: data.section || metaValues(tags, META.section)[0]?.value || null,
    language: detectLanguage(text.slice(0, 20_000)) ?? declaredLanguage(tree, tags, data),
    blocks,
    images,
    headlines: [],
    notices: [...tree.notices, ...(blocks.length ? [] : ['No article text was found on this page.'])],
    candidates: { title, published: dates.published, modified: dates.modified, authors, outlet },
  }
}

interface Page {
  tree: HtmlTree
  tags: MetaTags
  data: LinkedData
  url: string | null
  canonicalUrl: string | null
}

function readPage(html: string, options: PageOptions): Page {
  const tree = parseHtml(html)
  const tags = readMetaTags(tree)
  const data = readLinkedData(tree.scripts)
  const canonical = tree.links.find((link) => /\bcanonical\b/i.test(link.rel ?? ''))?.href
  const canonicalUrl =
    [canonical, tags.get('og:url')?.[0], data.url].find((href) => href && /^https?:\/\/[^/]+/i.test(href)) ??
    null
  return { tree, tags, data, canonicalUrl, url: options.url ?? canonicalUrl }
}

function bodyOf(tree: HtmlTree, tags: MetaTags, data: LinkedData, titles: string[], authors: string[]): Body {
  const description = metaValues(tags, META.description)[0]?.value || data.description
  return extractBody(tree, {
    titles: titles.slice(0, 40),
    description,
    articleBody: data.articleBody,
    authors: authors.slice(0, 20),
  })
}

/** For the bench and the tests: why each block of a page was taken or left out. */
export function debugBody(html: string, url: string | null): Body {
  const { tree, tags, data } = readPage(html, { url })
  return bodyOf(
    tree,
    tags,
    data,
    titleCandidates(tree, tags, data).map(({ value }) => value),
    authorCandidates(tree, tags, data).map(({ value }) => value),
  )
}

function declaredLanguage(tree: HtmlTree, tags: MetaTags, data: LinkedData): string | null {
  const declared = tree.lang || metaValues(tags, META.language)[0]?.value || data.language
  return /^[a-z]{2,3}(?=$|[-_])/i.exec(declared.trim())?.[0].toLowerCase() ?? null
}

/** Only the United States and their neighbours' English put the month first. */
function dateOptions(tree: HtmlTree, tags: MetaTags): DateOptions {
  const declared = (tree.lang || metaValues(tags, META.language)[0]?.value || '').toLowerCase()
  const language = declared.slice(0, 2) || null
  if (declared.startsWith('en'))
    return /us/.test(declared.slice(2)) ? { order: 'mdy', language } : { language }
  return language ? { order: 'dmy', language } : {}
}
