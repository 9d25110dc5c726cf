import { isHtmlType } from '../../captures/media-kind.ts'
import { CaptureError } from '../../captures/page-capture.ts'
import type { ByteSource } from '../../bytes/source.ts'
import { ByteReader } from '../../bytes/reader.ts'
import { limits } from '../../limits.ts'
import { findStart } from './find-start.ts'
import { readPayload } from './http-answer.ts'
import { kindOf } from './kinds.ts'
import { answerIn, type WholeRecord } from './page.ts'
import type { RecordHead } from './record-head.ts'
import { type PlacedRecord, walk } from './walk.ts'

const MB = 1024 * 1024
/** Files up to this size are known as a whole. */
const WHOLE = 128 * MB
/** In larger ones, so much before a page and after it: crawlers fetch a page's pictures right after it. */
const BEFORE = 8 * MB
const AFTER = 32 * MB
/** What a page shows again and again is read once. */
const KEPT_PICTURES = 64
const KEPT_BYTES = MB / 4
/** Smaller files are searched in any case. */
const SMALL = 8 * MB
const SAMPLED = 150
const SAMPLED_BYTES = 8 * MB
/** Forgets what lies far behind when there is more. */
const MOST_PLACES = 300_000

export interface FoundPicture {
  mime: string
  bytes: Uint8Array
}

/**
 * The records around a page in its file: its pictures, its text as a browser saw it, the page that a record repeats. An index of
 * places alone, made by one quick pass that runs ahead of the pages; the window is the same wherever reading began, so that an
 * import in stretches, or one taken up again, finds the same.
 */
export class Neighbours {
  #source: ByteSource
  readonly #marks: Buffer
  readonly #isPacked: boolean
  readonly #format: 'warc' | 'arc'
  #beat: () => void
  #hasAny: boolean | null = null
  #places = new Map<string, number[]>()
  #walked: Generator<PlacedRecord | { is: 'gap' }> | null = null
  #from = 0
  #to = 0
  #count = 0
  readonly #pictures = new Map<number, FoundPicture | null>()

  private constructor(source: ByteSource, isPacked: boolean, format: 'warc' | 'arc', beat: () => void) {
    this.#source = source
    this.#marks = marksOf(source)
    this.#isPacked = isPacked
    this.#format = format
    this.#beat = beat
  }

  /**
   * The neighbours in a file. A thread reads one stretch of a file after the other, always a few megabytes, and opens it anew for
   * each: what it knows already of the file stays.
   */
  static of(source: ByteSource, isPacked: boolean, format: 'warc' | 'arc', beat: () => void): Neighbours {
    if (lastRead === null || !lastRead.#isOf(source))
      lastRead = new Neighbours(source, isPacked, format, beat)
    lastRead.#source = source
    lastRead.#beat = beat
    return lastRead
  }

  #isOf(source: ByteSource): boolean {
    return source.size === this.#source.size && marksOf(source).equals(this.#marks)
  }

  /** The picture of an address. @param at where the page begins that shows it */
  picture(address: string, at: number): FoundPicture | null {
    const place = this.#nearest(`picture ${keyOf(address)}`, at)
    if (place === null) return null
    const known = this.#pictures.get(place)
    if (known !== undefined) return known
    const picture = this.#readPicture(place, at)
    if (picture === null || picture.bytes.length <= KEPT_BYTES) this.#pictures.set(place, picture)
    if (this.#pictures.size > KEPT_PICTURES) this.#pictures.delete(this.#pictures.keys().next().value!)
    return picture
  }

  /** What a browser had of a page as text (`urn:text:` of Browsertrix). */
  text(address: string, at: number): WholeRecord | null {
    const place = this.#nearest(`text ${keyOf(address)}`, at)
    return place === null ? null : this.#fetch(place)
  }

  /** The page that a `revisit` found unchanged. */
  repeated(head: RecordHead, at: number): WholeRecord | null {
    for (const key of repeatKeys(head)) {
      const place = this.#nearest(`page ${key}`, at, at)
      const record = place === null ? null : this.#fetch(place)
      if (record) return record
    }
    return null
  }

  /**
   * Whether there is anything to be found: crawls of articles alone (CC-News) hold no pictures, and to search them would take a
   * tenth of the time. Asked of a few hundred records in four places.
   */
  hasAny(): boolean {
    this.#hasAny ??= this.#source.size <= SMALL || [0, 0.25, 0.5, 0.75].some((part) => this.#sample(part))
    return this.#hasAny
  }

  #sample(part: number): boolean {
    const from = Math.floor(this.#source.size * part)
    const start = part === 0 ? 0 : findStart(this.#source, from, this.#isPacked, this.#format)
    if (start === null) return false
    let records = 0
    for (const item of this.#walk(start)) {
      if (item.is === 'gap') continue
      const { head } = item.record
      const begin = item.blocks.peekBlock(8 * 1024)
      const answer = answerIn(head, begin)
      const kind = head.type === 'revisit' ? 'repeat' : kindOf(head, answer, begin.subarray(answer.headBytes))
      if (kind === 'repeat' || kind === 'picture' || kind === 'pageText') return true
      if (++records >= SAMPLED || item.start > start + SAMPLED_BYTES) break
    }
    return false
  }

  /** Whether a page of an address is here; null where the file is too large to know. */
  hasPage(address: string): boolean | null {
    if (this.#source.size > WHOLE) return null
    this.#cover(0)
    return this.#places.has(`page ${keyOf(address)}`)
  }

  #readPicture(place: number, at: number): FoundPicture | null {
    let record = this.#fetch(place)
    if (record?.head.type === 'revisit') {
      const { fields } = record.head
      const other = this.#nearest(`same ${fields.get('warc-payload-digest') ?? ''}`, at, place)
      record = other === null ? null : this.#fetch(other)
    }
    if (!record || record.head.type === 'revisit') return null
    const answer = answerIn(record.head, record.block)
    try {
      const { bytes } = readPayload(record.block.subarray(answer.headBytes), answer.fields)
      return bytes.length > 0 ? { mime: answer.mime, bytes } : null
    } catch (error) {
      if (error instanceof CaptureError) return null
      throw error
    }
  }

  #fetch(place: number): WholeRecord | null {
    for (const item of this.#walk(place)) {
      if (item.is !== 'record' || item.record.length > limits.partBytes) return null
      const { head, headBytes, notices } = item.record
      return { head, headBytes, block: item.blocks.takeBlock(), notices }
    }
    return null
  }

  #nearest(key: string, at: number, except = -1): number | null {
    if (!this.hasAny()) return null
    this.#cover(at)
    let best: number | null = null
    for (const place of this.#places.get(key) ?? []) {
      if (place === except || !this.#isInReach(place, at)) continue
      if (best === null || Math.abs(place - at) < Math.abs(best - at)) best = place
    }
    return best
  }

  #isInReach(place: number, at: number): boolean {
    return this.#source.size <= WHOLE || (place >= at - BEFORE && place <= at + AFTER)
  }

