/** The article in the reader, which of its versions, and how far each was read in this session. */
import type { Article } from '../../../electron/shared/model.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError, type Client } from '../client.ts'

const CURRENT = 0

export class Reading {
  #client: Client
  #id: number | null = $state(null)
  #article: Article | null = $state.raw(null)
  #error: AppError | null = $state.raw(null)
  #positions = new Map<string, number>()
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
  /** whether what is shown is not the current version of its article */
  get earlier(): boolean {
    return (this.#article?.version ?? CURRENT) !== CURRENT
  }

  async open(id: number): Promise<void> {
    if (id === this.#id && !this.#error) return
    await this.#load(id, CURRENT)
  }

  /** Shows another version of the article that is open. */
  async showVersion(version: number): Promise<void> {
    if (this.#id !== null && version !== this.#article?.version) await this.#load(this.#id, version)
  }

  async #load(id: number, version: number): Promise<void> {
    const seq = ++this.#seq
    this.#onopen(id)
    this.#id = id
    try {
      const article = await this.#ask(id, version)
      if (seq !== this.#seq) return
      this.#article = article
      this.#error = null
    } catch (error) {
      if (seq !== this.#seq) return
      this.#article = null
      this.#error = asAppError(error)
    }
  }

  #ask(id: number, version: number): Promise<Article> {
    return this.#client.call('archive.article', version === CURRENT ? { id } : { id, version })
  }

  /** Takes the open article anew from who changed it. */
  accept(article: Article): void {
    if (article.id !== this.#id) return
    this.#seq += 1
    this.#article = article
    this.#error = null
  }

  /** The same again, because the archive changed. What cannot be read now stays as it was read. */
  async refresh(): Promise<void> {
    const [article, seq] = [this.#article, this.#seq]
    if (!article || article.id !== this.#id) return
    const again = await this.#ask(article.id, article.version ?? CURRENT).catch(() => null)
    if (again && seq === this.#seq) this.#article = again
  }

  /** How far down an article was left, in pixels. */
  position(id: number, version = CURRENT): number {
    return this.#positions.get(`${id} ${version}`) ?? 0
  }
  leftAt(id: number, scrollTop: number, version = CURRENT): void {
    this.#positions.set(`${id} ${version}`, scrollTop)
  }

  clear(): void {
    this.#seq += 1
    this.#id = null
    this.#article = null
    this.#error = null
    this.#positions.clear()
  }
}
