import { among } from './article-order.ts'
import { inMemory, type Source } from './source.ts'

/**
 * A list with only the first article of each story, in its own order; the others are counted.
 * @param stories of every article its story, by number; 0 or beyond the end for none
 */
export function collapsed(source: Source, stories: Int32Array): Source {
  const ids = source.listed ?? source.ordered().ids
  const counts = new Map<number, number>()
  const kept = new Int32Array(ids.length)
  let size = 0
  for (const id of ids) {
    const story = stories[id] ?? 0
    const known = story === 0 ? undefined : counts.get(story)
    if (story !== 0) counts.set(story, (known ?? 0) + 1)
    if (known === undefined) kept[size++] = id
  }
  const shown = kept.slice(0, size)
  const members = new Uint8Array(maximum(ids) + 1)
  for (const id of shown) members[id] = 1
  return {
    ...inMemory(among(source.ordered(), members), shown),
    copies: (id) => {
      const storyId = stories[id] ?? 0
      return storyId === 0 ? {} : { copies: counts.get(storyId)! - 1, storyId }
    },
  }
}

function maximum(ids: Int32Array): number {
  let most = 0
  for (const id of ids) if (id > most) most = id
  return most
}
