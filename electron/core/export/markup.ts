/**
 * An article as XHTML that is valid HTML as well: for EPUB and for the folder of pages. Every piece of text is escaped here,
 * and there is no element or attribute that an article chose: nothing in it can run or fetch anything.
 */
import { stretchesOf } from '../../shared/anchors.ts'
import type { Block, Mark } from '../../shared/model.ts'
import type { Annotation } from '../../shared/own.ts'
import { escapeXml, fitLine, webAddress } from './clean.ts'
import { isRtl, languageTag } from './direction.ts'
import type { ExportedItem } from './exported-item.ts'
import { type Span, writeInline } from './inline.ts'
import { markdownMarkup } from './markdown-markup.ts'
import { dateOf, isShown, namesOf, titleOf } from './shown.ts'

export interface MarkupOptions {
  /** the address of a picture, by its SHA-256; null where it cannot be shown */
  picture(sha256: string): string | null
  /** with the attributes by which a reading program shows notes in a window of their own */
  epub: boolean
}

export const HIGHLIGHTS = ['yellow', 'green', 'blue', 'red'] as const

/** @returns attributes with a blank before them */
export function languageOf(language: string | null, epub: boolean): string {
  const tag = languageTag(language)
  const lang = tag === '' ? '' : ` lang="${tag}"${epub ? ` xml:lang="${tag}"` : ''}`
  // without a language the text itself says it
  return `${lang} dir="${language === null ? 'auto' : isRtl(language) ? 'rtl' : 'ltr'}"`
}

export function articleMarkup(item: ExportedItem, options: MarkupOptions): string {
  const notes = new Notes(item, options.epub)
  const body = item.blocks.map((block, i) => (isShown(block) ? blockMarkup(block, i, notes, options) : ''))
  return [
    `<article${languageOf(item.language, options.epub)}>`,
    headMarkup(item),
    ...body.filter(Boolean),
    notes.markup(),
    headlinesMarkup(item),
    '</article>',
    sourceMarkup(item),
  ]
    .filter(Boolean)
    .join('\n')
}

function headMarkup(item: ExportedItem): string {
  const line = [item.outlet ?? '', dateOf(item), namesOf(item)].map(fitLine).filter(Boolean)
  return [
    '<header>',
    `<h1>${escapeXml(fitLine(titleOf(item)))}</h1>`,
    line.length > 0 &&
      `<p class="byline">${line.map((part) => `<bdi>${escapeXml(part)}</bdi>`).join(' · ')}</p>`,
    item.url && `<p class="address" dir="ltr">${linkMarkup(item.url)}</p>`,
    '</header>',
    item.note.trim() && `<div class="note" dir="auto">${markdownMarkup(item.note)}</div>`,
  ]
    .filter(Boolean)
    .join('\n')
}

/** A link where the address is one of the web, else its text. */
export function linkMarkup(address: string): string {
  const href = webAddress(address)
  const text = escapeXml(fitLine(address))
  return href ? `<a href="${escapeXml(href)}" rel="noopener noreferrer nofollow">${text}</a>` : text
}

type Styled = { mark: Mark } | { colour: (typeof HIGHLIGHTS)[number]; note: number | null }

/** The highlights and notes of an article: where they stand, and what is said at the end. */
class Notes {
  readonly #byBlock = new Map<number, Span<Styled>[]>()
  readonly #noted: Annotation[] = []
  readonly #placed = new Set<Annotation>()
  readonly #epub: boolean

  constructor({ annotations, blocks }: ExportedItem, epub: boolean) {
    this.#epub = epub
    for (const annotation of annotations) {
      const { place, colour, note } = annotation
      const number = note.trim() === '' && place ? null : this.#noted.push(annotation)
      if (!place) continue
      const stretches = stretchesOf(blocks, place.start, place.end).filter(({ block }) =>
        isShown(blocks[block]!),
      )
      if (stretches.length > 0) this.#placed.add(annotation)
      stretches.forEach(({ block, start, end }, i) => {
        const spans = this.#byBlock.get(block) ?? []
        this.#byBlock.set(block, spans)
        const isLast = i === stretches.length - 1
        spans.push({ start, end, value: { colour: HIGHLIGHTS[colour], note: isLast ? number : null } })
      })
    }
  }

