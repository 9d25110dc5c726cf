/** The reader's text as something to mark: what is selected, what is pointed at, and the keys for both. */
import { tick, untrack } from 'svelte'
import { annotatedText } from '../../../electron/shared/anchors.ts'
import type { Article } from '../../../electron/shared/model.ts'
import { bodyText } from '../../../electron/shared/model.ts'
import type { AnnotationColour } from '../../../electron/shared/own.ts'
import type { NotesCommand } from '../../lib/keys.ts'
import type { Entry } from '../../lib/state/annotations.svelte.ts'
import type { Workspace } from '../../lib/state/workspace.svelte.ts'
import { placeOf, type Piece, type Place } from './body-map.ts'
import { colourName } from './colours.ts'
import { at } from './layers.ts'
import { boxesOf, firstBox, placeUnder, readPage, select } from './page.ts'
import { Steps } from './steps.ts'

/** A selection of the text, and where its lines are in the window. */
export interface Selected {
  place: Place
  first: DOMRect
  last: DOMRect
}

export class Marks {
  #workspace: Workspace
  #article: Article | null = null
  #paper: HTMLElement | null = null
  #text = ''
  #bodyEnd = 0
  #pieces: readonly Piece<Text>[] = $state.raw([])
  #selected: Selected | null = $state.raw(null)
  /** selecting by sentence with the arrow keys */
  #steps: Steps | null = $state.raw(null)
  /** the annotation whose card is shown at its passage, where there is no margin */
  #popped: number | null = $state(null)
  #pressed = false

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  get pieces(): readonly Piece<Text>[] {
    return this.#pieces
  }
  get selected(): Selected | null {
    return this.#selected
  }
  get stepping(): boolean {
    return this.#steps !== null
  }
  get popped(): number | null {
    return this.#popped
  }
  /** whether anything can be marked: places are those of the current text */
  get canMark(): boolean {
    const { reading, session } = this.#workspace
    return reading.article !== null && !session.archive?.readOnly && (reading.article.version ?? 0) === 0
  }

