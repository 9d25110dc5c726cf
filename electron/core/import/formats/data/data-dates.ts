/** Dates of data sets: what readAnyDate reads, and the forms that only tables have. */
import type { DateSource, PublishedDate } from '../../../../shared/model.ts'
import type { DateOrder } from '../../../../shared/mapping.ts'
import type { ReadDate } from '../../../text/dates.ts'
import { readAnyDate } from '../../extract/published.ts'
import { asText, isMissing } from './values.ts'

export interface DateReading {
  order: DateOrder
  language: string | null
}

/** Reads a date; null where there is none that can be understood. Nothing is invented: no zone, no time, no century. */
export function dataDate(value: unknown, { order, language }: DateReading): ReadDate | null {
  if (value instanceof Date) return fromMs(value.getTime())
  // {"$date": …} is how MongoDB exports it
  const inner = typeof value === 'object' && value !== null && '$date' in value ? value.$date : value
  const text = asText(inner).trim()
  if (text === '') return null
  if (order === 'excel') return fromExcel(Number(text))
  if (/^\d{9,19}(?:\.\d+)?$/.test(text)) return fromNumber(text)
  const read = readAnyDate(spelledOut(text), { language, ...(order === 'auto' ? {} : { order }) })
  return read && withZone({ value: read.value, precision: read.precision })
}

/** `+00:00` is UTC; an offset that no place on earth has makes the whole date one to doubt. */
function withZone(read: ReadDate): ReadDate | null {
  const zone = /[+-](\d{2}):(\d{2})$/.exec(read.value.slice(10))
  if (!zone) return read
  if (Number(zone[1]) > 14 || Number(zone[2]) > 59) return null
  return zone[1] === '00' && zone[2] === '00' ? { ...read, value: `${read.value.slice(0, -6)}Z` } : read
}

/** The same as a published date of an article. */
export function publishedDate(
  value: unknown,
  reading: DateReading,
  source: DateSource,
): PublishedDate | null {
  const read = dataDate(value, reading)
  return read && { ...read, source }
}

/** When something was saved: milliseconds since 1970. A time without a zone is taken as UTC, as crawlers write it. */
export function savedMs(value: unknown, reading: DateReading): number | null {
  const read = dataDate(value, reading)
  if (!read || read.precision === 'year' || read.precision === 'month') return null
  const zoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(read.value.slice(10))
  const ms = Date.parse(read.value.length === 10 || zoned ? read.value : `${read.value}Z`)
  return Number.isFinite(ms) ? ms : null
}

/** What stands where a date should, for people; null where there is nothing. */
export function unreadDate(value: unknown): string | null {
  if (isMissing(value)) return null
  const text = asText(value).trim()
  return /[1-9]/.test(text) && text !== '' ? text.slice(0, 60) : null
}

/** `2024-03-05 06:07:08 UTC`; and years of two digits after a weekday or a month's name are RFC 822's: https://www.rfc-editor.org/rfc/rfc2822#section-4.3 */
function spelledOut(text: string): string {
  const zoned = text.replace(/^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*) (?:UTC|GMT)$/, '$1Z')
  return zoned.replace(
    /^((?:[a-z]{3,9},?\s+)?\d{1,2}\s+[a-z]{3,9}\s+)(\d{2})(?=\s+\d{1,2}:)/i,
    (_, before, year) => {
      return `${before}${Number(year) < 50 ? '20' : '19'}${year}`
    },
  )
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, by their magnitude. */
function fromNumber(text: string): ReadDate | null {
  const number = Number(text)
  const digits = text.replace(/\..*$/, '').length
  return fromMs(
    digits <= 11 ? number * 1000 : digits <= 14 ? number : digits <= 17 ? number / 1e3 : number / 1e6,
  )
}

/** Data sets of news begin with the web; a number that means 1970 is a counter, or nothing. */
const EARLIEST_MS = Date.UTC(1980, 0, 1)

function fromMs(ms: number): ReadDate | null {
  const date = new Date(Math.floor(ms / 1000) * 1000)
  if (!(date.getTime() >= EARLIEST_MS) || date.getUTCFullYear() > 2199) return null
  return { value: `${date.toISOString().slice(0, 19)}Z`, precision: 'second' }
}

const EXCEL_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000

/** Days since 30 December 1899, the time of day behind the point; no zone. */
function fromExcel(days: number): ReadDate | null {
  if (!(days > 1 && days < 110_000)) return null
  const iso = new Date(EXCEL_ZERO + Math.round((days * DAY_MS) / 1000) * 1000).toISOString()
  return Number.isInteger(days)
    ? { value: iso.slice(0, 10), precision: 'day' }
    : { value: iso.slice(0, 19), precision: 'second' }
}
