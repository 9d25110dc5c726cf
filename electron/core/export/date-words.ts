/** Dates in words; they never say more than is known. */
import type { PublishedDate } from '../../shared/model.ts'

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
}
const day = format({ day: 'numeric', month: 'long', year: 'numeric' })
const short = format({ day: 'numeric', month: 'short', year: 'numeric' })
const month = format({ month: 'long', year: 'numeric' })

/**
 * A date as exactly as it is known: `9 November 2026, 09:41 UTC`, `November 2026`, `2026`; empty where there is none. The day is the
 * one it is written with, in its own zone.
 */
export function dateWords(date: PublishedDate | null, withTime = true): string {
  if (!date) return ''
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?(.*)$/.exec(
    date.value,
  )
  if (!parts) return date.value
  const [, year, monthPart, dayPart, time, seconds, zone] = parts
  if (!monthPart || date.precision === 'year') return year!
  const at = new Date(`${year}-${monthPart}-${dayPart ?? '01'}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return date.value
  if (!dayPart || date.precision === 'month') return month.format(at)
  if (!withTime || !time) return day.format(at)
  const exact = seconds && seconds !== '00' ? `${time}:${seconds}` : time
  return `${day.format(at)}, ${exact}${zoneWords(zone ?? '')}`
}

function zoneWords(zone: string): string {
  if (zone === 'Z' || zone === '+00:00') return ' UTC'
  return zone ? ` UTC${zone}` : ''
}

/** `2026-11-09 09:41:12 UTC`, for the appendix. */
export function momentWords(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** @param days since 1970 */
export function dayWords(days: number): string {
  return day.format(new Date(days * 86_400_000))
}

/** `9 Nov 2026`. @param days since 1970 */
export function dayShort(days: number): string {
  return short.format(new Date(days * 86_400_000)).replace('Sept ', 'Sep ')
}
