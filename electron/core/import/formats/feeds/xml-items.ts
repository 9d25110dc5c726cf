/**
 * The items of a feed as stretches of its bytes, found without parsing: one damaged item costs only itself, and a feed of any
 * size needs no more memory than its largest item.
 */
import type { ByteReader } from '../../bytes/reader.ts'

export interface ItemScan {
  /** of the tag: `item`, `entry`, `atom:entry` */
  name: string
  /** of one item; a longer one is passed over */
  limit: number
  beat(): void
}

/** An item in the scanned bytes. */
export interface FoundItem {
  start: number
  line: number
  /** none where it is longer than the limit */
  bytes: Uint8Array | null
  length: number
  /** the file ends within it */
  cut: boolean
}

const LT = 0x3c
const WINDOW = 64 * 1024
/** Marks that hold anything up to their end: an item's tag within them is none. */
const ENCLOSED: readonly (readonly [begin: string, end: string])[] = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
]

/** Goes to the next item. @returns false where there is none any more, or it would begin at `until` or beyond */
export function skipToItem(reader: ByteReader, { name, beat }: ItemScan, until: number): boolean {
  for (;;) {
    beat()
    const held = reader.peek(WINDOW)
    if (held.length === 0) return false
    const at = held.indexOf(LT)
    reader.skip(at < 0 ? held.length : at)
    if (at < 0) continue
    const tag = asLatin1(reader.peek(80))
    if (isOpening(tag, name)) return reader.position < until
    const enclosed = ENCLOSED.find(([begin]) => tag.startsWith(begin))
    if (enclosed) skipPast(reader, enclosed, beat)
    else reader.skip(1)
  }
}

/** Takes the item that begins at the reader's place. */
export function takeItem(reader: ByteReader, scan: ItemScan): FoundItem {
  const { position: start, lineNumber: line } = reader
  for (let window = WINDOW; ; window *= 4) {
    const wanted = Math.min(window, scan.limit + 1)
    const held = reader.peek(wanted)
    const end = endOf(asLatin1(held), scan.name, held.length < wanted)
    if (end >= 0) return { start, line, bytes: reader.take(end), length: end, cut: false }
    if (held.length < wanted)
      return { start, line, bytes: reader.take(held.length), length: held.length, cut: true }
    if (held.length > scan.limit) break
  }
  reader.skip(1)
  skipToItem(reader, scan, Infinity)
  return { start, line, bytes: null, length: reader.position - start, cut: false }
}

/** @returns the offset after the item, or where the next one begins inside it; -1 where it goes on */
function endOf(text: string, name: string, isLast: boolean): number {
  const closing = `</${name}`
  const first = text.indexOf('>')
  if (first < 0) return -1
  if (text[first - 1] === '/') return first + 1
  for (let at = first; ;) {
    at = text.indexOf('<', at + 1)
    if (at < 0) return -1
    const enclosed = ENCLOSED.find(([begin]) => text.startsWith(begin, at))
    if (enclosed) {
      const end = text.indexOf(enclosed[1], at + enclosed[0].length)
      // what is never closed encloses nothing, or one damaged item would swallow all after it
      if (end < 0 && !isLast) return -1
      at = end < 0 ? at : end + enclosed[1].length - 1
    } else if (text.startsWith(closing, at)) {
      const end = text.indexOf('>', at)
      return end < 0 ? -1 : end + 1
    } else if (isOpening(text.slice(at, at + name.length + 2), name)) return at
  }
}

function isOpening(tag: string, name: string): boolean {
  return tag.startsWith(`<${name}`) && /^[\s/>]/.test(tag.slice(name.length + 1))
}

function skipPast(reader: ByteReader, [begin, end]: readonly [string, string], beat: () => void): void {
  reader.skip(begin.length)
  for (;;) {
    beat()
    const held = reader.peek(WINDOW)
    const at = asLatin1(held).indexOf(end)
    if (at >= 0 || held.length < end.length) {
      reader.skip(at >= 0 ? at + end.length : held.length)
      return
    }
    // its end may lie across two windows
    reader.skip(held.length - end.length + 1)
  }
}

function asLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
