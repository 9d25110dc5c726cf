/** Finding by typing: those that begin with the words first, then those with a part that does, then any that hold them. */

const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase().replaceAll(/\s+/g, ' ').trim()

export function isSame(a: string, b: string): boolean {
  return fold(a) === fold(b)
}

/** Those that hold all of the words, best first; in their own order among equals. */
export function matching<T extends { label: string }>(all: readonly T[], words: string): T[] {
  const wanted = fold(words)
  if (wanted === '') return [...all]
  const parts = wanted.split(' ')
  const ranks: T[][] = [[], [], [], []]
  for (const one of all) {
    const label = fold(one.label)
    if (parts.every((part) => label.includes(part))) ranks[rank(label, wanted)]!.push(one)
  }
  return ranks.flat()
}

function rank(label: string, wanted: string): number {
  if (label === wanted) return 0
  if (label.startsWith(wanted)) return 1
  const at = label.indexOf(wanted)
  return at > 0 && /[/ \-:]/.test(label[at - 1]!) ? 2 : 3
}
