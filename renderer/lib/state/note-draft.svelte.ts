/** A text that is being written, saved against the revision it began from. */
import type { Saved } from '../../../electron/shared/own.ts'

interface Revised {
  revision: number
}

export class NoteDraft<T extends Revised> {
  text = $state('')
  #base: T = $state.raw(null!)
  #theirs: T | null = $state.raw(null)
  #read: (from: T) => string
  #write: (base: T, text: string) => Promise<Saved<T>>

  constructor(base: T, read: (from: T) => string, write: (base: T, text: string) => Promise<Saved<T>>) {
    this.#base = base
    this.#read = read
    this.#write = write
    this.text = read(base)
  }

  /** what somebody else saved meanwhile */
  get theirs(): string | null {
    return this.#theirs && this.#read(this.#theirs)
  }
  get isChanged(): boolean {
    return this.text !== this.#read(this.#base)
  }

  /** @returns whether all is saved; false when somebody else's text is in the way */
  async save(): Promise<boolean> {
    if (!this.isChanged) return true
    const saved = await this.#write(this.#base, this.text)
    if (saved.state === 'saved') return true
    this.#theirs = saved.theirs
    return false
  }

  /** Puts this text in place of theirs, now that it was seen. */
  keepMine(): Promise<boolean> {
    if (this.#theirs) this.#base = this.#theirs
    this.#theirs = null
    return this.save()
  }

  takeTheirs(): void {
    if (!this.#theirs) return
    this.#base = this.#theirs
    this.text = this.#read(this.#theirs)
    this.#theirs = null
  }
}
