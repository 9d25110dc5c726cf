/** Cuts a page into its blocks, in document order, each with the element it stands in and how much of it is links. */

import { isElem, type Elem, type HtmlTree } from './html-tree.ts'
import { imageSource } from './image-source.ts'
import { InlineText, type GatheredText } from './inline-text.ts'
import type { Mark } from '../../../shared/model.ts'

export interface Segment {
  kind: 'paragraph' | 'heading' | 'quote' | 'list' | 'table' | 'preformatted' | 'image'
  text: string
  /** the block element it stands in */
  elem: Elem
  linkLength: number
  links: number
  strongLength: number
  marks: Mark[]
  level?: number
  items?: string[]
  ordered?: boolean
  rows?: string[][]
  /** of an image */
  image?: { src: string; alt: string }
  /** stands in a figure or a figure's caption */
  figure: Elem | null
}

const set = (text: string) => new Set(text.split(' '))
const INLINE = set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr img br source picture amp-img x',
)
const STRUCTURE = set(
  'h1 h2 h3 h4 h5 h6 table figure blockquote section article pre aside nav form ul ol dl header footer',
)

export function cutSegments(tree: HtmlTree): Segment[] {
  const cutter = new Cutter()
  cutter.walk(tree.root)
  cutter.flush(tree.root)
  return cutter.segments
}

class Cutter {
  readonly segments: Segment[] = []
  readonly #inline = new InlineText()
  #breaks = 0
  #heading = 0
  #quote = false
  #pre = false
  #list: Elem | null = null
  #figure: Elem | null = null

