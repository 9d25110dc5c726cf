/** The four colours by their names; a number on the keyboard is one more. */
import type { Annotation, AnnotationColour } from '../../../electron/shared/own.ts'
import { parseMarkdown, type Inline, type MarkdownBlock } from '../../../electron/shared/markdown.ts'

const NAMES: Record<AnnotationColour, string> = { 0: 'Yellow', 1: 'Green', 2: 'Blue', 3: 'Red' }
export const COLOURS: readonly AnnotationColour[] = [0, 1, 2, 3]

export function colourName(colour: AnnotationColour): string {
  return NAMES[colour]
}

/** A quote as one line: items of a list and paragraphs are parted, their bullets left out. */
export function quoteWords(exact: string): string {
  return exact.replaceAll(/\s*\n\s*(?:[•·‣▪◦*–-]\s+)?/gu, ' · ').replaceAll('\t', ' ')
}

const MOST = 160

/** What a screen reader says of an annotation. */
export function annotationWords({ quote, colour, note, orphan }: Annotation): string {
  const words = note ? `: ${cut(plainWords(note))}` : ''
  if (!quote) return `Note on the article${words}`
  const kind = orphan ? 'Lost passage' : note ? 'Note' : 'Highlight'
  return `${kind}, ${colourName(colour).toLowerCase()}, on “${cut(quoteWords(quote.exact))}”${words}`
}

function cut(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

/** A note as one line without signs. */
export function plainWords(text: string): string {
  return blockWords(parseMarkdown(text)).replaceAll(/\s+/g, ' ').trim()
}

function blockWords(blocks: readonly MarkdownBlock[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'rule') return ''
      if (block.type === 'code') return block.text
      if (block.type === 'quote') return blockWords(block.blocks)
      return block.type === 'list' ? block.items.map(inlineWords).join(' · ') : inlineWords(block.parts)
    })
    .join(' ')
}

function inlineWords(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (part.type === 'break') return ' '
      return 'text' in part ? part.text : inlineWords(part.parts)
    })
    .join('')
}
