/**
 * The highlights and notes of the open article: which of them is chosen or being written, and what can be done with them.
 * Each is known here by a key that stays the same when a note that was begun gets its number from the archive.
 */
import type { Annotation, AnnotationColour, Change, Saved } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import { AutosavedNote } from './autosaved-note.svelte.ts'
import { inOrder, type OwnArticle } from './own-article.svelte.ts'

export interface Entry {
  key: number
  annotation: Annotation
}

export interface Passage {
  start: number
  end: number
}

interface Told {
  /** offers to take a change back */
  undo(change: Change | null): void
  /** a note that was left could not be saved */
  unsaved(articleId: number, draft: AutosavedNote): void
  /** a note could not be saved to the last: the archive is closed, and this is what was written */
  lost(text: string): void
}

export class Annotations {
  #client: Client
  #article: OwnArticle
  #told: Told
  #colour: AnnotationColour = $state(0)
  #active: number | null = $state(null)
  #hovered: number | null = $state(null)
  #editing: number | null = $state(null)
  #revealed: number | null = $state(null)
  /** what was begun and is not in the archive yet; shown all the same */
  #begun: readonly Annotation[] = $state.raw([])
  /** of those, what is on its way there */
  #coming = new Map<number, Promise<Annotation>>()
  /** what came of it, as it was at first */
  #made = new Map<number, Annotation>()
  #keys = new Map<number, number>()
  #drafts = new Map<number, { draft: AutosavedNote; articleId: number }>()
  #lastKey = 0
  #entries = $derived.by(() => this.#list())

  constructor(client: Client, article: OwnArticle, told: Told) {
    this.#client = client
    this.#article = article
    this.#told = told
  }

  /** in the order in which they stand in the margin */
  get entries(): Entry[] {
    return this.#entries
  }
  get placed(): Entry[] {
    return this.#entries.filter(({ annotation }) => annotation.place !== null)
  }
  get orphans(): Entry[] {
    return this.#entries.filter(({ annotation }) => annotation.orphan)
  }
  /** the colour chosen last */
  get colour(): AnnotationColour {
    return this.#colour
  }
  /** the one that the person is at */
  get active(): number | null {
    return this.#active
  }
  get hovered(): number | null {
    return this.#hovered
  }
  /** the one whose note is written */
  get editing(): number | null {
    return this.#editing
  }

