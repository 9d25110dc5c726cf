import { deflateRawSync, deflateSync, inflateRawSync, inflateSync } from 'node:zlib'
import { AppError } from '../../shared/errors.ts'
import type { ArticleDetails, Block } from '../../shared/model.ts'
import { CODEC_AFTER_ORIGINAL, CODEC_DEFLATE, CODEC_PLAIN, CODEC_SLICES, NEED_ORIGINAL } from './prepared.ts'
import { packSlices, unpackSlices } from './slices.ts'

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
  if (codec === CODEC_DEFLATE)
    return undamaged(() =>
      inflateRawSync(data, { ...sizedFor(data.length * 4), maxOutputLength: MOST_BYTES }),
    )
  throw new AppError(
    'archive-too-new',
    `A stored text uses compression ${codec}, which this Clipfile does not know.`,
  )
}

function undamaged<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('archive-damaged', 'A stored text cannot be read: its bytes are damaged.', undefined, {
      cause,
    })
  }
}

/** Node's 16 kB for the output are twice what most articles need, and to allocate them takes half the time. */
function sizedFor(bytes: number): { chunkSize: number } {
  return { chunkSize: Math.min(64 * 1024, Math.max(1024, bytes)) }
}

/** The original of an article, as far as packing its body goes. */
export interface Source {
  sha256: Uint8Array
  bytes: Uint8Array
}

const SHA256_BYTES = 32
/** Within reach of deflate's window of 32 kB, whose far end moves on with the body. */
const MOST_SOURCE_BYTES = 30 * 1024
/** A window of 8 kB is set up sooner, and is enough to reach back over an original of so many bytes. */
const SMALL_SOURCE_BYTES = 7 * 1024
/** Reading two blobs instead of one must be worth it. */
const LEAST_GAIN = 5

/** To read a text of a few kilobytes nobody should have to unpack a book. */
const MOST_SLICED_BYTES = 64 * 1024

/**
 * The body of a text dump stands in its original almost word for word: as slices of it, or else packed after it, it takes a
 * small part of the space and the time. It says which original that is, and its checksum tells it from any other. Never the
 * other way round: an original needs nothing but itself.
 */
export function packBlocks(
  blocks: readonly Block[],
  source: Source | null = null,
): { codec: number; data: Uint8Array } {
  // by these very bytes an article without any text is known, see recognise.ts
  if (blocks.length === 0) return { codec: CODEC_PLAIN, data: Buffer.from('[]') }
  const slices = source && source.bytes.length <= MOST_SLICED_BYTES && packSlices(blocks, source.bytes)
  if (slices) return { codec: CODEC_SLICES, data: Buffer.concat([source.sha256, slices]) }
  const bytes = Buffer.from(JSON.stringify(blocks))
  return (source && packAfter(bytes, source)) ?? pack(bytes)
}

/** Whether a body of this codec says nothing without the original whose SHA-256 its bytes begin with. */
export function needsOriginal(codec: number): boolean {
  return NEED_ORIGINAL.includes(codec)
}

function packAfter(bytes: Uint8Array, source: Source): { codec: number; data: Uint8Array } | null {
  const size = source.bytes.length
  if (size === 0 || size > MOST_SOURCE_BYTES) return null
  const windowBits = size > SMALL_SOURCE_BYTES ? 15 : 13
  const packed = deflateSync(bytes, { ...SMALL, chunkSize: 1024, windowBits, dictionary: source.bytes })
  if (packed.length + SHA256_BYTES > bytes.length / LEAST_GAIN) return null
  return { codec: CODEC_AFTER_ORIGINAL, data: Buffer.concat([source.sha256, packed]) }
}

/** A body as it stands in the archive, beside the original that it may have been packed after. */
export interface StoredBody {
  codec: number
  blocks: Uint8Array
  originalCodec: number | null
  original: Uint8Array | null
}

/** The columns of a {@link StoredBody} of `body` or `version`, and where they come from. */
const columnsOf = (table: string) =>
  `${table}.codec, ${table}.blocks, original.codec AS originalCodec, original.data AS original`
const tablesOf = (table: string) => `${table} LEFT JOIN original
  ON ${table}.codec IN (${NEED_ORIGINAL.join()}) AND original.sha256 = substr(${table}.blocks, 1, ${SHA256_BYTES})`

export const BODY_COLUMNS = columnsOf('body')
export const BODY_TABLES = tablesOf('body')
export const VERSION_COLUMNS = columnsOf('version')
export const VERSION_TABLES = tablesOf('version')

/** @throws AppError `archive-damaged` when the bytes are not what their codec says */
export function unpackBlocks(body: StoredBody): Block[] {
  if (body.codec === CODEC_SLICES) return undamaged(() => cutBlocks(body))
  const bytes = body.codec === CODEC_AFTER_ORIGINAL ? unpackAfter(body) : unpack(body.codec, body.blocks)
  return JSON.parse(asBuffer(bytes).toString('utf8')) as Block[]
}

function cutBlocks(body: StoredBody): Block[] {
  const blocks = unpackSlices(body.blocks.subarray(SHA256_BYTES), originalOf(body))
  if (blocks) return blocks
  throw new Error('It is not a text of this original.')
}

function originalOf({ originalCodec, original }: StoredBody): Uint8Array {
  if (original !== null && originalCodec !== null) return unpack(originalCodec, original)
  throw new AppError('archive-damaged', 'A stored text cannot be read: its original is missing.')
}

function unpackAfter(body: StoredBody): Uint8Array {
  const dictionary = originalOf(body)
  return undamaged(() =>
    inflateSync(body.blocks.subarray(SHA256_BYTES), {
      ...sizedFor(dictionary.length * 2),
      dictionary,
      maxOutputLength: MOST_BYTES,
    }),
  )
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export const NO_DETAILS: ArticleDetails = {
  modified: null,
  section: null,
  canonicalUrl: null,
  candidates: null,
}

/** @returns null where there is nothing to keep */
export function packDetails(details: Partial<ArticleDetails>): { codec: number; data: Uint8Array } | null {
  const { modified = null, section = null, canonicalUrl = null, candidates = null, description } = details
  if (!modified && !section && !canonicalUrl && !candidates && !description) return null
  return pack(Buffer.from(JSON.stringify({ modified, section, canonicalUrl, candidates, description })))
}

/** As they stand beside a body; both null where there are none. */
export interface StoredDetails {
  detailsCodec: number | null
  details: Uint8Array | null
}

export function unpackDetails({ detailsCodec, details }: StoredDetails): ArticleDetails {
  if (detailsCodec === null || details === null) return NO_DETAILS
  const json = asBuffer(unpack(detailsCodec, details)).toString('utf8')
  return { ...NO_DETAILS, ...(JSON.parse(json) as ArticleDetails) }
}
