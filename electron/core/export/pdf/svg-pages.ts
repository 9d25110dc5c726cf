/**
 * Typst's SVG has all pages below each other, and once the glyphs of all of them. A preview shows pages one by one, each as a
 * document of its own. Typst indents what it writes, so its own lines are told from the text within them, which never stands
 * there: text is drawn as glyphs.
 */

const PAGE_BEGINS = /^ {4}<g(?: transform="[^"]*")?>$/
const PAGE_ENDS = '    </g>'
const DEFS_BEGIN = /^ {4}<defs id="[^"]*">$/
const DEFS_END = '    </defs>'
const PART_BEGINS = /^ {8}<(\w+) id="([^"]+)"/
const REFERENCE = /(?:href="#|url\(#)([\w-]+)/g

/** Each page as an SVG document, with the glyphs that it uses. Links are left out: a picture of a page leads nowhere. */
export function svgPages(svg: string, width: number, height: number, most: number): string[] {
  const { pages, parts } = read(svg.split('\n'), most)
  return pages.map((page) => {
    const body = page
      .join('\n')
      .replace(/<a (transform="[^"]*")?[^>]*>/g, '<g $1>')
      .replaceAll('</a>', '</g>')
    const defs = [...used(body, parts)].map((id) => parts.get(id)!).join('\n')
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
      `viewBox="0 0 ${width} ${height}" width="${width}pt" height="${height}pt">` +
      `<rect width="100%" height="100%" fill="#ffffff"/><g>${body}</g><defs>${defs}</defs></svg>`
    )
  })
}

function read(lines: readonly string[], most: number): { pages: string[][]; parts: Map<string, string> } {
  const pages: string[][] = []
  const parts = new Map<string, string>()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (PAGE_BEGINS.test(line)) {
      const end = lines.indexOf(PAGE_ENDS, at)
      // its place among the pages is of no use to a page alone
      if (pages.length < most) pages.push(['<g>', ...lines.slice(at + 1, end), '</g>'])
      at = end
    } else if (DEFS_BEGIN.test(line)) {
      const end = lines.indexOf(DEFS_END, at)
      readParts(lines.slice(at + 1, end), parts)
      at = end
    }
  }
  return { pages, parts }
}

function readParts(lines: readonly string[], parts: Map<string, string>): void {
  for (let at = 0; at < lines.length; at++) {
    const begin = PART_BEGINS.exec(lines[at]!)
    if (!begin) continue
    const end = lines[at]!.endsWith('/>') ? at : lines.indexOf(`        </${begin[1]!}>`, at)
    parts.set(begin[2]!, lines.slice(at, end + 1).join('\n'))
    at = end
  }
}

/** What a page refers to, and what that refers to. */
function used(body: string, parts: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>()
  const look = (text: string): void => {
    for (const [, id] of text.matchAll(REFERENCE)) {
      const part = parts.get(id!)
      if (part === undefined || found.has(id!)) continue
      found.add(id!)
      look(part)
    }
  }
  look(body)
  return found
}
