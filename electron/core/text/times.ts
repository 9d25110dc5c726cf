/** Times of day and their zones, as they stand beside dates. */

import type { ReadDate } from './dates.ts'

/** A part of a date's text. */
export interface Token {
  text: string
  /** the number's value, null for words and signs */
  number: number | null
  month: number | undefined
}

/** A time of day as a date's text gives it. */
export interface TimeOfDay {
  hour: number
  minute: number
  second: number | null
  /** `Z`, `+01:00`, or empty where the source gives no zone that is sure */
  zone: string
}

const ZONE_NAMES = new Set(
  `et est edt ct cst cdt mt mst mdt pt pst pdt bst ist cet cest mez mesz eet eest msk sast wib jst kst aest aedt akst
   hkt sgt pkt gst local time`.split(/\s+/),
)

/** Takes `18:25`, `12:00PM`, `14h30`, `5 pm`, seconds and zone out of the tokens. */
export function takeTime(tokens: Token[]): TimeOfDay | null {
  const at = tokens.findIndex(
    (token, i) =>
      token.number !== null &&
      ((/^[:h]$/.test(tokens[i + 1]?.text ?? '') && (tokens[i + 2]?.number ?? null) !== null) ||
        /^[ap]m$/.test(tokens[i + 1]?.text ?? '')),
  )
  if (at < 0) return null
  let hour = tokens[at]!.number!
  let minute = 0
  let second: number | null = null
  let end = at + 1
  if (/^[:h]$/.test(tokens[end]!.text)) {
    minute = tokens[end + 1]!.number!
    end += 2
    if (tokens[end]?.text === ':' && (tokens[end + 1]?.number ?? null) !== null) {
      second = tokens[end + 1]!.number!
      end += 2
    }
  }
  const half = /^([ap])m?$/.exec(tokens[end]?.text ?? '')
  if (half) {
    if (hour > 12 || hour === 0) return null
    hour = (hour % 12) + (half[1] === 'p' ? 12 : 0)
    end++
  }
  const [zone, zoneEnd] = readZone(tokens, end)
  if (hour > 23 || minute > 59 || (second ?? 0) > 59) return null
  const before = tokens[at - 1]?.text ?? ''
  // `2024-05-06T10:00`, `May 6, 2024 / 10:00`, `May 6, 2024 - 10:00`
  const start = /^[t/:-]$/.test(before) ? at - 1 : at
  tokens.splice(start, zoneEnd - start)
  return { hour, minute, second, zone }
}

function readZone(tokens: Token[], at: number): [string, number] {
  const word = tokens[at]?.text ?? ''
  if (word === 'z' || word === 'gmt' || word === 'utc') return ['Z', at + 1]
  if (ZONE_NAMES.has(word)) return ['', at + 1] // EST is Sydney's as well as New York's: the time stays local
  const offset = tokens[at + 1]
  if (
    (word === '+' || word === '-') &&
    offset &&
    offset.number !== null &&
    /^\d{2}(\d{2})?$/.test(offset.text)
  ) {
    const minutes = tokens[at + 2]?.text === ':' ? tokens[at + 3]?.text : undefined
    const zone = `${word}${offset.text.slice(0, 2)}:${minutes ?? (offset.text.slice(2) || '00')}`
    return [zone, at + (minutes === undefined ? 2 : 4)]
  }
  return ['', at]
}

export function withTime(day: string, time: TimeOfDay): ReadDate {
  if (time.hour > 23 || time.minute > 59 || (time.second ?? 0) > 59) return { value: day, precision: 'day' }
  const clock = `${pad(time.hour)}:${pad(time.minute)}${time.second === null ? '' : `:${pad(time.second)}`}`
  const zone = /^[+-]\d{4}$/.test(time.zone) ? `${time.zone.slice(0, 3)}:${time.zone.slice(3)}` : time.zone
  return { value: `${day}T${clock}${zone}`, precision: time.second === null ? 'minute' : 'second' }
}

export function pad(number: number): string {
  return String(number).padStart(2, '0')
}
