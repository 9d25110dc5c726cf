/** What was changed, and the way back: every change goes through here and can be undone. */
import type { Change, History, Outcome, OwnChanged } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Notices } from './notices.svelte.ts'

const SHOWN = 200

export class Changes {
  #client: Client
  #notices: Notices
  #undo: Change | null = $state.raw(null)
  #redo: Change | null = $state.raw(null)
  #list: Change[] = $state.raw([])

  constructor(client: Client, notices: Notices) {
    this.#client = client
    this.#notices = notices
  }

  /** what Mod+Z would take back, and Mod+Shift+Z would do again */
  get undoable(): Change | null {
    return this.#undo
  }
  get redoable(): Change | null {
    return this.#redo
  }
  /** newest first; filled by `refresh` */
  get list(): Change[] {
    return this.#list
  }

  /**
   * Carries out a change, and says in a toast what was done, with the way back. What touched one article alone and is
   * seen where it was done is said only when `loud`.
   * @returns what the change made; undefined when it failed, which was said
   */
  async carry<T>(
    failure: string,
    act: () => Promise<Outcome<T>>,
    { loud = true }: { loud?: boolean } = {},
  ): Promise<T | undefined> {
    try {
      const { value, change } = await act()
      if (change) this.made(change, loud)
      return value
    } catch (error) {
      this.#notices.fail(failure, error)
      return undefined
    }
  }

  /** A change that was made. */
  made(change: Change, loud = true): void {
    this.told({ undo: change, redo: null })
    this.#notices.speak(change.label)
    if (!loud && change.rows <= 1) return
    const action = { label: 'Undo', run: () => void this.undo(change.id) }
    this.#notices.toast(change.label, { action, kind: 'change' })
  }

  async undo(changeId?: number): Promise<void> {
    const label = changeId === undefined ? this.#undo?.label : this.#labelOf(changeId)
    if (label === undefined) return this.#say('Nothing to undo')
    try {
      this.#accept(await this.#client.call('archive.undo', changeId === undefined ? {} : { changeId }))
      const action = this.#redo ? { label: 'Redo', run: () => void this.redo() } : undefined
      this.#say(label ? `Undone: ${label}` : 'Undone', action)
    } catch (error) {
      this.#notices.fail('This could not be undone', error)
    }
  }

  async redo(): Promise<void> {
    const change = this.#redo
    if (!change) return this.#say('Nothing to redo')
    try {
      this.#accept(await this.#client.call('archive.redo'))
      this.#say(`Done again: ${change.label}`, { label: 'Undo', run: () => void this.undo() })
    } catch (error) {
      this.#notices.fail('This could not be done again', error)
    }
  }

  /** What an `own` event says of the next steps back and forth. */
  told({ undo, redo }: Pick<OwnChanged, 'undo' | 'redo'>): void {
    const isNew = undo?.label !== this.#undo?.label || redo?.label !== this.#redo?.label
    this.#undo = undo
    this.#redo = redo
    if (isNew) this.#tellMenu()
  }

  async refresh(): Promise<void> {
    this.#accept(await this.#client.call('archive.history', { limit: SHOWN }))
  }

  clear(): void {
    this.told({ undo: null, redo: null })
    this.#list = []
  }

  #accept(history: History): void {
    this.told(history)
    this.#list = history.changes
  }

  /** A menu that does not say it is no reason to interrupt anybody. */
  #tellMenu(): void {
    const labels = { undo: this.#undo?.label ?? null, redo: this.#redo?.label ?? null }
    this.#client.call('menu.changes', labels).catch(() => {})
  }

  #labelOf(changeId: number): string {
    const known = [this.#undo, ...this.#list].find((change) => change?.id === changeId)
    return known?.label ?? ''
  }

  #say(text: string, action?: { label: string; run: () => void }): void {
    this.#notices.speak(text)
    this.#notices.toast(text, { action, kind: 'change' })
  }
}
