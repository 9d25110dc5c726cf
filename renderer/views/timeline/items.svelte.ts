import type { TimelineClient } from '../../lib/state/timeline.svelte.ts'
import type { DrawnTitle, TitleSource } from './draw-titles.ts'

/** What a card says of one article or headline, beyond its place on the timeline. */
export interface ItemDetail extends DrawnTitle {
  outlet: string | null
  /** of a headline: how many dumps list it, and an article whose list holds it; −1 until it is asked for */
  listings: number
  listedIn: number
}

/** As many as two screens hold; archive.titles takes 500 of each kind. */
const AT_A_TIME = 240
const KEPT = 6000
/** Titles scrolled past in the meantime are not worth fetching any more. */
const QUEUE = 480

/** Fetches titles of single items as they come into view, last seen first, and keeps them. */
export class Items implements TitleSource {
  readonly #client: TimelineClient
  /** articles by id, headlines by −1 − id; null when it could not be read */
  readonly #known = new Map<number, ItemDetail | null>()
  readonly #asked = new Set<number>()
  #queue: number[] = []
  readonly #listingsAsked = new Set<number>()
  #isReading = false
  #seen = $state(0)
  #isTold = false

  constructor(client: TimelineClient) {
    this.#client = client
  }

  /** Rises when something was learnt. Read in an effect, it says when to draw again. */
  get seen(): number {
    return this.#seen
  }

  /** The item, `null` when it cannot be read, `undefined` while it is fetched. Of a headline also where it is listed. */
  find(isArticle: boolean, id: number): ItemDetail | null | undefined {
    const key = isArticle ? id : -1 - id
    const known = this.#known.get(key)
    if (known === undefined) this.#ask(key)
    else if (known && !isArticle && known.listings < 0) this.#askListings(id)
    return known
  }

  titleOf(isArticle: boolean, id: number): DrawnTitle | null {
    const key = isArticle ? id : -1 - id
    const known = this.#known.get(key)
    if (known === undefined) this.#ask(key)
    return known ?? null
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
    if (this.#isReading) return
    this.#isReading = true
    // All that one frame asks for goes together.
    queueMicrotask(() => void this.#pump())
  }

  async #pump(): Promise<void> {
    while (this.#queue.length > 0) {
      const keys = this.#queue.splice(-AT_A_TIME)
      const found = await this.#read(keys).catch(() => null)
      if (this.#known.size >= KEPT) this.#known.clear()
      // Asked for before a change of the archive: asked for again when it is seen.
      for (const key of keys) if (this.#asked.delete(key)) this.#known.set(key, found?.get(key) ?? null)
      this.#tell()
    }
    this.#isReading = false
  }

  async #read(keys: number[]): Promise<Map<number, ItemDetail>> {
    const rows = await this.#client.call('archive.titles', {
      articleIds: keys.filter((key) => key >= 0),
      headlineIds: keys.filter((key) => key < 0).map((key) => -1 - key),
    })
    return new Map(
      rows.map(({ kind, id, title, outlet }) => [
        kind === 'article' ? id : -1 - id,
        { ...drawn(title), outlet, listings: -1, listedIn: 0 },
      ]),
    )
  }

  #askListings(id: number): void {
    if (this.#listingsAsked.has(id)) return
    this.#listingsAsked.add(id)
    const key = -1 - id
    this.#client.call('archive.headline', { id }).then(
      ({ listings, listedIn }) => {
        const known = this.#known.get(key)
        if (known) this.#known.set(key, { ...known, listings, listedIn })
        this.#tell()
      },
      // The card says what it knows; pointing at it again asks again.
      () => this.#listingsAsked.delete(id),
    )
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
