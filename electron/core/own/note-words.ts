/** How notes and quotes are searched: their words folded as the index folds them, each between blanks. */
import { tokensOf } from '../index/tokens.ts'

/** ` gauge data says 29 ` */
export function foldedWords(text: string): string {
  let words = ' '
  for (const { folded } of tokensOf(text)) words += `${folded} `
  return words
}
