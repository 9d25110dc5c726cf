/** Draws SVG where a 2D context draws pixels: just the calls that the timeline makes, so that one painter makes both. */

interface Style {
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  globalAlpha: number
  font: string
  textAlign: string
  textBaseline: string
  direction: string
}

const ANCHORS: Record<string, string> = { center: 'middle', right: 'end' }
const BASELINES: Record<string, string> = { middle: 'central', bottom: 'text-after-edge' }
const HATCH = 'url(#hatch)'

export class SvgContext implements Style {
  fillStyle: unknown = '#000'
  strokeStyle: unknown = '#000'
  lineWidth = 1
  globalAlpha = 1
  font = '12px sans-serif'
  textAlign = 'left'
  textBaseline = 'alphabetic'
  direction = 'ltr'
  readonly #measure: (text: string, font: string) => number
  readonly #out: string[] = []
  readonly #saved: { style: Style; groups: number }[] = []
  #groups = 0
  #clips = 0
  #path = ''
  #rect: [number, number, number, number] | null = null

  /** @param measure how wide a text is in a CSS font, in pixels */
  constructor(measure: (text: string, font: string) => number) {
    this.#measure = measure
  }

  /** @param hatch the colour of the slanted lines over what was never imported */
  finish(width: number, height: number, hatch: string): string {
    const pattern = `<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"><path d="M-1 8 8 -1M-1 1 1 -1M6 8 8 6" stroke="${attribute(hatch)}"/></pattern>`
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
      `<defs>${pattern}</defs>`,
      ...this.#out,
      '</svg>',
      '',
    ].join('\n')
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, direction } = this
    const style = { fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, direction }
    this.#saved.push({ style, groups: this.#groups })
    this.#groups = 0
  }
  restore(): void {
    const saved = this.#saved.pop()
    if (!saved) return
    this.#out.push('</g>'.repeat(this.#groups))
    this.#groups = saved.groups
    Object.assign(this, saved.style)
  }
  translate(x: number, y: number): void {
    this.#open(`transform="translate(${n(x)} ${n(y)})"`)
  }
  beginPath(): void {
    this.#path = ''
    this.#rect = null
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.#rect = [x, y, width, height]
  }
  clip(): void {
    if (!this.#rect) return
    const id = `clip${this.#clips++}`
    this.#out.push(`<clipPath id="${id}"><rect ${box(...this.#rect)}/></clipPath>`)
    this.#open(`clip-path="url(#${id})"`)
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${n(x)} ${n(y)}`
  }
  lineTo(x: number, y: number): void {
    this.#path += `L${n(x)} ${n(y)}`
  }
  stroke(): void {
    this.#out.push(`<path d="${this.#path}" fill="none" ${this.#stroke()}/>`)
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    if (width > 0 && height > 0) this.#out.push(`<rect ${box(x, y, width, height)} ${this.#fill()}/>`)
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    if (width > 0 && height > 0)
      this.#out.push(`<rect ${box(x, y, width, height)} fill="none" ${this.#stroke()}/>`)
  }
  fillText(text: string, x: number, y: number): void {
    const anchor = ANCHORS[this.textAlign]
    const base = BASELINES[this.textBaseline]
    const extra = [
      anchor && `text-anchor="${anchor}"`,
      base && `dominant-baseline="${base}"`,
      // Text of the other direction begins at the same left edge, as it does on a canvas with left alignment.
      this.direction === 'rtl' && `direction="rtl" text-anchor="end"`,
    ]
    const style = `style="font:${attribute(this.font)}"`
    this.#out.push(
      `<text x="${n(x)}" y="${n(y)}" ${style} ${extra.filter(Boolean).join(' ')} ${this.#fill()}>${escaped(text)}</text>`,
    )
  }
  measureText(text: string): { width: number } {
    return { width: this.#measure(text, this.font) }
  }
  createPattern(): { setTransform: () => void } {
    return { setTransform: () => {} }
  }

  #open(attributes: string): void {
    this.#groups++
    this.#out.push(`<g ${attributes}>`)
  }
  #fill(): string {
    return `fill="${colour(this.fillStyle)}"${this.#alpha()}`
  }
  #stroke(): string {
    return `stroke="${colour(this.strokeStyle)}" stroke-width="${n(this.lineWidth)}"${this.#alpha()}`
  }
  #alpha(): string {
    return this.globalAlpha < 1 ? ` opacity="${n(this.globalAlpha)}"` : ''
  }
}

function colour(style: unknown): string {
  return typeof style === 'string' ? attribute(style) : HATCH
}
/** A hundredth of a pixel is finer than any print. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100)
}
function box(x: number, y: number, width: number, height: number): string {
  return `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`
}
// What XML 1.0 cannot hold in any writing is left out: titles are other people's text.
// oxlint-disable-next-line no-control-regex
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
function escaped(text: string): string {
  return text.replace(NOT_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
function attribute(text: string): string {
  return escaped(text).replaceAll('"', '&quot;')
}
