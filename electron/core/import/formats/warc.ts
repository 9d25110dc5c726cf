/** Web archives: WARC and ARC, plain or packed record by record. See warc/records.ts for what becomes of which record. */
import { type ByteSource, memorySource } from '../bytes/source.ts'
import { ByteReader } from '../bytes/reader.ts'
import { PAGE_EXTRACTOR } from '../extractors.ts'
import type { Format } from '../format.ts'
import { findStart } from './warc/find-start.ts'
import { webRecords } from './warc/records.ts'
import { openHead } from './warc/source-format.ts'

export const warcFormat: Format = {
  name: 'WARC',
  extractor: PAGE_EXTRACTOR,
  maxBytes: Infinity,
  keepsRefused: true,
  /** one record's original, or a small file */
  read: (bytes, around) => {
    const source = memorySource(bytes)
    return webRecords(ByteReader.from(source), {
      around,
      head: bytes.subarray(0, 64 * 1024),
      until: Infinity,
      isPacked: false,
      source,
      beat() {},
    })
  },
  stream: {
    readsGzip: true,
    records: webRecords,
    findStart(source: ByteSource, offset: number) {
      const { isPacked, format } = openHead(source)
      return findStart(source, offset, isPacked, format)
    },
  },
}
