/** Days put into bins of a day, a week or a month. */
import { firstDayOfMonth, monthOfDay } from '../../shared/days.ts'
import type { LaneColumns } from './lane-columns.ts'

export type Step = 'day' | 'week' | 'month'

/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4

/** The first day of the week that holds a day. @param weekStart 0 for Sunday */
export function weekOf(day: number, weekStart: number): number {
  const into = (((day + EPOCH_WEEKDAY - weekStart) % 7) + 7) % 7
  return day - into
}

/** Counts the items of one lane by bin. */
export class LaneBins {
  readonly #step: Step
  readonly #weekStart: number
  readonly #articles = new Map<number, number>()
  readonly #headlines = new Map<number, number>()
  /** what is known to its month or year alone, by its first day and its length */
  readonly #vague = new Map<string, { day: number; span: number; count: number }>()
  readonly #firstDays = new Map<number, number>()

  constructor(step: Step, weekStart: number) {
    this.#step = step
    this.#weekStart = weekStart
  }

  addArticles(day: number, count: number): void {
    const bin = this.#binOf(day)
    this.#articles.set(bin, (this.#articles.get(bin) ?? 0) + count)
  }

  addHeadlines(day: number, count: number): void {
    const bin = this.#binOf(day)
    this.#headlines.set(bin, (this.#headlines.get(bin) ?? 0) + count)
  }

  /** Articles whose day is not known: they stand in no bin. */
  addVague(day: number, span: number, count: number): void {
    const key = `${day} ${span}`
    const known = this.#vague.get(key)
    if (known) known.count += count
    else this.#vague.set(key, { day, span, count })
  }

  /** First what stands in no bin, then the bins in order of time; empty ones are left out. */
  putInto(columns: LaneColumns, lane: number): void {
    for (const { day, span, count } of this.#vague.values()) columns.add(lane, day, span, count, 0)
    const bins = [...new Set([...this.#articles.keys(), ...this.#headlines.keys()])].sort((a, b) => a - b)
    for (const bin of bins) {
      const articles = this.#articles.get(bin) ?? 0
      const headlines = this.#headlines.get(bin) ?? 0
      if (articles === 0 && headlines === 0) continue
      columns.add(lane, bin, this.#endOf(bin) - bin, articles, headlines)
    }
  }

  #binOf(day: number): number {
    if (this.#step === 'day') return day
    if (this.#step === 'week') return weekOf(day, this.#weekStart)
    // the same days come back with every outlet, and to tell one's month takes two Dates
    let first = this.#firstDays.get(day)
    if (first === undefined) this.#firstDays.set(day, (first = firstDayOfMonth(monthOfDay(day))))
    return first
  }

  #endOf(bin: number): number {
    if (this.#step === 'day') return bin + 1
    return this.#step === 'week' ? bin + 7 : firstDayOfMonth(monthOfDay(bin) + 1)
  }
}
