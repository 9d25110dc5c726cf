/** A date as people type it, read as far as they say it and no further. */
import { secondsOf } from '../../../electron/shared/days.ts'
import type { PublishedDate } from '../../../electron/shared/model.ts'
import { precisionNote, publishedLong } from '../format.ts'
import { precisionOf } from './field-words.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/
const TIME = /^(.*?)[\sT,]+(?:at\s+)?(\d{1,2}):(\d\d)(:\d\d)?\s*(Z|UTC|GMT|[+\-−]\d\d:?\d\d)?$/i

export type ReadDate = { value: string | null } | { fault: string }

/** ISO 8601 cut to what was typed; null for nothing typed, which is an unknown date. A time is UTC if it says nothing else. */
export function readDate(typed: string): ReadDate {
  const text = typed.trim().replace(/\s+/g, ' ')
  if (text === '') return { value: null }
  if (/^\d{1,2}\/\d{1,2}\/\d{2,4}/.test(text))
    return { fault: 'Day or month first? Write the month as a word, or the date as 2025-02-11.' }
  const timed = TIME.exec(text)
  const date = dateOf(timed ? timed[1]! : text)
  const value = date && timed ? withTime(date, timed) : date
  if (value === null || secondsOf(value) === null) return { fault: faultOf(date) }
  return { value }
}

function faultOf(date: string | null): string {
  if (date && secondsOf(date) === null) return 'There is no such day.'
  return 'This is not a date. Write 2025, 2025-02, 2025-02-11 or 2025-02-11 09:41.'
}

/** `2025-2-1`, `1 February 2025`, `Feb 1, 2025`, `February 2025`, `1.2.2025` as `2025-02-01` and the like. */
function dateOf(text: string): string | null {
  const iso = DATE.exec(text)
  if (iso) return joined(iso[1], iso[2], iso[3])
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(text)
  if (dotted) return joined(dotted[3], dotted[2], dotted[1])
  const words =
    /^(?:(\d{1,2})(?:st|nd|rd|th|\.)? )?(\p{L}{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,? (\d{4})$/iu.exec(
      text,
    )
  const month = words ? MONTHS.indexOf(words[2]!.slice(0, 3).toLowerCase()) + 1 : 0
  if (!words || month === 0 || (words[1] && words[3])) return null
  return joined(words[4], String(month), words[1] ?? words[3])
}

function joined(year = '', month?: string, day?: string): string {
  return [year, month, day].flatMap((part) => (part ? [part.padStart(2, '0')] : [])).join('-')
}

/** Null where the time goes with no day, or is none. */
function withTime(
  date: string,
  [, , hour = '', minute = '', second = '', zone = 'Z']: RegExpExecArray,
): string | null {
  if (date.length < 10 || Number(hour) > 23 || Number(minute) > 59) return null
  const offset = /^[+\-−]/.test(zone) ? zone.replace('−', '-').replace(/^(...)(\d\d)$/, '$1:$2') : 'Z'
  return `${date}T${hour.padStart(2, '0')}:${minute}${second}${offset}`
}

/** What stands in the field for a date: `2025-02-11 09:41 UTC`. */
export function dateAsTyped(date: PublishedDate | null): string {
  return date ? date.value.replace('T', ' ').replace(/(?:Z|[+]00:00)$/, ' UTC') : ''
}

/** `Read as 11 February 2025, 09:41 UTC`; nothing while it cannot be read. */
export function readingWords(typed: string): string {
  const read = readDate(typed)
  if ('fault' in read) return ''
  if (read.value === null) return 'Read as: date unknown'
  const date: PublishedDate = { value: read.value, precision: precisionOf(read.value), source: 'corrected' }
  const note = precisionNote(date)
  return `Read as ${publishedLong(date)}${note ? ` (${note})` : ''}`
}
