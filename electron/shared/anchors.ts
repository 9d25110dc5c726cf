/**
 * Places in an article's text. An annotation stands at [start, end) of {@link annotatedText}, in UTF-16 units; the reader
 * draws blocks. This is how one becomes the other, for the window and for core alike.
 */
import { BODY_KINDS, bodyText, type Block, type BlockKind } from './model.ts'
import type { Quote } from './own.ts'

/** Characters of context on either side of a quote: the least, and the most where the same words come again and again. */
export const CONTEXT = 32
const MOST_CONTEXT = 512
const GAP = 2

/** A stretch of one block. */
export interface BlockStretch {
  /** index in the article's blocks */
  block: number
  start: number
  end: number
}

const CAPTION_KINDS: ReadonlySet<BlockKind> = new Set(['figure', 'caption'])

/** A stretch of the text in which a passage lies as a whole: the body, or the captions. */
export interface TextRange {
  text: string
  /** where it begins in {@link annotatedText} */
  from: number
}

/**
 * What can be annotated: the body's text, and after it the captions, each in its order. So a place in the body is a place in
 * `bodyText`, whatever pictures stand between.
 */
export function textRanges(blocks: readonly Block[]): { body: TextRange; captions: TextRange } {
  const text = bodyText(blocks)
  const from = hasBody(blocks) ? text.length + GAP : 0
  return {
    body: { text, from: 0 },
    captions: {
      text: blocks
        .filter(isCaption)
        .map((block) => block.text)
        .join('\n\n'),
      from,
    },
  }
}

export function annotatedText(blocks: readonly Block[]): string {
  const { body, captions } = textRanges(blocks)
  if (captions.text === '') return body.text
  return captions.from === 0 ? captions.text : `${body.text}\n\n${captions.text}`
}

function hasBody(blocks: readonly Block[]): boolean {
  return blocks.some((block) => BODY_KINDS.has(block.kind))
}

function isCaption(block: Block): boolean {
  return CAPTION_KINDS.has(block.kind) && block.text !== ''
}

/** Where each block begins in {@link annotatedText}; null for those that are no part of it (bylines, promos …). */
export function blockStarts(blocks: readonly Block[]): (number | null)[] {
  let next = 0
  let nextCaption = textRanges(blocks).captions.from
  return blocks.map((block) => {
    if (isCaption(block)) {
      const start = nextCaption
      nextCaption += block.text.length + GAP
      return start
    }
    if (!BODY_KINDS.has(block.kind)) return null
    const start = next
    next += block.text.length + GAP
    return start
  })
}

/** What to mark in each block for a passage of the text. */
export function stretchesOf(blocks: readonly Block[], start: number, end: number): BlockStretch[] {
  return blockStarts(blocks).flatMap((from, block) => {
    if (from === null) return []
    const first = Math.max(0, start - from)
    const last = Math.min(blocks[block]!.text.length, end - from)
    return first < last ? [{ block, start: first, end: last }] : []
  })
}

/**
 * The words at a place, with what stands before and after them: a W3C TextQuoteSelector. Where the words are repeated in the
 * text, each side is long enough to tell them apart, so that one side alone is proof of the passage.
 * @param hasLike whether other words of the text are much like these: a longer context than usual says so, too
 */
export function quoteAt(text: string, start: number, end: number, hasLike = false): Quote {
  const exact = text.slice(start, end)
  let before = hasLike || isRepeated(text, exact) ? CONTEXT * 2 : CONTEXT
  let after = before
  while (before < MOST_CONTEXT && before < start && isRepeated(text, text.slice(start - before, end)))
    before *= 2
  while (
    after < MOST_CONTEXT &&
    end + after < text.length &&
    isRepeated(text, text.slice(start, end + after))
  )
    after *= 2
  return {
    exact,
    prefix: text.slice(wholeFrom(text, Math.max(0, start - before)), start),
    suffix: text.slice(end, wholeTo(text, Math.min(text.length, end + after))),
  }
}

function isRepeated(text: string, words: string): boolean {
  return text.indexOf(words) !== text.lastIndexOf(words)
}

/** Never into the middle of a surrogate pair. */
function wholeFrom(text: string, at: number): number {
  return isLow(text, at) ? at + 1 : at
}

function wholeTo(text: string, at: number): number {
  return isLow(text, at) ? at - 1 : at
}

function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
