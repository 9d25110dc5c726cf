/** Highlights that overlap lie in layers, each with an underline of its own height, so that all of them can be seen. */
import type { Place } from './body-map.ts'

/** More than so many on one another share the last layer. */
export const LAYERS = 3

/** The layer of each place, in the order given: the lowest in which nothing overlaps it. */
export function layersOf(places: readonly Place[]): number[] {
  const layers = new Array<number>(places.length).fill(0)
  const ends = new Array<number>(LAYERS).fill(-1)
  const order = places.map((_, i) => i).sort((a, b) => compare(places[a]!, places[b]!))
  for (const i of order) {
    const { start, end } = places[i]!
    const free = ends.findIndex((last) => last <= start)
    const layer = free < 0 ? LAYERS - 1 : free
    layers[i] = layer
    ends[layer] = Math.max(ends[layer]!, end)
  }
  return layers
}

/** By where they begin; of two that begin together the longer first. */
function compare(a: Place, b: Place): number {
  return a.start - b.start || b.end - a.end
}

/** Those at a point, the shortest first: what a click means. */
export function at<T extends { place: Place | null }>(annotations: readonly T[], point: number): T[] {
  return annotations
    .filter(({ place }) => place !== null && place.start <= point && point <= place.end)
    .sort((a, b) => length(a) - length(b))
}

function length({ place }: { place: Place | null }): number {
  return place ? place.end - place.start : 0
}
