import { AppError } from '../../shared/errors.ts'
import type { Archive } from '../archive.ts'
import { selectedPage } from '../db/selected.ts'
import { breathe, type JobControl, Progress } from '../job-control.ts'
import { type ExportedItem, itemLoader } from './exported-item.ts'
import type { ExportScope } from './scope.ts'

const PAGE = 200
const BREATH_MS = 20
const MOST_WARNINGS = 200

/** One run of an export: its articles one by one, its progress, and what a person should know at the end. */
export class ExportRun {
  readonly archive: Archive
  readonly scope: ExportScope
  readonly progress: Progress
  readonly #control: JobControl
  readonly #warnings: string[] = []
  #moreWarnings = 0
  #breathed = performance.now()

  constructor(archive: Archive, scope: ExportScope, control: JobControl) {
    this.archive = archive
    this.scope = scope
    this.progress = new Progress(control)
    this.#control = control
  }

  get warnings(): string[] {
    const more = this.#moreWarnings
    return more === 0 ? [...this.#warnings] : [...this.#warnings, `… and ${more.toLocaleString('en')} more.`]
  }

  /** Something that did not keep the export from going on, in a sentence. */
  warn(message: string): void {
    if (this.#warnings.length < MOST_WARNINGS) this.#warnings.push(message)
    else this.#moreWarnings++
  }

  /** To be called between pieces of work: lets a cancel arrive. @throws AppError `cancelled` */
  async pause(): Promise<void> {
    if (performance.now() - this.#breathed < BREATH_MS) return
    await breathe()
    this.#breathed = performance.now()
    if (this.#control.signal.aborted) {
      throw new AppError('cancelled', 'The export was cancelled; no file was written.')
    }
  }

  /** Ids of the articles in the order of their list; counts them as done. */
  async *ids(step = 'Exporting'): AsyncGenerator<number> {
    this.progress.update({ step, current: 0, total: this.scope.articles })
    await breathe()
    this.#breathed = 0
    let done = 0
    for (let after = 0; ;) {
      const page = selectedPage(this.archive.db, after, PAGE)
      if (page.length === 0) break
      for (const { id } of page) {
        await this.pause()
        yield id
        this.progress.update({ current: ++done })
      }
      after = page.at(-1)!.seq
    }
    this.progress.say(true)
  }

  /** The articles in the order of their list. One that cannot be read is told and passed over. */
  async *items(step = 'Exporting'): AsyncGenerator<ExportedItem> {
    const load = itemLoader(this.archive.db, this.scope.collectionId)
    for await (const id of this.ids(step)) {
      const item = this.#tryLoad(load, id)
      if (item) yield item
    }
  }

  #tryLoad(load: (id: number) => ExportedItem, id: number): ExportedItem | null {
    try {
      return load(id)
    } catch (error) {
      if (!(error instanceof AppError) || !['archive-damaged', 'not-found'].includes(error.code)) throw error
      this.warn(`Article ${id} is left out: ${error.message}`)
      return null
    }
  }
}
