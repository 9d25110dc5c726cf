/** People's Markdown (notes, descriptions) as blocks for the page. */
import { parseMarkdown, type Inline, type MarkdownBlock } from '../../../shared/markdown.ts'
import { followable, printable } from './printable-text.ts'
import type { PrintedBlock, Run, StyledRun } from './printed.ts'

export function markdownBlocks(text: string): PrintedBlock[] {
  return parseMarkdown(text).map(blockOf)
}

function blockOf(block: MarkdownBlock): PrintedBlock {
  switch (block.type) {
    case 'paragraph':
      return { kind: 'paragraph', runs: runsWithin(block.parts, {}) }
    // a heading of a note is none of the document: it would stand in its outline
    case 'heading':
      return { kind: 'paragraph', runs: runsWithin(block.parts, { strong: true }) }
    case 'list':
      return {
        kind: 'list',
        ordered: block.ordered,
        start: block.start,
        items: block.items.map((item) => runsWithin(item, {})),
      }
    case 'quote':
      return { kind: 'quote', blocks: block.blocks.map(blockOf) }
    case 'code':
      return {
        kind: 'preformatted',
        runs: block.text
          .split('\n')
          .flatMap((line, i): Run[] => [
            ...(i > 0 ? [{ newline: true } as const] : []),
            ...(line === '' ? [] : [printable(line).replaceAll('\t', '    ')]),
          ]),
      }
    case 'rule':
      return { kind: 'rule' }
  }
}

type Style = Omit<StyledRun, 't' | 'notes' | 'mark'>

function runsWithin(parts: readonly Inline[], style: Style): Run[] {
  return parts.flatMap((part): Run[] => {
    switch (part.type) {
      case 'break':
        return [{ newline: true }]
      case 'text':
        return [
          Object.keys(style).length === 0 ? printable(part.text) : { t: printable(part.text), ...style },
        ]
      case 'code':
        return [{ t: printable(part.text), ...style, code: true }]
      case 'strong':
      case 'em':
        return runsWithin(part.parts, { ...style, [part.type]: true })
      case 'link':
        return linkRuns(part, style)
    }
  })
}

/** On paper an address that its words hide is said as well. */
function linkRuns({ href, parts }: Extract<Inline, { type: 'link' }>, style: Style): Run[] {
  const address = followable(href)
  const words = runsWithin(parts, address === null ? style : { ...style, link: address })
  const isBare = parts.length === 1 && parts[0]!.type === 'text' && parts[0]!.text === href
  return isBare ? words : [...words, ` (${printable(href)})`]
}
