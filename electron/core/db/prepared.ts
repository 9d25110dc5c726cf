import type { ArticleDetails, ExtractedArticle } from '../../shared/model.ts'

/** How a blob is compressed. The number is stored beside it, so that a better one can come without a rewrite. */
export const CODEC_PLAIN = 0
export const CODEC_DEFLATE = 1
/** of a body: the SHA-256 of its original, then zlib data with that original as its dictionary */
export const CODEC_AFTER_ORIGINAL = 2
/** of a body: the SHA-256 of its original, then where its blocks stand in that, see slices.ts */
export const CODEC_SLICES = 3
export const NEED_ORIGINAL: readonly number[] = [CODEC_AFTER_ORIGINAL, CODEC_SLICES]

/** An article ready to be written: parsed, compressed and summed up in a worker, so that the writer only writes. */
export interface PreparedArticle extends Omit<ExtractedArticle, 'blocks' | keyof ArticleDetails> {
  /** JSON of Block[], compressed; perhaps after the record's original, which must be kept then */
  blocks: Uint8Array
  codec: number
  /** the first ~240 characters of the body on one line */
  summary: string
  words: number
  /** UTF-8 bytes of the body text */
  textBytes: number
  /** by which the same address and the same text are found again, see text/identity.ts */
  urlKey: Uint8Array | null
  textKey: Uint8Array | null
  /** JSON of ArticleDetails, compressed; null where there are none */
  details: { codec: number; data: Uint8Array } | null
  /** the body as the index takes it, for an index that is brought up to date while the article is at hand */
  indexText: Uint8Array
  /** of that text, to find its near-copies by: see stories/signature.ts; null for a short one */
  signature: Uint8Array | null
}
