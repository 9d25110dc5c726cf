/**
 * Highlights are paint, which no screen reader sees: the block that a passage stands in names its notes as its details, and
 * a reader that knows of details can go there.
 */
import { stretchesIn, type Piece, type Place } from './body-map.ts'

export interface Noted {
  /** of the element that holds the note */
  id: string
  place: Place
}

/** What a screen reader reads as one; the box around it has no role of its own. */
const READ_AS_ONE = 'p, li, h1, h2, h3, h4, h5, h6, td, th, pre, figcaption, blockquote, [data-block]'

/** Returns what takes the links away. */
export function link(pieces: readonly Piece<Text>[], notes: readonly Noted[]): () => void {
  const details = new Map<Element, Set<string>>()
  for (const { id, place } of notes) {
    for (const { node } of stretchesIn(pieces, place)) {
      const block = node.parentElement?.closest(READ_AS_ONE)
      if (block) details.set(block, (details.get(block) ?? new Set()).add(id))
    }
  }
  for (const [block, ids] of details) block.setAttribute('aria-details', [...ids].join(' '))
  return () => {
    for (const block of details.keys()) block.removeAttribute('aria-details')
  }
}
