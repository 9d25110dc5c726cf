/** Tags as they are about to be given to and taken from some articles, before anything is saved. */
import { SvelteMap } from 'svelte/reactivity'
import type { SelectionTags, Tag } from '../../../electron/shared/own.ts'
import { isWhole, type Target } from './article-actions.ts'

export type TagState = 'on' | 'off' | 'mixed'

export class TagDraft {
  /** what was decided, by path; the rest stays as it is */
  #decided = new SvelteMap<string, 'on' | 'off'>()
  /** on how many of them each tag is, as far as is known */
  #on: ReadonlyMap<number, number> = $state.raw(new Map())
  /** how many there are; null while only some of them are known */
  #total: number | null = $state(null)

  constructor(target: Target) {
    const on = new Map<number, number>()
    for (const row of target.rows) for (const id of row.own.tags) on.set(id, (on.get(id) ?? 0) + 1)
    this.#on = on
    if (isWhole(target)) this.#total = target.rows.length
  }

  /** whether the tags of all the articles are known */
  get isKnown(): boolean {
    return this.#total !== null
  }

  /** What the archive says of all the articles, whose rows were not all at hand. */
  know({ total, tags }: SelectionTags): void {
    this.#on = new Map(tags.map(({ tagId, articles }) => [tagId, articles]))
    this.#total = total
  }

  /** Where not every article is known, a tag that some of those have is on some. */
  #before(id: number | null): TagState {
    const on = id === null ? 0 : (this.#on.get(id) ?? 0)
    if (on === 0) return 'off'
    return on === this.#total ? 'on' : 'mixed'
  }

  state(tag: Pick<Tag, 'path'> & { id: number | null }): TagState {
    return this.#decided.get(tag.path) ?? this.#before(tag.id)
  }

  /** On, off, and where it was mixed mixed again. */
  turn(tag: Pick<Tag, 'path'> & { id: number | null }): void {
    const before = this.#before(tag.id)
    const now = this.state(tag)
    if (now === 'off' && before === 'mixed') this.#decided.delete(tag.path)
    else this.#decide(tag.path, now === 'on' ? 'off' : 'on', before)
  }

  /** Tags that do not exist yet and will be made. */
  fresh(known: (path: string) => boolean): string[] {
    return this.add.filter((path) => !known(path))
  }

  get add(): string[] {
    return [...this.#decided].flatMap(([path, state]) => (state === 'on' ? path : []))
  }
  get remove(): string[] {
    return [...this.#decided].flatMap(([path, state]) => (state === 'off' ? path : []))
  }
  get isChanged(): boolean {
    return this.#decided.size > 0
  }

  #decide(path: string, state: 'on' | 'off', before: TagState): void {
    if (state === before) this.#decided.delete(path)
    else this.#decided.set(path, state)
  }
}