  in(block: number): readonly Span<Styled>[] {
    return this.#byBlock.get(block) ?? []
  }

  reference(number: number): string {
    const epub = this.#epub ? ' epub:type="noteref" role="doc-noteref"' : ''
    return `<a class="noteref"${epub} id="ref-${number}" href="#note-${number}">${number}</a>`
  }

  markup(): string {
    if (this.#noted.length === 0) return ''
    const items = this.#noted.map((annotation, i) => this.#noteMarkup(annotation, i + 1))
    return `<section class="notes" dir="auto">\n<h2>Notes</h2>\n${items.join('\n')}\n</section>`
  }

  #noteMarkup(annotation: Annotation, number: number): string {
    const { quote, note } = annotation
    const epub = this.#epub ? ' epub:type="footnote" role="doc-footnote"' : ''
    const hasPlace = this.#placed.has(annotation)
    const back = hasPlace ? `<a class="back" href="#ref-${number}">${number}</a>` : `${number}`
    const lost = quote && !hasPlace ? ' <em>(not in the text any more)</em>' : ''
    const quoted = quote ? `<q>${escapeXml(fitLine(quote.exact))}</q>${lost}` : ''
    return `<aside${epub} id="note-${number}"><p>${back}. ${quoted}</p>${markdownMarkup(note)}</aside>`
  }
}

function blockMarkup(block: Block, index: number, notes: Notes, options: MarkupOptions): string {
  const spans = [...marksOf(block), ...notes.in(index)]
  const inline = (text: string, from = 0) => inlineMarkup(text, shifted(spans, from, text.length), notes)
  const { kind, text, level = 2, items, ordered, rows } = block
  switch (kind) {
    case 'heading': {
      const name = `h${Math.min(6, Math.max(2, level))}`
      return `<${name}>${inline(text)}</${name}>`
    }
    case 'quote':
      return `<blockquote><p>${inline(text)}</p></blockquote>`
    case 'preformatted':
      return `<pre>${inline(text)}</pre>`
    case 'list': {
      const name = ordered ? 'ol' : 'ul'
      return `<${name}>${linesOf(text, items ?? text.split('\n'))
        .map(({ line, at }) => `<li>${inline(line, at)}</li>`)
        .join('')}</${name}>`
    }
    case 'table':
      return tableMarkup(rows ?? text.split('\n').map((row) => row.split('\t')), text, inline)
    case 'figure':
      return figureMarkup(block, inline(text), options)
    case 'caption':
      return `<p class="caption">${inline(text)}</p>`
    default:
      return `<p>${inline(text)}</p>`
  }
}

/** Where each line begins in the block's text; out of reach of every span where the text is put together otherwise. */
function linesOf(text: string, lines: readonly string[], joint = '\n'): { line: string; at: number }[] {
  const isSame = lines.join(joint) === text
  let next = 0
  return lines.map((line) => {
    const at = isSame ? next : Number.MAX_SAFE_INTEGER
    next += line.length + joint.length
    return { line, at }
  })
}

function tableMarkup(
  rows: readonly string[][],
  text: string,
  inline: (text: string, from: number) => string,
): string {
  const lines = linesOf(
    text,
    rows.map((row) => row.join('\t')),
  )
  const width = rows.reduce((most, row) => Math.max(most, row.length), 1)
  const written = rows.map((row, i) => {
    const { line, at } = lines[i]!
    const cells = linesOf(line, row, '\t').map((cell) => `<td>${inline(cell.line, at + cell.at)}</td>`)
    return `<tr>${cells.join('')}${'<td></td>'.repeat(width - row.length)}</tr>`
  })
  return `<table>${written.join('')}</table>`
}

