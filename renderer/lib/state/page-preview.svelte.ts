/** Pages as an export would print them, made anew when the options change, a moment after the last change. */
import type { Input } from '../../../electron/shared/api.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import type { PdfPreview } from '../../../electron/shared/export.ts'
import { asAppError, type Client } from '../client.ts'
import { Soon } from './soon.ts'

type Asked = Input<'export.preview'>

const AFTER_MS = 350

export class PagePreview {
  #client: Client
  #asked: Asked | null = null
  #made: PdfPreview | null = $state.raw(null)
  #error: AppError | null = $state.raw(null)
  #busy = $state(false)
  #page = $state(0)
  #seq = 0
  #soon = new Soon(() => void this.#make())

  constructor(client: Client) {
    this.#client = client
  }

  /** the last pages that could be made; they stay while new ones are on their way */
  get made(): PdfPreview | null {
    return this.#made
  }
  get error(): AppError | null {
    return this.#error
  }
  get busy(): boolean {
    return this.#busy
  }
  get pages(): number {
    return this.#made?.pages.length ?? 0
  }
  /** from 0 */
  get page(): number {
    return Math.min(this.#page, Math.max(0, this.pages - 1))
  }
  /** an SVG document */
  get drawing(): string | null {
    return this.#made?.pages[this.page] ?? null
  }

  /** Asks for pages; many changes in a row make one question. */
  ask(asked: Asked, afterMs = AFTER_MS): void {
    this.#asked = asked
    this.#seq += 1
    this.#busy = true
    this.#soon.cancel()
    this.#soon.in(afterMs)
  }
  again(): void {
    if (this.#asked) this.ask(this.#asked, 0)
  }

  turnTo(page: number): void {
    this.#page = Math.max(0, Math.min(page, this.pages - 1))
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#seq += 1
    this.#soon.cancel()
    if (!this.#busy) return
    this.#busy = false
    void this.#client.call('export.endPreview').catch(() => {})
  }

  async #make(): Promise<void> {
    const seq = ++this.#seq
    try {
      const made = await this.#client.call('export.preview', this.#asked!)
      if (seq !== this.#seq) return
      this.#made = made
      this.#error = null
    } catch (error) {
      const failure = asAppError(error)
      // a later question took its place, and has its own answer
      if (seq !== this.#seq || failure.code === 'cancelled') return
      this.#error = failure
    }
    this.#busy = false
  }
}
