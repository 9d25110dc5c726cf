import type { PreparedRecord } from './prepare.ts'

/** A record of which only the trouble is known. */
export function refusedRecord(number: number, sizeBytes: number, refusal: string): PreparedRecord {
  return {
    number,
    byteStart: 0,
    byteEnd: sizeBytes,
    line: null,
    member: null,
    original: null,
    article: null,
    parts: [],
    capturedAtMs: null,
    refusal,
    extractor: null,
    brought: null,
    fields: null,
  }
}

export const NO_ARTICLE = 'There is no article in this file.'
