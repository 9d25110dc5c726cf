/** For tests: what a format finds in some bytes. */
import type { ColumnMapping } from '../../../../shared/mapping.ts'
import { nothingAround } from '../../around.ts'
import { ByteReader } from '../../bytes/reader.ts'
import { memorySource } from '../../bytes/source.ts'
import { sniffKind } from '../../detect.ts'
import type { FoundRecord, StreamContext, StreamFormat } from '../../format.ts'
import { formats } from '../../registry.ts'

/** All records of a file as the import would read it, by its content. */
export function recordsOf(
  bytes: Uint8Array | string,
  fileName = 'dump',
  mappings: Kept[] = [],
): FoundRecord[] {
  const all = Buffer.from(bytes)
  return [...formats[sniffKind(all)].read(all, { ...nothingAround(fileName), mappings })]
}

export interface Kept {
  columns: string[]
  mapping: ColumnMapping
}

/** Those from a place on up to another, read as by a thread of its own. */
export function stretchOf(
  stream: StreamFormat,
  bytes: Uint8Array,
  start: number,
  until = Infinity,
): { records: FoundRecord[]; end: number } {
  const source = memorySource(bytes)
  const lineNumber = Buffer.from(bytes.subarray(0, start)).toString('latin1').split('\n').length
  const reader = ByteReader.from(source, start, { lineNumber, countsLines: true })
  const context: StreamContext = {
    fileName: 'dump',
    around: nothingAround('dump'),
    head: bytes.subarray(0, 64 * 1024),
    until,
    isPacked: false,
    source,
    beat: () => {},
  }
  return { records: [...stream.records(reader, context)], end: reader.position }
}

/** A record in few words: its title, or why there is none. */
export function said({ outcome }: FoundRecord): string {
  return 'refusal' in outcome ? `! ${outcome.refusal}` : outcome.title
}

/** The article of a record. @throws where it has none */
export function articleOf({ outcome }: FoundRecord) {
  if ('refusal' in outcome) throw new Error(outcome.refusal)
  return outcome
}