  /** Recursion is as deep as the tree, which is capped. */
  walk(elem: Elem): void {
    for (const child of elem.children) {
      if (!isElem(child)) {
        if (this.#breaks && child.trim()) this.#breaks = 0
        this.#inline.add(child)
      } else this.#element(child, elem)
    }
  }

  #element(elem: Elem, block: Elem): void {
    const tag = elem.tag
    if (tag === 'br') return this.#break(block)
    if (tag === 'img' || tag === 'amp-img' || tag === 'source') return this.#image(elem)
    if (INLINE.has(tag) || isCustomInline(elem)) return this.#inlineElement(elem)
    this.flush(block)
    if (tag === 'hr') return
    if ((tag === 'ul' || tag === 'ol') && this.#simpleList(elem)) return
    if (tag === 'table' && this.#dataTable(elem)) return
    this.#blockElement(elem)
  }

  #inlineElement(elem: Elem): void {
    const opened = this.#inline.openMark(elem.tag, elem.attrs?.href)
    const before = this.segments.length
    for (const child of elem.children) {
      if (!isElem(child)) {
        if (this.#breaks && child.trim()) this.#breaks = 0
        this.#inline.add(child)
      } else this.#element(child, elem)
    }
    // a link around blocks: what follows the last of them belongs to it as well
    if (this.segments.length > before) this.flush(elem)
    if (opened) this.#inline.closeMark()
  }

  #blockElement(elem: Elem): void {
    const saved = [this.#heading, this.#quote, this.#pre, this.#list, this.#figure] as const
    const heading = /^h[1-6]$/.test(elem.tag) ? Number(elem.tag[1]) : 0
    if (heading) this.#heading = heading
    if (elem.tag === 'blockquote') this.#quote = true
    if (elem.tag === 'figure' || elem.tag === 'figcaption') this.#figure ??= elem
    if (elem.tag === 'pre') this.#pre = this.#inline.preformatted = true
    if (elem.tag === 'li') this.#list = elem.parent
    this.walk(elem)
    this.flush(elem)
    ;[this.#heading, this.#quote, this.#pre, this.#list, this.#figure] = saved
    this.#inline.preformatted = this.#pre
  }

  /** One `<br>` breaks the line, two break the paragraph. */
  #break(block: Elem): void {
    if (this.#pre) return this.#inline.breakLine()
    this.#breaks++
    if (this.#breaks > 1) {
      const breaks = this.#breaks
      this.flush(block)
      this.#breaks = breaks
    } else this.#inline.breakLine()
  }

  #image(elem: Elem): void {
    const src = imageSource(elem)
    if (!src || elem.tag === 'source') return
    this.segments.push({
      ...EMPTY,
      kind: 'image',
      elem,
      image: { src, alt: elem.attrs?.alt?.trim() ?? '' },
      figure: this.#figure,
    })
  }

  flush(elem: Elem): void {
    this.#breaks = 0
    if (this.#inline.isEmpty) return void this.#inline.take()
    const gathered = this.#inline.take()
    if (!gathered.text.trim()) return
    this.segments.push({ ...this.#shape(gathered), ...gathered, elem, figure: this.#figure })
  }

  #shape(gathered: GatheredText): Pick<Segment, 'kind' | 'level' | 'items'> {
    if (this.#pre) return { kind: 'preformatted' }
    if (this.#heading) return { kind: 'heading', level: this.#heading }
    if (this.#quote) return { kind: 'quote' }
    if (this.#list) return { kind: 'list', items: [gathered.text] }
    return { kind: 'paragraph' }
  }

  /** A list of plain items becomes one block; one that lays out the page is walked through. */
  #simpleList(list: Elem): boolean {
    const items = list.children.filter(isElem)
    if (items.length === 0 || items.some((item) => item.tag !== 'li' || !isPlain(item))) return false
    const inline = this.#inline
    const gathered: GatheredText[] = []
    for (const item of items) {
      const cutter = new Cutter()
      cutter.walk(item)
      cutter.flush(item)
      for (const segment of cutter.segments) {
        if (segment.kind === 'image') this.segments.push({ ...segment, figure: this.#figure })
        else gathered.push(segment)
      }
    }
    inline.take()
    if (gathered.length === 0) return true
    this.segments.push({
      ...EMPTY,
      kind: 'list',
      text: gathered.map((item) => item.text).join('\n'),
      items: gathered.map((item) => item.text),
      ordered: list.tag === 'ol',
      linkLength: sum(gathered.map((item) => item.linkLength)),
      links: sum(gathered.map((item) => item.links)),
      strongLength: sum(gathered.map((item) => item.strongLength)),
      marks: joinedMarks(gathered),
      elem: list,
      figure: this.#figure,
    })
    return true
  }

  #dataTable(table: Elem): boolean {
    const rows: GatheredText[][] = []
    for (const row of rowsOf(table)) {
      const cells: GatheredText[] = []
      for (const cell of row.children) {
        if (!isElem(cell) || (cell.tag !== 'td' && cell.tag !== 'th')) continue
        if (!isPlainCell(cell)) return false
        const cutter = new Cutter()
        cutter.walk(cell)
        cutter.flush(cell)
        const texts = cutter.segments.filter((segment) => segment.kind !== 'image')
        cells.push({
          ...EMPTY,
          text: texts.map((segment) => segment.text).join(' '),
          linkLength: sum(texts.map((segment) => segment.linkLength)),
          links: sum(texts.map((segment) => segment.links)),
        })
      }
      if (cells.some((cell) => cell.text)) rows.push(cells)
    }
    if (rows.length < 2 || rows.filter((row) => row.length > 1).length * 2 < rows.length) return false
    const cells = rows.flat()
    this.segments.push({
      ...EMPTY,
      kind: 'table',
      text: rows.map((row) => row.map((cell) => cell.text.replace(/\s+/g, ' ')).join('\t')).join('\n'),
      rows: rows.map((row) => row.map((cell) => cell.text)),
      linkLength: sum(cells.map((cell) => cell.linkLength)),
      links: sum(cells.map((cell) => cell.links)),
      elem: table,
      figure: this.#figure,
    })
    return true
  }
}

const EMPTY = { text: '', linkLength: 0, links: 0, strongLength: 0, marks: [] as Mark[], figure: null }

/** Marks of texts that are joined by line ends. */
function joinedMarks(texts: GatheredText[]): Mark[] {
  let at = 0
  return texts.flatMap(({ text, marks }) => {
    const start = at
    at += text.length + 1
    return marks.map((mark) => ({ ...mark, start: mark.start + start, end: mark.end + start }))
  })
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function isPlain(item: Elem): boolean {
  let paragraphs = 0
  const pending: Elem[] = [item]
  for (let elem = pending.pop(); elem; elem = pending.pop()) {
    for (const child of elem.children) {
      if (!isElem(child)) continue
      if (STRUCTURE.has(child.tag)) return false
      if (child.tag === 'p' && ++paragraphs > 1) return false
      pending.push(child)
    }
  }
  return true
}

function isPlainCell(cell: Elem): boolean {
  let blocks = 0
  const pending: Elem[] = [cell]
  for (let elem = pending.pop(); elem; elem = pending.pop()) {
    for (const child of elem.children) {
      if (!isElem(child)) continue
      if (child.tag === 'table' || child.tag === 'article' || /^h[1-3]$/.test(child.tag)) return false
      if (child.tag === 'p' && ++blocks > 3) return false
      pending.push(child)
    }
  }
  return true
}

function* rowsOf(table: Elem): Iterable<Elem> {
  for (const child of table.children) {
    if (!isElem(child)) continue
    if (child.tag === 'tr') yield child
    else if (/^t(head|body|foot)$/.test(child.tag))
      for (const row of child.children) if (isElem(row) && row.tag === 'tr') yield row
  }
}

/** Custom elements (`<my-link>`) lie in the line when they hold nothing but text. */
function isCustomInline(elem: Elem): boolean {
  return (
    elem.tag.includes('-') &&
    elem.children.length < 4 &&
    elem.children.every((child) => !isElem(child) || INLINE.has(child.tag))
  )
}
