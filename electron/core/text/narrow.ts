const WIDE = /[^\x00-\xff]/

export function isWide(text: string): boolean {
  return WIDE.test(text)
}

/**
 * The same text in one byte a character where that can be. A piece cut from a text with a single dash or curly quote in
 * it has two as well: patterns, JSON and copies then take up to twice as long, and it keeps the whole text in memory.
 */
export function narrow(piece: string): string {
  return piece === '' || isWide(piece) ? piece : Buffer.from(piece, 'latin1').toString('latin1')
}
