/** How notes and quotes are searched: their words folded as the index folds them, each between blanks. */
import { markedWords, parseQuery } from '../../shared/query.ts'
import { tokensOf } from '../index/tokens.ts'

/** ` gauge data says 29 ` */
export function foldedWords(text: string): string {
  let words = ' '
  for (const { folded } of tokensOf(text)) words += `${folded} `
  return words
}

/** What a person typed to look for in notes, as runs of folded words: phrases stay together, `gaug*` is a beginning. */
export function noteNeedles(text: string): string[] {
  return markedWords(parseQuery(text).text).map((node) => {
    const words = foldedWords(node.text)
    return node.prefix ? words.trimEnd() : words
  })
}
