export interface Piece {
  text: string
  marked: boolean
}

/** Cuts a text at its matches. Pairs that overlap or lie outside are tolerated: no text is lost or doubled. */
export function pieces(text: string, matches: readonly (readonly [number, number])[]): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const [start, end] of [...matches].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(at, start)
    const to = Math.min(text.length, end)
    if (to <= from) continue
    if (from > at) found.push({ text: text.slice(at, from), marked: false })
    found.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false })
  return found
}

/** A passage cut so that its first match stands near its beginning, and is seen where only a line or two fits. */
export function fromFirstMatch(
  text: string,
  matches: readonly (readonly [number, number])[],
  before = 32,
): { text: string; matches: [number, number][] } {
  const first = Math.min(...matches.map(([start]) => start))
  const cut = first > before * 1.5 ? text.indexOf(' ', first - before) + 1 : 0
  if (cut <= 0 || cut > first) return { text, matches: matches.map(([start, end]) => [start, end]) }
  const shift = cut - 2
  return {
    text: `… ${text.slice(cut)}`,
    matches: matches.map(([start, end]) => [start - shift, end - shift]),
  }
}
