/** The article in the reader, and how far each was read in this session. */
import type { Article } from '../../../electron/shared/model.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError, type Client } from '../client.ts'

export class Reading {
  #client: Client
  #id: number | null = $state(null)
  #article: Article | null = $state.raw(null)
  #error: AppError | null = $state.raw(null)
  #positions = new Map<number, number>()
  #seq = 0
  #onopen: (id: number) => void

  /** @param onopen told before another article is asked for */
  constructor(client: Client, onopen: (id: number) => void = () => {}) {
    this.#client = client
    this.#onopen = onopen
  }

  /** of the article that is shown or on its way */
  get id(): number | null {
    return this.#id
  }
  /** the last one stays until the next is here */
  get article(): Article | null {
    return this.#article
  }
  get error(): AppError | null {
    return this.#error
  }

  async open(id: number): Promise<void> {
    if (id === this.#id && !this.#error) return
    const seq = ++this.#seq
    this.#onopen(id)
    this.#id = id
    try {
      const article = await this.#client.call('archive.article', { id })
      if (seq !== this.#seq) return
      this.#article = article
      this.#error = null
    } catch (error) {
      if (seq !== this.#seq) return
      this.#article = null
      this.#error = asAppError(error)
    }
  }

  /** How far down an article was left, in pixels. */
  position(id: number): number {
    return this.#positions.get(id) ?? 0
  }
  leftAt(id: number, scrollTop: number): void {
    this.#positions.set(id, scrollTop)
  }

  clear(): void {
    this.#seq += 1
    this.#id = null
    this.#article = null
    this.#error = null
    this.#positions.clear()
  }
}
