/** The notes that dialogs have open: what is about to close saves them first. */
import type { AutosavedNote } from './autosaved-note.svelte.ts'

export class Writing {
  #notes = new Set<AutosavedNote>()

  /** @returns what takes it out again */
  add(note: AutosavedNote): () => void {
    this.#notes.add(note)
    return () => this.#notes.delete(note)
  }

  /** Saves all that waits. */
  async flush(): Promise<void> {
    await Promise.all([...this.#notes].map((note) => note.flush()))
  }

  /** The archive is about to be closed. */
  async settle(): Promise<void> {
    await Promise.all([...this.#notes].map((note) => note.settle()))
  }
}
