/** What people wrote in Markdown, as XHTML that is valid HTML as well. HTML within it is text. */
import { type Inline, type MarkdownBlock, parseMarkdown } from '../../shared/markdown.ts'
import { escapeXml, webAddress } from './clean.ts'

export function markdownMarkup(text: string): string {
  return parseMarkdown(text).map(blockMarkup).join('')
}

function blockMarkup(block: MarkdownBlock): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlines(block.parts)}</p>`
    case 'heading':
      return `<p><strong>${inlines(block.parts)}</strong></p>`
    case 'list': {
      const items = block.items.map((item) => `<li>${inlines(item)}</li>`).join('')
      return block.ordered ? `<ol start="${block.start}">${items}</ol>` : `<ul>${items}</ul>`
    }
    case 'quote':
      return `<blockquote>${block.blocks.map(blockMarkup).join('')}</blockquote>`
    case 'code':
      return `<pre>${escapeXml(block.text)}</pre>`
    case 'rule':
      return '<hr />'
  }
}

function inlines(parts: readonly Inline[], inLink = false): string {
  return parts.map((part) => inline(part, inLink)).join('')
}

function inline(part: Inline, inLink: boolean): string {
  switch (part.type) {
    case 'text':
      return escapeXml(part.text)
    case 'code':
      return `<code>${escapeXml(part.text)}</code>`
    case 'strong':
    case 'em':
      return `<${part.type}>${inlines(part.parts, inLink)}</${part.type}>`
    case 'break':
      return '<br />'
    case 'link': {
      const href = inLink ? null : webAddress(part.href)
      const said = inlines(part.parts, inLink || href !== null)
      return href ? `<a href="${escapeXml(href)}" rel="noopener noreferrer nofollow">${said}</a>` : said
    }
  }
}
