/** The articles that were captured several times with different texts, page by page. */
import type { ListQuery } from '../../../electron/shared/api.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import type { TimelineItem } from '../../../electron/shared/timeline.ts'
import { asAppError, type Client } from '../client.ts'

export interface RecapturedRow extends TimelineItem {
  /** when its texts were saved, else imported, in order of time; null where that is not known */
  textsAtMs: (number | null)[]
}

const PAGE = 100

export class Recaptured {
  readonly #client: Pick<Client, 'call'>
  #query: ListQuery | null = null
  #rows: readonly RecapturedRow[] = $state.raw([])
  /** of all pages; null until it is known */
  #total: number | null = $state(null)
  #error: AppError | null = $state.raw(null)
  #seq = 0

  constructor(client: Pick<Client, 'call'>) {
    this.#client = client
  }

  get rows(): readonly RecapturedRow[] {
    return this.#rows
  }
  get total(): number | null {
    return this.#total
  }
  get error(): AppError | null {
    return this.#error
  }

  /** The first page of what a query finds. */
  async load(query: ListQuery): Promise<void> {
    this.#query = query
    await this.#read(0)
  }

  async more(): Promise<void> {
    await this.#read(this.#rows.length)
  }

  async #read(offset: number): Promise<void> {
    const seq = ++this.#seq
    const query = this.#query!
    try {
      const { rows, total } = await this.#client.call('archive.recaptured', { query, offset, limit: PAGE })
      const texts = await this.#textsOf(rows.map(({ id }) => id))
      if (seq !== this.#seq) return
      const read = rows.map((row) => ({ ...row, textsAtMs: texts.get(row.id) ?? [] }))
      this.#rows = offset === 0 ? read : [...this.#rows, ...read]
      this.#total = total
      this.#error = null
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
  }

  async #textsOf(articleIds: number[]): Promise<Map<number, (number | null)[]>> {
    const texts = new Map<number, (number | null)[]>(articleIds.map((id) => [id, []]))
    if (articleIds.length === 0) return texts
    const { articleId, capturedAtMs, importedAtMs } = await this.#client.call('archive.captures', {
      articleIds,
    })
    articleId.forEach((id, i) => {
      const at = Number.isNaN(capturedAtMs[i]!) ? importedAtMs[i]! : capturedAtMs[i]!
      texts.get(id)?.push(Number.isNaN(at) ? null : at)
    })
    return texts
  }
}
