import type { TimelineOutlet } from '../../../electron/shared/api.ts'

interface Counts {
  articles: number
  headlines: number
}

export interface ComparedOutlet {
  outlet: TimelineOutlet
  /** what the first query finds of it, and what the second does */
  counts: [Counts, Counts]
}

const NONE: Counts = { articles: 0, headlines: 0 }

/** Every outlet of which one of two queries finds something, by how much both find of it. */
export function comparedByOutlet(
  first: readonly TimelineOutlet[],
  second: readonly TimelineOutlet[],
): ComparedOutlet[] {
  const rows = new Map<number, ComparedOutlet>()
  for (const outlet of first) rows.set(outlet.id, { outlet, counts: [outlet, NONE] })
  for (const outlet of second) {
    const known = rows.get(outlet.id)
    if (known) known.counts = [known.counts[0], outlet]
    else rows.set(outlet.id, { outlet, counts: [NONE, outlet] })
  }
  const all = ({ counts }: ComparedOutlet) =>
    counts.reduce((sum, { articles, headlines }) => sum + articles + headlines, 0)
  return [...rows.values()].sort((a, b) => all(b) - all(a) || a.outlet.id - b.outlet.id)
}
