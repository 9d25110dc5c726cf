import type { TimelineClient } from '../../lib/state/timeline.svelte.ts'
import type { DrawnTitle, TitleSource } from './draw-titles.ts'

/** What a card says of one article or headline, beyond its place on the timeline. */
export interface ItemDetail extends DrawnTitle {
  outlet: string | null
  /** of a headline: how many dumps list it, and an article whose list holds it */
  listings: number
  listedIn: number
}

const AT_A_TIME = 4
const KEPT = 3000
/** Titles scrolled past in the meantime are not worth fetching any more. */
const QUEUE = 120

/** Fetches titles of single items as they come into view, last seen first, and keeps them. */
export class Items implements TitleSource {
  readonly #client: TimelineClient
  /** articles by id, headlines by −1 − id; null when it could not be read */
  readonly #known = new Map<number, ItemDetail | null>()
  readonly #asked = new Set<number>()
  #queue: number[] = []
  #running = 0
  #seen = $state(0)
  #isTold = false

  constructor(client: TimelineClient) {
    this.#client = client
  }

  /** Rises when something was learnt. Read in an effect, it says when to draw again. */
  get seen(): number {
    return this.#seen
  }

  /** The item, `null` when it cannot be read, `undefined` while it is fetched. */
  find(isArticle: boolean, id: number): ItemDetail | null | undefined {
    const key = isArticle ? id : -1 - id
    const known = this.#known.get(key)
    if (known === undefined) this.#ask(key)
    return known
  }

  titleOf(isArticle: boolean, id: number): DrawnTitle | null {
    return this.find(isArticle, id) ?? null
  }

  /** After a change of the archive, what could not be read may be there. */
  retry(): void {
    for (const [key, detail] of this.#known) if (!detail) this.#known.delete(key)
    this.#asked.clear()
    this.#queue = []
    this.#tell()
  }

  #ask(key: number): void {
    if (this.#asked.has(key)) return
    this.#asked.add(key)
    this.#queue.push(key)
    if (this.#queue.length > QUEUE) this.#asked.delete(this.#queue.shift()!)
    this.#pump()
  }

  #pump(): void {
    while (this.#running < AT_A_TIME && this.#queue.length > 0) {
      const key = this.#queue.pop()!
      this.#running++
      void this.#read(key)
        .catch(() => null)
        .then((detail) => {
          this.#running--
          if (this.#known.size >= KEPT) this.#known.clear()
          if (this.#asked.delete(key)) this.#known.set(key, detail)
          this.#tell()
          this.#pump()
        })
    }
  }

  async #read(key: number): Promise<ItemDetail> {
    if (key >= 0) {
      const { title, outlet } = await this.#client.call('archive.article', { id: key })
      return { ...drawn(title), outlet, listings: 0, listedIn: 0 }
    }
    const headline = await this.#client.call('archive.headline', { id: -1 - key })
    const { title, outlet, listings, listedIn } = headline
    return { ...drawn(title), outlet, listings, listedIn }
  }

  /** Once for all that came in this turn. */
  #tell(): void {
    if (this.#isTold) return
    this.#isTold = true
    queueMicrotask(() => {
      this.#isTold = false
      this.#seen++
    })
  }
}

const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

function drawn(title: string): DrawnTitle {
  return { title, isRightToLeft: RIGHT_TO_LEFT.test(title), width: -1 }
}
