/** Typst's SVG has all pages below each other; a preview shows them one by one. */

const PAGE = /<g class="typst-page"[^>]*>/g

/** Each page as an SVG document of its own, with the glyphs that it uses. */
export function svgPages(svg: string, most: number): string[] {
  return [svg, ...(svg.match(PAGE) ?? [])].slice(0, most)
}
