/**
 * Feeds and WordPress exports: a record for each item. One without a text is an article without one: its headline, day and
 * address are known, and its text is taken in when the page comes.
 */
import { ByteReader } from '../../bytes/reader.ts'
import { decodeAs } from '../../../text/charsets.ts'
import type { FoundRecord, RecordContent, StreamContext, StreamFormat } from '../../format.ts'
import { formatBytes, limits } from '../../limits.ts'
import { type DataBytes, dataBytes, type Piece } from '../data/data-bytes.ts'
import { isAtStart } from '../data/unread-file.ts'
import { declaredEncoding, type FeedHead, readFeedHead } from './feed-head.ts'
import { readItem } from './feed-item.ts'
import { isWordPressItem, readWordPressItem } from './wordpress.ts'
import { type FoundItem, type ItemScan, skipToItem, takeItem } from './xml-items.ts'
import { parseXml } from './xml-node.ts'

export const feed: StreamFormat = { records, hasLines: true }

function* records(file: ByteReader, context: StreamContext): Generator<FoundRecord> {
  const bytes = dataBytes(file, context)
  const isStart = isAtStart(bytes)
  const head = headOf(bytes)
  const about = bytes.refusal ? { refusal: bytes.refusal } : readFeedHead(head.text)
  if ('refusal' in about) {
    if (isStart) yield wholeFile(bytes, context, about.refusal)
    bytes.reader.skip(Infinity)
    return bytes.finish()
  }
  const scan: ItemScan = { name: about.item, limit: limits.lineBytes, beat: context.beat }
  const items = new Items(bytes, context, about, head.encoding, scan)
  yield* items.records(isStart)
  bytes.finish()
}

interface Head {
  text: string
  /** what the file says of its encoding, where that is not plainly UTF-8 */
  encoding: string | null
}

function headOf({ head, headText }: DataBytes): Head {
  const text = headText(0, head.length)
  const encoding = declaredEncoding(text)
  return encoding && encoding !== 'utf-8' && !/^utf-(?:16|32)/.test(encoding)
    ? { text: decodeAs(head, encoding), encoding }
    : { text, encoding: null }
}

function wholeFile(bytes: DataBytes, context: StreamContext, refusal: string): FoundRecord {
  const held = bytes.reader.peek(limits.keptOriginalBytes + 1)
  const isKept = held.length <= limits.keptOriginalBytes
  const byteEnd = context.source?.size ?? bytes.placeOf(bytes.reader.position + held.length)
  const original = isKept ? { bytes: bytes.pieceOf(held, bytes.reader.position).bytes } : {}
  return { byteStart: 0, byteEnd, line: null, ...original, outcome: { refusal } }
}

class Items {
  readonly #bytes: DataBytes
  readonly #feed: FeedHead
  readonly #encoding: string | null
  readonly #scan: ItemScan
  /** what stands before the first item: an item's original has it, and is a feed of one item */
  readonly #headBytes: Uint8Array

  constructor(
    bytes: DataBytes,
    context: StreamContext,
    about: FeedHead,
    encoding: string | null,
    scan: ItemScan,
  ) {
    this.#bytes = bytes
    this.#feed = about
    this.#encoding = encoding
    this.#scan = scan
    const before = ByteReader.of(bytes.head)
    skipToItem(before, scan, Infinity)
    const mark = context.head.length - bytes.head.length === 3 ? 3 : 0
    this.#headBytes = context.head.subarray(0, Math.min(bytes.placeOf(before.position) + mark, LONGEST_HEAD))
  }

  *records(isStart: boolean): Generator<FoundRecord> {
    const { reader, until } = this.#bytes
    let found = 0
    while (skipToItem(reader, this.#scan, until)) {
      found++
      const item = takeItem(reader, this.#scan)
      yield this.#record(item)
      this.#bytes.finish()
    }
    if (found === 0 && isStart && reader.atEnd) {
      const refusal = `This feed${this.#feed.title ? ` (“${this.#feed.title.slice(0, 80)}”)` : ''} has no items.`
      yield { byteStart: 0, byteEnd: this.#bytes.placeOf(reader.position), line: null, outcome: { refusal } }
    }
  }

  #record(item: FoundItem): FoundRecord {
    const { placeOf } = this.#bytes
    const place = {
      byteStart: placeOf(item.start),
      byteEnd: placeOf(item.start + item.length),
      line: item.line,
    }
    if (!item.bytes) {
      const refusal = `One item of ${formatBytes(item.length)}; the limit is ${formatBytes(limits.lineBytes)}.`
      return { ...place, outcome: { refusal } }
    }
    const piece = this.#pieceOf(item)
    const bytes = Buffer.concat([this.#headBytes, piece.bytes])
    if (item.cut) {
      return { ...place, bytes, outcome: { refusal: 'The file ends within this item. Its bytes are kept.' } }
    }
    const content = this.#parse(piece)
    if (!('refusal' in content.outcome)) content.outcome.notices.unshift(...piece.notices)
    return { ...place, bytes, ...content }
  }

  /** What an item says; one that cannot be read must not cost the others. */
  #parse({ text }: Piece): RecordContent {
    const declared = this.#feed.declared.find((name) => text.includes(`&${name};`))
    if (declared !== undefined) {
      return refused(
        `It uses an entity that the file declares itself (&${declared.slice(0, 40)};): Clipfile never expands those.`,
      )
    }
    const tree = parseXml(text, XML_LIMITS, this.#feed.prefix)
    if (!tree) {
      return refused(
        `It is nested more than ${XML_LIMITS.depth.toLocaleString('en')} times, or has more than ${XML_LIMITS.nodes.toLocaleString('en')} elements.`,
      )
    }
    const [item] = tree.children
    if (!item) return refused('There is nothing in this item that can be read.')
    try {
      const isPost = this.#feed.kind === 'wordpress' && isWordPressItem(item)
      return isPost ? readWordPressItem(item, this.#feed) : readItem(item, this.#feed)
    } catch (error) {
      return refused(`The parser failed: ${error instanceof Error ? error.message : String(error)}.`)
    }
  }

  #pieceOf({ bytes, start }: FoundItem): Piece {
    const piece = this.#bytes.pieceOf(bytes!, start)
    if (this.#encoding) return { ...piece, text: decodeAs(piece.bytes, this.#encoding), notices: [] }
    return piece
  }
}

function refused(why: string): RecordContent {
  return { outcome: { refusal: `${why} Its bytes are kept.` } }
}

const XML_LIMITS = { depth: 1000, nodes: 200_000 }
const LONGEST_HEAD = 32 * 1024
