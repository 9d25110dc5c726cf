/**
 * HTML to a small tree, in one pass. htmlparser2's tokenizer reads; the tree is ours, because its own builder needs time
 * quadratic in the depth, and because what no extractor reads (scripts, styles, drawings) need not become nodes.
 *
 * Implied ends follow https://html.spec.whatwg.org/multipage/syntax.html#optional-tags; closing tags stop at table cells
 * as its "scopes" do. Depth is capped: what nests deeper hangs on the element at the cap (security.md, importer limits).
 */

import { Tokenizer } from 'htmlparser2'
import {
  CLOSED_BY,
  DROPPED,
  HEAD_TAGS,
  INLINE,
  P,
  READ_ATTRIBUTES,
  SHELL,
  TABLE_TAGS,
  VOID,
  WALLS,
} from './tags.ts'
import { newElem, type DataScript, type Elem, type HtmlTree } from './tree-model.ts'

export { isElem, type DataScript, type Elem, type HtmlTree } from './tree-model.ts'

const MAX_DEPTH = 512
const MAX_ATTRIBUTES = 1000
const MAX_ATTRIBUTE = 64 * 1024
const MAX_DATA_URI = 10 * 1024 * 1024
const MAX_ELEMENTS = 2_000_000
/** of `<meta>`, `<link>` and scripts each */
const MAX_HEAD = 2_000
/** Elements whose end no program leaves out, as it may that of the page itself. */
const MUST_END = new Set(['article', 'main', 'section', 'div', 'ul', 'ol', 'table', 'blockquote', 'figure'])

export function parseHtml(html: string): HtmlTree {
  const builder = new TreeBuilder(html)
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, builder)
  tokenizer.write(html)
  tokenizer.end()
  return builder.finish()
}

/** Takes the tokenizer's calls; all its positions are into the one string it was given. */
class TreeBuilder {
  readonly #html: string
  readonly #root = newElem('body', null, 0)
  readonly #all: Elem[] = [this.#root]
  readonly #metas: Record<string, string>[] = []
  readonly #links: Record<string, string>[] = []
  readonly #scripts: DataScript[] = []
  readonly #comments: string[] = []
  readonly #notices = new Set<string>()
  /** how much of the page's own frame was seen */
  #shellTags: 'none' | 'open' | 'closed' = 'none'
  #title = ''
  #lang = ''
  #current = this.#root
  /** open tags beyond the depth cap, by name */
  readonly #tooDeep = new Map<string, number>()
  /** names of open elements inside a dropped one, itself first; empty outside */
  #dropped: string[] = []
  /** where the text of a dropped script or title begins to be collected */
  #raw: string[] | null = null
  #tag = ''
  #attrs: Record<string, string> | null = null
  #attrCount = 0
  #attrName = ''
  #wanted = false
  #attrValue: string[] = []

  constructor(html: string) {
    this.#html = html
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase()
    this.#attrs = null
    this.#attrCount = 0
  }

  onattribname(start: number, end: number): void {
    this.#attrName = this.#html.slice(start, Math.min(end, start + 256)).toLowerCase()
    this.#wanted = READ_ATTRIBUTES.has(this.#attrName) || HEAD_TAGS.has(this.#tag)
    this.#attrValue = []
  }