  get #annotations() {
    return this.#workspace.annotations
  }

  /** The article was drawn. */
  read(paper: HTMLElement, article: Article): void {
    if (article.id !== this.#article?.id) this.#forget()
    this.#paper = paper
    this.#article = article
    this.#text = annotatedText(article.blocks)
    this.#bodyEnd = bodyText(article.blocks).length
    this.#pieces = (article.version ?? 0) === 0 ? readPage(paper, article.blocks) : []
  }

  #forget(): void {
    this.#selected = null
    this.#steps = null
    this.#popped = null
  }

  // ---------------------------------------------------------------- selecting

  /** Listens to the selection. While the mouse is down it is not finished, and nothing is shown. */
  listen(): () => void {
    const down = (event: PointerEvent) => {
      if (this.#paper?.contains(event.target as Node)) this.#pressed = true
    }
    const up = () => {
      if (!this.#pressed) return
      this.#pressed = false
      // The platform itself ends a selection that was clicked away only after this.
      setTimeout(() => this.#look())
    }
    const changed = () => this.#look()
    document.addEventListener('pointerdown', down)
    document.addEventListener('pointerup', up)
    document.addEventListener('selectionchange', changed)
    return () => {
      document.removeEventListener('pointerdown', down)
      document.removeEventListener('pointerup', up)
      document.removeEventListener('selectionchange', changed)
    }
  }

  #look(): void {
    this.#selected = this.#pressed ? null : this.#selection()
    if (!this.#selected && !this.#pressed) this.#steps = null
  }

  #selection(): Selected | null {
    const selection = getSelection()
    if (!this.canMark || !selection || selection.isCollapsed || selection.rangeCount === 0) return null
    const range = selection.getRangeAt(0)
    if (!this.#paper || !range.intersectsNode(this.#paper)) return null
    const place = placeOf(this.#pieces, this.#text, range, this.#bodyEnd)
    const boxes = place ? boxesOf(this.#pieces, place) : []
    const [first, last] = [boxes[0], boxes.at(-1)]
    return place && first && last ? { place, first, last } : null
  }

  /** Lets go of the selection. */
  unselect(): void {
    getSelection()?.removeAllRanges()
    this.#selected = null
    this.#steps = null
  }

  get selectedText(): string {
    const { start, end } = this.#selected?.place ?? { start: 0, end: 0 }
    return this.#text.slice(start, end)
  }

  /** Begins to select by sentence, with the first one that is in sight. */
  #step(pane: HTMLElement): void {
    const article = this.#article
    if (!article || !this.canMark) return
    const top = pane.getBoundingClientRect().top
    const inSight = (place: Place) => (firstBox(this.#pieces, place)?.bottom ?? 0) > top + 8
    const steps = Steps.begin(article, inSight)
    if (!steps) return
    pane.focus({ preventScroll: true })
    this.#steps = steps
    this.#show(steps.place)
    this.#workspace.notices.speak(
      'Selecting by sentence: up and down arrow; Enter highlights, Escape leaves.',
    )
  }

  #show(place: Place): void {
    select(this.#pieces, place)
    getSelection()?.focusNode?.parentElement?.scrollIntoView({ block: 'nearest' })
    this.#look()
    this.#workspace.notices.speak(this.#text.slice(place.start, place.end))
  }

  /** A key while the reader has the focus; true where it was for this. */
  key(event: KeyboardEvent): boolean {
    if (event.key === 'Escape' && this.#popped !== null) {
      this.#popped = null
      return true
    }
    if (event.key === 'Escape' && this.#selected) {
      this.unselect()
      return true
    }
    if (!this.#steps) return false
    if (event.key === 'Enter') this.mark(this.#annotations.colour)
    else {
      const next = this.#steps.key(event)
      if (!next) return false
      this.#steps = next
      this.#show(next.place)
    }
    return true
  }

  // ---------------------------------------------------------------- doing

  run(command: NotesCommand, pane: HTMLElement): boolean {
    const annotations = this.#annotations
    switch (command) {
      case 'highlight':
        if (this.#selected) this.mark(annotations.colour)
        else this.#step(pane)
        return true
      case 'note':
        this.#note(pane)
        return true
      case 'note-on-article':
        this.begin()
        return true
      case 'next-note':
      case 'previous-note':
        return this.goTo(this.#next(command === 'next-note' ? 1 : -1))
      default:
        return this.#colour(Number(command.slice(-1)) as AnnotationColour)
    }
  }

  #note(pane: HTMLElement): void {
    const { active } = this.#annotations
    if (this.#selected) this.note()
    else if (active !== null && this.canMark) this.write(active)
    else this.#step(pane)
  }

  #colour(colour: AnnotationColour): boolean {
    const { active } = this.#annotations
    if (this.#selected) this.mark(colour)
    else if (active !== null && this.canMark) void this.recolour(active, colour)
    else return false
    return true
  }

  async recolour(key: number, colour: AnnotationColour): Promise<void> {
    await this.#workspace.attempt('The colour could not be changed', () =>
      this.#annotations.recolour(key, colour),
    )
    this.#workspace.notices.speak(`${colourName(colour)}.`)
  }

  /** Highlights what is selected; tells its key. */
  mark(colour: AnnotationColour): number | null {
    const place = this.#selected?.place
    const highlight = place && this.#annotations.highlight(place, this.selectedText, colour)
    if (!highlight) return null
    this.unselect()
    this.#workspace.notices.speak(`Highlighted in ${colourName(colour).toLowerCase()}.`)
    void this.#workspace.attempt('This could not be highlighted', () => highlight.made)
    return highlight.key
  }

  /** Highlights what is selected, and opens a note for it. */
  note(): void {
    const key = this.mark(this.#annotations.colour)
    if (key !== null) this.write(key)
  }

  /** Opens a note where it can be seen. */
  write(key: number): void {
    const placed = this.#annotations.entry(key)?.annotation.place
    this.#popped = placed ? key : null
    this.#annotations.edit(key)
  }

  /** Begins a note on the whole article, and shows where. */
  begin(): void {
    if (!this.canMark) return
    this.#annotations.begin()
    void tick().then(() => document.activeElement?.scrollIntoView({ block: 'nearest' }))
  }

  async copy(): Promise<void> {
    const text = this.selectedText
    await this.#workspace.attempt('This could not be copied', async () => {
      await this.#workspace.client.call('clipboard.write', { text })
      this.#workspace.notices.speak('Copied')
    })
    this.unselect()
  }

  async attach(key: number): Promise<void> {
    const place = this.#selected?.place
    if (!place) return
    const words = this.selectedText
    await this.#workspace.attempt('This could not be attached', () =>
      this.#annotations.attach(key, place, words),
    )
    this.unselect()
    this.#annotations.reveal(key)
  }

  // ---------------------------------------------------------------- pointing

  /** The annotations under a point of the window, the shortest first. */
  under(x: number, y: number): Entry[] {
    const point = placeUnder(this.#pieces, x, y)
    if (point === null) return []
    const placed = this.#annotations.placed.map((entry) => ({ ...entry, place: entry.annotation.place }))
    return at(placed, point)
  }

  point(event: PointerEvent): void {
    const [over] = event.buttons === 0 ? this.under(event.clientX, event.clientY) : []
    this.#annotations.hover(over?.key ?? null)
  }

  /** A click on a highlight goes to its note; another one to the next of those that overlap. */
  click(event: MouseEvent): void {
    const target = event.target as Element
    if (!(getSelection()?.isCollapsed ?? true) || target.closest('button, [role=button], a, input')) return
    const found = this.under(event.clientX, event.clientY)
    const active = found.findIndex(({ key }) => key === this.#annotations.active)
    const next = found[(active + 1) % Math.max(1, found.length)]
    if (next) this.goTo(next)
    else this.#annotations.activate(null)
  }

  dismiss(): void {
    const key = this.#popped
    this.#popped = null
    if (key === null || key !== this.#annotations.editing) return
    void this.#workspace.attempt('The note could not be saved', () => this.#annotations.finish(key))
  }

  // ---------------------------------------------------------------- going

  /** Goes to an annotation: its passage comes into sight, its card takes the keys. */
  goTo(entry: Entry | undefined): boolean {
    if (!entry) return false
    this.#popped = entry.annotation.place ? entry.key : null
    this.#annotations.reveal(entry.key)
    return true
  }

  /** The one that the person is at, but not yet with the keyboard; else its neighbour. */
  #next(by: 1 | -1): Entry | undefined {
    const { active } = this.#annotations
    const isThere = document.activeElement?.closest(`[data-note="${active}"]`) !== null
    return active !== null && !isThere ? this.#annotations.entry(active) : this.#annotations.neighbour(by)
  }

  firstBoxOf(key: number): DOMRect | null {
    const place = this.#annotations.entry(key)?.annotation.place
    return place ? firstBox(this.#pieces, place) : null
  }
  boxesOf(key: number): DOMRect[] {
    const place = untrack(() => this.#annotations.entry(key))?.annotation.place
    return place ? boxesOf(this.#pieces, place) : []
  }
}
