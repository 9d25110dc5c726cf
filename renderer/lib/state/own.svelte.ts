/** What people added to the open archive: its parts, its numbers, and what is asked for again when some of it changed. */
import type { ArticleOwn, OwnArea, OwnChanged, OwnCounts, RowOwn } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Browse } from './browse.svelte.ts'
import { Changes } from './changes.svelte.ts'
import { Collections } from './collections.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import { OutletNames } from './outlet-names.svelte.ts'
import { dependsOnOwn } from './places.ts'
import { Rules } from './rules.svelte.ts'
import { Searches } from './searches.svelte.ts'
import type { Session } from './session.svelte.ts'
import { Soon } from './soon.ts'
import { Tags } from './tags.svelte.ts'
import { Trash } from './trash.svelte.ts'

/** So many rows are mended one by one; for more the list is asked for again. */
const MENDED = 20
/** What shows in a row and moves none. */
const IN_ROWS: ReadonlySet<OwnArea> = new Set(['reading', 'tags', 'annotations'])
/** What no list shows. */
const ELSEWHERE: ReadonlySet<OwnArea> = new Set(['searches', 'rules', 'deleted'])
const GATHER_MS = 30

export class Own {
  readonly changes: Changes
  readonly tags: Tags
  readonly collections: Collections
  readonly searches: Searches
  readonly trash: Trash
  readonly rules: Rules
  readonly outlets: OutletNames
  #client: Client
  #browse: Browse
  #onrows: () => void
  #counts: OwnCounts | null = $state.raw(null)
  #areas = new Set<OwnArea>()
  #soon = new Soon(() => {
    const due = this.#areas
    this.#areas = new Set()
    void this.#ask(due)
  })
  #seq = 0

  /** @param onrows the list, the counts of the archive, or both are to be asked for again */
  constructor(client: Client, browse: Browse, session: Session, notices: Notices, onrows: () => void) {
    this.#client = client
    this.#browse = browse
    this.#onrows = onrows
    this.changes = new Changes(client, notices)
    this.tags = new Tags(client, this.changes, session)
    this.collections = new Collections(client, this.changes, session)
    this.searches = new Searches(client, this.changes)
    this.trash = new Trash(client, notices, this.changes)
    this.rules = new Rules(client, this.changes)
    this.outlets = new OutletNames(client, this.changes)
  }

  /** null until they are known */
  get counts(): OwnCounts | null {
    return this.#counts
  }

  /** Something changed, whoever did it. */
  async changed(event: OwnChanged): Promise<void> {
    this.changes.told(event)
    this.#askSoon(event.areas)
    const areas = event.areas.filter((area) => !ELSEWHERE.has(area))
    if (areas.length === 0) return
    const ids = event.articleIds
    const mends = ids !== null && ids.length <= MENDED && areas.every((area) => IN_ROWS.has(area))
    if (!mends || dependsOnOwn(this.#browse.query)) return this.#onrows()
    await this.#mend(ids)
  }

  /** All of it, when an archive is opened or its articles changed. What cannot be told now keeps its last value. */
  async refresh(): Promise<void> {
    const { tags, collections, searches, changes } = this
    await Promise.allSettled([
      this.#count(),
      tags.refresh(),
      collections.refresh(),
      searches.refresh(),
      changes.refresh(),
    ])
  }

  /** Articles came in. */
  recount(): void {
    this.#askSoon(['tags', 'collections'])
  }

  clear(): void {
    this.#soon.cancel()
    this.#areas.clear()
    this.#seq += 1
    this.#counts = null
    for (const part of [this.changes, this.tags, this.collections, this.searches]) part.clear()
    for (const part of [this.trash, this.rules, this.outlets]) part.clear()
  }

  /** Many events at once make one question each. */
  #askSoon(areas: OwnArea[]): void {
    for (const area of areas) this.#areas.add(area)
    this.#soon.in(GATHER_MS)
  }

  async #ask(areas: ReadonlySet<OwnArea>): Promise<void> {
    const touched = (...some: OwnArea[]) => some.some((area) => areas.has(area))
    const moves = touched('trash', 'corrections')
    await Promise.allSettled([
      this.#count(),
      moves || touched('tags') ? this.tags.refresh() : null,
      moves || touched('collections') ? this.collections.refresh() : null,
      touched('searches') ? this.searches.refresh() : this.searches.recount(),
      touched('trash', 'deleted') && this.trash.state ? this.trash.refresh() : null,
      touched('rules') ? this.rules.refresh() : null,
    ])
  }

  async #count(): Promise<void> {
    const seq = ++this.#seq
    const counts = await this.#client.call('archive.ownCounts')
    if (seq === this.#seq) this.#counts = counts
  }

  async #mend(articleIds: number[]): Promise<void> {
    const seen = articleIds.filter((id) => this.#browse.rows?.all().some((row) => row.id === id))
    const answers = await Promise.allSettled(
      seen.map((articleId) => this.#client.call('archive.articleOwn', { articleId })),
    )
    const rows = new Map<number, RowOwn>()
    answers.forEach((answer, i) => {
      if (answer.status === 'fulfilled') rows.set(seen[i]!, asRow(answer.value))
    })
    this.#browse.patch(rows)
  }
}

function asRow({ read, starred, tags, annotations }: ArticleOwn): RowOwn {
  return { read, starred, tags: tags.map(({ id }) => id), annotations: annotations.length, item: null }
}
