import type { FoundRecord, Row, StreamContext } from '../../format.ts'
import type { DataBytes } from './data-bytes.ts'
import { columnsOf } from './propose.ts'
import { type Container, unreadColumns } from './row-reading.ts'

const STEP = 16 * 1024 * 1024

/**
 * One refusal for a whole file whose columns nobody has chosen: a line in the ledger for each of its rows would say the same
 * a million times. Its bytes are not kept: it is there still, and would only be doubled.
 */
export function* unreadFile(
  bytes: DataBytes,
  context: StreamContext,
  sample: readonly Row[],
  container: Container,
  isWhole = isAtStart(bytes),
): Generator<FoundRecord> {
  const { reader } = bytes
  const size = context.source?.size
  while (reader.skip(STEP) === STEP) context.beat()
  bytes.finish()
  if (!isWhole) return
  const refusal = bytes.refusal ?? unreadColumns(columnsOf(sample), container)
  yield { byteStart: 0, byteEnd: size ?? bytes.placeOf(reader.position), line: null, outcome: { refusal } }
}

/** The longest byte order mark has four bytes. */
const LONGEST_MARK = 4

/** Whether the reader stands at the beginning of the file, its mark apart. */
export function isAtStart({ reader, placeOf }: DataBytes): boolean {
  return placeOf(reader.position) <= LONGEST_MARK
}
