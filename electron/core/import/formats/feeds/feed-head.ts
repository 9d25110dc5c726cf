/** What a feed says of itself before its items. */
import { charsetOf } from '../../../text/charsets.ts'
import { TITLE_SEPARATOR } from '../../extract/outlet.ts'
import { child, childrenOf, childText, parseXml, type XmlNode } from './xml-node.ts'
import { lineOf } from '../data/fields.ts'

export interface FeedHead {
  kind: 'rss' | 'rdf' | 'atom' | 'wordpress'
  /** of an item, with its prefix */
  item: string
  /** of its own names: `atom:`, mostly none */
  prefix: string
  title: string
  /** its publisher */
  outlet: string | null
  link: string | null
  language: string
  /** when it was made */
  updated: string
  /** of WordPress: log-in → name that is shown */
  authors: ReadonlyMap<string, string>
  /** entities that the file declares itself; never expanded */
  declared: readonly string[]
}

/** Files of XML that are no feed. */
export interface NoFeed {
  refusal: string
}

/** The encoding that an XML declaration names; null where there is none that is known. */
export function declaredEncoding(head: string): string | null {
  return charsetOf(/^[\s\ufeff]*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']{1,40})["']/i.exec(head)?.[1])
}

/** @param head the beginning of the file, up to its first item or further */
export function readFeedHead(head: string): FeedHead | NoFeed {
  const root = rootOf(head)
  if (root === null) return { refusal: 'This is no XML that can be read: it has no element.' }
  const [prefix, local] = root.includes(':') ? root.toLowerCase().split(':') : ['', root.toLowerCase()]
  if (local === 'opml') return { refusal: listOfFeeds(head) }
  if (local === 'urlset' || local === 'sitemapindex')
    return { refusal: 'This is a site map: it lists addresses, and holds no articles.' }
  if (local !== 'rss' && local !== 'rdf' && local !== 'feed' && local !== 'channel')
    return { refusal: `This is XML (“${root.slice(0, 60)}”), but no feed of articles. Its bytes are kept.` }
  const isAtom = local === 'feed'
  const item = `${isAtom && prefix ? `${prefix}:` : rdfPrefix(head, local)}${isAtom ? 'entry' : 'item'}`
  const before = head.slice(0, beginningOf(head, item))
  const own = prefixOf(item)
  const tree = parseXml(before, { depth: 1000, nodes: 100_000 }, own)
  const top = tree && child(tree, `${root.toLowerCase()} ${local}`)
  const channel = (top && !isAtom && child(top, 'channel')) || top
  const isWordPress = /xmlns:wp\s*=|<wp:wxr_version/i.test(before)
  const title = channel ? lineOf(childText(channel, 'title')) : ''
  const name = title.split(TITLE_SEPARATOR)[0]!.trim()
  return {
    kind: isWordPress ? 'wordpress' : isAtom ? 'atom' : local === 'rdf' ? 'rdf' : 'rss',
    item,
    prefix: own,
    title,
    outlet: name.length > 0 && name.length <= 80 ? name : null,
    link: channel ? linkOf(channel) : null,
    language: channel
      ? childText(channel, 'language dc:language') || (top?.attributes['xml:lang'] ?? '')
      : '',
    updated: channel ? childText(channel, 'pubdate lastbuilddate updated dc:date') : '',
    authors: new Map(channel ? childrenOf(channel, 'wp:author').map(nameOfAuthor) : []),
    declared: [...head.matchAll(/<!ENTITY\s+(?:%\s+)?([\w.:-]{1,100})/gi)].map((match) => match[1]!),
  }
}

function prefixOf(name: string): string {
  return name.includes(':') ? name.slice(0, name.indexOf(':') + 1).toLowerCase() : ''
}

function rootOf(head: string): string | null {
  const bare = head.replace(/<!--[^]*?-->|<\?[^]*?\?>|<!DOCTYPE[^[>]*(?:\[[^]*?\]\s*)?>/gi, '')
  return /<([A-Za-z_][\w:.-]*)/.exec(bare)?.[1] ?? null
}

/** `<rss:item>` within RDF. */
function rdfPrefix(head: string, local: string): string {
  if (local !== 'rdf') return ''
  return /<(\w+:)item[\s>]/.exec(head)?.[1] ?? ''
}

function beginningOf(head: string, item: string): number {
  const at = head.search(new RegExp(`<${item.replace(/[^\w:]/g, '')}[\\s/>]`))
  return at < 0 ? head.length : at
}

function linkOf(channel: XmlNode): string | null {
  const links = childrenOf(channel, 'link atom:link')
  const plain = links.find(({ text }) => /^https?:/i.test(text.trim()))?.text.trim()
  const self = links.find(
    ({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate' && attributes.href,
  )
  return plain ?? self?.attributes.href ?? null
}

function nameOfAuthor(author: XmlNode): [string, string] {
  const login = childText(author, 'wp:author_login')
  const names =
    `${childText(author, 'wp:author_first_name')} ${childText(author, 'wp:author_last_name')}`.trim()
  return [login, childText(author, 'wp:author_display_name') || names || login]
}

function listOfFeeds(head: string): string {
  const feeds = head.match(/\bxmlUrl\s*=/gi)?.length ?? 0
  const count = feeds === 0 ? 'feeds' : feeds === 1 ? 'one feed' : `${feeds} feeds`
  return `This is a list of ${count} (OPML): it holds no articles. Save the feeds themselves as files and import those.`
}
