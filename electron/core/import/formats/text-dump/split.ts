/** Several articles in one text file: found only by marks that nothing else leaves. */

export interface TextRecord {
  text: string
  /** in UTF-16 units of the whole text */
  startOffset: number
  /** 1-based */
  startLine: number
}

/** The records of a text dump, in order; a dump of one article gives one record that is the whole text. */
export function splitTextDump(text: string): TextRecord[] {
  return [{ text, startOffset: 0, startLine: 1 }]
}
