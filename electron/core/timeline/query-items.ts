import { MONTH_ONLY, YEAR_ONLY } from '../db/article-columns.ts'
import type { ItemRange } from '../db/timeline-items.ts'
import type { Matches } from './matches.ts'
import { spanOfVague } from './query-lanes.ts'

/** Of the articles that a query finds those in a range, newest first. */
export function matchesInRange(
  matches: Matches,
  { days, precision, outletIds }: ItemRange,
  offset: number,
  limit: number,
): { ids: number[]; total: number } {
  const places: number[] = []
  for (const outletId of outletIds ? new Set(outletIds) : matches.outletIds) {
    if (!days) {
      const [, end] = matches.rangeOf(outletId)
      for (let i = matches.undatedFrom(outletId); i < end; i++) places.push(i)
      continue
    }
    const [start, end] = matches.between(outletId, days.from, days.to)
    for (let i = start; i < end; i++) if (isWanted(matches, i, days.to, precision)) places.push(i)
  }
  const dayAt = (place: number) => matches.days[place]!
  // the order of the lists: by day, and of one day by number
  if (days) places.sort((a, b) => dayAt(b) - dayAt(a) || matches.ids[b]! - matches.ids[a]!)
  const ids = places.slice(offset, offset + limit).map((place) => matches.ids[place]!)
  return { ids, total: places.length }
}

function isWanted(matches: Matches, place: number, to: number, precision: ItemRange['precision']): boolean {
  const vague = matches.vague[place]!
  if (precision) return vague === (precision === 'month' ? MONTH_ONLY : YEAR_ONLY)
  return vague === 0 || matches.days[place]! + spanOfVague(matches.days[place]!, vague) - 1 <= to
}
