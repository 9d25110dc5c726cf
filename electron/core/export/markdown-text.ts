/** Article text as Markdown (CommonMark) that prints as it stands: no sign in it means anything, nothing in it is HTML. */
import type { Block, Mark } from '../../shared/model.ts'
import { fitLine, fitText, webAddress } from './clean.ts'
import { type Span, writeInline } from './inline.ts'

/** Signs that mean something within a line. `<` and `&` as entities, for programs that know no backslash before them. */
export function escapeMarkdown(text: string): string {
  return fitText(text)
    .replaceAll(/[\\`*_[\]~|$^]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('!\\[', '\\!\\[')
}

/** Between `<` and `>`: no sign in it can end the address, not even for a program that reads Markdown loosely. */
export function markdownAddress(url: string): string {
  return url.replaceAll(/[<>()[\]\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Lines that would begin a heading, a list, a quote or a rule, or underline the line before. */
function escapeLineStarts(text: string): string {
  return text.replaceAll(/^([ \t]*)([#+=-]|\d{1,9}(?=[.)]))/gm, (_, blanks: string, sign: string) =>
    /\d/.test(sign) ? `${blanks}${sign}\\` : `${blanks}\\${sign}`,
  )
}

/** A paragraph's text: each of its lines stays one. */
export function markdownText(text: string): string {
  return hardBreaks(escapeLineStarts(escapeMarkdown(text)))
}

function hardBreaks(text: string): string {
  // indented by four, a line would be code
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('  \n')
}

/** @param picture the address of a figure's picture; null where it cannot be shown */
export function markdownBlock(block: Block, picture: (block: Block) => string | null): string {
  const { kind, text, level = 2, items, ordered, rows, marks = [] } = block
  switch (kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(6, Math.max(2, level)))} ${escapeMarkdown(fitLine(text))}`
    case 'quote':
      return inlineMarkdown(text, marks)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')
    case 'list':
      return (items ?? text.split('\n'))
        .map((item, i) => `${ordered ? `${i + 1}.` : '-'} ${markdownText(fitLine(item))}`)
        .join('\n')
    case 'preformatted':
      return fenced(text)
    case 'table':
      return rows && rows.length > 0 ? table(rows) : fenced(text)
    case 'figure': {
      const address = picture(block)
      const alt = escapeMarkdown(fitLine(block.image?.alt ?? ''))
      const image = address ? `![${alt}](${address})` : ''
      const caption = text.trim() ? `*${escapeMarkdown(fitLine(text))}*` : ''
      return [image, caption].filter(Boolean).join('\n\n')
    }
    case 'caption':
      return text.trim() ? `*${escapeMarkdown(fitLine(text))}*` : ''
    default:
      return inlineMarkdown(text, marks)
  }
}

/** A fence longer than any run of backticks within. */
function fenced(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)))
  return `${fence}\n${fitText(text)}\n${fence}`
}

function table(rows: readonly string[][]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 1)
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, i) => escapeMarkdown(fitLine(cells[i] ?? ''))).join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n')
}

const SIGNS: Record<Mark['type'], readonly [open: string, close: string]> = {
  em: ['*', '*'],
  strong: ['**', '**'],
  code: ['<code>', '</code>'],
  sub: ['<sub>', '</sub>'],
  sup: ['<sup>', '</sup>'],
  link: ['[', ']'],
}

function inlineMarkdown(text: string, marks: readonly Mark[]): string {
  const clean = text.replaceAll('\r', ' ')
  const spans = marks.flatMap((mark): Span<Mark>[] => {
    if (mark.type === 'link' && !webAddress(mark.href)) return []
    const { start, end } = withoutBlanks(clean, mark)
    return [{ start, end, value: mark }]
  })
  const written = writeInline(clean, spans, {
    // before a link of ours, a `!` that ends a text would make a picture of it
    text: (piece) => escapeMarkdown(piece).replace(spans.length > 0 ? /!$/ : /$^/, '\\!'),
    open: ({ type }) => SIGNS[type][0],
    close: ({ type, href }) =>
      type === 'link' ? `](<${markdownAddress(webAddress(href)!)}>)` : SIGNS[type][1],
  })
  return hardBreaks(escapeLineStarts(written))
}

/** `** bold **` is not bold. */
function withoutBlanks(text: string, { start, end }: Mark): { start: number; end: number } {
  const words = text.slice(start, end)
  const before = words.length - words.trimStart().length
  return { start: start + before, end: start + words.trimEnd().length }
}
