/**
 * One pass over a page's markup, for what a reader must know of it (title, base, canonical address, frames, comments) and
 * for the few changes that make it readable: pictures embedded in it become resources, what SingleFile added or hid is
 * removed or marked, and shadow roots get the name that browsers and extraction know. Everything else stays as it is.
 */

import { Tokenizer } from 'htmlparser2'
import { EmbeddedFiles } from './embedded-files.ts'
import { counted, type Resource } from './page-capture.ts'

export interface PageMarkup {
  html: string
  title: string | null
  /** `<base>`, else the address that was given */
  baseUrl: string | null
  resources: Resource[]
  isFrameset: boolean
  /** `<link rel=canonical>` and `<meta property="og:url">`, in this order */
  canonical: string[]
  /** of SingleFile's bar */
  infobarUrl: string | null
  /** `savepage-url` and its like: names and contents of `<meta>` that tools for saving write */
  saved: Map<string, string>
  /** the first comments */
  comments: string[]
  notices: string[]
}

export function readMarkup(
  html: string,
  base: string | null,
  names?: ReadonlyMap<string, string>,
): PageMarkup {
  const reader = new MarkupReader(html, base, names)
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, reader)
  tokenizer.write(html)
  tokenizer.end()
  return reader.finish()
}

interface Attribute {
  value: string
  start: number
  end: number
}

interface Edit {
  start: number
  end: number
  text: string
}

const words = (text: string) => new Set(text.split(' '))
const PICTURES = words('img source amp-img video')
const READ_TAGS = words('img source amp-img video template base link meta a')
const SOURCES = ['src', 'data-src', 'data-lazy-src', 'data-original', 'poster']
/** What SingleFile adds for the eye: its bar, and notes made in its editor. */
const ADDED = words('single-file-infobar singlefile-infobar single-file-note')
/** Of a style sheet; fonts make some megabytes large, and nobody reads them here */
const KEPT_STYLE = 16 * 1024
const MAX_ATTRIBUTES = 1000

class MarkupReader {
  readonly #html: string
  readonly #base: string | null
  readonly #files: EmbeddedFiles
  readonly #edits: Edit[] = []
  readonly #page: Omit<PageMarkup, 'html' | 'resources' | 'notices'>
  readonly #marksHidden: boolean
  #tag = ''
  #tagStart = 0
  #tagNameEnd = 0
  #attributes = new Map<string, Attribute>()
  #name = ''
  #nameStart = 0
  #value = ''
  #drawings = 0
  #title: string | null = null
  /** the element of ADDED that is open */
  #added: { tag: string; start: number } | null = null
  readonly #notes: string[] = []