  onattribdata(start: number, end: number): void {
    if (this.#wanted) this.#attrValue.push(this.#html.slice(start, end))
  }

  onattribentity(codepoint: number): void {
    if (this.#wanted) this.#attrValue.push(String.fromCodePoint(codepoint))
  }

  onattribend(): void {
    if (!this.#wanted || ++this.#attrCount > MAX_ATTRIBUTES) return
    let value = this.#attrValue.length === 1 ? this.#attrValue[0]! : this.#attrValue.join('')
    if (value.length > MAX_ATTRIBUTE) value = this.#cutAttribute(value)
    this.#attrs ??= {}
    if (!Object.hasOwn(this.#attrs, this.#attrName)) this.#attrs[this.#attrName] = value
  }

  #cutAttribute(value: string): string {
    if (value.startsWith('data:') && value.length <= MAX_DATA_URI) return value
    this.#notices.add(
      value.startsWith('data:')
        ? 'An embedded picture of more than 10 MB was left out.'
        : 'An attribute of more than 64 kB was left out.',
    )
    return this.#attrName === 'content' ? value.slice(0, MAX_ATTRIBUTE) : ''
  }

  onopentagend(): void {
    this.#open(false)
  }

  onselfclosingtag(): void {
    // HTML ignores the slash, except in drawings, which are dropped
    this.#open(this.#dropped.length > 0)
  }

  #open(selfClosed: boolean): void {
    const tag = this.#tag
    const attrs = this.#attrs
    if (this.#dropped.length) {
      if (!selfClosed && !VOID.has(tag) && this.#dropped.length < MAX_DEPTH) this.#dropped.push(tag)
      return
    }
    if (tag === 'meta' && attrs && this.#metas.length < MAX_HEAD) this.#metas.push(attrs)
    else if (tag === 'link' && attrs && this.#links.length < MAX_HEAD) this.#links.push(attrs)
    if (SHELL.has(tag)) return this.#shell(tag, attrs)
    if (tag === 'title' || (DROPPED.has(tag) && !isShadow(tag, attrs))) return this.#drop(tag, attrs)
    this.#closeImplied(tag)
    if (VOID.has(tag)) {
      // what carries microdata stays: `<meta itemprop>` stands in the body
      if (tag === 'br' || tag === 'hr' || tag === 'img' || tag === 'source' || attrs?.itemprop)
        this.#append(tag, attrs)
      return
    }
    if (this.#current.depth >= MAX_DEPTH) {
      this.#tooDeep.set(tag, (this.#tooDeep.get(tag) ?? 0) + 1)
      this.#notices.add(`Elements nest deeper than ${MAX_DEPTH}: what lies deeper was flattened.`)
      if (CLOSED_BY.get(tag) === P) this.#append('br', null)
      return
    }
    this.#current = this.#append(tag, attrs)
  }

  #append(tag: string, attrs: Record<string, string> | null): Elem {
    if (this.#all.length >= MAX_ELEMENTS) {
      this.#notices.add(`The page has more than ${MAX_ELEMENTS} elements: the rest was read as plain text.`)
      return this.#current
    }
    const elem = newElem(tag, this.#current, this.#all.length)
    elem.attrs = attrs
    this.#current.children.push(elem)
    this.#all.push(elem)
    return elem
  }

  #shell(tag: string, attrs: Record<string, string> | null): void {
    if (this.#shellTags === 'none') this.#shellTags = 'open'
    if (!attrs) return
    if (tag === 'html') this.#lang ||= attrs.lang ?? attrs['xml:lang'] ?? ''
    this.#root.attrs = { ...attrs, ...this.#root.attrs }
  }

  #drop(tag: string, attrs: Record<string, string> | null): void {
    this.#dropped = [tag]
    if (tag === 'title') {
      if (!this.#title) this.#raw = []
    } else if (tag === 'script' && this.#scripts.length < MAX_HEAD) {
      this.#raw = []
      this.#scripts.push({ type: attrs?.type?.toLowerCase() ?? '', id: attrs?.id ?? '', text: '' })
    }
  }

  #closeImplied(tag: string): void {
    const closes = CLOSED_BY.get(tag)
    if (closes) {
      // a `<p>` in a link or a span closes the paragraph around both
      let at: Elem | null = this.#current
      while (at && INLINE.has(at.tag) && at.tag !== 'a') at = at.parent
      while (at && closes.has(at.tag)) {
        this.#current = at.parent ?? this.#root
        at = this.#current
      }
    }
    if (tag === 'a') {
      const open = this.#find('a')
      if (open && open === this.#current) this.#closeTo(open)
    }
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase()
    if (this.#dropped.length) return this.#closeDropped(tag)
    if (tag === 'br') return void this.#append('br', null)
    if (tag === 'body' || tag === 'html') this.#shellTags = 'closed'
    if (SHELL.has(tag) || VOID.has(tag)) return
    const deep = this.#tooDeep.get(tag)
    if (deep) return void this.#tooDeep.set(tag, deep - 1)
    const open = this.#find(tag)
    if (open) this.#closeTo(open)
  }

  #closeDropped(tag: string): void {
    const at = this.#dropped.lastIndexOf(tag)
    if (at >= 0) this.#dropped.length = at
    // a page's own structure ends what was never closed: an open `<noscript>` must not swallow the article
    else if (
      this.#dropped[0] !== 'script' &&
      (tag === 'body' || tag === 'head' || tag === 'article' || tag === 'main')
    )
      this.#dropped.length = 0
    if (this.#dropped.length || !this.#raw) return
    const text = this.#raw.join('')
    this.#raw = null
    if (tag === 'title') this.#title = text.trim()
    else if (this.#scripts.length) this.#scripts.at(-1)!.text = text
  }

  #find(tag: string): Elem | null {
    const inline = INLINE.has(tag)
    const table = TABLE_TAGS.has(tag)
    for (let at: Elem | null = this.#current; at && at !== this.#root; at = at.parent) {
      if (at.tag === tag) return at
      if (!table && WALLS.has(at.tag)) return null
      if (table && at.tag === 'table' && tag !== 'table') return null
      if (inline && !INLINE.has(at.tag)) return null
    }
    return null
  }

  #closeTo(open: Elem): void {
    this.#current = open.parent ?? this.#root
  }

  ontext(start: number, end: number): void {
    this.#text(this.#html.slice(start, end))
  }

  ontextentity(codepoint: number): void {
    this.#text(String.fromCodePoint(codepoint))
  }

  #text(text: string): void {
    if (this.#raw) return void this.#raw.push(text)
    if (this.#dropped.length) return
    const children = this.#current.children
    const last = children.length - 1
    // entities come apart from the text around them
    if (typeof children[last] === 'string') children[last] += text
    else children.push(text)
  }

  oncomment(start: number, end: number, offset: number): void {
    if (this.#comments.length < 8)
      this.#comments.push(this.#html.slice(start, Math.min(end - offset, start + 4096)))
  }

  oncdata(start: number, end: number, offset: number): void {
    if (this.#raw) this.#raw.push(this.#html.slice(start, end - offset))
  }

  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  /** A download that broke off; a page that somebody wrote so ends with its frame. */
  #isCutOff(): boolean {
    if (this.#shellTags !== 'open') return false
    for (let at: Elem | null = this.#current; at; at = at.parent) if (MUST_END.has(at.tag)) return true
    return false
  }

  finish(): HtmlTree {
    if (this.#isCutOff()) this.#notices.add('The page ends in its middle.')
    if (this.#raw && this.#dropped[0] === 'title') this.#title = this.#raw.join('').slice(0, 1000).trim()
    const all = this.#all
    for (let i = all.length - 1; i > 0; i--) {
      const { parent, end } = all[i]!
      if (parent!.end < end) parent!.end = end
    }
    return {
      root: this.#root,
      all,
      metas: this.#metas,
      links: this.#links,
      title: this.#title,
      scripts: this.#scripts,
      lang: this.#lang,
      comments: this.#comments,
      notices: [...this.#notices],
    }
  }
}

/** A declarative shadow root, as SingleFile writes it, is part of the page. */
function isShadow(tag: string, attrs: Record<string, string> | null): boolean {
  return tag === 'template' && attrs !== null && ('shadowrootmode' in attrs || 'shadowroot' in attrs)
}
