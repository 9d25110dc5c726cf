/** Values as people read them. Dates never say more than is known. */
import { isRightToLeft } from '../../electron/shared/direction.ts'
import type { ListQuery } from '../../electron/shared/api.ts'
import type {
  DateSource,
  ImportState,
  PublishedDate,
  ReasonGroup,
  RecordState,
} from '../../electron/shared/model.ts'

const DAY_MS = 86_400_000
const counts = new Intl.NumberFormat('en')

export function count(value: number): string {
  return counts.format(value)
}

/** `1 article`, `2 articles`; irregular plurals are given. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** `8,000+`: while it is not known how many there are, digits that change in a moment are left out. */
export function atLeast(value: number): string {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return `${count(Math.floor(value / step) * step)}+`
}

export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${units[unit]}`
}

/** For waiting and for how long something took: `0.4 s`, `11 s`, `2 min 5 s`, `1 h 20 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600)
    return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
  const minutes = Math.round(whole / 60)
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** At 230 words a minute, never less than one. */
export function readingTime(words: number): string {
  return `${Math.max(1, Math.round(words / 230))} min`
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
}
const dayShort = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' })
const dayLong = dateFormat({ day: 'numeric', month: 'long', year: 'numeric' })
const monthShort = dateFormat({ month: 'short', year: 'numeric' })
const monthLong = dateFormat({ month: 'long', year: 'numeric' })
const localTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** en-GB writes "Sept" where everything else has three letters. */
function tidy(text: string): string {
  return text.replace('Sept ', 'Sep ')
}

/** `9 Nov 2026`, `Nov 2026`, `2026`; for a list. */
export function publishedShort(date: PublishedDate | null): string {
  return published(date, dayShort, monthShort) ?? 'No date'
}

/** `9 November 2026, 09:41 UTC`, `November 2026`, `2026`; for the reader. */
export function publishedLong(date: PublishedDate | null): string {
  return published(date, dayLong, monthLong, true) ?? 'Date unknown'
}

/** What the long form leaves open: `day unknown`, or nothing. */
export function precisionNote(date: PublishedDate | null): string | null {
  if (date?.precision === 'month') return 'day unknown'
  if (date?.precision === 'year') return 'month and day unknown'
  return null
}

function published(
  date: PublishedDate | null,
  day: Intl.DateTimeFormat,
  month: Intl.DateTimeFormat,
  withTime = false,
): string | null {
  if (!date) return null
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T(\d{2}:\d{2}(?::\d{2})?))?(.*)$/.exec(date.value)
  if (!parts) return date.value
  const [, year, monthPart, dayPart, time, zone] = parts
  if (!monthPart || date.precision === 'year') return year ?? date.value
  const at = new Date(`${year}-${monthPart}-${dayPart ?? '01'}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return date.value
  if (!dayPart || date.precision === 'month') return tidy(month.format(at))
  const text = tidy(day.format(at))
  return withTime && time ? `${text}, ${wholeMinutes(time)}${zoneWords(zone ?? '')}` : text
}

/** Seconds that are none say only that a machine wrote the time. */
function wholeMinutes(time: string): string {
  return time.replace(/^(\d\d:\d\d):00$/, '$1')
}

/** A time without a zone is left without one. */
function zoneWords(zone: string): string {
  if (zone === 'Z' || zone === '+00:00') return ' UTC'
  return zone ? ` UTC${zone}` : ''
}

const dateSources: Record<DateSource, string> = {
  header: 'the header line',
  dateline: 'the dateline',
  body: 'the text',
  url: 'the address',
  list: 'a headline list',
  metadata: 'metadata',
  corrected: 'a correction',
}
export function dateSource(source: DateSource): string {
  return dateSources[source]
}

/** `YYYY-MM-DD` as `9 Nov 2026`; anything else as it is. */
export function isoDay(value: string | null): string {
  if (!value) return 'No date'
  return publishedShort({ value, precision: 'day', source: 'list' })
}

/** Days since 1970 as `9 Nov 2026`. */
export function dayNumber(day: number): string {
  return tidy(dayShort.format(new Date(day * DAY_MS)))
}

/** Months counted as year × 12 + month, as in a Histogram: `Nov 2026`, or long `November 2026`. */
export function monthNumber(month: number, long = false): string {
  const at = new Date(0)
  at.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1)
  return tidy((long ? monthLong : monthShort).format(at))
}

/** A moment of this computer's clock, in its own time zone: `12 Nov 2026, 09:41`. */
export function moment(milliseconds: number): string {
  return tidy(localTime.format(new Date(milliseconds)))
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' })
export function language(tag: string | null): string {
  if (!tag) return 'Language unknown'
  try {
    return languageNames.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The direction of a whole article; `auto` where the language is unknown. */
export function direction(tag: string | null): 'rtl' | 'ltr' | 'auto' {
  if (!tag) return 'auto'
  return isRightToLeft(tag) ? 'rtl' : 'ltr'
}

/** The class that sets an outlet's colour; see tokens.css. */
export function hueClass(hue: number | null | undefined): string {
  return hue === null || hue === undefined ? '' : `hue-${((hue % 12) + 12) % 12}`
}

/** Of a list where some have a colour: those without have a faint dot, so that names stand under names. */
export function dotClasses(hues: readonly (number | null | undefined)[]): string[] {
  const isColoured = hues.some((hue) => hue !== null && hue !== undefined)
  return hues.map((hue) => hueClass(hue) || (isColoured ? 'faint' : ''))
}

const formats: Record<string, string> = {
  text: 'Plain text',
  html: 'Web page',
  mhtml: 'MHTML',
  warc: 'WARC',
  wacz: 'WACZ',
  jsonl: 'JSON Lines',
  json: 'JSON',
  csv: 'CSV',
  zip: 'Zip',
}
export function formatName(format: string | null): string {
  return format === null ? 'Unknown' : (formats[format] ?? format)
}

/** `8c1f…a92e` */
export function shortHash(hash: string): string {
  return hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash
}

const importStates: Record<ImportState, string> = {
  running: 'Running',
  interrupted: 'Interrupted',
  cancelled: 'Cancelled',
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
}
export function importState(state: ImportState): string {
  return importStates[state]
}

const recordStates: Record<RecordState, string> = {
  imported: 'Imported',
  duplicate: 'Already here',
  rejected: 'Refused',
}
export function recordState(state: RecordState): string {
  return recordStates[state]
}

/** The reason of several records: as it stands where all have the very same, else with … and N for what differs. */
export function reasonWords({ kind, example, alike }: ReasonGroup): string {
  return alike ? example : kind.replaceAll('#', 'N')
}

/** Whether a list shows all there is; that of near-copies only one is shown leaves none out. */
export function isEverything({ text, collapse: _, ...place }: ListQuery): boolean {
  return text.trim() === '' && Object.values(place).every((one) => one === null || one === undefined)
}
