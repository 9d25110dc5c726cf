/** A web page to an article: this file is all that others need of the extractor. Pure: no network, no files, no native code. */

import { bodyText, type Candidate, type Candidates } from '../../../shared/model.ts'
import type { DateOptions } from '../../text/dates.ts'
import { detectLanguage } from '../../text/languages.ts'
import { authorCandidates, chooseAuthors } from './authors.ts'
import { allText, extractBody, type Body } from './body.ts'
import { parseHtml, type HtmlTree } from './html-tree.ts'
import { readLinkedData, type LinkedData } from './json-ld.ts'
import { META, metaValues, readMetaTags, type MetaTags } from './meta-tags.ts'
import { chooseOutlet, domainName, outletCandidates } from './outlet.ts'
import type { ExtractedPage, PageOptions } from './page-model.ts'
import { chooseDate, dateCandidates } from './published.ts'
import { richBlocks } from './rich-blocks.ts'
import { chooseTitle, titleCandidates } from './title.ts'

/**
 * Reads a page as a careful editor would: the article, its people, its dates, its pictures, nothing else. Never throws
 * on any page; one without an article has no blocks and says so in its notices.
 */
export function extractPage(html: string, options: PageOptions = {}): ExtractedPage {
  const page = readPage(html, options)
  const { tree, data, tags, candidates } = page
  const found = bodyOf(page)
  const isArticle = found.blocks.length > 0
  const blocks = richBlocks(isArticle ? found : allText(found, options.anyText ?? false))
  const outlets = values(candidates.outlet)
  const published = chooseDate(candidates.published)
  const text = bodyText(blocks)
  return {
    title: chooseTitle(candidates.title, outlets),
    outlet: chooseOutlet(candidates.outlet),
    authors: chooseAuthors(candidates.authors, outlets).map((name) => ({ name })),
    published,
    modified: chooseDate(candidates.modified, published),
    url: page.url,
    canonicalUrl: page.canonicalUrl,
    section: data.section || metaValues(tags, META.section)[0]?.value || null,
    language: detectLanguage(text.slice(0, 20_000)) ?? declaredLanguage(page),
    blocks,
    headlines: [],
    notices: isArticle ? tree.notices : [...tree.notices, text ? ALL_TEXT : NO_TEXT],
    candidates,
  }
}

const ALL_TEXT = 'No article stood out on this page: all its text was taken.'
const NO_TEXT = 'No article text was found on this page.'

/** Why each block of a page was taken or left out: for the bench and for people who wonder. */
export function explainPage(html: string, options: PageOptions = {}): Body {
  return bodyOf(readPage(html, options))
}

interface Page {
  tree: HtmlTree
  tags: MetaTags
  data: LinkedData
  url: string | null
  canonicalUrl: string | null
  candidates: Candidates
}

function readPage(html: string, options: PageOptions): Page {
  const tree = parseHtml(html)
  const tags = readMetaTags(tree)
  const data = readLinkedData(tree.scripts)
  const canonicalUrl = findCanonical(tree, tags, data)
  const url = options.url ?? savedFrom(tree) ?? canonicalUrl
  const title = titleCandidates(tree, tags, data)
  const stem = options.fileName?.replace(/\.[a-z0-9]{2,6}$/i, '').trim()
  if (title.length === 0 && stem) title.push({ value: stem, source: 'file-name', detail: 'name' })
  const { published, modified } = dateCandidates(tree, tags, data, url, dateOptions(tree, tags, url))
  const authors = authorCandidates(tree, tags, data)
  const outlet = outletCandidates(tree, tags, data, url)
  return { tree, tags, data, url, canonicalUrl, candidates: { title, published, modified, authors, outlet } }
}

function bodyOf({ tree, tags, data, candidates }: Page): Body {
  const declared = candidates.title.filter(({ source }) => source === 'json-ld' || source === 'meta')
  return extractBody(tree, {
    titles: values(candidates.title).slice(0, 40),
    headlines: values(declared).slice(0, 20),
    description: metaValues(tags, META.description)[0]?.value || data.description,
    articleBody: data.articleBody,
    authors: values(candidates.authors).slice(0, 20),
  })
}

function values(candidates: readonly Candidate[]): string[] {
  return candidates.map(({ value }) => value)
}

const ABSOLUTE = /^https?:\/\/[^/\s]+/i

function findCanonical(tree: HtmlTree, tags: MetaTags, data: LinkedData): string | null {
  const link = tree.links.find(({ rel }) => /\bcanonical\b/i.test(rel ?? ''))?.href?.trim()
  return [link, tags.get('og:url')?.[0]?.trim(), data.url].find((href) => href && ABSOLUTE.test(href)) ?? null
}

/** `Page saved with SingleFile … url: https://…`, and Internet Explorer's and Chromium's `saved from url=(0024)https://…`. */
function savedFrom(tree: HtmlTree): string | null {
  for (const comment of tree.comments) {
    const address = /(?:^|\n)\s*url:\s*(\S+)|saved from url=\(\d+\)(\S+)/i.exec(comment)
    const url = address?.[1] ?? address?.[2]
    if (url && ABSOLUTE.test(url)) return url
  }
  return null
}

function declaredLanguage({ tree, tags, data }: Page): string | null {
  const declared = tree.lang || metaValues(tags, META.language)[0]?.value || data.language
  return /^[a-z]{2,3}(?=$|[-_])/i.exec(declared.trim())?.[0].toLowerCase() ?? null
}

const DAY_FIRST = /\.(?:uk|au|in|ie|nz|za|my|sg|ng|ke|pk|hk|mt|gh)$/

/** Only the United States put the month first; English that does not say where it is from leaves the order open. */
function dateOptions(tree: HtmlTree, tags: MetaTags, url: string | null): DateOptions {
  const declared = (tags.get('og:locale')?.[0] || tree.lang).toLowerCase()
  const language = /^[a-z]{2,3}/.exec(declared)?.[0] ?? null
  if (language !== null && language !== 'en') return { order: 'dmy', language }
  const [, region] = /^en[-_]([a-z]{2})/.exec(declared) ?? []
  if (url && DAY_FIRST.test(domainName(url))) return { order: 'dmy', language }
  if (region) return { order: region === 'us' ? 'mdy' : 'dmy', language }
  return { language }
}
