import { Allowance } from '../../bytes/allowance.ts'
import { GzipMember, isMember } from '../../bytes/gzip-stream.ts'
import { ByteReader } from '../../bytes/reader.ts'
import type { ByteSource } from '../../bytes/source.ts'
import { limits } from '../../limits.ts'
import { startsWarc } from './record-head.ts'

export { isMember as isPackedBytes }

/** Which of the two a file is, packed or not: only its beginning tells, and ARC has no mark at all. */
export function sourceFormat(source: ByteSource): 'warc' | 'arc' {
  const bytes = source.read(0, 16 * 1024)
  if (!isMember(bytes)) return startsWarc(bytes) ? 'warc' : 'arc'
  const begin = GzipMember.at(ByteReader.of(bytes), new Allowance(limits.ratioFromBytes))?.next()
  return begin && startsWarc(begin) ? 'warc' : 'arc'
}
