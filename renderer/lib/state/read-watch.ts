/**
 * Notices by itself that an article was read, and how far. Calm: one that is only leafed past is not read; one whose end
 * was seen is, after a fair part of its reading time; and so is one that stood open for most of it.
 */
import type { Client } from '../client.ts'

const WORDS_A_SECOND = 4
const POSITION_AFTER_MS = 800

/** How long an article must stand open to count as read. */
export function needsMs(words: number, endSeen: boolean): number {
  const wholeMs = (words / WORDS_A_SECOND) * 1000
  return endSeen
    ? Math.min(20_000, Math.max(3_000, wholeMs * 0.15))
    : Math.min(180_000, Math.max(15_000, wholeMs * 0.6))
}

interface Open {
  id: number
  words: number
  endSeen: boolean
  /** looked at so far, before `sinceMs` */
  lookedMs: number
  /** null while the window is hidden */
  sinceMs: number | null
  done: boolean
}

export class ReadWatch {
  #client: Client
  #now: () => number
  #onread: (id: number) => void
  #open: Open | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #position: { articleId: number; position: number } | null = null
  #positionTimer: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client, onread: (id: number) => void, now = () => performance.now()) {
    this.#client = client
    this.#onread = onread
    this.#now = now
  }

  open(id: number, words: number, read: boolean): void {
    if (this.#open?.id === id) return
    this.leave()
    this.#open = { id, words, endSeen: false, lookedMs: 0, sinceMs: this.#now(), done: read }
    this.#arm()
  }

  follows(id: number): boolean {
    return this.#open?.id === id
  }

  /** The end of the text is in sight. */
  sawEnd(): void {
    if (!this.#open || this.#open.endSeen) return
    this.#open.endSeen = true
    this.#arm()
  }

  /** Marked by hand: from here on it stays as the person says, until it is opened again. */
  handsOff(): void {
    if (this.#open) this.#open.done = true
    clearTimeout(this.#timer)
  }

  look(visible: boolean): void {
    const open = this.#open
    if (!open || visible === (open.sinceMs !== null)) return
    open.lookedMs = this.#looked(open)
    open.sinceMs = visible ? this.#now() : null
    if (visible) this.#arm()
    else {
      clearTimeout(this.#timer)
      void this.savePosition()
    }
  }

  #looked({ lookedMs, sinceMs }: Open): number {
    return lookedMs + (sinceMs === null ? 0 : this.#now() - sinceMs)
  }

  #arm(): void {
    clearTimeout(this.#timer)
    const open = this.#open
    if (!open || open.done || open.sinceMs === null) return
    const leftMs = needsMs(open.words, open.endSeen) - this.#looked(open)
    this.#timer = setTimeout(() => this.#markRead(open), Math.max(0, leftMs))
  }

  #markRead(open: Open): void {
    open.done = true
    this.#onread(open.id)
    // It happens by itself, so a failure is nobody's concern: the article only stays unread.
    this.#client.call('archive.reading', { articleId: open.id, read: true }).catch(() => {})
  }

  /** @param position how much of the article lies above the window's top, 0–1 */
  at(position: number): void {
    if (!this.#open) return
    this.#position = { articleId: this.#open.id, position: Math.min(1, Math.max(0, position)) }
    clearTimeout(this.#positionTimer)
    this.#positionTimer = setTimeout(() => void this.savePosition(), POSITION_AFTER_MS)
  }

  async savePosition(): Promise<void> {
    clearTimeout(this.#positionTimer)
    const position = this.#position
    this.#position = null
    if (position) await this.#client.call('archive.reading', position).catch(() => {})
  }

  leave(): void {
    clearTimeout(this.#timer)
    void this.savePosition()
    this.#open = null
  }
}
