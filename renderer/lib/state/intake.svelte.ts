/** The ways into the archive: dropped, chosen, resumed; and files that wait for an archive to go into. */
import type { RecordState } from '../../../electron/shared/model.ts'
import type { Client } from '../client.ts'
import type { Session } from './session.svelte.ts'

/** Does something that can fail, and shows the failure under this title. */
export type Attempt = <T>(title: string, action: () => Promise<T>) => Promise<T | undefined>

export class Intake {
  #client: Client
  #session: Session
  #attempt: Attempt
  #offered: string[] | null = $state.raw(null)

  constructor(client: Client, session: Session, attempt: Attempt) {
    this.#client = client
    this.#session = session
    this.#attempt = attempt
  }

  /** files that wait for an archive to go into */
  get offered(): string[] | null {
    return this.#offered
  }

  drop(files: File[]): void {
    void this.#attempt('These files could not be imported', () => this.#client.importDropped(files))
  }

  choose(kind: 'files' | 'folder'): void {
    void this.#attempt('The import could not start', () => this.#client.call('import.choose', { kind }))
  }

  resume(importId: number): void {
    void this.#attempt('The import could not go on', () => this.#client.call('import.resume', { importId }))
  }

  /** Reads the refused records of an import once more, or those of one of its files. */
  retry(importId: number, dumpId: number | null = null): void {
    void this.#attempt('It could not be tried again', () =>
      this.#client.call('import.retry', { importId, dumpId }),
    )
  }

  /** Saves the ledger of an import as a table. */
  saveLedger(importId: number, dumpId: number | null = null, state: RecordState | null = null): void {
    void this.#attempt('The ledger could not be saved', () =>
      this.#client.call('import.ledger', { importId, dumpId, state }),
    )
  }

  offer(paths: string[]): void {
    this.#offered = paths
  }

  /** Answers the offer: a new archive for the files, or none. */
  async answer(accept: boolean): Promise<void> {
    const paths = this.#offered
    this.#offered = null
    if (!accept || !paths) return
    await this.#attempt('The files could not be imported', async () => {
      if (await this.#session.create()) await this.#client.call('import.paths', { paths })
    })
  }
}
