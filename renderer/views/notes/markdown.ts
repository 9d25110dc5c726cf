/**
 * The Markdown of notes, as blocks and runs that components draw as text. Nothing in a note becomes markup, a link goes
 * nowhere, and what is not understood stays as it was written.
 */

export interface Run {
  text: string
  style: 'plain' | 'strong' | 'em' | 'code' | 'link'
  /** of a link */
  address?: string
}

export type NoteBlock =
  | { kind: 'paragraph'; lines: Run[][] }
  | { kind: 'heading'; runs: Run[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Run[][] }
  | { kind: 'quote'; lines: Run[][] }
  | { kind: 'code'; text: string }

const BULLET = /^\s{0,3}[-*+•]\s+(.*)$/
const NUMBER = /^\s{0,3}(\d{1,9})[.)]\s+(.*)$/
const QUOTE = /^\s{0,3}>\s?(.*)$/
const HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/
const FENCE = /^\s{0,3}(```|~~~)/

/** A kind of line, and how the lines of that kind that follow one another become a block. */
type Reader = (lines: readonly string[]) => { block: NoteBlock; used: number } | null

const READERS: readonly Reader[] = [fence, heading, list, quote, paragraph]

export function readMarkdown(text: string): NoteBlock[] {
  let lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const blocks: NoteBlock[] = []
  while (lines.length > 0) {
    const read = lines[0]!.trim() === '' ? null : firstOf(lines)
    if (read) blocks.push(read.block)
    lines = lines.slice(read?.used ?? 1)
  }
  return blocks
}

function firstOf(lines: readonly string[]) {
  for (const reader of READERS) {
    const read = reader(lines)
    if (read) return read
  }
  return null
}

function fence(lines: readonly string[]) {
  const mark = FENCE.exec(lines[0]!)?.[1]
  if (!mark) return null
  const end = lines.findIndex((line, i) => i > 0 && line.trim().startsWith(mark))
  const used = end < 0 ? lines.length : end + 1
  const text = lines.slice(1, end < 0 ? undefined : end).join('\n')
  return { block: { kind: 'code', text } as const, used }
}

function heading(lines: readonly string[]) {
  const words = HEADING.exec(lines[0]!)?.[1]
  return words ? { block: { kind: 'heading', runs: readRuns(words) } as const, used: 1 } : null
}

function list(lines: readonly string[]) {
  const ordered = NUMBER.test(lines[0]!)
  const form = ordered ? NUMBER : BULLET
  const items = taken(lines, form).map((match) => readRuns(match.at(-1)!))
  if (items.length === 0) return null
  const start = ordered ? Number(form.exec(lines[0]!)![1]) : 1
  return { block: { kind: 'list', ordered, start, items } as const, used: items.length }
}

function quote(lines: readonly string[]) {
  const quoted = taken(lines, QUOTE).map((match) => readRuns(match[1]!))
  return quoted.length === 0
    ? null
    : { block: { kind: 'quote', lines: quoted } as const, used: quoted.length }
}

function paragraph(lines: readonly string[]) {
  const others = [FENCE, HEADING, BULLET, NUMBER, QUOTE]
  const end = lines.findIndex(
    (line, i) => i > 0 && (line.trim() === '' || others.some((form) => form.test(line))),
  )
  const own = lines.slice(0, end < 0 ? undefined : end)
  return {
    block: { kind: 'paragraph', lines: own.map((line) => readRuns(line.trim())) } as const,
    used: own.length,
  }
}

/** The first lines as long as they have this form. */
function taken(lines: readonly string[], form: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = []
  for (const line of lines) {
    const match = form.exec(line)
    if (!match) break
    matches.push(match)
  }
  return matches
}

/** In the order in which they are tried; a star or an underline counts only where it touches a word. */
const INLINE =
  /`([^`]+)`|\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__(?![\p{L}\p{N}])|\*(?=\S)([^*]+?)(?<=\S)\*|(?<![\p{L}\p{N}])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}])|\[([^\][]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"”])/u

export function readRuns(text: string): Run[] {
  const runs: Run[] = []
  let rest = text
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    if (match.index > 0) runs.push({ text: rest.slice(0, match.index), style: 'plain' })
    runs.push(runOf(match))
    rest = rest.slice(match.index + match[0].length)
  }
  if (rest !== '') runs.push({ text: rest, style: 'plain' })
  return runs
}

function runOf(match: RegExpExecArray): Run {
  const [whole, code, strong, strongToo, em, emToo, words, address, bare] = match
  if (code !== undefined) return { text: code, style: 'code' }
  const heavy = strong ?? strongToo
  if (heavy !== undefined) return { text: heavy, style: 'strong' }
  const light = em ?? emToo
  if (light !== undefined) return { text: light, style: 'em' }
  if (words !== undefined && address !== undefined) return { text: words, style: 'link', address }
  return { text: bare ?? whole, style: 'link', address: bare ?? whole }
}

/** A note as one line without signs, for a list or a screen reader. */
export function plainWords(text: string): string {
  return readMarkdown(text)
    .flatMap((block) => {
      if (block.kind === 'code') return [block.text]
      const lines =
        block.kind === 'heading' ? [block.runs] : block.kind === 'list' ? block.items : block.lines
      return lines.map((runs) => runs.map((run) => run.text).join(''))
    })
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
