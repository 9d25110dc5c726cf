/** An item of RSS (0.9x, 1.0, 2.0) or Atom as an article. https://www.rssboard.org/rss-specification, RFC 4287. */
import type { RecordContent } from '../../format.ts'
import { newsArticle } from '../data/news-row.ts'
import type { FeedHead } from './feed-head.ts'
import { child, childrenOf, childText, type XmlNode } from './xml-node.ts'

/** Reads one item. */
export function readItem(item: XmlNode, feed: FeedHead): RecordContent {
  const published = childText(item, 'pubdate published issued dc:date date dcterms:issued')
  const updated = childText(item, 'updated modified atom:updated dcterms:modified')
  return newsArticle({
    title: titleOf(item),
    body: textOf(item),
    url: addressOf(item, feed),
    published: published || updated,
    ...(published ? { modified: updated } : {}),
    authors: authorsOf(item),
    outlet: outletOf(item) ?? feed.outlet ?? undefined,
    language: item.attributes['xml:lang'] || feed.language,
    section: sectionOf(item),
  })
}

function titleOf(item: XmlNode): string {
  const title = child(item, 'title')
  const text = childText(item, 'title media:title dc:title')
  // Atom may say that it is HTML; RSS never says, and often is
  return title?.attributes.type === 'xhtml' ? title.text : text
}

/** The page that the item is about; relative ones as `xml:base` or the feed say. */
function addressOf(item: XmlNode, feed: FeedHead): string | null {
  const original = childText(item, 'feedburner:origlink')
  if (original) return original
  const links = childrenOf(item, 'link atom:link')
  const alternate =
    links.find(
      ({ attributes: { rel, href, type } }) =>
        href && (rel ?? 'alternate') === 'alternate' && (type ?? 'html').includes('html'),
    ) ?? links.find(({ attributes: { rel, href } }) => href && (rel ?? 'alternate') === 'alternate')
  const plain = links.find(({ attributes, text }) => !attributes.href && text.trim())?.text.trim()
  const guid = child(item, 'guid')
  const permanent =
    guid && guid.attributes.ispermalink !== 'false' && /^https?:/i.test(guid.text.trim())
      ? guid.text.trim()
      : null
  const about = item.attributes['rdf:about']
  const href =
    plain ?? alternate?.attributes.href ?? permanent ?? (about && /^https?:/i.test(about) ? about : null)
  return href ? absolute(href, item.attributes['xml:base'] ?? feed.link) : null
}

function absolute(href: string, base: string | null): string {
  return base && URL.canParse(href, base) ? new URL(href, base).href : href
}

/** The longest of its texts: what some feeds call content is a caption. */
function textOf(item: XmlNode): string {
  const texts = childrenOf(
    item,
    'content:encoded content description summary atom:summary atom:content media:description itunes:summary',
  )
    .filter(({ attributes }) => !attributes.src)
    .map((node) => (node.attributes.type === 'xhtml' || node.children.length > 0 ? node.raw : asHtml(node)))
  return texts.sort((a, b) => b.length - a.length)[0] ?? ''
}

/** Plain text that only looks like markup stays what it is. */
function asHtml({ attributes, text }: XmlNode): string {
  const isPlain = attributes.type === 'text' || attributes.type === 'text/plain'
  return isPlain && text.includes('<') ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text.trim()
}

/** RSS has an address before the name: `desk@example.com (Jane Doe)`. */
const MAIL_FIRST = /^\S+@\S+\s*\((.*)\)\s*$/

function authorsOf(item: XmlNode): string[] {
  const named = childrenOf(item, 'author atom:author dc:creator itunes:author dc:contributor')
    .map((node) => childText(node, 'name atom:name') || (node.children.length > 0 ? '' : node.text.trim()))
    .map((name) => MAIL_FIRST.exec(name)?.[1] ?? name)
    .filter((name) => name !== '' && !/^\S+@\S+$/.test(name))
  return [...new Set(named)]
}

/** Of items that were gathered from other feeds: RSS `source`, Atom `source/title`, Dublin Core. */
function outletOf(item: XmlNode): string | null {
  const source = child(item, 'source atom:source')
  const name = source
    ? childText(source, 'title atom:title') || (source.children.length > 0 ? '' : source.text.trim())
    : ''
  return name || childText(item, 'dc:publisher') || null
}

function sectionOf(item: XmlNode): string {
  const [first] = childrenOf(item, 'category atom:category dc:subject')
  return first ? first.attributes.label || first.attributes.term || first.text.trim() : ''
}