  constructor(html: string, base: string | null, names?: ReadonlyMap<string, string>) {
    this.#html = html
    this.#base = base
    this.#marksHidden = html.includes('sf-hidden')
    this.#files = new EmbeddedFiles(html, base, names)
    this.#page = {
      title: null,
      baseUrl: base,
      isFrameset: false,
      canonical: [],
      infobarUrl: null,
      saved: new Map(),
      comments: [],
    }
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, Math.min(end, start + 64)).toLowerCase()
    this.#tagStart = start - 1
    this.#tagNameEnd = end
    if (this.#attributes.size > 0) this.#attributes = new Map()
  }

  onattribname(start: number, end: number): void {
    this.#name = this.#html.slice(start, Math.min(end, start + 64)).toLowerCase()
    this.#nameStart = start
    this.#value = ''
  }

  onattribdata(start: number, end: number): void {
    if (this.#isRead()) this.#value += this.#html.slice(start, end)
  }

  onattribentity(codepoint: number): void {
    if (this.#isRead()) this.#value += String.fromCodePoint(codepoint)
  }

  onattribend(_quote: number, end: number): void {
    if (!this.#isRead() || this.#attributes.has(this.#name) || this.#attributes.size >= MAX_ATTRIBUTES) return
    this.#attributes.set(this.#name, { value: this.#value, start: this.#nameStart, end })
  }

  #isRead(): boolean {
    return (this.#marksHidden && this.#name === 'class') || READ_TAGS.has(this.#tag)
  }

  #attribute(name: string): string | undefined {
    return this.#attributes.get(name)?.value
  }

  onopentagend(): void {
    this.#open()
  }

  onselfclosingtag(): void {
    const tag = this.#tag
    this.#open()
    if (tag === 'svg' || tag === 'math') this.#drawings--
  }

  #open(): void {
    const tag = this.#tag
    if (tag === 'svg' || tag === 'math') this.#drawings++
    else if (tag === 'title' && this.#drawings <= 0 && this.#page.title === null) this.#title = ''
    else if (tag === 'frameset') this.#page.isFrameset = true
    else if (ADDED.has(tag)) this.#added ??= { tag, start: this.#tagStart }
    else if (READ_TAGS.has(tag)) this.#readTag(tag)
    if (/(?:^|\s)sf-hidden(?:\s|$)/.test(this.#attribute('class') ?? ''))
      this.#edits.push({ start: this.#tagNameEnd, end: this.#tagNameEnd, text: ' hidden' })
  }

  #readTag(tag: string): void {
    if (PICTURES.has(tag)) this.#picture()
    else if (tag === 'template') this.#renameShadow()
    else if (tag === 'base') this.#readBase()
    else if (tag === 'meta') this.#readMeta()
    else if (tag === 'a' && this.#added) this.#page.infobarUrl ??= this.#attribute('href') ?? null
    else if (tag === 'link' && /\bcanonical\b/i.test(this.#attribute('rel') ?? ''))
      this.#page.canonical.unshift(this.#attribute('href') ?? '')
  }

  #picture(): void {
    const style = this.#attribute('style')
    const original = this.#attribute('data-sf-original-src')
    let isShown = false
    for (const name of SOURCES) {
      const attribute = this.#attributes.get(name)
      if (!attribute) continue
      const link = this.#files.replaced(attribute.value, name === 'src' ? style : undefined, original)
      if (name === 'src') isShown = true
      if (link !== null) this.#replace(attribute, name, link)
    }
    const set = this.#attributes.get('srcset')
    const links = set && this.#files.replacedSet(set.value, original)
    if (set && links) this.#replace(set, 'srcset', links)
    // a picture that is nothing but a background
    const background = isShown ? null : this.#files.replaced(undefined, style, original)
    if (background)
      this.#edits.push({
        start: this.#tagNameEnd,
        end: this.#tagNameEnd,
        text: ` src="${quoted(background)}"`,
      })
  }

  #replace({ start, end }: Attribute, name: string, value: string): void {
    this.#edits.push({ start, end, text: `${name}="${quoted(value)}"` })
  }

  /** Blink writes shadow roots into MHTML under a name of its own. */
  #renameShadow(): void {
    const old = this.#attributes.get('shadowmode')
    if (old) this.#replace(old, 'shadowrootmode', old.value)
  }

  #readBase(): void {
    const href = this.#attribute('href')
    if (!href || this.#page.baseUrl !== this.#base) return
    if (URL.canParse(href)) this.#page.baseUrl = href
    else if (this.#base && URL.canParse(href, this.#base)) this.#page.baseUrl = new URL(href, this.#base).href
  }

  #readMeta(): void {
    const name = (this.#attribute('property') ?? this.#attribute('name') ?? '').toLowerCase()
    const content = this.#attribute('content') ?? ''
    if (name === 'og:url') this.#page.canonical.push(content)
    else if (name.startsWith('savepage-') && content.length < 10_000) this.#page.saved.set(name, content)
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, Math.min(end, start + 64)).toLowerCase()
    if (tag === 'svg' || tag === 'math') this.#drawings--
    else if (tag === 'title' && this.#title !== null) this.#endTitle()
    else if (tag === this.#added?.tag) {
      const close = this.#html.indexOf('>', end)
      this.#edits.push({ start: this.#added.start, end: close < 0 ? this.#html.length : close + 1, text: '' })
      this.#added = null
    }
    this.#tag = ''
  }

  #endTitle(): void {
    this.#page.title = this.#title!.replace(/\s+/g, ' ').trim() || null
    this.#title = null
  }

  ontext(start: number, end: number): void {
    if (this.#title !== null) this.#title += this.#html.slice(start, Math.min(end, start + 10_000))
    else if (this.#tag === 'style' && end - start > KEPT_STYLE) this.#edits.push({ start, end, text: '' })
    else if (this.#added?.tag === 'single-file-note' && this.#tag === 'textarea')
      this.#notes.push(this.#html.slice(start, Math.min(end, start + 2000)).trim())
  }

  ontextentity(codepoint: number): void {
    if (this.#title !== null) this.#title += String.fromCodePoint(codepoint)
  }

  oncomment(start: number, end: number, offset: number): void {
    if (this.#page.comments.length < 8)
      this.#page.comments.push(this.#html.slice(start, Math.min(end - offset, start + 4096)))
  }

  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  finish(): PageMarkup {
    if (this.#title !== null) this.#endTitle()
    const notices = this.#notes.filter(Boolean).map((note) => `A note made in SingleFile: ${note}`)
    const { tooLarge, resources } = this.#files
    if (tooLarge > 0)
      notices.push(`${counted(tooLarge, 'embedded picture')} could not be decoded or took more than 10 MB.`)
    return { ...this.#page, html: this.#edited(), resources, notices }
  }

  #edited(): string {
    if (this.#edits.length === 0) return this.#html
    const pieces: string[] = []
    let from = 0
    for (const { start, end, text } of this.#edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
      // within what was removed as a whole
      if (start < from) continue
      pieces.push(this.#html.slice(from, start), text)
      from = end
    }
    return pieces.join('') + this.#html.slice(from)
  }
}

function quoted(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}