  /** Makes the index reach as far around a place as it must. */
  #cover(at: number): void {
    const isWhole = this.#source.size <= WHOLE
    const from = isWhole ? 0 : Math.max(0, at - BEFORE)
    const to = isWhole ? Infinity : at + AFTER
    if (this.#walked === null || from < this.#from || from > this.#to) {
      this.#places.clear()
      this.#count = 0
      this.#from = from
      const start =
        from === 0 ? 0 : (findStart(this.#source, from, this.#isPacked, this.#format) ?? this.#source.size)
      this.#to = start
      this.#walked = this.#walk(start)
    }
    if (this.#count > MOST_PLACES) this.#forget(from)
    while (this.#to < to) {
      const next = this.#walked.next()
      if (next.done) {
        this.#to = Infinity
        break
      }
      if (next.value.is === 'record') this.#add(next.value)
    }
  }

  #walk(from: number): Generator<PlacedRecord | { is: 'gap' }> {
    const { size } = this.#source
    const source = { size, read: (offset: number, length: number) => this.#source.read(offset, length) }
    return walk(ByteReader.from(source, from), {
      isPacked: this.#isPacked,
      format: this.#format,
      source,
      until: Infinity,
      beat: () => this.#beat(),
    })
  }

  #add({ start, record, blocks }: PlacedRecord): void {
    // of many records in one member only the first can be found again
    const isShared = start === this.#to && this.#count > 0 && this.#isPacked
    this.#to = start
    const { head } = record
    if (isShared || head.url === null) return
    if (head.type !== 'response' && head.type !== 'resource' && head.type !== 'revisit') return
    const begin = blocks.peekBlock(8 * 1024)
    const answer = answerIn(head, begin)
    const digest = head.fields.get('warc-payload-digest')
    if (head.type === 'revisit') {
      if (answer.mime.startsWith('image/')) this.#place(`picture ${keyOf(head.url)}`, start)
      return
    }
    switch (kindOf(head, answer, begin.subarray(answer.headBytes))) {
      case 'picture':
        this.#place(`picture ${keyOf(head.url)}`, start)
        if (digest) this.#place(`same ${digest}`, start)
        break
      case 'page':
        this.#place(`page ${keyOf(head.url)}`, start)
        if (digest) this.#place(`page ${digest}`, start)
        break
      case 'pageText':
        this.#place(`text ${keyOf(head.url.replace(/^urn:text(?:final)?:/i, ''))}`, start)
        break
      default:
    }
  }

  #place(key: string, start: number): void {
    this.#count++
    const known = this.#places.get(key)
    if (known) known.push(start)
    else this.#places.set(key, [start])
  }

  #forget(before: number): void {
    this.#count = 0
    for (const [key, places] of this.#places) {
      const left = places.filter((place) => place >= before)
      if (left.length === 0) this.#places.delete(key)
      else this.#places.set(key, left)
      this.#count += left.length
    }
  }
}

let lastRead: Neighbours | null = null

/** What tells one file of a size from another. */
function marksOf(source: ByteSource): Buffer {
  const length = 16 * 1024
  return Buffer.concat([source.read(0, length), source.read(Math.max(0, source.size - length), length)])
}

function repeatKeys({ url, fields }: RecordHead): string[] {
  const refers = fields.get('warc-refers-to-target-uri')?.replace(/^<|>$/g, '')
  const digest = fields.get('warc-payload-digest')
  return [
    ...(digest ? [digest] : []),
    ...[refers, url].flatMap((address) => (address ? [keyOf(address)] : [])),
  ]
}

/** An address under which a file is found however it was written: without scheme and fragment. */
export function keyOf(address: string): string {
  try {
    const url = new URL(address)
    url.hash = ''
    return url.href.replace(/^https?:/, '')
  } catch {
    return address
  }
}

/** Whether a repeated record may be a page, as far as it says itself. */
export function mayBePage(mime: string, status: number | null): boolean {
  return (
    (mime === '' || isHtmlType(mime)) &&
    (status === null || status === 304 || (status >= 200 && status < 300))
  )
}
