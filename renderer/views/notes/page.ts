/** The drawn article, as far as notes need to know of it: its text nodes, what is under a point, and where a passage is. */
import { mapBody, pointOf, stretchesIn, type Piece, type Place } from './body-map.ts'
import type { Block } from '../../../electron/shared/model.ts'

/** Half of a gap between two lines: a click there still means the line. */
const NEAR_PX = 5

export function readPage(paper: HTMLElement, blocks: readonly Block[]): Piece<Text>[] {
  const drawn = [...paper.querySelectorAll<HTMLElement>('[data-block]')].map((block): [number, Text[]] => [
    Number(block.dataset['block']),
    textsOf(block),
  ])
  return mapBody(blocks, drawn)
}

function textsOf(root: HTMLElement): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  return texts
}

/** The place in the text under a point of the window; null beside the text. */
export function placeUnder(pieces: readonly Piece<Text>[], x: number, y: number): number | null {
  const caret = document.caretPositionFromPoint(x, y)
  if (!caret || !(caret.offsetNode instanceof Text)) return null
  const point = pointOf(pieces, caret.offsetNode, caret.offset)
  return point !== null && lineUnder(caret.offsetNode, x, y) ? point : null
}

/** A point in the empty end of a line gives its last letter; only what is on the letters counts. */
function lineUnder(node: Text, x: number, y: number): boolean {
  const range = new Range()
  range.selectNodeContents(node)
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) =>
      x >= left - 1 && x <= right + 1 && y >= top - NEAR_PX && y <= bottom + NEAR_PX,
  )
}

/** The boxes of a passage's lines in the window, top to bottom. */
export function boxesOf(pieces: readonly Piece<Text>[], place: Place): DOMRect[] {
  return stretchesIn(pieces, place).flatMap(({ node, start, end }) => boxes(node, start, end))
}

/** The first line of a passage; null where it is not drawn. */
export function firstBox(pieces: readonly Piece<Text>[], place: Place): DOMRect | null {
  const first = stretchesIn(pieces, place)[0]
  return (first && boxes(first.node, first.start, Math.min(first.end, first.start + 1))[0]) ?? null
}

function boxes(node: Text, start: number, end: number): DOMRect[] {
  const range = new Range()
  range.setStart(node, start)
  range.setEnd(node, end)
  return [...range.getClientRects()].filter(({ width }) => width > 0)
}

/** Selects a passage as if by hand. */
export function select(pieces: readonly Piece<Text>[], place: Place): void {
  const stretches = stretchesIn(pieces, place)
  const [first, last] = [stretches[0], stretches.at(-1)]
  if (first && last) getSelection()?.setBaseAndExtent(first.node, first.start, last.node, last.end)
}
