/**
 * Paints passages by the CSS highlight API: the article's markup stays as it is. One named highlight for each colour and
 * layer, drawn in styles/notes.css.
 */
import type { AnnotationColour } from '../../../electron/shared/own.ts'
import { stretchesIn, type Piece, type Place } from './body-map.ts'
import { LAYERS, layersOf } from './layers.ts'

export interface Passage {
  place: Place
  colour: AnnotationColour
}

const LIT = 'note-lit'

function rangesOf(pieces: readonly Piece<Text>[], place: Place): StaticRange[] {
  return stretchesIn(pieces, place).map(
    ({ node, start, end }) =>
      new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
  )
}

/** Returns what takes the paint away. */
export function paint(pieces: readonly Piece<Text>[], passages: readonly Passage[]): () => void {
  const layers = layersOf(passages.map(({ place }) => place))
  const names = new Map<string, Highlight>()
  for (const [i, { place, colour }] of passages.entries()) {
    const layer = layers[i]!
    const highlight = named(names, `note-${colour}-${layer}`, layer)
    for (const range of rangesOf(pieces, place)) highlight.add(range)
  }
  for (const [name, highlight] of names) CSS.highlights.set(name, highlight)
  return () => {
    for (const name of names.keys()) CSS.highlights.delete(name)
  }
}

function named(names: Map<string, Highlight>, name: string, priority: number): Highlight {
  const known = names.get(name) ?? new Highlight()
  known.priority = priority
  names.set(name, known)
  return known
}

/** Lights up one passage above all others. */
export function light(pieces: readonly Piece<Text>[], place: Place | null): (() => void) | undefined {
  if (!place) return undefined
  const highlight = new Highlight(...rangesOf(pieces, place))
  highlight.priority = LAYERS
  CSS.highlights.set(LIT, highlight)
  return () => CSS.highlights.delete(LIT)
}
