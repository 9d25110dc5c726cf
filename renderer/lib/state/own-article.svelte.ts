/** What people added to the article in the reader: tags, star, read or not, and its annotations as the archive has them. */
import type { Annotation, ArticleOwn, Change, OwnChanged } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'

const SHOWN: ReadonlySet<string> = new Set(['tags', 'annotations', 'collections', 'reading', 'trash'])

export class OwnArticle {
  #client: Client
  #offerUndo: (change: Change | null) => void
  #id: number | null = $state(null)
  #own: ArticleOwn | null = $state.raw(null)
  #asked = 0
  #patched = 0

  constructor(client: Client, offerUndo: (change: Change | null) => void) {
    this.#client = client
    this.#offerUndo = offerUndo
  }

  get id(): number | null {
    return this.#id
  }
  /** null until it is known */
  get own(): ArticleOwn | null {
    return this.#own
  }

  async open(id: number): Promise<void> {
    if (id !== this.#id) this.#own = null
    this.#id = id
    await this.refresh()
  }

  async refresh(): Promise<void> {
    const [asked, patched, articleId] = [++this.#asked, this.#patched, this.#id]
    if (articleId === null) return
    // What cannot be read is not shown; the article itself says what is wrong.
    const own = await this.#client.call('archive.articleOwn', { articleId }).catch(() => null)
    if (asked !== this.#asked) return
    // What was changed here while the answer was on its way may be missing in it.
    if (patched !== this.#patched) return this.refresh()
    if (own) this.#own = own
  }

  /** Something that people own changed somewhere. */
  changed({ areas, articleIds }: OwnChanged): Promise<void> {
    const concerned = this.#id !== null && (articleIds?.includes(this.#id) ?? true)
    return concerned && areas.some((area) => SHOWN.has(area)) ? this.refresh() : Promise.resolve()
  }

  /** Shows what was just saved, before the archive tells it to everybody. */
  put(annotation: Annotation): void {
    if (annotation.articleId !== this.#id || !this.#own) return
    const others = this.#own.annotations.filter((one) => one.id !== annotation.id)
    this.#patch({ annotations: [...others, annotation].sort(inOrder) })
  }
  drop(ids: readonly number[]): void {
    if (this.#own) this.#patch({ annotations: this.#own.annotations.filter(({ id }) => !ids.includes(id)) })
  }

  async star(starred: boolean): Promise<void> {
    await this.#mark({ starred })
  }
  async setRead(read: boolean): Promise<void> {
    await this.#mark({ read })
  }

  async #mark(change: { starred?: boolean; read?: boolean }): Promise<void> {
    if (this.#id === null) return
    const before = this.#own
    this.#patch(change)
    try {
      await this.#client.call('archive.mark', { selection: { ids: [this.#id] }, ...change })
    } catch (error) {
      if (this.#own && before) this.#patch({ starred: before.starred, read: before.read })
      throw error
    }
  }

  /** It was read, which happened by itself and needs no saving here. */
  wasRead(id: number): void {
    if (id === this.#id) this.#patch({ read: true })
  }

  async untag(path: string): Promise<void> {
    if (this.#id === null) return
    const selection = { ids: [this.#id] }
    const { change } = await this.#client.call('archive.tagArticles', { selection, add: [], remove: [path] })
    if (this.#own) this.#patch({ tags: this.#own.tags.filter((tag) => tag.path !== path) })
    this.#offerUndo(change)
  }

  #patch(change: Partial<ArticleOwn>): void {
    this.#patched += 1
    if (this.#own) this.#own = { ...this.#own, ...change }
  }

  clear(): void {
    this.#asked += 1
    this.#id = null
    this.#own = null
  }
}

/** Those on the whole article, then in the order of the text, orphans last. */
export function inOrder(a: Annotation, b: Annotation): number {
  return rank(a) - rank(b) || start(a) - start(b) || end(b) - end(a) || age(a) - age(b)
}

/** What was begun is the newest: it does not change its place, and lose the focus, when it gets its number. */
function age({ id }: Annotation): number {
  return id > 0 ? id : Number.MAX_SAFE_INTEGER / 2 - id
}

function rank({ place, orphan }: Annotation): number {
  return orphan ? 2 : place ? 1 : 0
}
function start({ place }: Annotation): number {
  return place?.start ?? 0
}
function end({ place }: Annotation): number {
  return place?.end ?? 0
}
