/** Time for which nothing was imported, told apart from time in which nothing was published. */

import type { TimelineOutlet, TimelineOverview } from '../../../electron/shared/api.ts'
import { firstDayOf } from './calendar.ts'

/** Stretches of days, each from its first to the one after its last, in order; the ends of time are infinite. */
export interface Gaps {
  from: Float64Array
  to: Float64Array
}

/** Months between the first and the last of which the archive holds nothing at all, and all time before and after. */
export function gapsOf({ firstMonth, articles, headlines, firstDay, lastDay }: TimelineOverview): Gaps {
  if (firstDay === null || lastDay === null) return { from: new Float64Array(), to: new Float64Array() }
  const from = [-Infinity]
  const to = [firstDay]
  for (let i = 0; i < articles.length; i++) {
    if (articles[i]! + (headlines[i] ?? 0) > 0) continue
    const start = firstDayOf(firstMonth + i)
    const end = firstDayOf(firstMonth + i + 1)
    // Before the first and after the last day of all it is said already.
    if (end <= firstDay || start > lastDay) continue
    if (to.at(-1) === start && from.length > 1) to[to.length - 1] = end
    else {
      from.push(start)
      to.push(end)
    }
  }
  from.push(lastDay + 1)
  to.push(Infinity)
  return { from: Float64Array.from(from), to: Float64Array.from(to) }
}

/** Where an outlet's imports begin; nothing of it is known before. */
export function beginsAt({ firstMonth }: TimelineOutlet): number {
  return firstMonth === null ? Infinity : firstDayOf(firstMonth)
}

/** Whether nothing was imported for any day between the first and the one before end. */
export function isNeverImported(gaps: Gaps, outlet: TimelineOutlet, day: number, end: number): boolean {
  if (end <= beginsAt(outlet)) return true
  for (let i = 0; i < gaps.from.length; i++) if (day >= gaps.from[i]! && end <= gaps.to[i]!) return true
  return false
}
