/** A stretch of a text that is set in its own way. */
export interface Span<T> {
  start: number
  end: number
  value: T
}

/** How a format writes what spans mean. */
export interface InlineWriter<T> {
  text(text: string): string
  open(value: T): string
  /** @param isEnd false where it is only interrupted, to be opened again at once */
  close(value: T, isEnd: boolean): string
}

/**
 * Writes a text with its spans well nested: where two overlap, the one that began later is closed and opened again.
 * Spans outside the text and empty ones are left out.
 */
export function writeInline<T>(text: string, spans: readonly Span<T>[], writer: InlineWriter<T>): string {
  const known = spans
    .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(text.length, span.end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  if (known.length === 0) return writer.text(text)
  const cuts = [...new Set(known.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const open: Span<T>[] = []
  let out = writer.text(text.slice(0, cuts[0]))
  let next = 0
  cuts.forEach((at, i) => {
    const lowest = open.findIndex(({ end }) => end <= at)
    const closed = lowest < 0 ? [] : open.splice(lowest)
    for (const span of closed.reverse()) out += writer.close(span.value, span.end <= at)
    const begun = closed.reverse().filter(({ end }) => end > at)
    while (next < known.length && known[next]!.start === at) begun.push(known[next++]!)
    for (const span of begun) {
      out += writer.open(span.value)
      open.push(span)
    }
    out += writer.text(text.slice(at, cuts[i + 1] ?? text.length))
  })
  return out
}
