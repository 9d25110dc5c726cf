/**
 * The part of Markdown that notes are written in, as a tree to draw: paragraphs, headings, lists, quotes, code, and within a
 * line strong, emphasis, code and links. What it does not know stays the text that it is; nothing becomes markup.
 */
export type Inline =
  | { type: 'text' | 'code'; text: string }
  | { type: 'strong' | 'em'; parts: Inline[] }
  | { type: 'link'; href: string; parts: Inline[] }
  | { type: 'break' }

export type MarkdownBlock =
  | { type: 'paragraph'; parts: Inline[] }
  | { type: 'heading'; level: number; parts: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { type: 'quote'; blocks: MarkdownBlock[] }
  | { type: 'code'; text: string }
  | { type: 'rule' }

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/
const ITEM = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/
const FENCE = /^\s{0,3}(```|~~~)/
const QUOTE = /^\s{0,3}>\s?(.*)$/
/** Deeper than this, a quote or an emphasis is drawn as written. */
const DEEPEST = 6

export function parseMarkdown(text: string, depth = 0): MarkdownBlock[] {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const blocks: MarkdownBlock[] = []
  for (let at = 0; at < lines.length;) {
    const [block, next] = readBlock(lines, at, depth)
    if (block) blocks.push(block)
    at = next
  }
  return blocks
}

function readBlock(lines: string[], at: number, depth: number): [MarkdownBlock | null, number] {
  const line = lines[at]!
  if (line.trim() === '') return [null, at + 1]
  const fence = FENCE.exec(line)?.[1]
  if (fence) return readCode(lines, at + 1, fence)
  if (RULE.test(line)) return [{ type: 'rule' }, at + 1]
  const heading = HEADING.exec(line)
  if (heading)
    return [{ type: 'heading', level: heading[1]!.length, parts: parseInline(heading[2]!) }, at + 1]
  if (QUOTE.test(line) && depth < DEEPEST) return readQuote(lines, at, depth)
  if (ITEM.test(line)) return readList(lines, at)
  return readParagraph(lines, at)
}

function readCode(lines: string[], from: number, fence: string): [MarkdownBlock, number] {
  let end = from
  while (end < lines.length && !lines[end]!.trim().startsWith(fence)) end += 1
  return [{ type: 'code', text: lines.slice(from, end).join('\n') }, end + 1]
}

function readQuote(lines: string[], from: number, depth: number): [MarkdownBlock, number] {
  let end = from
  while (end < lines.length && QUOTE.test(lines[end]!)) end += 1
  const inner = lines.slice(from, end).map((line) => QUOTE.exec(line)![1]!)
  return [{ type: 'quote', blocks: parseMarkdown(inner.join('\n'), depth + 1) }, end]
}

function readList(lines: string[], from: number): [MarkdownBlock, number] {
  const number = ITEM.exec(lines[from]!)![1]
  const items: string[] = []
  let at = from
  for (; at < lines.length; at += 1) {
    const item = ITEM.exec(lines[at]!)
    if (item && (item[1] === undefined) === (number === undefined)) items.push(item[2]!)
    else if (!item && items.length > 0 && /^\s{2,}\S/.test(lines[at]!))
      items.push(`${items.pop()!}\n${lines[at]!.trim()}`)
    else break
  }
  const ordered = number !== undefined
  return [
    { type: 'list', ordered, start: Number(number ?? 1), items: items.map((item) => parseInline(item)) },
    at,
  ]
}

function readParagraph(lines: string[], from: number): [MarkdownBlock, number] {
  let end = from + 1
  while (end < lines.length && lines[end]!.trim() !== '' && !beginsBlock(lines[end]!)) end += 1
  return [{ type: 'paragraph', parts: parseInline(lines.slice(from, end).join('\n').trim()) }, end]
}

function beginsBlock(line: string): boolean {
  return [HEADING, RULE, FENCE, QUOTE, ITEM].some((start) => start.test(line))
}

/** Escapes, code, strong, emphasis, links, addresses; whichever comes first. */
const INLINE = new RegExp(
  [
    String.raw`\\([!-/:-@[-\x60{-~])`,
    String.raw`(\x60+)([^\x60]|[^\x60][^]*?[^\x60])\2(?!\x60)`,
    String.raw`\*\*(?=\S)([^*\n]*(?:\*[^*\n]+\*[^*\n]*)*)(?<=\S)\*\*`,
    String.raw`(?<![\p{L}\p{N}_])__(?=\S)([^_\n]+)(?<=\S)__(?![\p{L}\p{N}_])`,
    String.raw`\*(?=[^\s*])([^*\n]+)(?<=\S)\*`,
    String.raw`(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]+)(?<=\S)_(?![\p{L}\p{N}_])`,
    String.raw`\[([^\][\n]+)\]\((\S{1,2000}?)\)`,
    String.raw`(https?://[^\s<>()]+[^\s<>().,;:!?'"”’])`,
    String.raw`(\n)`,
  ].join('|'),
  'gu',
)

export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = []
  const plain = (words: string): void => {
    const last = parts.at(-1)
    if (last?.type === 'text') last.text += words
    else if (words !== '') parts.push({ type: 'text', text: words })
  }
  let at = 0
  for (const match of text.matchAll(INLINE)) {
    plain(text.slice(at, match.index))
    at = match.index + match[0].length
    const made = depth < DEEPEST ? inlineOf(match, depth + 1) : null
    if (typeof made === 'string') plain(made)
    else if (made) parts.push(made)
    else plain(match[0])
  }
  plain(text.slice(at))
  return parts
}

function inlineOf(match: RegExpExecArray, depth: number): Inline | string | null {
  const [, escaped, , code, strong, strong2, em, em2, words, href, address, newline] = match
  if (escaped !== undefined) return escaped
  if (code !== undefined) return { type: 'code', text: code.trim() || code }
  if (strong || strong2) return { type: 'strong', parts: parseInline((strong || strong2)!, depth) }
  if (em || em2) return { type: 'em', parts: parseInline((em || em2)!, depth) }
  if (words !== undefined && href !== undefined)
    return { type: 'link', href, parts: parseInline(words, DEEPEST) }
  if (address !== undefined) return { type: 'link', href: address, parts: [{ type: 'text', text: address }] }
  if (newline !== undefined) return { type: 'break' }
  return null
}

/** What a text says without its marks, in one line. */
export function plainText(text: string): string {
  return parseMarkdown(text).map(wordsOf).filter(Boolean).join(' ')
}

function wordsOf(block: MarkdownBlock): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return wordsWithin(block.parts)
    case 'list':
      return block.items.map(wordsWithin).join(' · ')
    case 'quote':
      return block.blocks.map(wordsOf).join(' ')
    case 'code':
      return block.text
    case 'rule':
      return ''
  }
}

function wordsWithin(parts: Inline[]): string {
  return parts
    .map((part) => (part.type === 'break' ? ' ' : 'text' in part ? part.text : wordsWithin(part.parts)))
    .join('')
}
