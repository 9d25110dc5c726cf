/**
 * The header of a message or part: https://www.rfc-editor.org/rfc/rfc5322#section-2.2, parameters after
 * https://www.rfc-editor.org/rfc/rfc2045#section-5.1 and https://www.rfc-editor.org/rfc/rfc2231.
 *
 * Values are kept as their bytes, one character each, with `\n` where a line was folded: text, addresses and parameters
 * unfold differently, and raw bytes of other alphabets can only be decoded once the message's charset is known.
 */

import { isUtf8 } from 'node:buffer'
import { decodeText } from '../../text/encodings.ts'
import { charsetOf, decodeAs } from '../../text/charsets.ts'
import { decodeWords } from './encoded-words.ts'
import { captureLimits } from './page-capture.ts'
import { percentDecoded } from './transfer-encodings.ts'

export interface Header {
  /** the first of each name, names in lower case */
  fields: Map<string, string>
  bodyStart: number
  /** the header was longer than the limit */
  cut: boolean
  /** the header ended with the file, without a blank line */
  open: boolean
}

const LF = 0x0a
const CR = 0x0d

/** Reads from `start` to the blank line, or to the first line that cannot be a header's. */
export function readHeader(bytes: Buffer, start: number, end: number): Header {
  const fields = new Map<string, string>()
  const header: Header = { fields, bodyStart: end, cut: false, open: false }
  let name = ''
  let at = start
  for (; at < end; at = nextLine(bytes, at, end)) {
    const stop = lineEnd(bytes, at, end)
    if (stop === at) return { ...header, bodyStart: nextLine(bytes, at, end) }
    if (at - start > captureLimits.headerBytes || stop - at > captureLimits.headerBytes) {
      header.cut = true
      if (isFold(bytes[at]!) || fieldName(bytes, at, stop)) continue
      return { ...header, bodyStart: at }
    }
    if (isFold(bytes[at]!)) {
      if (name) fields.set(name, `${fields.get(name)!}\n${bytes.toString('latin1', at, stop)}`)
      continue
    }
    const key = fieldName(bytes, at, stop)
    if (!key) {
      if (at === start && isMailboxLine(bytes, at, stop)) continue
      return { ...header, bodyStart: at }
    }
    // the first of a name counts; folds of the others are dropped with them
    name = fields.has(key) ? '' : key
    if (name) fields.set(key, bytes.toString('latin1', bytes.indexOf(0x3a, at) + 1, stop))
  }
  return { ...header, open: true }
}

function isFold(byte: number): boolean {
  return byte === 0x20 || byte === 0x09
}

function lineEnd(bytes: Buffer, from: number, end: number): number {
  let at = from
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++
  return at
}

/** The beginning of the line after the one that holds `from`; lines end in CRLF, LF or, on old Macs, CR. */
export function nextLine(bytes: Buffer, from: number, end: number): number {
  const at = lineEnd(bytes, from, end)
  if (at >= end) return end
  return bytes[at] === CR && bytes[at + 1] === LF && at + 1 < end ? at + 2 : at + 1
}

const MAX_NAME = 78

/** @returns the field's name in lower case, or '' for a line that is none */
function fieldName(bytes: Buffer, from: number, stop: number): string {
  const most = Math.min(stop, from + MAX_NAME)
  for (let at = from; at < most; at++) {
    const byte = bytes[at]!
    if (byte === 0x3a) return bytes.toString('latin1', from, at).trimEnd().toLowerCase()
    if (byte <= 0x20 && !(byte === 0x20 && bytes[at + 1] === 0x3a)) return ''
    if (byte >= 0x7f) return ''
  }
  return ''
}

/** `From someone Wed Aug  3 17:55:19 2011`, with which each message of a Unix mailbox begins. */
function isMailboxLine(bytes: Buffer, from: number, stop: number): boolean {
  return /^>?From /.test(bytes.toString('latin1', from, Math.min(stop, from + 6)))
}

/** A value as people read it; `charset` decodes raw bytes that are not UTF-8. */
export function headerText(raw: string | undefined, charset: string | null = null): string | null {
  if (raw === undefined) return null
  const text = decodeWords(rawText(raw, charset).replace(/\n[ \t]*/g, ' '))
  return text.replace(/[\0-\x1f\x7f\s]+/g, ' ').trim() || null
}

/** An address: folds are no part of it. */
export function headerAddress(raw: string | undefined): string | null {
  if (raw === undefined) return null
  const text = decodeWords(rawText(raw, null).replace(/\n[ \t]*/g, raw.includes('=?') ? ' ' : ''))
  return (
    text
      .replace(/[\0-\x1f\x7f]/g, '')
      .trim()
      .replace(/^<(.*)>$/s, '$1')
      .replace(/^"(.*)"$/s, '$1')
      .trim() || null
  )
}

function rawText(raw: string, charset: string | null): string {
  if (/^[\0-\x7f]*$/.test(raw)) return raw
  const bytes = Buffer.from(raw, 'latin1')
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return charset && charset !== 'utf-8' ? decodeAs(bytes, charset) : decodeText(bytes).text
}

export interface MediaType {
  /** lower case, e.g. `text/html`; '' where there is none */
  type: string
  /** names in lower case */
  params: Map<string, string>
}

/** A Content-Type or Content-Disposition. */
export function parseMediaType(raw: string | undefined): MediaType {
  const value = (raw ?? '').replace(/\s+/g, ' ')
  const type = /^ ?([^\s;,"()]*)/.exec(value)![1]!.toLowerCase()
  const params = new Map<string, string>()
  // a blank instead of the semicolon occurs
  const parameter = /[; ] ?([^\s;=()"]+) ?= ?(?:"((?:[^"\\]|\\.)*)(?:"|$)|([^;\s]*))/g
  for (const [, name, quoted, bare] of value.matchAll(parameter)) {
    const key = name!.toLowerCase()
    if (!params.has(key)) params.set(key, quoted?.replace(/\\(.)/g, '$1') ?? bare!.replace(/^'(.*)'$/, '$1'))
  }
  return { type, params: params.size > 0 ? mergeParts(params) : params }
}

/** `name*0*=utf-8''a%20; name*1="b"` is `name`, https://www.rfc-editor.org/rfc/rfc2231#section-3. */
function mergeParts(params: Map<string, string>): Map<string, string> {
  const merged = new Map<string, string>()
  for (const [key, value] of params) {
    const [, name, section, encoded] = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(key) ?? [
      null,
      key,
      undefined,
      undefined,
    ]
    if (section === undefined && !encoded) {
      if (!merged.has(key)) merged.set(key, decodeWords(value))
    } else if ((section ?? '0') === '0') merged.set(name!, sections(params, name!))
  }
  return merged
}

function sections(params: Map<string, string>, name: string): string {
  const whole = params.get(`${name}*`)
  const pieces: Uint8Array[] = []
  let charset = 'utf-8'
  for (let i = 0; i < 1000; i++) {
    const encoded = i === 0 ? (whole ?? params.get(`${name}*0*`)) : params.get(`${name}*${i}*`)
    const plain = encoded ?? params.get(`${name}*${i}`)
    if (plain === undefined) break
    const tagged = i === 0 && encoded !== undefined ? /^([^']*)'[^']*'(.*)$/s.exec(plain) : null
    if (tagged) charset = charsetOf(tagged[1]) ?? charset
    const text = tagged?.[2] ?? plain
    pieces.push(
      encoded === undefined ? Buffer.from(text, 'latin1') : percentDecoded(Buffer.from(text, 'latin1')),
    )
    if (whole !== undefined) break
  }
  return decodeAs(Buffer.concat(pieces), charset)
}
