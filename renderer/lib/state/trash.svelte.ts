/** The trash: what lies in it, how long it is kept, and how it goes for good. */
import type { Trash as TrashState } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'
import type { Notices } from './notices.svelte.ts'

export class Trash {
  #client: Client
  #notices: Notices
  #changes: Changes
  #state: TrashState | null = $state.raw(null)

  constructor(client: Client, notices: Notices, changes: Changes) {
    this.#client = client
    this.#changes = changes
    this.#notices = notices
  }

  /** null until it is known */
  get state(): TrashState | null {
    return this.#state
  }

  async refresh(): Promise<void> {
    this.#state = await this.#client.call('archive.trash')
  }

  /** For good: these articles, or all that lies there. A job does it, and tells of its end. */
  async empty(articleIds: number[] | null): Promise<void> {
    try {
      await this.#client.call('trash.empty', { articleIds })
    } catch (error) {
      this.#notices.fail('The trash could not be emptied', error)
    }
  }

  /** Puts all articles of an import into the trash. */
  takeBack(importId: number): Promise<number | undefined> {
    return this.#changes.carry('The import could not be taken back', () =>
      this.#client.call('archive.takeBackImport', { importId }),
    )
  }

  async keep(days: number | null): Promise<void> {
    try {
      this.#state = await this.#client.call('archive.keepTrash', { days })
    } catch (error) {
      this.#notices.fail('The setting could not be kept', error)
    }
  }

  clear(): void {
    this.#state = null
  }
}
