/** Plain text of a data set as blocks: a line is a paragraph, unless the text was wrapped at a width. */
import type { Block } from '../../../../shared/model.ts'

const CONTROLS = /[\0-\x08\x0e-\x1f\x7f]/
const ALL_CONTROLS = /[\0-\x08\x0e-\x1f\x7f]+/g
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/

/** Text as it can be kept and shown: without control characters and halves of characters. Nothing else changes. */
export function cleanText(text: string): { text: string; damaged: boolean } {
  let clean = text
  if (CONTROLS.test(clean)) clean = clean.replace(ALL_CONTROLS, '')
  if (!clean.isWellFormed()) clean = clean.toWellFormed()
  return { text: clean, damaged: clean !== text }
}

/** Each line as a paragraph; lines that were wrapped at a width are put together again. */
export function paragraphs(text: string): Block[] {
  if (!text.includes('\n') && !text.includes('\r')) return block(text)
  const lines = text.split(LINE_END)
  if (!isWrapped(lines)) return lines.flatMap(block)
  const blocks: Block[] = []
  let open: string[] = []
  for (const line of [...lines, '']) {
    if (line.trim() !== '') open.push(line.trim())
    else if (open.length > 0) {
      blocks.push(...block(open.join(' ')))
      open = []
    }
  }
  return blocks
}

function block(line: string): Block[] {
  const text = line.trim()
  return text === '' ? [] : [{ kind: 'paragraph', text }]
}

const NARROWEST = 40
const WIDEST = 100
const SENTENCE_END = /[.!?…:;”"»)\]。！？]$/

/** Blank lines between the paragraphs, and within them lines of nearly one width that end in the middle of a sentence. */
function isWrapped(lines: readonly string[]): boolean {
  if (lines.length < 6 || !lines.some((line, i) => i > 0 && line.trim() === '')) return false
  let inner = 0
  let wrapped = 0
  for (let i = 0; i + 1 < lines.length; i++) {
    const line = lines[i]!.trim()
    if (line === '' || lines[i + 1]!.trim() === '') continue
    inner++
    if (line.length >= NARROWEST && line.length <= WIDEST && !SENTENCE_END.test(line)) wrapped++
  }
  return inner >= 4 && wrapped >= inner * 0.7
}
