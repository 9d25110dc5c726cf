/** The data of the view as comma-separated values (RFC 4180): a row for each item or bin, as exact as it was read. */

import type { TimelineState } from '../../lib/state/timeline.svelte.ts'
import { isoOf } from './range.svelte.ts'
import { nameOf } from './words.ts'

const OUTLETS_A_CALL = 200
const MAX_ITEMS = 50_000
const HEADER = 'outlet,first_day,last_day,day_known,articles,headlines'

/** Every outlet that is not hidden, of what the timeline shows, between two days, both included. */
export async function asCsv(data: TimelineState, fromDay: number, toDay: number): Promise<Uint8Array> {
  const hidden = new Set(data.arrangement.hidden)
  const outlets = (data.overview?.outlets ?? []).filter((outlet) => !hidden.has(outlet.id))
  const lines = [HEADER]
  for (let i = 0; i < outlets.length; i += OUTLETS_A_CALL) {
    const some = outlets.slice(i, i + OUTLETS_A_CALL)
    const outletIds = some.map((outlet) => outlet.id)
    const asked = { outletIds, fromDay, toDay, maxItems: MAX_ITEMS }
    const lanes = await data.client.call(
      'archive.lanes',
      data.isNarrowed ? { ...asked, query: data.query } : asked,
    )
    const exact = lanes.level === 'month' ? 31 : 1
    for (let at = 0; at < lanes.lane.length; at++) {
      const day = lanes.day[at]!
      const span = lanes.span[at]!
      lines.push(
        [
          field(nameOf(some[lanes.lane[at]!])),
          isoOf(day),
          isoOf(day + span - 1),
          lanes.level === 'month'
            ? span <= exact
              ? 'counted by month'
              : 'no'
            : span <= exact
              ? 'yes'
              : 'no',
          lanes.articles[at],
          lanes.headlines[at],
        ].join(','),
      )
    }
  }
  // Spreadsheets take a file without this mark for one in the letters of their own country.
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}

/** A name of an outlet is somebody else's text: what a spreadsheet would run as a formula gets an apostrophe before it. */
export function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
