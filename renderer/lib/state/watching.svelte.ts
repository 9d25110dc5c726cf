/** The folder whose new files go into the open archive by themselves. */
import type { WatchState } from '../../../electron/shared/api.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError, type Client } from '../client.ts'

export class Watching {
  #client: Client
  #state: WatchState | null = $state.raw(null)
  #error: AppError | null = $state.raw(null)
  #seq = 0

  constructor(client: Client) {
    this.#client = client
  }

  /** null until it is known */
  get state(): WatchState | null {
    return this.#state
  }
  get error(): AppError | null {
    return this.#error
  }

  async refresh(): Promise<void> {
    try {
      await this.#take(this.#client.call('watch.state'))
      this.#error = null
    } catch (error) {
      this.#error = asAppError(error)
    }
  }

  /** @throws AppError what is the caller's to tell */
  choose(): Promise<void> {
    return this.#take(this.#client.call('watch.choose'))
  }
  stop(): Promise<void> {
    return this.#take(this.#client.call('watch.stop'))
  }

  /** Main says how it stands. */
  accept(state: WatchState): void {
    this.#seq += 1
    this.#state = state
  }

  clear(): void {
    this.#seq += 1
    this.#state = null
    this.#error = null
  }

  async #take(asked: Promise<WatchState>): Promise<void> {
    const seq = ++this.#seq
    const state = await asked
    if (seq === this.#seq) this.#state = state
  }
}
