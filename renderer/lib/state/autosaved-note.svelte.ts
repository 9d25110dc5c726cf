/**
 * A note while it is written. It is saved soon after the first change, and again as long as it goes on changing, so that
 * never more than a moment can be lost; what could not be saved stays here until it is.
 */
import { AppError } from '../../../electron/shared/errors.ts'
import type { Saved } from '../../../electron/shared/own.ts'
import { asAppError } from '../client.ts'

const SAVE_AFTER_MS = 600

export type DraftState = 'saved' | 'saving' | 'failed' | 'conflict'
/** What a note is written on: an annotation, an article's place in a collection, a collection. */
export interface Noted {
  note: string
  /** rises with every save */
  revision: number
  modifiedAtMs?: number
}
export type SaveNote = (revision: number, note: string) => Promise<Saved<Noted>>

export class AutosavedNote {
  #save: SaveNote
  #text = $state('')
  #state: DraftState = $state('saved')
  #problem: string | null = $state(null)
  /** what somebody else saved meanwhile */
  #theirs: Noted | null = $state.raw(null)
  /** the text and revision that the archive has, as far as is known here */
  #saved: { note: string; revision: number }
  #timer: ReturnType<typeof setTimeout> | undefined
  #flight: Promise<void> | null = null

  constructor({ note, revision }: Noted, save: SaveNote) {
    this.#text = note
    this.#saved = { note, revision }
    this.#save = save
  }

  get text(): string {
    return this.#text
  }
  get state(): DraftState {
    return this.#state
  }
  get problem(): string | null {
    return this.#problem
  }
  get theirs(): Noted | null {
    return this.#theirs
  }
  /** whether there is something here that the archive does not have */
  get unsaved(): boolean {
    return this.#text !== this.#saved.note || this.#state === 'conflict'
  }

  type(text: string): void {
    this.#text = text
    if (this.#state === 'conflict') return
    if (!this.unsaved) {
      this.#settle()
      return
    }
    this.#state = 'saving'
    // Not put off by further typing: a note is saved within a second however long one writes.
    this.#timer ??= setTimeout(() => void this.flush(), SAVE_AFTER_MS)
  }

  /** Saves what is not saved yet, and waits for it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#flight) await this.#flight
    if (this.#text === this.#saved.note || this.#state === 'conflict') return
    this.#flight = this.#send(this.#text).finally(() => (this.#flight = null))
    await this.#flight
    if (this.#state === 'saving' && this.#text !== this.#saved.note) await this.flush()
  }

  /** The last chance: saves what waits, and where nobody chose between two versions, both. */
  async settle(): Promise<void> {
    await this.flush()
    for (let tries = 0; this.#state === 'conflict' && tries < 3; tries += 1) await this.keepBoth()
  }

  async #send(note: string): Promise<void> {
    this.#state = 'saving'
    try {
      const answer = await this.#save(this.#saved.revision, note)
      if (answer.state === 'conflict') this.#disagree(answer.theirs)
      else this.#saved = { note, revision: answer.value.revision }
      if (this.#state === 'saving' && this.#text === this.#saved.note) this.#settle()
    } catch (error) {
      this.#state = 'failed'
      this.#problem = asAppError(error).message
    }
  }

  /** Only the same note changed in two ways is a conflict: another colour, or the same words, are none. */
  #disagree(theirs: Noted): void {
    const { note, revision } = theirs
    const sameNote = note === this.#saved.note || note === this.#text
    if (sameNote) this.#saved = { note, revision }
    else {
      this.#theirs = theirs
      this.#state = 'conflict'
    }
  }

  #settle(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#state = 'saved'
    this.#problem = null
  }

  /** Nothing is saved any more: its archive is closed. */
  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#save = () => Promise.reject(new AppError('not-found', 'The archive is closed.'))
  }

  /** Takes what the archive has now. What is being written here is kept; that it differs shows when it is saved. */
  accept({ note, revision }: Noted): void {
    if (revision <= this.#saved.revision || this.#state === 'conflict' || this.#flight) return
    if (this.#text === this.#saved.note) {
      this.#text = note
      this.#saved = { note, revision }
    } else if (note === this.#saved.note) this.#saved = { note, revision }
  }

  keepMine(): Promise<void> {
    return this.#resolve(() => this.#text)
  }
  takeTheirs(): Promise<void> {
    return this.#resolve((theirs) => theirs)
  }
  keepBoth(): Promise<void> {
    return this.#resolve((theirs) => `${theirs.trimEnd()}\n\n${this.#text}`)
  }

  async #resolve(choose: (theirs: string) => string): Promise<void> {
    const theirs = this.#theirs
    if (!theirs) return
    this.#theirs = null
    this.#saved = { note: theirs.note, revision: theirs.revision }
    this.#text = choose(theirs.note)
    this.#settle()
    await this.flush()
  }
}
