/** Which outlets have a lane, and in what order. Pure: the archive's outlets in, rows out. */
import type { TimelineOutlet } from '../../../electron/shared/api.ts'

export type LaneOrder = 'volume' | 'name' | 'first' | 'hand'

/** What people arranged; kept for each archive. */
export interface Arrangement {
  order: LaneOrder
  /** outlets in the order they were put in by hand; those not named follow by volume */
  hand: readonly number[]
  /** above all others, in this order */
  pinned: readonly number[]
  hidden: readonly number[]
  /** so many have a lane of their own, the rest share one; null: every outlet has its own */
  most: number | null
}

export const USUAL: Arrangement = { order: 'volume', hand: [], pinned: [], hidden: [], most: null }

/** The lane of all outlets that have none of their own. No outlet of an archive has this id. */
export const OTHER = -1
/** Its colour: the one after the twelve of the outlets. */
export const OTHER_HUE = 12

/** The lanes of all that a query finds, where two queries are compared. */
export const FIRST_QUERY = -2
export const SECOND_QUERY = -3

/** As many ids as are kept of each kind; whoever arranges more by hand has an order nobody can see. */
export const MOST_ARRANGED = 2000

export interface Rows {
  /** with the lane of the rest as the last one, where there is a rest */
  rows: TimelineOutlet[]
  /** what the last lane stands for */
  rest: TimelineOutlet[]
}

/** The outlets as rows. `most` caps the lanes beside what the arrangement says: a stack of 200 colours shows nothing. */
export function arranged(
  outlets: readonly TimelineOutlet[],
  arrangement: Arrangement,
  most = arrangement.most,
): Rows {
  const hidden = new Set(arrangement.hidden)
  const shown = outlets.filter((outlet) => !hidden.has(outlet.id))
  const sorted = pinnedFirst(inOrder(shown, arrangement), arrangement.pinned)
  // A rest of one is that one.
  if (most === null || sorted.length <= most + 1) return { rows: sorted, rest: [] }
  const rest = sorted.slice(most)
  return { rows: [...sorted.slice(0, most), summed(rest)], rest }
}

function inOrder(outlets: TimelineOutlet[], { order, hand }: Arrangement): TimelineOutlet[] {
  if (order === 'name') {
    const { compare } = new Intl.Collator(undefined, { numeric: true })
    return outlets.sort((a, b) => compare(a.name, b.name) || a.id - b.id)
  }
  if (order === 'first') {
    const first = (outlet: TimelineOutlet) => outlet.firstMonth ?? Infinity
    return outlets.sort((a, b) => (first(a) === first(b) ? byVolume(a, b) : first(a) - first(b)))
  }
  if (order === 'hand') {
    const place = new Map(hand.map((id, i) => [id, i]))
    const at = (outlet: TimelineOutlet) => place.get(outlet.id) ?? Infinity
    return outlets.sort((a, b) => (at(a) === at(b) ? byVolume(a, b) : at(a) - at(b)))
  }
  return outlets.sort(byVolume)
}

function byVolume(a: TimelineOutlet, b: TimelineOutlet): number {
  return b.articles + b.headlines - (a.articles + a.headlines) || a.id - b.id
}

function pinnedFirst(sorted: TimelineOutlet[], pinned: readonly number[]): TimelineOutlet[] {
  if (pinned.length === 0) return sorted
  const byId = new Map(sorted.map((outlet) => [outlet.id, outlet]))
  const top = pinned.map((id) => byId.get(id)).filter((outlet) => outlet !== undefined)
  const isTop = new Set(top)
  return [...top, ...sorted.filter((outlet) => !isTop.has(outlet))]
}

function summed(rest: TimelineOutlet[]): TimelineOutlet {
  const sum = (of: (outlet: TimelineOutlet) => number) => rest.reduce((total, one) => total + of(one), 0)
  const first = rest.reduce((least, one) => Math.min(least, one.firstMonth ?? Infinity), Infinity)
  return {
    id: OTHER,
    name: `${rest.length.toLocaleString('en')} other outlets`,
    hue: OTHER_HUE,
    articles: sum((one) => one.articles),
    headlines: sum((one) => one.headlines),
    undated: sum((one) => one.undated),
    firstMonth: Number.isFinite(first) ? first : null,
  }
}

/** One lane moved to another row; from then on the order is by hand. Pinned lanes move among the pinned. */
export function moved(
  arrangement: Arrangement,
  rows: readonly { id: number }[],
  id: number,
  to: number,
): Arrangement {
  const ids = rows.map((row) => row.id).filter((one) => one !== OTHER)
  const from = ids.indexOf(id)
  if (from < 0) return arrangement
  const pinned = arrangement.pinned.filter((one) => ids.includes(one))
  const isPinned = pinned.includes(id)
  const [least, most] = isPinned ? [0, pinned.length - 1] : [pinned.length, ids.length - 1]
  const at = Math.min(Math.max(to, least), most)
  ids.splice(at, 0, ...ids.splice(from, 1))
  if (isPinned) return { ...arrangement, pinned: ids.slice(0, pinned.length) }
  return { ...arrangement, order: 'hand', hand: ids.slice(0, MOST_ARRANGED) }
}

export function pinToggled(arrangement: Arrangement, id: number): Arrangement {
  const { pinned } = arrangement
  const isPinned = pinned.includes(id)
  const now = isPinned ? pinned.filter((one) => one !== id) : [...pinned, id].slice(-MOST_ARRANGED)
  return { ...arrangement, pinned: now }
}

export function hiddenToo(arrangement: Arrangement, id: number): Arrangement {
  const hidden = [...arrangement.hidden.filter((one) => one !== id), id].slice(-MOST_ARRANGED)
  return { ...arrangement, hidden, pinned: arrangement.pinned.filter((one) => one !== id) }
}

export function shownAgain(arrangement: Arrangement, id: number): Arrangement {
  return { ...arrangement, hidden: arrangement.hidden.filter((one) => one !== id) }
}
