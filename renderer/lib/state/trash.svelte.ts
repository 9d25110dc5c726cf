/** The trash: what lies in it, how long it is kept, and how it goes for good. */
import type { Deleted, TakingBack, Trash as TrashState } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'
import type { Notices } from './notices.svelte.ts'

export const DELETED_PAGE = 100
/** The articles, or what else was made by hand and deleted. */
export type TrashPart = 'articles' | 'deleted'

export class Trash {
  #client: Client
  #notices: Notices
  #changes: Changes
  #state: TrashState | null = $state.raw(null)
  #part: TrashPart = $state('articles')
  #deleted: Deleted[] = $state.raw([])
  #deletedTotal = $state(0)
  #offset = $state(0)
  #seq = 0

  constructor(client: Client, notices: Notices, changes: Changes) {
    this.#client = client
    this.#changes = changes
    this.#notices = notices
  }

  /** null until it is known */
  get state(): TrashState | null {
    return this.#state
  }

  get part(): TrashPart {
    return this.#part
  }
  /** tags, collections, notes …, last deleted first: a page of them, as far as it was asked for */
  get deleted(): Deleted[] {
    return this.#deleted
  }
  get deletedTotal(): number {
    return this.#deletedTotal
  }
  get offset(): number {
    return this.#offset
  }

  async refresh(): Promise<void> {
    const [state] = await Promise.all([
      this.#client.call('archive.trash'),
      this.#part === 'deleted' && this.#read(this.#offset),
    ])
    this.#state = state
  }

  async show(part: TrashPart): Promise<void> {
    this.#part = part
    if (part === 'deleted') await this.turnTo(0)
  }

  async turnTo(offset: number): Promise<void> {
    try {
      await this.#read(offset)
    } catch (error) {
      this.#notices.fail('The trash could not be read', error)
    }
  }

  async #read(offset: number): Promise<void> {
    const seq = ++this.#seq
    const ask = (from: number) => this.#client.call('archive.deleted', { offset: from, limit: DELETED_PAGE })
    let page = await ask(offset)
    // the last page may have been emptied meanwhile
    const at = page.rows.length === 0 ? 0 : offset
    if (at !== offset) page = await ask(at)
    if (seq !== this.#seq) return
    this.#offset = at
    this.#deleted = page.rows
    this.#deletedTotal = page.total
  }

  /** Brings things back, with all that hung on them. */
  restore(deletedIds: number[]): Promise<number | undefined> {
    return this.#changes.carry('This could not be restored', () =>
      this.#client.call('archive.restoreDeleted', { deletedIds }),
    )
  }

  /** For good: these articles, or all that lies there. A job does it, and tells of its end. */
  async empty(articleIds: number[] | null): Promise<void> {
    try {
      await this.#client.call('trash.empty', { articleIds })
    } catch (error) {
      this.#notices.fail('The trash could not be emptied', error)
    }
  }

  /** Puts what an import alone brought into the trash. @param keepOwn what a person added something to stays */
  takeBack(importId: number, keepOwn: boolean): Promise<number | undefined> {
    return this.#changes.carry('The import could not be taken back', () =>
      this.#client.call('archive.takeBackImport', { importId, keepOwn }),
    )
  }

  /** Takes the articles of an import that was taken back out of the trash. */
  bringBack(importId: number): Promise<number | undefined> {
    return this.#changes.carry('The import could not be brought back', () =>
      this.#client.call('archive.bringBackImport', { importId }),
    )
  }

  /** What taking an import back would do. */
  lookTakeBack(importId: number): Promise<TakingBack> {
    return this.#client.call('archive.takingBack', { importId })
  }

  async keep(days: number | null): Promise<void> {
    try {
      this.#state = await this.#client.call('archive.keepTrash', { days })
    } catch (error) {
      this.#notices.fail('The setting could not be kept', error)
    }
  }

  clear(): void {
    this.#seq += 1
    this.#state = null
    this.#part = 'articles'
    this.#deleted = []
    this.#deletedTotal = 0
    this.#offset = 0
  }
}
