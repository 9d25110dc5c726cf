/**
 * Dates as dumps write them, to ISO 8601 cut to what the source says. Nothing is invented: a relative date (`3 months
 * ago`), a date without a year and an impossible one give null; a date whose day and month could be either gives
 * its year alone, unless the caller knows the order.
 */

import type { DatePrecision } from '../../shared/model.ts'
import { MONTH_NUMBERS, MONTHS_BY_LANGUAGE, WEEKDAY_WORDS } from './calendar-words.ts'
import { foldWord } from './folding.ts'
import { pad, takeTime, withTime, type Token } from './times.ts'

export interface ReadDate {
  /** `2025`, `2025-02`, `2025-02-11`, `2025-02-11T09:41`, with `Z` or an offset where the source gives the zone */
  value: string
  precision: DatePrecision
}

export interface DateOptions {
  /** how `05/06/2024` is meant; without it such a date is known to its year only */
  order?: 'mdy' | 'dmy'
  /** of the text: settles the month names that two languages use for different months */
  language?: string | null
}

/** Reads a text that is a date and nothing else, weekday, time and zone included; null for anything more. */
export function readDate(text: string, options: DateOptions = {}): ReadDate | null {
  if (text.length > 80 || !/\p{Nd}/u.test(text)) return null
  const english = ENGLISH.exec(text)
  if (english) return englishDay(english)
  const iso = readIso(text)
  if (iso) return iso
  const tokens = tokenise(text, options.language)
  if (!tokens) return null
  const time = takeTime(tokens)
  const day = readDay(
    tokens.filter((token) => token.text !== ','),
    options,
  )
  if (!day) return null
  return time && day.precision === 'day' ? withTime(day.value, time) : day
}

const ISO =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?)?$/

function readIso(text: string): ReadDate | null {
  const match = ISO.exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute, second, zone] = match
  if (!isMonth(Number(month)) || !isYear(Number(year))) return null
  if (!day) return { value: `${year}-${month}`, precision: 'month' }
  if (!isDay(Number(year), Number(month), Number(day))) return null
  const value = `${year}-${month}-${day}`
  if (!hour) return { value, precision: 'day' }
  return withTime(value, {
    hour: Number(hour),
    minute: Number(minute),
    second: second ? Number(second) : null,
    zone: zone ?? '',
  })
}

function monthNumber(word: string, language: string | null | undefined): number | undefined {
  return (language && MONTHS_BY_LANGUAGE[language]?.get(word)) || MONTH_NUMBERS.get(word)
}

/** Numbers, words and the signs that mean something in a date; null where the text is too long to be one. */
function tokenise(text: string, language: string | null | undefined): Token[] | null {
  const plain = foldWord(text).replace(/\b([ap])\. ?m\b\.?/g, '$1m')
  const found = plain.match(/\d+|[०-९]+|[٠-٩]+|[年月日년월일]|[\p{L}\p{M}']+|[:/.,+|•·()-]/gu) ?? []
  if (found.length > 24) return null
  const tokens: Token[] = []
  for (const word of found) {
    const number = numberOf(word)
    // `5th`, `1er`, `3º`, and what only joins the parts
    // (`am` is German before a day, and the morning after a number)
    const morning = word === 'am' && (tokens.at(-1)?.number ?? null) !== null
    if (number === null && JOINING.has(word) && !morning) continue
    if (number === null && WEEKDAY_WORDS.has(word)) {
      if (found.length === 1) return null
      continue
    }
    tokens.push({ text: word, number, month: monthNumber(word, language) })
  }
  return tokens
}

const JOINING = new Set(
  `th st nd rd er e a o de del d of the le den der dem il la el al am um on at um kl klokken klockan kello saat
   les las ore uhr alle ve г г. р року года dne dnia ngay vao o'clock | • · ( )`.split(/\s+/),
)

function numberOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word)
  const first = word.charCodeAt(0)
  const zero = first >= 0x660 && first <= 0x669 ? 0x660 : first >= 0x966 && first <= 0x96f ? 0x966 : 0
  return zero ? Number([...word].map((digit) => digit.charCodeAt(0) - zero).join('')) : null
}

/** The day, month or year that the tokens name, when they name nothing else. */
function readDay(tokens: Token[], options: DateOptions): ReadDate | null {
  const shape = tokens
    .map((token) => (token.number !== null ? 'n' : token.month ? 'm' : shapeOf(token.text)))
    .join('')
  const numbers = tokens.filter((token) => token.number !== null).map((token) => token.number!)
  const month = tokens.find((token) => token.month !== undefined)?.month
  const [a, b, c] = numbers as [number, number?, number?]
  switch (shape.replace(/^\.+|\.+$/g, '')) {
    case 'mnn': // February 11, 2025
    case 'm.nn':
    case 'mn.n':
      return dayOf(b!, month!, a)
    case 'nmn': // 11. Februar 2025
    case 'n.mn':
    case 'nm.n':
    case 'n.m.n':
    case 'n-m-n':
      return a > 31 ? dayOf(a, month!, b!) : dayOf(b!, month!, a)
    case 'mn':
    case 'm.n':
      return monthOf(a, month!)
    case 'nm':
      return monthOf(a, month!)
    case 'nYnMnD':
    case 'nYnMn':
      return dayOf(a, b!, c!)
    case 'nYnM':
      return monthOf(a, b!)
    case 'nMnYn': // ngày 5 tháng 6 năm 2024
      return dayOf(c!, b!, a)
    case 'n-n-n':
    case 'n.n.n':
    case 'n/n/n':
      return numericDay(a, b!, c!, shape.includes('.'), options)
    case 'n/n':
    case 'n.n':
      return monthOf(b!, a)
    case 'n-n':
      return a > 31 ? monthOf(a, b!) : monthOf(b!, a)
    case 'n':
      return tokens[0]!.text.length === 4 && isYear(a) ? { value: String(a), precision: 'year' } : null
    default:
      return null
  }
}

