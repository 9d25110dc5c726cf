/** Reads what is found without ever holding all of it. */
import { ByteReader } from './bytes/reader.ts'
import { type ByteStream, streamOf } from './bytes/source.ts'
import type { Format, FoundRecord, StreamContext, StreamFormat } from './format.ts'
import { BEGINNING, type Place } from './place.ts'
import { prepareRecord } from './prepare.ts'
import type { Content, Reading, Step } from './reading.ts'
import { refusedRecord } from './refused.ts'

/** A format with its records found in a stream. */
type Streamed = Format & { stream: StreamFormat }

const NOTHING = new Uint8Array()

/**
 * The records from a place on. Where a record made a thread die, or the format fails against its promise, that one is refused
 * and reading goes on at the next beginning, where the format can find one.
 */
export function* readStream(
  content: Content,
  format: Streamed,
  head: Uint8Array,
  isPacked: boolean,
  place: Place,
  reading: Reading,
): Generator<Step> {
  const { source } = content
  const { stream } = format
  let { at, line, after } = place
  if (reading.guess) {
    at = stream.findStart!(source!, at) ?? source!.size
    if (at >= reading.until) {
      yield { type: 'start', at }
      return yield { type: 'end', at, line }
    }
  }
  yield { type: 'start', at }
  let failed = reading.failed
  for (;;) {
    const unpacked = source ? null : content.stream()
    const bytes = source ? streamOf(source, at) : skipped(unpacked!, at, reading.beat)
    const reader = new ByteReader(bytes, at, { lineNumber: line, countsLines: stream.hasLines === true })
    let last = { end: at, line }
    if (failed === null || after > 0) {
      const context: StreamContext = {
        fileName: content.fileName,
        around: content.around,
        head,
        until: reading.until,
        isPacked,
        source,
        beat: reading.beat,
      }
      let group = { at, line, count: 0 }
      try {
        for (const found of stream.records(reader, context)) {
          if (found.byteStart !== group.at || group.count === 0)
            group = { at: found.byteStart, line: found.line ?? line, count: 0 }
          group.count++
          last = { end: Math.max(found.byteEnd, found.byteStart), line: found.line ?? line }
          if (after === 0) yield recordStep(found, format, content, group)
          else if (--after === 0 && failed !== null) break
        }
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        failed = `The file cannot be read on from byte ${last.end}: ${why}`
      }
    }
    if (failed === null) {
      const problem = unpacked?.problem ?? content.problem?.() ?? null
      if (problem) yield trouble(content, reader.position, reader.position, null, problem)
      return yield { type: 'end', at: reader.position, line: reader.lineNumber }
    }
    // past the record that cannot be read
    const next = nextStart(content, stream, last.end)
    const end = next ?? content.size ?? last.end
    const step = trouble(content, last.end, end, stream.hasLines ? last.line : null, failed)
    if (next === null) {
      yield step
      return yield { type: 'end', at: end, line: last.line }
    }
    if (stream.hasLines) {
      const over = ByteReader.from(source!, last.end, { lineNumber: last.line, countsLines: true })
      over.skip(next - last.end)
      line = over.lineNumber
    }
    at = next
    after = 0
    failed = null
    yield { ...step, place: { ...BEGINNING, at, line } }
    if (at >= reading.until) return yield { type: 'end', at, line }
  }
}

function recordStep(
  found: FoundRecord,
  format: Format,
  content: Content,
  group: { at: number; line: number; count: number },
): Step {
  const record = prepareRecord(0, found, NOTHING, format)
  return {
    type: 'record',
    record: { ...record, member: memberOf(content, found.member) },
    place: { ...BEGINNING, at: group.at, line: group.line, after: group.count },
  }
}

/** Where the record after the one begins that comes after a place; null where that cannot be told. */
function nextStart({ source }: Content, { findStart }: StreamFormat, place: number): number | null {
  if (!source || !findStart) return null
  const start = findStart(source, place)
  return start === null ? null : findStart(source, start + 1)
}

/** `inner.zip ▸ a.csv` */
export function memberOf({ member }: Content, inner: string | undefined): string | null {
  if (inner === undefined) return member
  return member === null ? inner : `${member} ▸ ${inner}`
}

/** A refusal in the place of what could not be read. */
function trouble(
  content: Content,
  byteStart: number,
  byteEnd: number,
  line: number | null,
  refusal: string,
): Extract<Step, { type: 'record' }> {
  const record = {
    ...refusedRecord(0, byteEnd, refusal),
    byteStart,
    byteEnd,
    line,
    member: content.member,
  }
  return { type: 'record', record, place: { ...BEGINNING, at: byteEnd, line: line ?? 1 } }
}

/** A stream without its first bytes, which are unpacked and thrown away. */
function skipped(stream: ByteStream, bytes: number, beat: () => void): ByteStream {
  let left = bytes
  return {
    next() {
      for (;;) {
        const piece = stream.next()
        beat()
        if (!piece || left === 0) return piece
        const step = Math.min(left, piece.length)
        left -= step
        if (step < piece.length) return piece.subarray(step)
      }
    },
  }
}
