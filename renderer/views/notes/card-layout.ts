/** Cards in the margin: each beside its passage, none over another. */

export interface Card {
  /** where its passage is; null: as high as it goes */
  wanted: number | null
  height: number
}

/**
 * The top of each card, in the order given. The first that wants a place gets it, and those after it are pushed down. A
 * chosen one stands beside its passage whatever the others want: those before it are pushed up as far as the top.
 */
export function placeCards(cards: readonly Card[], gap: number, chosen = -1): number[] {
  const tops = pushedDown(cards, gap, 0, 0)
  const wanted = cards[chosen]?.wanted
  if (wanted === null || wanted === undefined || tops[chosen] === wanted) return tops
  tops[chosen] = Math.max(wanted, heightOf(cards.slice(0, chosen), gap))
  for (let i = chosen - 1; i >= 0; i -= 1) {
    tops[i] = Math.min(tops[i]!, tops[i + 1]! - gap - cards[i]!.height)
  }
  const below = tops[chosen]! + cards[chosen]!.height + gap
  return [...tops.slice(0, chosen + 1), ...pushedDown(cards, gap, chosen + 1, below)]
}

function pushedDown(cards: readonly Card[], gap: number, from: number, top: number): number[] {
  let free = top
  return cards.slice(from).map(({ wanted, height }) => {
    const at = Math.max(free, wanted ?? free)
    free = at + height + gap
    return at
  })
}

function heightOf(cards: readonly Card[], gap: number): number {
  return cards.reduce((sum, { height }) => sum + height + gap, 0)
}

/** How far down the last of them reaches. */
export function bottomOf(cards: readonly Card[], tops: readonly number[]): number {
  return cards.reduce((most, { height }, i) => Math.max(most, tops[i]! + height), 0)
}
