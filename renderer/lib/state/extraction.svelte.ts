/** Extracting again: what today's extractors would read otherwise, looked at before anything changes. */
import type { JobProgress } from '../../../electron/shared/api.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import type { ExtractionChange, ExtractionState } from '../../../electron/shared/model.ts'
import { asAppError, type Client } from '../client.ts'

export const CHANGES_PAGE = 50

export type Doing = 'preview' | 'apply'
/** How the last job ended that this window started. */
export interface Ended {
  doing: Doing
  job: JobProgress
}

export class Extraction {
  #client: Client
  #state: ExtractionState | null = $state.raw(null)
  #changes: { rows: ExtractionChange[]; total: number; offset: number } = $state.raw(none())
  #error: AppError | null = $state.raw(null)
  #doing: Doing | null = $state(null)
  #jobId: number | null = $state(null)
  #ended: Ended | null = $state.raw(null)
  #seq = 0

  constructor(client: Client) {
    this.#client = client
  }

  get state(): ExtractionState | null {
    return this.#state
  }
  get changes(): { rows: ExtractionChange[]; total: number; offset: number } {
    return this.#changes
  }
  get error(): AppError | null {
    return this.#error
  }
  /** what this window has asked for and that is not done */
  get doing(): Doing | null {
    return this.#doing
  }
  get ended(): Ended | null {
    return this.#ended
  }
  /** articles and refused records that may be read better than they are */
  get waiting(): number {
    return this.#state ? this.#state.outdated + this.#state.readable : 0
  }
  /** how many articles applying the preview would change or make; fewer than it found where it was stopped half-way */
  get applicable(): number {
    return this.#state?.preview ? this.#changes.total : 0
  }

  /** Reads where things stand, and the page of changes that is looked at. */
  async refresh(): Promise<void> {
    const seq = ++this.#seq
    try {
      const state = await this.#client.call('archive.extraction')
      const changes = state.preview ? await this.#page(this.#changes.offset) : none()
      if (seq !== this.#seq) return
      this.#state = state
      this.#changes = changes
      this.#error = null
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
  }

  async turnTo(offset: number): Promise<void> {
    const seq = ++this.#seq
    try {
      const changes = await this.#page(offset)
      if (seq === this.#seq) this.#changes = changes
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
  }

  /** A page that is not there any more becomes the first. */
  async #page(offset: number): Promise<{ rows: ExtractionChange[]; total: number; offset: number }> {
    const page = await this.#client.call('archive.extractionChanges', { offset, limit: CHANGES_PAGE })
    return offset > 0 && offset >= page.total ? this.#page(0) : { ...page, offset }
  }

  preview(all: boolean): Promise<void> {
    return this.#start('preview', () => this.#client.call('extraction.preview', { all }))
  }
  apply(): Promise<void> {
    return this.#start('apply', () => this.#client.call('extraction.apply'))
  }

  async discard(): Promise<void> {
    await this.#client.call('archive.discardExtraction')
    this.#ended = null
    this.#changes = none()
    await this.refresh()
  }

  async #start(doing: Doing, ask: () => Promise<number>): Promise<void> {
    this.#doing = doing
    this.#jobId = null
    this.#ended = null
    try {
      const jobId = await ask()
      // A small archive is done before the answer is here.
      if (this.#doing) this.#jobId = jobId
    } catch (error) {
      this.#doing = null
      throw error
    }
  }

  /** A job that extracts has ended. One that was not started here is none of this. */
  finish(job: JobProgress): void {
    const doing = this.#doing
    if (doing === null || (this.#jobId !== null && this.#jobId !== job.jobId)) return
    this.#doing = null
    this.#jobId = null
    this.#ended = { doing, job }
    this.#changes = none()
  }

  clear(): void {
    this.#seq += 1
    this.#state = null
    this.#changes = none()
    this.#error = null
    this.#doing = null
    this.#jobId = null
    this.#ended = null
  }
}

function none(): { rows: ExtractionChange[]; total: number; offset: number } {
  return { rows: [], total: 0, offset: 0 }
}