  #list(): Entry[] {
    const annotations = this.#article.own?.annotations ?? []
    const known = annotations.map((annotation) => ({ key: this.#keyOf(annotation), annotation }))
    const begun = this.#begun
      .filter(({ id, articleId }) => articleId === this.#article.id && !known.some(({ key }) => key === id))
      .map((annotation) => ({ key: annotation.id, annotation }))
    return [...begun, ...known].sort((a, b) => inOrder(a.annotation, b.annotation))
  }

  #keyOf({ id }: Annotation): number {
    return this.#keys.get(id) ?? id
  }

  entry(key: number | null): Entry | undefined {
    return this.#entries.find((one) => one.key === key)
  }

  /** the one whose passage should come into sight */
  get revealed(): number | null {
    return this.#revealed
  }

  activate(key: number | null): void {
    this.#active = key
  }
  /** The same by its number in the archive. */
  revealAnnotation(id: number): void {
    this.reveal(this.#keys.get(id) ?? id)
  }
  /** Goes to one, and lets its passage come into sight. */
  reveal(key: number | null): void {
    if (key !== null) this.#active = key
    this.#revealed = key
  }
  hover(key: number | null): void {
    this.#hovered = key
  }

  /** The next or previous one in the margin, from the one that the person is at. */
  neighbour(by: 1 | -1, from: number | null = this.#active): Entry | undefined {
    const at = this.#entries.findIndex(({ key }) => key === from)
    return at < 0 ? this.#entries.at(by > 0 ? 0 : -1) : this.#entries[at + by]
  }

  /**
   * Highlights a passage. It is there at once, under its key, and can be written on while it is still on its way to the
   * archive.
   * @param exact its words
   */
  highlight(
    place: Passage,
    exact: string,
    colour = this.#colour,
  ): { key: number; made: Promise<void> } | null {
    const quote = { exact, prefix: '', suffix: '' }
    const begun = this.#begin({ place, quote, colour })
    if (!begun) return null
    this.#colour = colour
    this.#active = begun.id
    return { key: begun.id, made: this.#create(begun.id, begun, '').then(() => undefined) }
  }

  #begin(change: Pick<Annotation, 'place' | 'quote' | 'colour'>): Annotation | null {
    const articleId = this.#article.id
    if (articleId === null) return null
    const begun = { ...BLANK, ...change, id: --this.#lastKey, articleId }
    this.#begun = [...this.#begun, begun]
    return begun
  }
  #isBegun(key: number): boolean {
    return this.#begun.some(({ id }) => id === key)
  }
  #forget(key: number): void {
    this.#begun = this.#begun.filter(({ id }) => id !== key)
  }

  /** Opens a note for writing. */
  edit(key: number): void {
    this.#active = key
    this.#editing = key
  }

  /** Begins a note on the whole article; it comes into the archive with its first words. */
  begin(): void {
    const before = this.#begun.find(({ place }) => place === null)
    const begun = before ?? this.#begin({ place: null, quote: null, colour: this.#colour })
    if (begun) this.edit(begun.id)
  }

  draft(key: number): AutosavedNote | undefined {
    const annotation = this.entry(key)?.annotation
    const known = this.#drafts.get(key)
    if (known || !annotation) return known?.draft
    const draft = new AutosavedNote(annotation, (revision, note) =>
      this.#save(key, annotation, revision, note),
    )
    this.#drafts.set(key, { draft, articleId: annotation.articleId })
    return draft
  }

  /** @param from as it was when its draft was made: one that was begun has no number then */
  async #save(key: number, from: Annotation, revision: number, note: string): Promise<Saved<Annotation>> {
    await this.#coming.get(key)
    const made = from.id > 0 ? from : this.#made.get(key)
    if (!made) return { state: 'saved', value: await this.#create(key, from, note), change: null }
    const saved = await this.#client.call('archive.saveAnnotation', {
      annotationId: made.id,
      revision: revision || made.revision,
      note,
    })
    this.#article.put(saved.state === 'saved' ? saved.value : saved.theirs)
    return saved
  }

  /** Puts into the archive what was begun. */
  #create(key: number, begun: Annotation, note: string): Promise<Annotation> {
    const { articleId, place, colour, quote } = begun
    // Should the text have been replaced a moment ago, the words are looked for in the one that is there now.
    const shown = quote ? { exact: quote.exact } : {}
    const made = this.#client
      .call('archive.annotate', { articleId, place, ...shown, colour, note })
      .then(({ value }) => {
        this.#made.set(key, value)
        this.#keys.set(value.id, key)
        this.#article.put(value)
        return value
      })
      .finally(() => {
        this.#coming.delete(key)
        // What was written on one that the archive refused stays where it can be saved again.
        if (this.#made.has(key) || !this.#drafts.get(key)?.draft.unsaved) this.#forget(key)
      })
    this.#coming.set(key, made)
    return made
  }

