import type { ListQuery } from '../../../electron/shared/api.ts'
import type { TimelineClient } from '../../lib/state/timeline.svelte.ts'
import { monthOf, firstDayOf, nextOf, startOf, type Step } from './calendar.ts'
import { formatDays } from './words.ts'

const EVERYTHING: ListQuery = { text: '', outletId: null, importId: null }

/** Years that the search language can write. */
const FIRST_YEAR = 0
const LAST_YEAR = 9999

/** `2026-11-03`, clipped to the years that a search can name. */
export function isoOf(day: number): string {
  const month = monthOf(day)
  const year = Math.floor(month / 12)
  if (year < FIRST_YEAR) return '0000-01-01'
  if (year > LAST_YEAR) return '9999-12-31'
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two((month % 12) + 1)}-${two(day - firstDayOf(month) + 1)}`
}

/** What a question finds of some days. @param days the first one, and the one after the last */
export function daysOf(narrowed: ListQuery, days: { from: number; to: number }): ListQuery {
  const words = `after:${isoOf(days.from)} before:${isoOf(days.to - 1)}`
  return { ...narrowed, text: `${narrowed.text} ${words}`.trim() }
}

/** A stretch of days that people marked: what is done to it is done to all that was published in it. */
export class Range {
  readonly #client: TimelineClient
  /** the first day and the one after the last; null while nothing is marked */
  days = $state.raw<{ from: number; to: number } | null>(null)
  /** where marking began, while it goes on */
  #anchor: { from: number; to: number } | null = null
  isMarking = $state(false)
  /** articles in it; null while they are counted */
  articles = $state<number | null>(null)
  #seq = 0

  constructor(client: TimelineClient) {
    this.#client = client
  }

  /** Begins at the step that a day lies in. */
  begin(day: number, step: Step, weekStart: number): void {
    this.#anchor = stepOf(day, step, weekStart)
    this.isMarking = true
    this.#set(this.#anchor)
  }

  /** Goes on to the step of another day, before or after the first. */
  extend(day: number, step: Step, weekStart: number): void {
    if (!this.#anchor) return
    const { from, to } = stepOf(day, step, weekStart)
    this.#set({ from: Math.min(from, this.#anchor.from), to: Math.max(to, this.#anchor.to) })
  }

  /** Done marking: what is in it is counted, of what `narrowed` finds. */
  async end(narrowed: ListQuery = EVERYTHING): Promise<void> {
    this.isMarking = false
    this.#anchor = null
    const query = this.query(narrowed)
    if (query === null) return
    const seq = ++this.#seq
    try {
      const { total } = await this.#client.call('archive.histogram', { query })
      if (seq === this.#seq) this.articles = total
    } catch {
      // The bar goes without a count; what it offers says itself when it cannot be done.
    }
  }

  clear(): void {
    this.#seq++
    this.days = this.#anchor = this.articles = null
    this.isMarking = false
  }

  /** In words: `3 – 9 Nov 2026`. */
  get words(): string {
    return this.days ? formatDays(this.days.from, this.days.to - 1) : ''
  }

  /** As a question that finds just it, and what the timeline shows: `water after:2026-11-03 before:2026-11-09`. */
  query(narrowed: ListQuery = EVERYTHING): ListQuery | null {
    return this.days && daysOf(narrowed, this.days)
  }

  #set(days: { from: number; to: number }): void {
    if (this.days?.from === days.from && this.days.to === days.to) return
    this.#seq++
    this.articles = null
    this.days = days
  }
}

function stepOf(day: number, step: Step, weekStart: number): { from: number; to: number } {
  const from = startOf(day, step, weekStart)
  return { from, to: nextOf(from, step) }
}
