import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { AppError } from '../../shared/errors.ts'
import type { ArticleDetails, Block } from '../../shared/model.ts'
import { CODEC_DEFLATE, CODEC_PLAIN } from './prepared.ts'

/**
 * For an article of a few kilobytes: level 3 takes 58 µs where level 6 takes 91, and is 2 % larger; a smaller window and
 * output buffer cost nothing and are set up sooner.
 */
const SMALL = { level: 3, memLevel: 7, windowBits: 13, chunkSize: 4096 }
const SMALL_BYTES = 8192

/** A 512 MB inflated blob is no article: a damaged or hostile file must not take the process down. */
const MOST_BYTES = 512 * 1024 * 1024

/** Compresses with what every runtime can read (Node 20 has no zstd); keeps plain what does not shrink. */
export function pack(bytes: Uint8Array): { codec: number; data: Uint8Array } {
  const packed = deflateRawSync(bytes, bytes.length <= SMALL_BYTES ? SMALL : { level: 6 })
  return packed.length < bytes.length
    ? { codec: CODEC_DEFLATE, data: packed }
    : { codec: CODEC_PLAIN, data: bytes }
}

/** @throws AppError `archive-damaged` when the blob is not what its codec says */
export function unpack(codec: number, data: Uint8Array): Uint8Array {
  if (codec === CODEC_PLAIN) return data
  try {
    if (codec === CODEC_DEFLATE) return inflateRawSync(data, { maxOutputLength: MOST_BYTES })
  } catch (cause) {
    throw new AppError('archive-damaged', 'A stored text cannot be read: its bytes are damaged.', undefined, {
      cause,
    })
  }
  throw new AppError(
    'archive-too-new',
    `A stored text uses compression ${codec}, which this Clipfile does not know.`,
  )
}

export function packBlocks(blocks: readonly Block[]): { codec: number; data: Uint8Array } {
  return pack(Buffer.from(JSON.stringify(blocks)))
}

export function unpackBlocks(codec: number, data: Uint8Array): Block[] {
  return JSON.parse(Buffer.from(unpack(codec, data)).toString('utf8')) as Block[]
}

export const NO_DETAILS: ArticleDetails = {
  modified: null,
  section: null,
  canonicalUrl: null,
  candidates: null,
}

/** @returns null where there is nothing to keep */
export function packDetails(details: Partial<ArticleDetails>): { codec: number; data: Uint8Array } | null {
  const { modified = null, section = null, canonicalUrl = null, candidates = null } = details
  if (!modified && !section && !canonicalUrl && !candidates) return null
  return pack(Buffer.from(JSON.stringify({ modified, section, canonicalUrl, candidates })))
}

export function unpackDetails(codec: number | null, data: Uint8Array | null): ArticleDetails {
  if (codec === null || data === null) return NO_DETAILS
  return {
    ...NO_DETAILS,
    ...(JSON.parse(Buffer.from(unpack(codec, data)).toString('utf8')) as ArticleDetails),
  }
}
