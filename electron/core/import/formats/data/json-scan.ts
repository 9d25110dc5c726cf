/** Where a JSON value ends, told from its bytes alone: nothing is held or parsed. https://www.rfc-editor.org/rfc/rfc8259 */
import type { ByteReader } from '../../bytes/reader.ts'

export const QUOTE = 0x22
export const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_LIST = 0x5b
export const CLOSE_LIST = 0x5d
export const OPEN = 0x7b
export const CLOSE = 0x7d
const BACKSLASH = 0x5c

/** Blanks, and the mark before each value of a JSON text sequence (RFC 7464). */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x1e
}

/** A scan through one value that goes on where the bytes had ended. */
export class ValueScan {
  /** how deep it stands */
  depth = 0
  /** the deepest that it stood */
  deepest = 0
  #inString = false
  #escaped = false
  #begun = false

  /**
   * @param bytes the value from its beginning, or more of it
   * @param from where the scan goes on
   * @returns the offset after the value, or -1 where it goes on beyond the bytes
   */
  run(bytes: Uint8Array, from: number): number {
    const { length } = bytes
    for (let i = from; i < length; i++) {
      if (this.#inString) {
        i = this.#string(bytes, i)
        if (i < 0) return -1
        if (this.depth === 0) return i + 1
        continue
      }
      const byte = bytes[i]!
      if (byte === QUOTE) {
        this.#begun = true
        this.#inString = true
      } else if (byte === OPEN || byte === OPEN_LIST) {
        this.#begun = true
        if (++this.depth > this.deepest) this.deepest = this.depth
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        if (this.depth === 0) return i
        if (--this.depth === 0) return i + 1
      } else if (this.depth === 0 && this.#begun && (byte === COMMA || isBlank(byte))) return i
      else if (!isBlank(byte)) this.#begun = true
    }
    return -1
  }

  /** @returns where the string's closing quotation mark is, or -1; most text has no escapes, and is leapt over */
  #string(bytes: Uint8Array, from: number): number {
    if (this.#escaped) {
      this.#escaped = false
      from++
    }
    for (let i = from; i < bytes.length; i++) {
      const end = bytes.indexOf(QUOTE, i)
      const until = end < 0 ? bytes.length : end
      let slashes = 0
      while (until - 1 - slashes >= i && bytes[until - 1 - slashes] === BACKSLASH) slashes++
      if (end < 0) {
        this.#escaped = slashes % 2 === 1
        return -1
      }
      if (slashes % 2 === 0) {
        this.#inString = false
        return end
      }
      i = end
    }
    return -1
  }
}

/** A value as it stands in its bytes. */
export interface ScannedValue {
  bytes: Uint8Array
  /** how deep objects and lists lie in each other */
  deepest: number
  /** the bytes ended first */
  cut: boolean
}

const WINDOW = 64 * 1024

/** The value at the reader's place, without going on; null where it is longer than `limit`. */
export function peekValue(reader: ByteReader, limit: number): ScannedValue | null {
  const scan = new ValueScan()
  let seen = 0
  for (let window = WINDOW; ; window *= 4) {
    const wanted = Math.min(window, limit + 1)
    const held = reader.peek(wanted)
    const end = scan.run(held, seen)
    if (end >= 0)
      return end > limit ? null : { bytes: held.subarray(0, end), deepest: scan.deepest, cut: false }
    seen = held.length
    if (seen < wanted) return { bytes: held, deepest: scan.deepest, cut: true }
    if (seen > limit) return null
  }
}

/** Goes past the value at the reader's place, whatever its length. @returns how long it was */
export function skipValue(reader: ByteReader, beat: () => void): number {
  const scan = new ValueScan()
  for (let length = 0; ; beat()) {
    const held = reader.peek(WINDOW)
    const end = scan.run(held, 0)
    length += reader.skip(end >= 0 ? end : held.length)
    if (end >= 0 || held.length === 0) return length
  }
}

/** Goes past blanks. @returns the byte that comes then; -1 at the end */
export function skipBlanks(reader: ByteReader): number {
  for (;;) {
    const held = reader.peek(256)
    if (held.length === 0) return -1
    let i = 0
    while (i < held.length && isBlank(held[i]!)) i++
    reader.skip(i)
    if (i < held.length) return held[i]!
  }
}
