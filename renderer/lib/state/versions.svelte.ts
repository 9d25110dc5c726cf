/** The texts that were captured of one address, and two of them side by side. */
import type { Article, VersionInfo } from '../../../electron/shared/model.ts'
import type { ArticleDiff } from '../../../electron/shared/timeline.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError, type Client } from '../client.ts'

export class VersionsState {
  readonly #client: Pick<Client, 'call'>
  readonly #articleId: number
  #article: Article | null = $state.raw(null)
  #error: AppError | null = $state.raw(null)
  #pair: { a: number; b: number } | null = $state.raw(null)
  #diff: ArticleDiff | null = $state.raw(null)
  #seq = 0
  #diffSeq = 0

  constructor(client: Pick<Client, 'call'>, articleId: number) {
    this.#client = client
    this.#articleId = articleId
  }

  get article(): Article | null {
    return this.#article
  }
  /** in order of time, as far as it is known; the current one last */
  get versions(): readonly VersionInfo[] {
    return this.#article?.versions.toReversed() ?? []
  }
  get error(): AppError | null {
    return this.#error
  }
  /** the versions that are compared */
  get pair(): { a: number; b: number } | null {
    return this.#pair
  }
  get diff(): ArticleDiff | null {
    return this.#diff
  }

  /** Reads them anew. @param version is compared with the one before it; without it the current one is */
  async load(version = 0): Promise<void> {
    const seq = ++this.#seq
    try {
      const article = await this.#client.call('archive.article', { id: this.#articleId })
      if (seq !== this.#seq) return
      this.#article = article
      this.#error = null
      this.#keepPair(version)
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
  }

  /** What of version a became what of version b. */
  async compare(a: number, b: number): Promise<void> {
    const seq = ++this.#diffSeq
    this.#pair = { a, b }
    const text = (version: number) => ({
      articleId: this.#articleId,
      ...(version === 0 ? {} : { version }),
    })
    try {
      const diff = await this.#client.call('archive.diff', { a: text(a), b: text(b) })
      if (seq === this.#diffSeq) this.#diff = diff
    } catch (error) {
      if (seq === this.#diffSeq) this.#error = asAppError(error)
    }
  }

  #keepPair(version: number): void {
    const ids = this.versions.map(({ id }) => id)
    if (this.#pair && ids.includes(this.#pair.a) && ids.includes(this.#pair.b)) return
    this.#pair = this.#diff = null
    if (ids.length < 2) return
    // of the first one, what became of it
    const at = Math.max(1, ids.indexOf(version))
    void this.compare(ids[at - 1]!, ids[at]!)
  }
}
