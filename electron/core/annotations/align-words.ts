/** Where a run of words stands in a text with some of them changed, added or left out. */

export interface Alignment {
  /** numbers of its first and last word in the text */
  first: number
  last: number
  /** words to change, add or leave out */
  errors: number
  /** whether it ends with the word that the pattern ends with */
  endsAlike: boolean
}

/** So many cells are filled at most: a book compared with a chapter is not worth a second. */
const MOST_CELLS = 12_000_000

interface Word {
  folded: string
}

/**
 * The places with at most so many errors, fewest first; of places that overlap the best alone. (Sellers’ algorithm: the edit
 * distance of the whole pattern to any stretch of the text.)
 */
export function alignWords(pattern: readonly Word[], text: readonly Word[], mostErrors: number): Alignment[] {
  if (pattern.length === 0 || text.length === 0 || pattern.length * text.length > MOST_CELLS) return []
  const found = scan(pattern, text)
    .filter(({ errors, first, last }) => errors <= mostErrors && first <= last)
    .sort((a, b) => a.errors - b.errors || Number(b.endsAlike) - Number(a.endsAlike) || a.first - b.first)
  const kept: Alignment[] = []
  for (const one of found) {
    if (kept.every((other) => one.first > other.last || one.last < other.first)) kept.push(one)
  }
  return kept
}

/** The best stretch that ends at each word. */
function scan(pattern: readonly Word[], text: readonly Word[]): Alignment[] {
  const height = pattern.length + 1
  const numbers = new Map<string, number>()
  const numberOf = ({ folded }: Word): number => {
    let number = numbers.get(folded)
    if (number === undefined) numbers.set(folded, (number = numbers.size))
    return number
  }
  const wanted = Int32Array.from(pattern, numberOf)
  let costs = Int32Array.from({ length: height }, (_, i) => i)
  let starts = new Int32Array(height)
  let nextCosts = new Int32Array(height)
  let nextStarts = new Int32Array(height)
  const ends: Alignment[] = []
  text.forEach((word, at) => {
    const number = numberOf(word)
    nextCosts[0] = 0
    nextStarts[0] = at + 1
    for (let i = 1; i < height; i++) {
      const change = costs[i - 1]! + (wanted[i - 1] === number ? 0 : 1)
      const extra = costs[i]! + 1
      const left = nextCosts[i - 1]! + 1
      if (change <= extra && change <= left) {
        nextCosts[i] = change
        nextStarts[i] = i === 1 ? at : starts[i - 1]!
      } else if (left <= extra) {
        nextCosts[i] = left
        nextStarts[i] = nextStarts[i - 1]!
      } else {
        nextCosts[i] = extra
        nextStarts[i] = starts[i]!
      }
    }
    const endsAlike = wanted[height - 2] === number
    ends.push({ first: nextStarts[height - 1]!, last: at, errors: nextCosts[height - 1]!, endsAlike })
    ;[costs, nextCosts] = [nextCosts, costs]
    ;[starts, nextStarts] = [nextStarts, starts]
  })
  return ends
}
