/**
 * Which characters a font has, read from its `cmap` table (https://learn.microsoft.com/typography/opentype/spec/cmap, formats
 * 4 and 12), and what it is called. Only the tables needed are read: a person's computer has hundreds of fonts.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

export interface FontFace {
  /** the name by which it is asked for */
  family: string
  characters: Characters
}

/** One bit a code point. */
export class Characters {
  readonly #bits = new Uint8Array(0x110000 >> 3)

  has(codePoint: number): boolean {
    return (this.#bits[codePoint >> 3]! & (1 << (codePoint & 7))) !== 0
  }

  add(codePoint: number): void {
    this.#bits[codePoint >> 3]! |= 1 << (codePoint & 7)
  }

  addAll(others: Characters): void {
    for (let i = 0; i < this.#bits.length; i++) this.#bits[i]! |= others.#bits[i]!
  }
}

type Read = (offset: number, length: number) => DataView

const COLLECTION = 0x74746366 // 'ttcf'
const MOST_TABLE_BYTES = 16 * 1024 * 1024

/** The faces of a font file; none where it cannot be read. */
export function facesOf(file: string): FontFace[] {
  let handle: number | null = null
  try {
    handle = openSync(file, 'r')
    const opened = handle
    const size = fstatSync(opened).size
    return facesIn((offset, length) => {
      if (offset + length > size || length > MOST_TABLE_BYTES) throw new RangeError('beyond the file')
      const bytes = new Uint8Array(length)
      readSync(opened, bytes, 0, length, offset)
      return new DataView(bytes.buffer)
    })
  } catch {
    return []
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** @throws RangeError for what is no font */
export function facesOfBytes(bytes: Uint8Array): FontFace[] {
  return facesIn((offset, length) => new DataView(bytes.buffer, bytes.byteOffset + offset, length))
}

function facesIn(read: Read): FontFace[] {
  const head = read(0, 12)
  const offsets: number[] = []
  if (head.getUint32(0) === COLLECTION) {
    const count = Math.min(head.getUint32(8), 200)
    const table = read(12, count * 4)
    for (let i = 0; i < count; i++) offsets.push(table.getUint32(i * 4))
  } else offsets.push(0)
  return offsets.map((offset) => faceAt(read, offset))
}

function faceAt(read: Read, offset: number): FontFace {
  const count = read(offset, 12).getUint16(4)
  const directory = read(offset + 12, count * 16)
  const tables = new Map<string, { offset: number; length: number }>()
  for (let i = 0; i < count; i++) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((at) => directory.getUint8(i * 16 + at)))
    tables.set(tag, { offset: directory.getUint32(i * 16 + 8), length: directory.getUint32(i * 16 + 12) })
  }
  const cmap = tables.get('cmap')
  const name = tables.get('name')
  if (!cmap || !name) throw new RangeError('no font')
  return {
    family: familyIn(read(name.offset, name.length)),
    characters: charactersIn(read(cmap.offset, cmap.length)),
  }
}

/** Name 1 in English, in UTF-16: what typesetters know a family by. */
function familyIn(table: DataView): string {
  const count = table.getUint16(2)
  const strings = table.getUint16(4)
  let found = ''
  for (let i = 0; i < count; i++) {
    const at = 6 + i * 12
    const platform = table.getUint16(at)
    const language = table.getUint16(at + 4)
    if (table.getUint16(at + 6) !== 1 || (platform !== 3 && platform !== 0)) continue
    const length = table.getUint16(at + 8)
    const start = strings + table.getUint16(at + 10)
    let name = ''
    for (let j = 0; j + 1 < length; j += 2) name += String.fromCharCode(table.getUint16(start + j))
    if (found === '' || language === 0x409) found = name
  }
  return withoutStyle(found)
}

const STYLE =
  /[ _-](normal|italic|oblique|slanted|thin|hairline|light|extralight|ultralight|regular|book|medium|semibold|demibold|demi|bold|extrabold|ultrabold|black|heavy|condensed|narrow|expanded)$/i

/** A family is named without its weights, as Typst does it. */
function withoutStyle(name: string): string {
  const shorter = name.replace(STYLE, '')
  return shorter === name ? name : withoutStyle(shorter)
}

function charactersIn(table: DataView): Characters {
  const count = table.getUint16(2)
  let best = -1
  let bestRank = 0
  for (let i = 0; i < count; i++) {
    const platform = table.getUint16(4 + i * 8)
    const encoding = table.getUint16(6 + i * 8)
    const offset = table.getUint32(8 + i * 8)
    const format = table.getUint16(offset)
    const isUnicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10))
    const rank = !isUnicode ? 0 : format === 12 ? 2 : format === 4 ? 1 : 0
    if (rank > bestRank) {
      best = offset
      bestRank = rank
    }
  }
  const characters = new Characters()
  if (bestRank === 2) readGroups(table, best, characters)
  else if (bestRank === 1) readSegments(table, best, characters)
  return characters
}

/** Format 12. */
function readGroups(table: DataView, at: number, characters: Characters): void {
  const groups = table.getUint32(at + 12)
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + i * 12
    const first = table.getUint32(group)
    const last = Math.min(table.getUint32(group + 4), 0x10ffff)
    const glyph = table.getUint32(group + 8)
    for (let code = first; code <= last; code++) if (glyph + code - first !== 0) characters.add(code)
  }
}

/** Format 4. */
function readSegments(table: DataView, at: number, characters: Characters): void {
  const double = table.getUint16(at + 6)
  const ends = at + 14
  const starts = ends + double + 2
  const deltas = starts + double
  const offsets = deltas + double
  for (let i = 0; i < double; i += 2) {
    const last = table.getUint16(ends + i)
    const first = table.getUint16(starts + i)
    const delta = table.getUint16(deltas + i)
    const offset = table.getUint16(offsets + i)
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const place = offsets + i + offset + (code - first) * 2
      const raw = offset === 0 ? code : place + 1 < table.byteLength ? table.getUint16(place) : 0
      if (offset === 0 ? ((raw + delta) & 0xffff) !== 0 : raw !== 0) characters.add(code)
    }
  }
}
