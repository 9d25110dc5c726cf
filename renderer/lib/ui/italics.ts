/** Text with italics, as a citation has it (`<p>`, `<i>`, entities and nothing else), in parts that can be drawn as text. */
export interface Part {
  text: string
  italic: boolean
}

const TAG = /<(\/?)([a-z]+)>/g
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  nbsp: '\u00a0',
}

/** The paragraphs. What is no tag of these stands as it is written. */
export function paragraphs(html: string): Part[][] {
  const all: Part[][] = []
  let parts: Part[] = []
  let italic = false
  let from = 0
  const push = (text: string): void => {
    if (text.trim() !== '' || (text !== '' && parts.length > 0)) parts.push({ text: decode(text), italic })
  }
  for (const { 0: whole, 1: end, 2: name, index } of html.matchAll(TAG)) {
    if (name !== 'i' && name !== 'p') continue
    push(html.slice(from, index))
    from = index + whole.length
    if (name === 'i') italic = end === ''
    else if (parts.length > 0) {
      all.push(parts)
      parts = []
    }
  }
  push(html.slice(from))
  if (parts.length > 0) all.push(parts)
  return all
}

function decode(text: string): string {
  return text.replace(
    /&([a-z]+|#\d+|#x[0-9a-f]+);/gi,
    (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole,
  )
}