function figureMarkup({ image }: Block, caption: string, { picture }: MarkupOptions): string {
  const address = image?.sha256 ? picture(image.sha256) : null
  const alt = escapeXml(fitLine(image?.alt ?? ''))
  const missing =
    alt === '' && caption === '' ? '' : `<p class="missing">[Picture${alt ? `: ${alt}` : ''}]</p>`
  const shown = address ? `<img src="${escapeXml(address)}" alt="${alt}" />` : missing
  const said = caption.trim() === '' ? '' : `<figcaption>${caption}</figcaption>`
  return shown === '' && said === '' ? '' : `<figure>${shown}${said}</figure>`
}

function marksOf({ marks = [] }: Block): Span<Styled>[] {
  return marks.flatMap((mark) =>
    mark.type === 'link' && !webAddress(mark.href)
      ? []
      : [{ start: mark.start, end: mark.end, value: { mark } }],
  )
}

/** What of the spans lies in one line of a block. The reference to a note stands where its passage ends. */
function shifted(spans: readonly Span<Styled>[], from: number, length: number): Span<Styled>[] {
  return spans.flatMap(({ start, end, value }) => {
    if (end <= from || start >= from + length) return []
    const goesOn = end > from + length && !('mark' in value)
    return [{ start: start - from, end: end - from, value: goesOn ? { ...value, note: null } : value }]
  })
}

/** Links and references to notes never stand within a link: they wait until it ends. */
function inlineMarkup(text: string, spans: readonly Span<Styled>[], notes: Notes): string {
  let links = 0
  let waiting = ''
  // links outermost, so that no other element is cut by one
  const sorted = [...spans].sort((a, b) => Number(isLink(b.value)) - Number(isLink(a.value)))
  return writeInline(text, sorted, {
    text: lines,
    open(value) {
      if (!('mark' in value)) return `<mark class="${value.colour}">`
      const { type, href } = value.mark
      if (type !== 'link') return `<${type}>`
      if (links++ > 0) return ''
      return `<a href="${escapeXml(webAddress(href)!)}" rel="noopener noreferrer nofollow">`
    },
    close(value, isEnd) {
      if (isLink(value)) {
        if (--links > 0) return ''
        const after = waiting
        waiting = ''
        return `</a>${after}`
      }
      if ('mark' in value) return `</${value.mark.type}>`
      const reference = isEnd && value.note !== null ? notes.reference(value.note) : ''
      if (reference === '' || links === 0) return `</mark>${reference}`
      waiting += reference
      return '</mark>'
    },
  })
}

function isLink(value: Styled): boolean {
  return 'mark' in value && value.mark.type === 'link'
}

function lines(text: string): string {
  return escapeXml(text).replaceAll('\n', '<br />')
}

function headlinesMarkup({ headlines }: ExportedItem): string {
  if (headlines.length === 0) return ''
  const items = headlines.map(
    ({ title, outlet, date }) =>
      `<li><bdi>${escapeXml(fitLine(title))}</bdi> <small>${escapeXml(fitLine([outlet, date].filter(Boolean).join(', ')))}</small></li>`,
  )
  return `<section class="headlines">\n<h2>Headlines it lists</h2>\n<ul>${items.join('')}</ul>\n</section>`
}

function sourceMarkup({ sources, tags, capturedAtMs }: ExportedItem): string {
  const [source] = sources
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const said = [
    tags.length > 0 && `Tags: ${tags.join(', ')}`,
    capturedAtMs !== null && `Saved on ${day(capturedAtMs)}`,
    source && `From ${source.dump}, record ${source.record}, imported on ${day(source.importedAtMs)}`,
    source && `SHA-256 ${source.sha256}`,
  ].filter(Boolean)
  return said.length === 0
    ? ''
    : `<footer class="source" lang="en" dir="ltr">${said.map((one) => `<p>${escapeXml(fitLine(String(one)))}</p>`).join('')}</footer>`
}
