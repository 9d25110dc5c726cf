/** What the fields of exports hold, read without ever failing: null where it is not what it should be. */
import type { PublishedDate } from '../../../../shared/model.ts'
import { readDate } from '../../../text/dates.ts'

export type Json = Record<string, unknown>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Objects of a list; nothing else of it. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Texts of a list, also numbers; or of a single one. */
export function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== '')
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
}

/** `1`, `"1"`, `true`, `"TRUE"`, `"Yes"`. */
export function flagOf(value: unknown): boolean {
  return value === true || value === 1 || /^(?:1|true|yes|y)$/i.test(textOf(value))
}

/** The parts of a list in one field, white space apart. */
export function split(value: unknown, separator: string | RegExp): string[] {
  return textOf(value)
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Flat tags as paths. */
export function flat(tags: readonly string[]): string[][] {
  return [...new Set(tags)].map((tag) => [tag])
}

/** Seconds, or milli- or microseconds, since 1970, told by their magnitude; in ms. Before 1980 none of these programs was. */
export function epochMs(value: unknown): number | null {
  const number = typeof value === 'number' ? value : /^\d+(?:\.\d+)?$/.test(textOf(value)) ? Number(value) : 0
  if (!Number.isFinite(number) || number <= 0) return null
  const ms = number < 1e11 ? number * 1000 : number < 1e14 ? number : number / 1000
  return ms > 315_532_800_000 && ms < 4e12 ? Math.round(ms) : null
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/

/** A moment in ISO 8601 and what programs make of it: a blank for the T, microseconds, an offset without colon. UTC without one. */
export function isoMs(value: unknown): number | null {
  const match = ISO.exec(textOf(value))
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match
  const parts = [year, Number(month) - 1, day, hour, minute, second].map(Number)
  const utc = Date.UTC(...(parts as [number, number, number, number, number, number]))
  const sign = zone.startsWith('-') ? -1 : 1
  const [hours, minutes] = zone === 'Z' ? [0, 0] : [zone.slice(1, 3), zone.slice(-2)].map(Number)
  const offset = sign * (hours! * 60 + minutes!) * 60_000
  const ms = utc - offset + Math.floor(Number(`0.${fraction || 0}`) * 1000)
  return Number.isNaN(ms) ? null : ms
}

/** A day of publication as precise as it is written; Zotero writes `00` for a month or day that is not known. */
export function publishedOn(value: unknown): PublishedDate | null {
  const text = textOf(value).replace(/^(\d{4}(?:-(?!00)\d{2})?)(?:-00)+(?!\d)/, '$1')
  if (/^\d{4}$/.test(text))
    return Number(text) > 0 ? { value: text, precision: 'year', source: 'metadata' } : null
  const date = readDate(text)
  return date && { ...date, source: 'metadata' }
}

/**
 * A list as Python prints it: `['a', "it's", 'a \'b\'']`. A text without brackets is one thing by itself.
 */
export function pythonList(value: unknown): string[] {
  const text = textOf(value)
  if (!text.startsWith('[')) return text === '' ? [] : [text]
  const found = text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs)
  return [...found]
    .map(([, single, double]) => unescape(single ?? double ?? '').trim())
    .filter((one) => one !== '')
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unescape(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gis,
    (whole, x?: string, u?: string, long?: string, letter?: string) => {
      const code = Number.parseInt(x ?? u ?? long ?? '', 16)
      if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
      return ESCAPES[letter!] ?? letter!
    },
  )
}

/** A JSON array in a field, e.g. `["a","b"]`; what is none is a comma list. */
export function jsonList(value: unknown): string[] {
  const text = textOf(value)
  if (!text.startsWith('[')) return split(text, ',')
  try {
    return textsIn(JSON.parse(text))
  } catch {
    return split(text.replace(/^\[|\]$/g, ''), ',')
  }
}

/** `Tech / AI` as a path. */
export function folderPath(value: unknown): string[] {
  return split(value, '/')
}
