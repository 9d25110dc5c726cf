/** The outlets' articles over time, as bars on lanes. */
import { dayOf, dateOfDay, firstDayOfMonth, monthOfDay, spanOf } from '../../../shared/days.ts'
import type { ArticleRow } from '../../../shared/model.ts'
import { outletColour } from './outlet-colours.ts'
import { printableLine, shortened } from './printable-text.ts'
import { dayWords } from '../date-words.ts'
import type { PrintedTimeline } from './printed.ts'

const MOST_LANES = 28
const MOST_BINS = 120

/** @returns null where fewer than two articles have a date */
export function timelineOf(
  rows: readonly ArticleRow[],
  hueOf: (outletId: number | null) => number | null,
): PrintedTimeline | null {
  const dated = rows.flatMap((row) => {
    const day = dayOf(row.published)
    return day === null ? [] : [{ row, day, span: spanOf(day, row.published!.precision) }]
  })
  if (dated.length < 2) return null
  const first = dated.reduce((least, { day }) => Math.min(least, day), Infinity)
  const last = dated.reduce((most, { day, span }) => Math.max(most, day + span), -Infinity)
  const days = Math.max(1, last - first)
  const bin = Math.max(1, Math.ceil(days / MOST_BINS))
  const byOutlet = grouped(dated, ({ row }) => row.outletId ?? 0)
  const outlets = [...byOutlet.values()].sort((a, b) => b.length - a.length)
  const shown = outlets.slice(0, MOST_LANES)
  const lanes = shown.map((articles) => {
    const counts = new Map<number, number>()
    for (const { day } of articles) {
      const at = Math.floor((day - first) / bin)
      counts.set(at, (counts.get(at) ?? 0) + 1)
    }
    return { row: articles[0]!.row, total: articles.length, counts }
  })
  const most = Math.max(...lanes.flatMap(({ counts }) => [...counts.values()]))
  const undated = rows.length - dated.length
  const hidden = outlets.length - shown.length
  const caption = [
    `Articles of ${plural(outlets.length, 'outlet')} from ${dayWords(first)} to ${dayWords(last - 1)}, ${bin === 1 ? 'by day' : `in steps of ${bin} days`}.`,
    ...(hidden > 0 ? [`${plural(hidden, 'outlet')} with fewer articles not shown.`] : []),
    ...(undated > 0 ? [`${plural(undated, 'article')} without a date not shown.`] : []),
  ].join(' ')
  return {
    caption,
    alt: `Bars on a time line. ${caption} ${lanes.map(({ row, total }) => `${printableLine(row.outlet ?? '') || 'Unknown outlet'}: ${total}`).join('; ')}.`,
    ticks: ticksOf(first, days),
    lanes: lanes.map(({ row, total, counts }) => ({
      name: shortened(printableLine(row.outlet ?? '') || 'Unknown outlet', 28),
      colour: outletColour(hueOf(row.outletId)),
      count: total.toLocaleString('en'),
      bars: [...counts]
        .sort((a, b) => a[0] - b[0])
        .map(([at, count]) => ({
          at: (at * bin) / days,
          width: Math.min(bin, days - at * bin) / days,
          share: count / most,
        })),
    })),
  }
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    if (!groups.has(key)) groups.set(key, [])
    groups.get(key)!.push(one)
  }
  return groups
}

function plural(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MOST_TICKS = 6

/** A few round dates: days, months or years. */
function ticksOf(first: number, days: number): PrintedTimeline['ticks'] {
  const tick = (day: number, label: string) => ({ at: (day - first) / days, label })
  if (days <= 62) {
    const step = Math.max(1, Math.ceil(days / MOST_TICKS))
    return Array.from({ length: Math.ceil(days / step) }, (_, i) => {
      const day = first + i * step
      const [, month, date] = dateOfDay(day).split('-')
      return tick(day, `${Number(date)} ${MONTHS[Number(month) - 1]}`)
    })
  }
  const from = monthOfDay(first)
  const months = monthOfDay(first + days) - from + 1
  const step =
    [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => months / size <= MOST_TICKS) ?? 6000
  const ticks: PrintedTimeline['ticks'] = []
  for (let month = Math.ceil(from / step) * step; month <= from + months; month += step) {
    const day = firstDayOfMonth(month)
    const year = Math.floor(month / 12)
    if (day >= first && day < first + days)
      ticks.push(tick(day, step % 12 === 0 ? String(year) : `${MONTHS[month % 12]} ${year}`))
  }
  return ticks
}
