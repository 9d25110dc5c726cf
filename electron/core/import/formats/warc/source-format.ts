import { Allowance } from '../../bytes/allowance.ts'
import { GzipMember, isMember } from '../../bytes/gzip-stream.ts'
import { ByteReader } from '../../bytes/reader.ts'
import type { ByteSource } from '../../bytes/source.ts'
import { limits } from '../../limits.ts'
import { startsWarc } from './record-head.ts'

export interface Beginning {
  /** up to 64 kB, unpacked */
  head: Uint8Array
  isPacked: boolean
  format: 'warc' | 'arc'
}

/** How a file begins, packed or not: which of the two it is only that tells, and ARC has no mark at all. */
export function openHead(source: ByteSource): Beginning {
  return beginningOf(source.read(0, limits.sniffBytes))
}

/** @param bytes the first 64 kB */
export function beginningOf(bytes: Uint8Array): Beginning {
  const isPacked = isMember(bytes)
  const head = isPacked ? firstMember(bytes) : bytes
  return { head, isPacked, format: startsWarc(head) ? 'warc' : 'arc' }
}

function firstMember(bytes: Uint8Array): Uint8Array {
  const member = GzipMember.at(ByteReader.of(bytes), new Allowance(limits.ratioFromBytes))
  return (member?.next() ?? new Uint8Array()).subarray(0, limits.sniffBytes)
}
