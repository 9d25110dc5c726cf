/** Finds out what bytes are, takes them out of what they are packed in, and reads them by their format. */
import { ByteReader } from './bytes/reader.ts'
import { GzipStream } from './bytes/gzip-stream.ts'
import { ZstdStream } from './bytes/zstd-stream.ts'
import { allOf } from './containers/held.ts'
import { readContainer, TOO_DEEP } from './containers/read-container.ts'
import type { ByteSource } from './bytes/source.ts'
import { type ContentKind, sniffKind } from './detect.ts'
import type { Format } from './format.ts'
import { formatBytes, limits } from './limits.ts'
import { BEGINNING, type Place } from './place.ts'
import { prepareRecord } from './prepare.ts'
import { memberOf, readStream } from './read-stream.ts'
import type { Content, Reading, Step } from './reading.ts'
import { NO_ARTICLE, refusedRecord } from './refused.ts'
import { formats } from './registry.ts'

/** The records of what is there, from a place on. */
export function* readContent(content: Content, place: Place, reading: Reading): Generator<Step> {
  const head = headOf(content)
  const kind = sniffKind(head)
  const unpacked = unpackedFrom(kind, content, reading)
  if (unpacked) return yield* readPacked(kind, unpacked, content, head, place, reading)
  if (kind === 'zip' || kind === 'tar') {
    const name = formats[kind].name
    yield { type: 'about', format: name }
    return yield* readContainer(kind, content, place, reading, readContent)
  }
  // blank so far, perhaps not further on
  const isLong = content.size === null ? head.length === limits.sniffBytes : content.size > head.length
  const format = kind === 'empty' && isLong ? formats.text : formats[kind]
  yield { type: 'about', format: format.name }
  if (reading.plans && !(content.source && format.stream?.findStart))
    yield { type: 'cuts', cuts: [], of: 'bytes' }
  if (format.holdsArchive && content.depth === 0) yield { type: 'archive' }
  else if (format.stream) yield* inStretches(content, format, head, false, place, reading)
  else yield* readWhole(content, format, head, place, reading)
}

function headOf(content: Content): Uint8Array {
  if (content.source) return content.source.read(0, limits.sniffBytes)
  return new ByteReader(content.stream()).peek(limits.sniffBytes)
}

/** What lies in gzip or zstd is read as if it lay there by itself: its records' places are places in the unpacked bytes. */
function* readPacked(
  packing: string,
  unpacked: Content,
  content: Content,
  head: Uint8Array,
  place: Place,
  reading: Reading,
): Generator<Step> {
  const inner = headOf(unpacked)
  const format = formats[sniffKind(inner)]
  const suffix = ` in ${packing}`
  if (packing === 'gzip' && format.stream?.readsGzip) {
    yield { type: 'about', format: format.name + suffix }
    return yield* inStretches(content, format, inner, true, place, reading)
  }
  if (reading.plans) yield { type: 'cuts', cuts: [], of: 'bytes' }
  // the lines of an archive are as well read packed; an archive itself is a file that SQLite opens
  if (format === formats.lines && packing === 'gzip' && content.depth === 0) {
    yield { type: 'about', format: `${format.name} in gzip` }
    return yield { type: 'archive' }
  }
  if (content.depth === limits.packedDepth) {
    yield { type: 'about', format: packing }
    return yield refusal(content, head.length, TOO_DEEP)
  }
  for (const step of readContent(unpacked, place, { ...reading, plans: false })) {
    if (step.type === 'about' && !step.format.endsWith(suffix))
      yield { ...step, format: step.format + suffix }
    else yield step
  }
}

/** @returns null for what is not packed */
function unpackedFrom(kind: ContentKind, content: Content, { allowance, beat }: Reading): Content | null {
  if (kind !== 'gzip' && kind !== 'zstd') return null
  return {
    ...content,
    source: null,
    problem: undefined,
    size: null,
    depth: content.depth + 1,
    stream() {
      const outer = content.stream()
      const packed = new ByteReader(outer)
      const stream = kind === 'gzip' ? new GzipStream(packed, allowance) : new ZstdStream(packed, allowance)
      return {
        next() {
          beat()
          return stream.next()
        },
        get problem() {
          return stream.problem ?? outer.problem
        },
      }
    },
  }
}

/** How much of a file is read at once by one thread. */
const STRETCH_BYTES = 4 * 1024 * 1024
const MOST_STRETCHES = 20_000

function* inStretches(
  content: Content,
  format: Format,
  head: Uint8Array,
  isPacked: boolean,
  place: Place,
  reading: Reading,
): Generator<Step> {
  const streamed = { ...format, stream: format.stream! }
  // what goes on by counting from the beginning can only be counted in one go
  const counts = place.at === 0 && place.after > 0
  const cuts =
    reading.plans && content.source && format.stream!.findStart && !counts ? cutsOf(content, place) : []
  if (reading.plans) yield { type: 'cuts', cuts, of: 'bytes' }
  const until = cuts[0] ?? reading.until
  let any = place.at > 0 || place.after > 0 || cuts.length > 0 || reading.guess
  for (const step of readStream(content, streamed, head, isPacked, place, { ...reading, until })) {
    if (step.type === 'record') any = true
    if (step.type === 'end' && !any) yield refusal(content, content.size ?? head.length, NO_ARTICLE)
    yield step
  }
}