  /** Ends the writing of a note. An empty one on the whole article is none. */
  async finish(key: number): Promise<void> {
    if (this.#editing === key) this.#editing = null
    const draft = this.#drafts.get(key)?.draft
    await draft?.flush()
    if (draft?.unsaved || this.#editing === key) return
    if (!this.#coming.has(key)) this.#forget(key)
    const { annotation } = this.entry(key) ?? {}
    if (annotation && !annotation.quote && annotation.note.trim() === '') await this.remove(key)
  }

  async recolour(key: number, colour: AnnotationColour): Promise<void> {
    this.#colour = colour
    await this.#coming.get(key)
    const annotation = this.entry(key)?.annotation
    if (!annotation || annotation.colour === colour) return
    if (this.#isBegun(key)) {
      this.#begun = this.#begun.map((one) => (one.id === key ? { ...one, colour } : one))
      return
    }
    let answer = await this.#recolour(annotation, colour)
    // Its note was saved elsewhere meanwhile: that stays, and the colour is still wanted.
    if (answer.state === 'conflict') answer = await this.#recolour(answer.theirs, colour)
    this.#take(key, answer)
  }

  #recolour({ id, revision }: Annotation, colour: AnnotationColour): Promise<Saved<Annotation>> {
    return this.#client.call('archive.saveAnnotation', { annotationId: id, revision, colour })
  }

  /** Gives one a place in the text again. */
  async attach(key: number, place: Passage, exact: string): Promise<void> {
    const annotation = this.entry(key)?.annotation
    if (!annotation) return
    const { id, revision } = annotation
    const ask = (from: number) =>
      this.#client.call('archive.attachAnnotation', { annotationId: id, revision: from, ...place, exact })
    let answer = await ask(revision)
    if (answer.state === 'conflict') answer = await ask(answer.theirs.revision)
    this.#take(key, answer)
    this.#active = key
    if (answer.state === 'saved') this.#told.undo(answer.change)
  }

  #take(key: number, answer: Saved<Annotation>): void {
    const annotation = answer.state === 'saved' ? answer.value : answer.theirs
    this.#article.put(annotation)
    this.#drafts.get(key)?.draft.accept(annotation)
  }

  async remove(key: number): Promise<void> {
    if (this.#editing === key) this.#editing = null
    await this.#coming.get(key)
    // What was written last is part of what an undo brings back.
    await this.#drafts.get(key)?.draft.flush()
    this.#drafts.delete(key)
    this.#forget(key)
    const id = this.entry(key)?.annotation.id
    if (id === undefined) return
    const { change } = await this.#client.call('archive.deleteAnnotations', { annotationIds: [id] })
    this.#article.drop([id])
    if (this.#active === key) this.#active = null
    this.#told.undo(change)
  }

  /** The archive told something new; notes that nobody is writing follow it. */
  follow(): void {
    for (const { key, annotation } of this.#entries) this.#drafts.get(key)?.draft.accept(annotation)
  }

  /** Saves all that is being written. */
  async flush(): Promise<void> {
    await Promise.all([...this.#drafts.values()].map(({ draft }) => draft.flush()))
  }

  /** The archive is about to be closed. */
  async settle(): Promise<void> {
    await Promise.all([...this.#drafts.values()].map(({ draft }) => draft.settle()))
  }

  /** Another article comes. What could not be saved is kept, and told. */
  async leave(): Promise<void> {
    this.#active = null
    this.#hovered = null
    this.#editing = null
    this.#revealed = null
    const left = [...this.#drafts]
    await this.flush()
    for (const [key, { draft, articleId }] of left) {
      if (draft.unsaved) this.#told.unsaved(articleId, draft)
      else {
        this.#drafts.delete(key)
        if (!this.#coming.has(key)) this.#forget(key)
      }
    }
    const kept = (id: number) => this.#drafts.has(id) || this.#coming.has(id)
    this.#begun = this.#begun.filter(({ id, articleId }) => kept(id) || articleId === this.#article.id)
  }

  /** Another archive, or none: numbers mean something else from now on, so nothing of the old one is saved any more. */
  clear(): void {
    for (const { draft } of this.#drafts.values()) if (draft.unsaved) this.#told.lost(draft.text)
    for (const { draft } of this.#drafts.values()) draft.end()
    this.#drafts.clear()
    this.#begun = []
    this.#coming.clear()
    this.#active = null
    this.#hovered = null
    this.#editing = null
    this.#revealed = null
    this.#keys.clear()
    this.#made.clear()
  }
}

const BLANK: Annotation = {
  id: 0,
  uuid: '',
  articleId: 0,
  quote: null,
  colour: 0,
  note: '',
  place: null,
  orphan: false,
  createdAtMs: 0,
  modifiedAtMs: 0,
  revision: 0,
}
