/** Names that may mean the same: found by what is left of them when details are dropped. */

/** Letters and digits only, in lower case, accents dropped: `FOX-News` and `Fox News` are one. */
export function squeezed(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Pairs of entries that have a key in common, each pair once; none for keys that are empty or shared by very many. */
export function pairsByKey<T>(entries: readonly T[], keysOf: (entry: T) => readonly string[]): [T, T][] {
  const byKey = new Map<string, T[]>()
  const numbers = new Map(entries.map((entry, i) => [entry, i]))
  const seen = new Set<string>()
  const pairs: [T, T][] = []
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      if (key === '') continue
      const others = byKey.get(key)
      if (!others) {
        byKey.set(key, [entry])
        continue
      }
      for (const other of others.slice(0, 10)) {
        const pair = `${numbers.get(other)} ${numbers.get(entry)}`
        if (!seen.has(pair)) pairs.push([other, entry])
        seen.add(pair)
      }
      others.push(entry)
    }
  }
  return pairs
}

/** A word and all that is left when one letter is dropped: two words share one of these when they are a typing error apart. */
export function nearKeys(word: string, leastLetters: number): string[] {
  if (word.length < leastLetters || word.length > 60) return []
  return [word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))]
}

/** Whether two words differ by one letter added, dropped, changed or swapped with the next; digits never count as errors. */
export function isNearSpelling(a: string, b: string): boolean {
  if (a === b || a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  const shorter = Math.min(a.length, b.length)
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
