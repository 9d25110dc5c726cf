/**
 * An item of a WordPress export (WXR): posts and pages by their status; attachments, menus and revisions are named and refused.
 * https://developer.wordpress.org/reference/functions/export_wp/
 */
import type { RecordContent } from '../../format.ts'
import { newsArticle } from '../data/news-row.ts'
import type { FeedHead } from './feed-head.ts'
import { childrenOf, childText, type XmlNode } from './xml-node.ts'

const NEVER_PUBLISHED: Readonly<Record<string, string>> = {
  draft: 'A draft: it was never published.',
  pending: 'Waiting for review: it was never published.',
  future: 'Planned: it was not published when this was exported.',
  private: 'Private: only its authors could read it.',
}

/** True for an item that WordPress wrote, in its own export or in another feed of its kind. */
export function isWordPressItem(item: XmlNode): boolean {
  return item.children.some(({ name }) => name === 'wp:post_type' || name === 'wp:status')
}

export function readWordPressItem(item: XmlNode, feed: FeedHead): RecordContent {
  const type = childText(item, 'wp:post_type') || 'post'
  const status = childText(item, 'wp:status') || 'publish'
  const title = childText(item, 'title')
  if (type !== 'post' && type !== 'page') {
    const named = title ? ` (“${title.slice(0, 80)}”)` : ''
    return refused(
      `This is no post and no page, but ${type === 'attachment' ? 'an attachment' : `a “${type.slice(0, 40)}”`}${named}.`,
    )
  }
  if (status === 'trash') return refused('This post was in the trash of its site.')
  if (status === 'auto-draft')
    return refused('This is a draft that WordPress began by itself, without any text.')
  const unpublished = status === 'draft' || status === 'pending'
  const content = newsArticle({
    title,
    body: withParagraphs(withoutShortcodes(childText(item, 'content:encoded'))),
    summary: withoutShortcodes(childText(item, 'excerpt:encoded description')),
    url: unpublished ? undefined : childText(item, 'link'),
    published: unpublished ? undefined : dateOf(item),
    authors: childrenOf(item, 'dc:creator').map(({ text }) => feed.authors.get(text.trim()) ?? text.trim()),
    outlet: feed.outlet ?? feed.link,
    language: feed.language,
  })
  if ('refusal' in content.outcome) return content
  const note = NEVER_PUBLISHED[status]
  if (note) content.outcome.notices.push(note)
  const tags = tagsOf(item)
  return tags.length > 0 ? { ...content, brought: { tags } } : content
}

function refused(refusal: string): RecordContent {
  return { outcome: { refusal } }
}

/** UTC where it says so; drafts have zeros there. */
function dateOf(item: XmlNode): string {
  const utc = childText(item, 'wp:post_date_gmt')
  if (utc && !utc.startsWith('0000')) return `${utc.replace(' ', 'T')}Z`
  const local = childText(item, 'wp:post_date')
  return local && !local.startsWith('0000') ? local : childText(item, 'pubdate')
}

/** Categories and tags are the author's own order of things; “Uncategorized” is none. */
function tagsOf(item: XmlNode): string[][] {
  const names = childrenOf(item, 'category')
    .filter(({ attributes }) => ['category', 'post_tag', 'tag', undefined].includes(attributes.domain))
    .filter(({ attributes }) => attributes.nicename !== 'uncategorized')
    .map(({ text }) => text.trim())
  return [...new Set(names)].filter(Boolean).map((name) => [name])
}

const CAPTION = /\[caption[^\]]*\]([^]*?)\[\/caption\]/g
/** `[gallery ids="1,2"]`, `[embed]`, and others that say something with `=`: brackets of prose have none. */
const SHORTCODE =
  /\[\/?(?:gallery|embed|audio|video|playlist|caption|more|vc_\w+|et_pb_\w+)(?:\s[^\]]*)?\]|\[\/?[a-z][\w-]{1,40}(?:\s+[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s\]]+))+\s*\/?\]|\[\/[a-z][\w-]{1,40}\]/g

function withoutShortcodes(html: string): string {
  if (!html.includes('[')) return html
  return html
    .replace(CAPTION, (_, inner: string) => {
      const text = inner.replace(/^[^]*?(?:<\/a>|<img[^>]*>)/, '').trim()
      const image = /<img[^>]*>/.exec(inner)?.[0] ?? ''
      return `<figure>${image}<figcaption>${text}</figcaption></figure>`
    })
    .replace(SHORTCODE, '')
}

/** The old editor leaves the paragraphs to blank lines. */
function withParagraphs(html: string): string {
  if (/<p[\s>]/i.test(html) || !/\n\s*\n/.test(html)) return html
  return html
    .split(/\n\s*\n/)
    .map((part) =>
      /^\s*<(?:h[1-6]|ul|ol|blockquote|figure|table|pre|div|!--)/i.test(part)
        ? part
        : `<p>${part.replace(/\n/g, '<br>')}</p>`,
    )
    .join('\n')
}
