import type { ExtractedArticle } from '../../shared/model.ts'

/** How a blob is compressed. The number is stored beside it, so that a better one can come without a rewrite. */
export const CODEC_PLAIN = 0
export const CODEC_DEFLATE = 1

/** An article ready to be written: parsed, compressed and summed up in a worker, so that the writer only writes. */
export interface PreparedArticle extends Omit<ExtractedArticle, 'blocks'> {
  /** JSON of Block[], compressed */
  blocks: Uint8Array
  codec: number
  /** the first ~240 characters of the body on one line */
  summary: string
  words: number
  /** UTF-8 bytes of the body text */
  textBytes: number
  /** the body as the index takes it, for an index that is brought up to date while the article is at hand */
  indexText: Uint8Array
}