function cutsOf({ source }: Content, { at }: Place): number[] {
  const step = Math.max(STRETCH_BYTES, Math.ceil(source!.size / MOST_STRETCHES))
  const cuts: number[] = []
  for (let cut = at + step; cut < source!.size; cut += step) cuts.push(cut)
  return cuts
}

/** A format that needs all of the bytes. Those of a file refused by its beginning are not read. */
function* readWhole(
  content: Content,
  format: Format,
  head: Uint8Array,
  place: Place,
  reading: Reading,
): Generator<Step> {
  const { size } = content
  if (reading.failed !== null) return yield refusal(content, size ?? head.length, reading.failed)
  const isHead = format.maxBytes === 0 && (size === null || size > head.length)
  if (!isHead && size !== null && format.maxBytes > 0 && size > format.maxBytes)
    return yield refusal(content, 0, tooLarge(formatBytes(size), format))
  const stream = content.stream()
  const most = format.maxBytes > 0 ? format.maxBytes : Infinity
  const isFile = content.source !== null && content.member === null
  const bytes = isHead ? head : isFile ? wholeOf(content.source!) : allOf(stream, most, size)
  if (!bytes) return yield refusal(content, 0, tooLarge(`more than ${formatBytes(format.maxBytes)}`, format))
  const changed = isHead ? null : reading.changed()
  if (changed) return yield refusal(content, size ?? bytes.length, changed)
  const problem = isHead ? null : stream.problem
  if (problem !== null && (content.isStrict || reading.allowance.isSpent)) {
    const place = { byteStart: 0, byteEnd: bytes.length, line: null }
    const found = { ...place, outcome: { refusal: problem } }
    const keepsRefused = content.isStrict === true && format.keepsRefused
    const record = prepareRecord(0, found, bytes, { extractor: null, keepsRefused })
    const step = refusal(content, bytes.length, problem)
    return yield { ...step, record: { ...record, member: content.member } }
  }
  // what began with blanks only has shown itself by now
  const known = isHead ? format : formats[sniffKind(bytes)]
  if (known !== format) yield { type: 'about', format: known.name }
  yield* withNotice(recordsOf(content, known, bytes, isHead, place), problem)
}

function* recordsOf(
  content: Content,
  format: Format,
  bytes: Uint8Array,
  isHead: boolean,
  { after }: Place,
): Generator<Step> {
  let count = 0
  let end = 0
  const at = (number: number): Place => ({ ...BEGINNING, after: number })
  try {
    for (const found of format.read(bytes, content.around)) {
      count++
      end = found.byteEnd
      if (count <= after) continue
      const prepared = prepareRecord(0, found, bytes, format)
      const record = { ...prepared, member: memberOf(content, found.member) }
      // of a file refused by its beginning, all of it is refused
      const byteEnd = isHead ? (content.size ?? record.byteEnd) : record.byteEnd
      yield { type: 'record', record: { ...record, byteEnd }, place: at(count) }
    }
    if (count === 0) yield refusal(content, bytes.length, NO_ARTICLE)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const words = `The file cannot be read on from byte ${end}: ${why}`
    const { record } = refusal(content, bytes.length, words)
    yield { type: 'record', record: { ...record, byteStart: end }, place: at(count + 1) }
  }
}

const PIECE_BYTES = 8 * 1024 * 1024

function wholeOf(source: ByteSource): Uint8Array {
  if (source.size <= PIECE_BYTES) return source.read(0, source.size)
  const bytes = Buffer.allocUnsafeSlow(source.size)
  let filled = 0
  for (let piece = source.read(0, PIECE_BYTES); piece.length > 0; piece = source.read(filled, PIECE_BYTES)) {
    bytes.set(piece, filled)
    filled += piece.length
  }
  return bytes.subarray(0, filled)
}

/** Damage cuts off the end of a packed file: the last record tells of it. */
function* withNotice(steps: Iterable<Step>, notice: string | null): Generator<Step> {
  let last: Extract<Step, { type: 'record' }> | null = null
  for (const step of steps) {
    if (step.type !== 'record') {
      yield step
      continue
    }
    if (last) yield last
    last = step
  }
  if (!last) return
  if (notice === null) return yield last
  const { article, refusal } = last.record
  const told = article
    ? { article: { ...article, notices: [...article.notices, notice] } }
    : { refusal: [refusal ?? '', notice].join(' ').trim() }
  yield { ...last, record: { ...last.record, ...told } }
}

/** One record for all that was not taken. */
export function refusal(content: Content, bytes: number, words: string): Extract<Step, { type: 'record' }> {
  const record = { ...refusedRecord(0, bytes, words), member: content.member }
  return { type: 'record', record, place: { ...BEGINNING, after: 1 } }
}

function tooLarge(size: string, format: Format): string {
  return `The file is too large: ${size}. The limit for this format (${format.name}) is ${formatBytes(format.maxBytes)}.`
}
