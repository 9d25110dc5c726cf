/**
 * Lights the words of a search in the open article. The words are those that the list's row shows as matched, so the
 * reader knows nothing of the search language; the light is painted by the CSS highlight API and changes no markup.
 */
import type { ArticleRow } from '../../../electron/shared/model.ts'

const NAME = 'found'
/** Beyond this an article is a wall of light, and no help. */
const MOST = 2000

/** The matched words of a row, folded. */
export function foundWords(row: Pick<ArticleRow, 'title' | 'titleMatches' | 'snippet'>): string[] {
  const words = new Set<string>()
  const add = (text: string, matches: readonly (readonly [number, number])[]) => {
    for (const [start, end] of matches) {
      for (const word of text.slice(start, end).match(WORD) ?? []) words.add(fold(word))
    }
  }
  add(row.title, row.titleMatches)
  if (row.snippet) add(row.snippet.text, row.snippet.matches)
  return [...words]
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu

function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** The places of these words in a text, as [start, end). */
export function placesOf(text: string, words: ReadonlySet<string>): [number, number][] {
  const places: [number, number][] = []
  for (const match of text.matchAll(WORD)) {
    if (words.has(fold(match[0]))) places.push([match.index, match.index + match[0].length])
  }
  return places
}

/** Lights the words below `root`; returns what puts the light out. */
export function highlightWords(root: HTMLElement, words: readonly string[]): (() => void) | undefined {
  if (words.length === 0 || !('highlights' in CSS)) return undefined
  const wanted = new Set(words)
  const highlight = new Highlight()
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node && highlight.size < MOST; node = texts.nextNode()) {
    for (const [start, end] of placesOf(node.nodeValue ?? '', wanted)) {
      const range = new Range()
      range.setStart(node, start)
      range.setEnd(node, end)
      highlight.add(range)
    }
  }
  CSS.highlights.set(NAME, highlight)
  return () => CSS.highlights.delete(NAME)
}
