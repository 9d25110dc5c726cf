/** Days and counts in words, in the reader's locale. */

import { counted } from '../../lib/format.ts'
import { firstDayOf, monthOf } from './calendar.ts'

const DAY_MS = 86_400_000

const FORMATS = {
  year: { year: 'numeric' },
  shortMonth: { month: 'short' },
  shortMonthYear: { month: 'short', year: 'numeric' },
  monthYear: { month: 'long', year: 'numeric' },
  day: { day: 'numeric' },
  weekdayDay: { weekday: 'short', day: 'numeric' },
  dayMonth: { day: 'numeric', month: 'short' },
  dayMonthYear: { day: 'numeric', month: 'short', year: 'numeric' },
  fullDay: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

export type DayFormat = keyof typeof FORMATS

/** The words around the dates are English, and so are they (as in lib/format.ts); only the week begins as the reader's does. */
const LOCALE = 'en-GB'
/** en-GB writes "Sept" where every other month has three letters. */
const tidy = (text: string): string => text.replaceAll(/\bSept\b/g, 'Sep')

const formatters = new Map<DayFormat, Intl.DateTimeFormat>()

function formatter(format: DayFormat): Intl.DateTimeFormat {
  let known = formatters.get(format)
  if (!known) {
    known = new Intl.DateTimeFormat(LOCALE, { ...FORMATS[format], timeZone: 'UTC' })
    formatters.set(format, known)
  }
  return known
}

/** Labels of the axis come again in every frame of a pan: a few hundred are kept. */
const kept = new Map<string, string>()

export function formatDay(day: number, format: DayFormat): string {
  const key = `${format}${day}`
  let text = kept.get(key)
  if (text === undefined) {
    if (kept.size > 2000) kept.clear()
    text = tidy(formatter(format).format(day * DAY_MS))
    kept.set(key, text)
  }
  return text
}

/** From one day to another, both in it, as short as is exact: `3 Nov 2026`, `March 2025`, `2019`, `3 – 9 Nov 2026`. */
export function formatDays(first: number, last: number): string {
  const month = monthOf(first)
  const after = monthOf(last + 1)
  const isWholeMonths = first === firstDayOf(month) && last + 1 === firstDayOf(after) && after > month
  const isWholeYears = isWholeMonths && month % 12 === 0 && after % 12 === 0
  const format = isWholeYears ? 'year' : isWholeMonths ? 'monthYear' : 'dayMonthYear'
  return tidy(formatter(format).formatRange(first * DAY_MS, last * DAY_MS))
}

/** A day as exactly as the archive knows it: `3 Nov 2026`, `November 2026` or `2026`. */
export function formatSpan(day: number, span: number, isShort = false): string {
  if (span > 31) return formatDay(day, 'year')
  if (span > 1) return formatDay(day, isShort ? 'shortMonthYear' : 'monthYear')
  return formatDay(day, 'dayMonthYear')
}

/** `14 articles, 3 headlines`; what there is none of goes unsaid. */
export function contents(articles: number, headlines: number): string {
  const parts: string[] = []
  if (articles > 0) parts.push(counted(articles, 'article'))
  if (headlines > 0) parts.push(counted(headlines, 'headline'))
  return parts.join(', ') || 'nothing'
}

/** The lane of items that name no outlet has no name either. */
export function nameOf(outlet: { name: string } | undefined): string {
  return outlet?.name || 'No outlet'
}

const percents = new Intl.NumberFormat('en', { style: 'percent', maximumSignificantDigits: 2 })

/** `4.1 %`, `25 %` */
export function percent(share: number): string {
  return percents.format(share).replace('%', ' %')
}
