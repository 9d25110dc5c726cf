/**
 * The highlights and notes of the open article: which of them is chosen or being written, and what can be done with them.
 * Each is known here by a key that stays the same when a note that was begun gets its number from the archive.
 */
import type { Annotation, AnnotationColour, Change, Saved } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import { AutosavedNote } from './autosaved-note.svelte.ts'
import type { OwnArticle } from './own-article.svelte.ts'

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
  /** a note on the whole article that was begun and is not in the archive yet */
  #begun: Annotation | null = $state.raw(null)
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
    const begun = this.#begun && !annotations.some(({ id }) => this.#keys.get(id) === this.#begun?.id)
    const all = begun ? [this.#begun!, ...annotations] : annotations
    return all.map((annotation) => ({ key: this.#keys.get(annotation.id) ?? annotation.id, annotation }))
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

  async highlight(place: Passage, colour = this.#colour, note = ''): Promise<Entry | null> {
    const articleId = this.#article.id
    if (articleId === null) return null
    this.#colour = colour
    const { value } = await this.#client.call('archive.annotate', { articleId, place, colour, note })
    this.#article.put(value)
    this.#active = value.id
    return { key: value.id, annotation: value }
  }

  /** Opens a note for writing. */
  edit(key: number): void {
    this.#active = key
    this.#editing = key
  }

  /** Begins a note on the whole article; it comes into the archive with its first words. */
  begin(): void {
    if (this.#begun) return this.edit(this.#begun.id)
    const articleId = this.#article.id
    if (articleId === null) return
    const key = --this.#lastKey
    this.#begun = blank(key, articleId, this.#colour)
    this.edit(key)
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
    const id = from.id > 0 ? from.id : [...this.#keys].find(([, known]) => known === key)?.[0]
    const saved =
      id === undefined
        ? await this.#create(key, from, note)
        : await this.#client.call('archive.saveAnnotation', { annotationId: id, revision, note })
    this.#article.put(saved.state === 'saved' ? saved.value : saved.theirs)
    return saved
  }

  async #create(key: number, { articleId, colour }: Annotation, note: string): Promise<Saved<Annotation>> {
    const made = await this.#client.call('archive.annotate', { articleId, place: null, colour, note })
    this.#keys.set(made.value.id, key)
    if (this.#begun?.id === key) this.#begun = null
    return { state: 'saved', ...made }
  }

  /** Ends the writing of a note. An empty one on the whole article is none. */
  async finish(key: number): Promise<void> {
    if (this.#editing === key) this.#editing = null
    const draft = this.#drafts.get(key)?.draft
    await draft?.flush()
    if (draft?.unsaved || this.#editing === key) return
    if (this.#begun?.id === key) this.#begun = null
    const { annotation } = this.entry(key) ?? {}
    if (annotation && !annotation.quote && annotation.note.trim() === '') await this.remove(key)
  }

  async recolour(key: number, colour: AnnotationColour): Promise<void> {
    this.#colour = colour
    const annotation = this.entry(key)?.annotation
    if (!annotation || annotation.colour === colour) return
    if (this.#begun?.id === key) {
      this.#begun = { ...this.#begun, colour }
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
  async attach(key: number, place: Passage): Promise<void> {
    const annotation = this.entry(key)?.annotation
    if (!annotation) return
    const { id, revision } = annotation
    const ask = (from: number) =>
      this.#client.call('archive.attachAnnotation', { annotationId: id, revision: from, ...place })
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
    const annotation = this.entry(key)?.annotation
    if (this.#editing === key) this.#editing = null
    // What was written last is part of what an undo brings back.
    await this.#drafts.get(key)?.draft.flush()
    this.#drafts.delete(key)
    if (this.#begun?.id === key) this.#begun = null
    const id = this.entry(key)?.annotation.id ?? annotation?.id ?? 0
    if (id <= 0) return
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

  /** Another article comes. What could not be saved is kept, and told. */
  async leave(): Promise<void> {
    this.#active = null
    this.#hovered = null
    this.#editing = null
    this.#revealed = null
    this.#begun = null
    const left = [...this.#drafts]
    await this.flush()
    for (const [key, { draft, articleId }] of left) {
      if (!draft.unsaved) this.#drafts.delete(key)
      else this.#told.unsaved(articleId, draft)
    }
  }

  clear(): void {
    void this.leave()
    this.#keys.clear()
  }
}

function blank(key: number, articleId: number, colour: AnnotationColour): Annotation {
  return {
    id: key,
    uuid: '',
    articleId,
    quote: null,
    colour,
    note: '',
    place: null,
    orphan: false,
    createdAtMs: 0,
    modifiedAtMs: 0,
    revision: 0,
  }
}
