/** Gathers the text of one block: white space collapsed as a browser does, marks and links counted on the way. */

import type { Mark } from '../../../shared/model.ts'

const MARK_TAGS: Record<string, Mark['type']> = {
  em: 'em',
  i: 'em',
  cite: 'em',
  strong: 'strong',
  b: 'strong',
  a: 'link',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  sub: 'sub',
  sup: 'sup',
}

export interface GatheredText {
  text: string
  marks: Mark[]
  /** characters inside links */
  linkLength: number
  links: number
  strongLength: number
}

const SPACE_RUN = /[ \t\n\r\f\u00a0\ufeff]+/g

/** Where a long word may break: no part of it, and no search would find it. */
const INVISIBLE = /[\u00ad\u200b]/g

const ASCII = /^[\0-\x7f]*$/

export class InlineText {
  #parts: string[] = []
  #length = 0
  #space = false
  #preformatted = false
  #open: { type: Mark['type']; start: number; href?: string }[] = []
  #marks: Mark[] = []
  /** of each type the mark that ended last */
  #last = new Map<Mark['type'], Mark>()
  #linkLength = 0
  #links = 0
  #strongLength = 0

  get isEmpty(): boolean {
    return this.#length === 0
  }

  add(text: string): void {
    if (this.#preformatted) return this.#push(text)
    const composed = ASCII.test(text) ? text : text.normalize('NFC').replace(INVISIBLE, '')
    const plain = composed.replace(SPACE_RUN, ' ')
    if (plain === '') return
    if (plain[0] === ' ') this.#space = true
    const words = plain.trim()
    if (words === '') return
    if (this.#space && this.#length > 0) this.#push(' ')
    this.#space = plain.at(-1) === ' '
    this.#push(words)
  }

  #push(text: string): void {
    this.#parts.push(text)
    this.#length += text.length
  }

  /** A line break within the block. */
  breakLine(): void {
    if (this.#length > 0) this.#push('\n')
    this.#space = false
  }

  openMark(tag: string, href?: string): boolean {
    const type = Object.hasOwn(MARK_TAGS, tag) ? MARK_TAGS[tag] : undefined
    if (!type) return false
    // the space before a mark is not part of it
    if (this.#space && this.#length > 0) {
      this.#push(' ')
      this.#space = false
    }
    this.#open.push({ type, start: this.#length, ...(type === 'link' && href ? { href } : {}) })
    return true
  }

  closeMark(): void {
    const mark = this.#open.pop()
    if (mark) this.#finish(mark)
  }

  #finish(mark: { type: Mark['type']; start: number; href?: string }): void {
    const length = this.#length - mark.start
    if (length <= 0) return
    if (mark.type === 'link') {
      this.#linkLength += length
      this.#links++
    } else if (mark.type === 'strong') this.#strongLength += length
    const last = this.#last.get(mark.type)
    // `<i>a</i><i>b</i>` is one stretch of italics; some programs set every letter so
    if (last?.end === mark.start && last.href === mark.href) last.end = this.#length
    else this.#last.set(mark.type, this.#add({ ...mark, end: this.#length }))
  }

  #add(mark: Mark): Mark {
    this.#marks.push(mark)
    return mark
  }

  /** The text so far, and a fresh start; open marks go on into what follows. */
  take(): GatheredText {
    const open = this.#open
    for (const mark of open) this.#finish(mark)
    const raw = this.#parts.join('')
    const text = tidied(raw, this.#preformatted)
    const marks = raw.startsWith(text) ? this.#marks.filter((mark) => mark.start < text.length) : []
    for (const mark of marks) mark.end = Math.min(mark.end, text.length)
    const gathered = {
      text,
      marks,
      linkLength: Math.min(this.#linkLength, text.length),
      links: this.#links,
      strongLength: this.#strongLength,
    }
    this.#parts = []
    this.#length = 0
    this.#space = false
    this.#marks = []
    this.#last.clear()
    this.#linkLength = 0
    this.#links = 0
    this.#strongLength = 0
    this.#open = open.map((mark) => ({ ...mark, start: 0 }))
    return gathered
  }

  set preformatted(value: boolean) {
    this.#preformatted = value
  }
}

function tidied(raw: string, preformatted: boolean): string {
  if (preformatted || !raw.includes('\n')) return raw.trimEnd()
  return raw.replace(/ *\n[ \n]*/g, '\n').trimEnd()
}
