/** Days and months as numbers: how dates are stored, sorted and put on an axis. */
import type { DatePrecision, PublishedDate } from './model.ts'

const DAY_MS = 86_400_000

/** `sort_at` of an article without a date: below every real second, so that newest-first ends with them. */
export const UNDATED = -1_000_000_000_000

/** The month number of things without a date; real months start at year 1 × 12. */
export const NO_MONTH = 0

const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/

/** Seconds since 1970 (UTC) of a date cut to its precision, taken at the start of what is known; null if it is no date. */
export function secondsOf(value: string): number | null {
  const match = ISO.exec(value)
  if (!match) return null
  const [, year, month = '01', day = '01', hour = '0', minute = '0', second = '0', zone] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute), Number(second))
  if (date.getUTCMonth() !== Number(month) - 1 && hour === '0') return null
  return date.getTime() / 1000 - offsetSeconds(zone)
}

function offsetSeconds(zone: string | undefined): number {
  if (!zone || zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60)
}

export function dayOfSeconds(seconds: number): number {
  return Math.floor(seconds / 86_400)
}

/** The first day of what is known, in days since 1970; null where there is no date. */
export function dayOf(published: PublishedDate | null): number | null {
  const seconds = published ? secondsOf(published.value) : null
  return seconds === null ? null : dayOfSeconds(seconds)
}

/** @param iso `YYYY-MM-DD` */
export function dayOfDate(iso: string): number | null {
  const seconds = secondsOf(iso)
  return seconds === null ? null : dayOfSeconds(seconds)
}

/** @returns `YYYY-MM-DD` */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().replace(/^\+00/, '').slice(0, 10)
}

/** @returns year × 12 + month (0–11) */
export function monthOfDay(day: number): number {
  const date = new Date(day * DAY_MS)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The first day of a month number. */
export function firstDayOfMonth(month: number): number {
  const date = new Date(0)
  date.setUTCFullYear(Math.floor(month / 12), month % 12, 1)
  return Math.floor(date.getTime() / DAY_MS)
}

/** How many days a date of this precision covers, from its first day on. */
export function spanOf(day: number, precision: DatePrecision): number {
  if (precision !== 'month' && precision !== 'year') return 1
  const month = monthOfDay(day)
  return firstDayOfMonth(month + (precision === 'year' ? 12 : 1)) - day
}
