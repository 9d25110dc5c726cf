/** Words for the labels of changes. */

export function articlesIn(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'article' : 'articles'}`
}

const MOST_QUOTED = 3
const MOST_LETTERS = 60

/** `“a”, “b” and 4 more` */
export function quotedList(names: readonly string[]): string {
  const shown = names.slice(0, MOST_QUOTED).map((name) => `“${shortened(name)}”`)
  const more = names.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** A name as it stands in a line of other words. */
export function shortened(name: string): string {
  const letters = [...name]
  return letters.length <= MOST_LETTERS ? name : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`
}
