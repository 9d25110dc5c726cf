import { crc32 } from 'node:zlib'
import { isMember } from '../../bytes/gzip-stream.ts'

/** The plainest head, without names and extra fields: https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
const HEAD = 10
const TRAILER = 8

/** The raw deflate data of a gzip member, if it holds these bytes by its length and checksum; to pack a page takes as long as to read it. */
export function deflatedIn(member: Uint8Array, bytes: Uint8Array): Uint8Array | null {
  if (!isMember(member) || member[3] !== 0 || member.length < HEAD + TRAILER) return null
  const trailer = new DataView(member.buffer, member.byteOffset + member.length - TRAILER)
  if (trailer.getUint32(4, true) !== bytes.length || trailer.getUint32(0, true) !== crc32(bytes)) return null
  return member.subarray(HEAD, -TRAILER)
}
