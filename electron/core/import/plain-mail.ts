/** E-mails without markup: paragraphs, quotes and lists as people type them. */
import type { Block, ExtractedArticle } from '../../shared/model.ts'
import { detectLanguage } from '../text/languages.ts'
import type { PageCapture } from './captures/captures.ts'
import { sentOn, withoutPrefixes } from './mail-fields.ts'

/** @returns null where there is no text */
export function readPlainMail(capture: PageCapture): ExtractedArticle | null {
  const blocks = capture.html.split(/\n[^\S\n]*\n/).flatMap(toBlock)
  if (blocks.length === 0) return null
  const text = blocks.map((block) => block.text).join('\n')
  return {
    title: withoutPrefixes(capture.title ?? '') || (blocks[0]!.text.split('\n', 1)[0] ?? '').slice(0, 200),
    outlet: null,
    authors: [],
    published: sentOn(capture),
    url: capture.url,
    language: detectLanguage(text.slice(0, 20_000)),
    blocks,
    headlines: [],
    notices: [],
  }
}

const ITEM = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+/
/** Where a line was broken only because it was full. */
const FULL_LINE = 50

function toBlock(paragraph: string): Block[] {
  const lines = paragraph.split('\n').map((line) => line.trimEnd())
  const filled = lines.filter((line) => line.trim())
  if (filled.length === 0) return []
  if (filled.every((line) => line.startsWith('>'))) {
    const quoted = filled
      .map((line) => line.replace(/^(?:>\s?)+/, ''))
      .join('\n')
      .trim()
    return quoted ? [{ kind: 'quote', text: quoted }] : []
  }
  // the sender's name and the like stand below two dashes
  if (/^--\s*$/.test(filled[0]!)) return [{ kind: 'furniture', text: filled.join('\n') }]
  if (filled.length > 1 && filled.every((line) => ITEM.test(line))) {
    const items = filled.map((line) => line.replace(ITEM, '').trim())
    return [
      {
        kind: 'list',
        text: items.join('\n'),
        items,
        ...(/^\s*\d/.test(filled[0]!) ? { ordered: true } : {}),
      },
    ]
  }
  const isWrapped = filled.slice(0, -1).every((line) => line.length >= FULL_LINE)
  return [{ kind: 'paragraph', text: filled.map((line) => line.trim()).join(isWrapped ? ' ' : '\n') }]
}
