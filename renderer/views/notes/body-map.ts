/**
 * From what is drawn to the body text and back. Every text node of a drawn block shows a stretch of it; what a list or a
 * table leaves out (bullets, tabs) is skipped. Pure: a node is anything that holds text.
 */
import { blockStarts } from '../../../electron/shared/anchors.ts'
import type { Block } from '../../../electron/shared/model.ts'

export interface Place {
  start: number
  end: number
}

/** A text node, and the stretch of the body text that it shows. */
export interface Piece<T> extends Place {
  node: T
}

/** A stretch within one text node. */
export interface Stretch<T> extends Place {
  node: T
}

/** The part of a DOM Range that matters here. */
export interface RangeLike<T> {
  startContainer: unknown
  startOffset: number
  endContainer: unknown
  endOffset: number
  intersectsNode(node: T): boolean
}

/** Where each drawn text begins in the text it was made of; null for what is no part of it. */
export function align(text: string, drawn: readonly string[]): (number | null)[] {
  let from = 0
  return drawn.map((words) => {
    const at = words.trim() === '' ? (text.startsWith(words, from) ? from : -1) : text.indexOf(words, from)
    if (at < 0 || words === '') return null
    from = at + words.length
    return at
  })
}

/** @param drawn the text nodes of each drawn block, by its index in the article */
export function mapBody<T extends { data: string }>(
  blocks: readonly Block[],
  drawn: Iterable<readonly [block: number, nodes: readonly T[]]>,
): Piece<T>[] {
  const starts = blockStarts(blocks)
  const pieces: Piece<T>[] = []
  for (const [block, nodes] of drawn) {
    const start = starts[block]
    if (start === null || start === undefined) continue
    const texts = nodes.map((node) => node.data)
    align(blocks[block]!.text, texts).forEach((at, i) => {
      if (at !== null) pieces.push({ node: nodes[i]!, start: start + at, end: start + at + texts[i]!.length })
    })
  }
  // captions stand after the body in the text, wherever they are drawn
  return pieces.sort((a, b) => a.start - b.start)
}

/** What of the drawn text shows a passage. */
export function stretchesIn<T>(pieces: readonly Piece<T>[], { start, end }: Place): Stretch<T>[] {
  const stretches: Stretch<T>[] = []
  for (let i = firstAfter(pieces, start); i < pieces.length && pieces[i]!.start < end; i += 1) {
    const piece = pieces[i]!
    const from = Math.max(start, piece.start) - piece.start
    const to = Math.min(end, piece.end) - piece.start
    if (from < to) stretches.push({ node: piece.node, start: from, end: to })
  }
  return stretches
}

/** The first piece that ends after a place. */
function firstAfter(pieces: readonly Place[], at: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pieces[middle]!.end > at) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The passage that a selection covers, without white space at its ends; null where it covers none of the text.
 * @param bodyEnd where the body ends and captions follow: a passage lies in one of the two
 */
export function placeOf<T>(
  pieces: readonly Piece<T>[],
  text: string,
  range: RangeLike<T>,
  bodyEnd = text.length,
): Place | null {
  const covered = pieces.flatMap((piece) => (range.intersectsNode(piece.node) ? [partOf(piece, range)] : []))
  // A triple click ends at the very start of the next paragraph: that is none of it.
  const all = covered.filter(({ start, end }) => start < end)
  // A selection of paragraphs reaches over the captions between them.
  const body = all.filter(({ end }) => end <= bodyEnd)
  const parts = body.length > 0 ? body : all
  const [first, last] = [parts[0], parts.at(-1)]
  return first && last ? trimmed(text, { start: first.start, end: last.end }) : null
}

/** What a range covers of a piece that it touches. */
function partOf<T>({ node, start, end }: Piece<T>, range: RangeLike<T>): Place {
  return {
    start: range.startContainer === node ? start + range.startOffset : start,
    end: range.endContainer === node ? start + range.endOffset : end,
  }
}

/** The place of a point in a text node. */
export function pointOf<T>(pieces: readonly Piece<T>[], node: T, offset: number): number | null {
  const piece = pieces.find((one) => one.node === node)
  return piece ? piece.start + offset : null
}

export function trimmed(text: string, place: Place): Place | null {
  const words = text.slice(place.start, place.end)
  const start = place.start + (words.length - words.trimStart().length)
  const end = place.end - (words.length - words.trimEnd().length)
  return start < end ? { start, end } : null
}
