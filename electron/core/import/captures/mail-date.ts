/**
 * Dates of mail headers, https://www.rfc-editor.org/rfc/rfc5322#section-3.3, with the zone names and two-digit years of
 * RFC 822 and the form that Unix wrote; and the dates that scripts write into pages, `Tue Oct 17 2023 13:55:34 GMT+0300`.
 */

export interface SentDate {
  ms: number
  /** ISO 8601 with the offset as written */
  iso: string
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Minutes east of Greenwich. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  wet: 0,
  bst: 60,
  cet: 60,
  cest: 120,
  met: 60,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  kst: 540,
}

/** The weekday is not looked at: it is sometimes wrong, the day rarely. */
const MAIL =
  /(?:^|[\s,])(\d{1,2})[\s-]+([a-z]{3})[a-z]{0,6}\.?[\s-]+(\d{4}|\d{2})[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(?:([+-]\d{2}:?\d{2})|([a-z]{1,5}))?/i
const UNIX =
  /([a-z]{3})[a-z]{0,6} {1,2}(\d{1,2}),? (?:(\d{4}) )?(\d{1,2}):(\d{2})(?::(\d{2}))?(?: (?:GMT|UTC)?([+-]\d{2}:?\d{2})| ([a-z]{1,5}))?(?: (\d{4}))?/i

export function readMailDate(text: string): SentDate | null {
  const short = text.slice(0, 200)
  const mail = MAIL.exec(short)
  if (mail) {
    const [, day, month, year, hour, minute, second, offset, zone] = mail
    return build(year!, month!, [day, hour, minute, second], offset, zone)
  }
  const unix = UNIX.exec(short)
  if (unix) {
    const [, month, day, year, hour, minute, second, offset, zone, yearAfter] = unix
    return build(year ?? yearAfter ?? '', month!, [day, hour, minute, second], offset, zone)
  }
  return readIso(short)
}

const ISO = /^\s*(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})/

function readIso(text: string): SentDate | null {
  const match = ISO.exec(text)
  if (!match) return null
  const ms = Date.parse(match[1]! + match[2]!)
  return Number.isNaN(ms) ? null : { ms, iso: match[1]! + match[2]! }
}

function build(
  yearText: string,
  monthText: string,
  clock: readonly (string | undefined)[],
  offset: string | undefined,
  zone: string | undefined,
): SentDate | null {
  const month = MONTHS.indexOf(monthText.toLowerCase())
  const [day, hour, minute, second] = clock.map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ]
  // https://www.rfc-editor.org/rfc/rfc5322#section-4.3
  const short = Number(yearText)
  const year = yearText.length === 2 ? short + (short < 50 ? 2000 : 1900) : short
  if (month < 0 || year < 1970 || year > 2100 || day < 1 || day > 31 || hour > 23 || minute > 59) return null
  const minutes = offset ? offsetMinutes(offset) : (ZONES[zone?.toLowerCase() ?? ''] ?? 0)
  const local = Date.UTC(year, month, day, hour, minute, Math.min(second, 59))
  // the 31st of a month of 30 days
  if (new Date(local).getUTCDate() !== day) return null
  return {
    ms: local - minutes * 60_000,
    iso: new Date(local).toISOString().slice(0, 19) + isoOffset(minutes),
  }
}

function offsetMinutes(offset: string): number {
  const digits = offset.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return minutes > 14 * 60 ? 0 : digits.startsWith('-') ? -minutes : minutes
}

function isoOffset(minutes: number): string {
  if (minutes === 0) return 'Z'
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
