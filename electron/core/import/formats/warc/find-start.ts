import type { ByteSource } from '../../bytes/source.ts'
import { findHead } from './record-head.ts'
import { findMember } from './walk.ts'

const MB = 1024 * 1024
/** A record of more than this without another one after it is rare. */
const REACH = 1024 * MB
const STEP = 4 * MB
/** What a beginning takes to be told: an ARC line, or the first kilobytes of a packed record. */
const OVERLAP = 64 * 1024

/** Where a record begins at or after an offset; null where none does within a gigabyte. */
export function findStart(
  source: ByteSource,
  offset: number,
  isPacked: boolean,
  format: 'warc' | 'arc',
): number | null {
  for (let at = offset; at < source.size && at < offset + REACH; at += STEP) {
    // the byte before tells whether a line begins
    const from = Math.max(0, at - 1)
    const bytes = source.read(from, STEP + OVERLAP)
    const found = isPacked ? findMember(bytes, format, at - from) : findHead(bytes, format, at - from)
    if (found >= 0) return from + found
  }
  return null
}
