/**
 * JSON files of any size: lists of rows wherever they lie in them, one object, objects one after the other, and exports that
 * are a document of their own (`DocumentShape`). Lists are read row by row; only a document is held whole.
 */
import type { ByteReader } from '../../bytes/reader.ts'
import type { FoundRecord, StreamContext, StreamFormat } from '../../format.ts'
import { limits } from '../../limits.ts'
import { documentShapes } from '../../shapes.ts'
import { type DataBytes, dataBytes } from './data-bytes.ts'
import { parseJson } from './json-row.ts'
import { peekValue, skipBlanks } from './json-scan.ts'
import { RowWalk } from './row-walk.ts'
import { isAtStart, unreadFile } from './unread-file.ts'

export const jsonValues: StreamFormat = { records, hasLines: true }

function* records(file: ByteReader, context: StreamContext): Generator<FoundRecord> {
  const bytes = dataBytes(file, context)
  const isStart = isAtStart(bytes)
  if (bytes.refusal) return yield* unreadFile(bytes, context, [], 'json')
  const document = isStart ? documentIn(bytes) : null
  if (document) return yield* document
  const walk = new RowWalk(bytes, context, isStart)
  let found = 0
  for (const record of walk.records()) {
    found++
    yield record
    bytes.finish()
  }
  bytes.finish()
  if (found === 0 && isStart) yield* unreadFile(bytes, context, walk.unread, 'json', true)
}

/** The records of an export that is one document; null where it is none that is known. */
function documentIn(bytes: DataBytes): Iterable<FoundRecord> | null {
  if (documentShapes.length === 0) return null
  const { reader } = bytes
  skipBlanks(reader)
  const start = reader.position
  const value = peekValue(reader, limits.documentBytes)
  if (!value || value.cut || value.deepest > limits.jsonDepth) return null
  const piece = bytes.pieceOf(value.bytes, start)
  const document = parseJson(piece.text)
  const shape = documentShapes.find((one) => one.recognises(document))
  if (!shape) return null
  reader.skip(value.bytes.length)
  return documentRecords()

  function* documentRecords(): Generator<FoundRecord> {
    const place = {
      byteStart: piece.byteStart,
      byteEnd: piece.byteEnd,
      line: null,
      extractor: shape!.extractor,
    }
    try {
      for (const { json, ...content } of shape!.records(document)) {
        yield { ...place, ...content, bytes: Buffer.from(JSON.stringify(json)) }
      }
    } catch (error) {
      const refusal = `The parser failed: ${error instanceof Error ? error.message : String(error)}`
      yield { ...place, outcome: { refusal } }
    }
    bytes.finish()
  }
}
