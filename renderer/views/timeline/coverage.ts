/** Time for which nothing was imported, told apart from time in which nothing was published. */

import type { TimelineOverview } from '../../../electron/shared/api.ts'
import type { Edges, Imported } from '../../lib/state/timeline-coverage.svelte.ts'
import { firstDayOf } from './calendar.ts'

/** Stretches of days, each from its first to the one after its last, in order; the ends of time are infinite. */
export interface Gaps {
  from: Float64Array
  to: Float64Array
}

const NONE: Gaps = { from: new Float64Array(), to: new Float64Array() }

/**
 * All time before the first item and after the last one, and in between what lies in no import's span and in no month that
 * anything is known of: within a span an import had its say, and what it did not bring was not published, as far as it knew.
 */
export function gapsOf(overview: TimelineOverview, imported: Imported | null): Gaps {
  const { firstDay, lastDay } = overview
  if (firstDay === null || lastDay === null) return NONE
  const from = [-Infinity]
  const to = [firstDay]
  let known = firstDay
  for (const [start, end] of stretches(overview, imported)) {
    if (start > known) {
      from.push(known)
      to.push(start)
    }
    known = Math.max(known, end)
  }
  from.push(lastDay + 1)
  to.push(Infinity)
  return { from: Float64Array.from(from), to: Float64Array.from(to) }
}

/** What is known of between the first and the last day, in order of its beginnings; each to the day after its last. */
function stretches(overview: TimelineOverview, imported: Imported | null): [number, number][] {
  const { firstMonth, articles, headlines } = overview
  const firstDay = overview.firstDay!
  const end = overview.lastDay! + 1
  const found: [number, number][] = [
    [firstDay, firstDay + 1],
    [end - 1, end],
  ]
  for (let i = 0; i < articles.length; i++) {
    if (articles[i]! + (headlines[i] ?? 0) > 0)
      found.push([firstDayOf(firstMonth + i), firstDayOf(firstMonth + i + 1)])
  }
  imported?.from.forEach((from, i) => found.push([from, imported.to[i]! + 1]))
  return found
    .map(([from, to]): [number, number] => [Math.max(from, firstDay), Math.min(to, end)])
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0])
}

/** Whether nothing was imported for any day between the first and the one before end. */
export function isNeverImported(gaps: Gaps, edges: Edges | undefined, day: number, end: number): boolean {
  if (edges && (Number.isNaN(edges.first) || end <= edges.first || day > edges.last)) return true
  for (let i = 0; i < gaps.from.length; i++) if (day >= gaps.from[i]! && end <= gaps.to[i]!) return true
  return false
}
