/** Which passage of one text became which of another: for texts too long or too unlike to be compared word by word at once. */

export interface Pair {
  a: string[]
  b: string[]
}

const RUN = 3
const WORD = /[\p{L}\p{N}]+/gu
/** A passage is told by its beginning: a text of one endless paragraph is none. */
const LOOKED_AT = 4000

/**
 * Pairs passages that share runs of three words which are nowhere else, in the order of both; between two pairs stands what
 * has none. Takes time linear in the texts.
 */
export function pairPassages(a: readonly string[], b: readonly string[]): Pair[] {
  const owners = new Map<string, number>()
  b.forEach((passage, at) => {
    for (const run of runsOf(passage)) {
      const owner = owners.get(run)
      owners.set(run, owner === undefined || owner === at ? at : -1)
    }
  })
  const matches: [number, number][] = []
  a.forEach((passage, at) => {
    const votes = new Map<number, number>()
    for (const run of runsOf(passage)) {
      const owner = owners.get(run) ?? -1
      if (owner >= 0) votes.set(owner, (votes.get(owner) ?? 0) + 1)
    }
    let best = -1
    let most = 1
    for (const [owner, count] of votes) if (count > most) [best, most] = [owner, count]
    if (best >= 0) matches.push([at, best])
  })
  return between(a, b, rising(matches))
}

function* runsOf(passage: string): Generator<string> {
  const words = passage.slice(0, LOOKED_AT).match(WORD) ?? []
  for (let i = 0; i + RUN <= words.length; i++) yield words.slice(i, i + RUN).join(' ')
}

function between(a: readonly string[], b: readonly string[], anchors: readonly [number, number][]): Pair[] {
  const pairs: Pair[] = []
  let [fromA, fromB] = [0, 0]
  for (const [atA, atB] of [...anchors, [a.length, b.length] as const]) {
    if (atA > fromA || atB > fromB) pairs.push({ a: a.slice(fromA, atA), b: b.slice(fromB, atB) })
    if (atA < a.length) pairs.push({ a: [a[atA]!], b: [b[atB]!] })
    ;[fromA, fromB] = [atA + 1, atB + 1]
  }
  return pairs
}

/** The longest of them that rise in both texts (patience sorting). @param matches rise in the first */
function rising(matches: readonly [number, number][]): [number, number][] {
  const ends: number[] = []
  const before = new Int32Array(matches.length).fill(-1)
  matches.forEach(([, b], at) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (matches[ends[middle]!]![1] < b) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? ends[low - 1]! : -1
    ends[low] = at
  })
  const chain: [number, number][] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) chain.push(matches[at]!)
  return chain.reverse()
}