function shapeOf(word: string): string {
  if (word === '年' || word === '년' || word === 'nam') return 'Y'
  if (word === '月' || word === '월' || word === 'thang') return 'M'
  if (word === '日' || word === '일') return 'D'
  return word.length === 1 ? word : '?'
}

/** `2024-07-09`, `9.7.2024`, `07/09/2024`. Dots put the day first everywhere; slashes and dashes do not say. */
function numericDay(a: number, b: number, c: number, dots: boolean, options: DateOptions): ReadDate | null {
  if (a > 31) return dayOf(a, b, c)
  if (c < 1000) return null // a year of two digits: the century would be a guess
  if (dots) return dayOf(c, b, a)
  if (a > 12) return dayOf(c, b, a)
  if (b > 12 || a === b) return dayOf(c, a, b)
  if (options.order === 'mdy') return dayOf(c, a, b)
  if (options.order === 'dmy') return dayOf(c, b, a)
  return isYear(c) ? { value: String(c), precision: 'year' } : null
}

function dayOf(year: number, month: number, day: number): ReadDate | null {
  if (!isYear(year) || !isMonth(month) || !isDay(year, month, day)) return null
  return { value: `${year}-${pad(month)}-${pad(day)}`, precision: 'day' }
}

function monthOf(year: number, month: number): ReadDate | null {
  return isYear(year) && isMonth(month) ? { value: `${year}-${pad(month)}`, precision: 'month' } : null
}

function isYear(year: number): boolean {
  return year >= 1600 && year <= 2199
}

function isMonth(month: number): boolean {
  return month >= 1 && month <= 12
}

function isDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** True for `3 months ago` and kin: a date all right, but relative to a day nobody knows. */
export function isRelativeDate(text: string): boolean {
  return text.length < 60 && RELATIVE.test(text)
}

const RELATIVE =
  /^(?:\d+|an?|one|last)\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b|^(?:vor|il y a|hace|há|fa|для)\s+\d+\s+\p{L}+|^\d+\s+\p{L}+\s+(?:fa|geleden|önce|назад|тому|sedan|siden|temu)\b|^(?:yesterday|today|gestern|heute|hier|ayer|hoy|ieri|oggi)\b/iu

/** The day in an address's path: `/2024/07/09/`, `/2024-07-09-`, `/2024/jul/09/`, `/20240709/`. */
export function dateFromUrl(url: string): ReadDate | null {
  const path = /^[a-z]+:\/\/[^/]+(\/[^?#]*)/i.exec(url)?.[1] ?? ''
  const parts = /\/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/\-_.]|$)/i.exec(path)
  if (parts) {
    const month = /^\d/.test(parts[2]!) ? Number(parts[2]) : (MONTH_NUMBERS.get(parts[2]!.toLowerCase()) ?? 0)
    return dayOf(Number(parts[1]), month, Number(parts[3]))
  }
  const packed = /[/_-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-]|$)/.exec(path)
  if (packed) return dayOf(Number(packed[1]), Number(packed[2]), Number(packed[3]))
  const month = /\/((?:19|20)\d{2})\/(\d{2})\//.exec(path)
  return month ? monthOf(Number(month[1]), Number(month[2])) : null
}

export interface TrailingDate extends ReadDate {
  /** where the date begins in the text, blanks before it excluded */
  start: number
}

// by far the most frequent form in lists, and cheap to tell
const ENGLISH_TAIL = /(?<=^|[\s[])([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/
const ENGLISH = /^([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/

function englishDay(match: RegExpExecArray): ReadDate | null {
  const month = MONTH_NUMBERS.get(match[1]!.toLowerCase())
  return month ? dayOf(Number(match[3]), month, Number(match[2])) : null
}

/** The date that ends a text: a list row's `… - Outlet - February 11th, 2025`. */
export function readTrailingDate(text: string, options: DateOptions = {}): TrailingDate | null {
  const tail = text.slice(-40)
  const english = ENGLISH_TAIL.exec(tail)
  if (english) {
    const date = englishDay(english)
    if (date) return { ...date, start: text.length - english[0].length }
  }
  if (!/\p{Nd}[.)年日일\p{Z}]*$|\p{Nd}\s?[ap]\.?m\.?$/iu.test(tail)) return null
  // the longest ending that is a date: weekday and time belong to it
  const from = text.length - tail.length
  for (let i = 0; i < tail.length - 5; i++) {
    if (i > 0 && !/[\s([|•]/.test(tail[i - 1]!)) continue
    if (i === 0 && from > 0) continue
    if (!/[\p{L}\p{Nd}]/u.test(tail[i]!)) continue
    const date = readDate(tail.slice(i), options)
    if (date && date.precision !== 'year' && date.precision !== 'month') return { ...date, start: from + i }
  }
  return null
}
