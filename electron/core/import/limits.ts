const KB = 1024
const MB = 1024 * KB

/**
 * What an import takes at most. Stated in every message that refuses something for its size, and in the help.
 * From security.md ("importer limits").
 */
export const limits = {
  /** a text dump is read whole, because its encoding is told from all of it */
  textDumpBytes: 256 * MB,
  lineBytes: 64 * MB,
  /** of one article: nobody reads more, and indexing it takes ten times as much memory */
  articleBytes: 32 * MB,
  /** of a saved page or an e-mail with everything in it */
  pageBytes: 128 * MB,
  /** of JSON that is one document (an export of a program), which is held whole; lists of rows may be of any size */
  documentBytes: 64 * MB,
  jsonDepth: 256,
  /** links and emphases of one article: each is an element to draw */
  articleMarks: 20_000,
  /** of one picture or other file beside a page, and of all that one page comes with */
  partBytes: 64 * MB,
  pageParts: 2000,
  pagePartsBytes: 256 * MB,
  /** of a packed file; what comes out of it has its format's own limit */
  packedBytes: 256 * MB,
  /** packed within each other; also zips and tars within each other */
  packedDepth: 3,
  /** of all that is unpacked from one file */
  unpackedBytes: 20 * 1024 * MB,
  /** packed data may grow so much; only what is larger than `ratioFromBytes` is judged */
  unpackedRatio: 200,
  ratioFromBytes: 16 * MB,
  /** of one zip or tar */
  containerEntries: 1_000_000,
  /** of a file within a container: its path in bytes */
  entryPathBytes: 4096,
  /** of a container within another that must be held whole, and of one file of an export of several */
  heldBytes: 128 * MB,
  /** of a document that no extractor takes yet: kept, so that a later one can */
  keptOriginalBytes: 128 * MB,
  /** of a file whose kind must be known before it is read */
  sniffBytes: 64 * KB,
  /** without any progress on one file */
  stalledMs: 60_000,
  /** of a parser's heap, per thread */
  parserHeapMb: 2048,
} as const

/** A size as people read it: `256 MB`, `3.7 kB`, `12 bytes`. */
export function formatBytes(bytes: number): string {
  if (bytes === 1) return '1 byte'
  if (bytes < KB) return `${bytes} bytes`
  const [value, unit] =
    bytes < MB ? [bytes / KB, 'kB'] : bytes < KB * MB ? [bytes / MB, 'MB'] : [bytes / (KB * MB), 'GB']
  return `${value < 10 && value % 1 !== 0 ? value.toFixed(1) : Math.round(value)} ${unit}`
}
