/** The backups of the open archive: where, how often, which. */
import type { JobProgress } from '../../../electron/shared/api.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import type { BackupPlan, BackupState } from '../../../electron/shared/export.ts'
import { asAppError, type Client } from '../client.ts'

export class Backups {
  #client: Client
  #state: BackupState | null = $state.raw(null)
  #error: AppError | null = $state.raw(null)
  #seq = 0
  /** what a scheduled backup failed with last: once is enough to be told */
  #toldProblem: string | null = null

  constructor(client: Client) {
    this.#client = client
  }

  /** null until it is known */
  get state(): BackupState | null {
    return this.#state
  }
  get error(): AppError | null {
    return this.#error
  }

  refresh(): Promise<void> {
    return this.#take(() => this.#client.call('backup.state'))
  }
  chooseFolder(): Promise<void> {
    return this.#change(() => this.#client.call('backup.chooseFolder'))
  }
  setPlan(change: Partial<BackupPlan>): Promise<void> {
    const plan = { ...this.#state!.plan, ...change }
    this.#state = { ...this.#state!, plan }
    return this.#change(() => this.#client.call('backup.plan', plan))
  }
  /** Makes one now, after asking for a folder where there is none; null when that was cancelled. */
  make(): Promise<number | null> {
    return this.#client.call('backup.make')
  }
  look(name: string): Promise<void> {
    return this.#client.call('backup.preview', { name })
  }
  restore(name: string): Promise<number | null> {
    return this.#client.call('backup.restore', { name })
  }

  /** A backup ended. Returns whether its problem is to be told: that of a scheduled one once, not every hour. */
  ended(job: JobProgress): boolean {
    if (this.#state) void this.refresh()
    if (!job.byItself) return true
    const problem = job.error?.message ?? null
    const isNew = problem !== null && problem !== this.#toldProblem
    this.#toldProblem = problem
    return isNew
  }

  clear(): void {
    this.#seq += 1
    this.#state = null
    this.#error = null
    this.#toldProblem = null
  }

  /** Reading: what goes wrong is shown in its place. */
  async #take(ask: () => Promise<BackupState>): Promise<void> {
    const seq = ++this.#seq
    try {
      const state = await ask()
      if (seq !== this.#seq) return
      this.#state = state
      this.#error = null
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
  }

  /** Changing: what goes wrong is the caller's to tell. */
  async #change(ask: () => Promise<BackupState>): Promise<void> {
    const seq = ++this.#seq
    const state = await ask()
    if (seq === this.#seq) this.#state = state
  }
}
