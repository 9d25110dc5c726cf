import type { DumpPart } from './read-dump.ts'
import type { PreparedRecord } from './prepare.ts'

/**
 * Copies the bytes of all records into buffers that can be handed over at once. Otherwise each small blob would be
 * copied with the 16 kB that zlib allocated around it. The texts for the index have a buffer of their own, as they stay
 * in memory until it takes them.
 */
export function moveTogether(parts: readonly DumpPart[]): { moved: DumpPart[]; buffers: ArrayBuffer[] } {
  const records = parts.flatMap((part) => part.records)
  const blobs = new Target(records.reduce((sum, record) => sum + bytesOf(record), 0))
  const texts = new Target(records.reduce((sum, { article }) => sum + heldBytesOf(article), 0))
  const move = (bytes: Uint8Array) => blobs.take(bytes)
  const moved = parts.map((part) => ({
    ...part,
    records: part.records.map((record) => ({
      ...record,
      original: record.original && {
        ...record.original,
        sha256: move(record.original.sha256),
        data: move(record.original.data),
      },
      article: record.article && {
        ...record.article,
        blocks: move(record.article.blocks),
        indexText: texts.take(record.article.indexText),
        urlKey: record.article.urlKey && move(record.article.urlKey),
        textKey: record.article.textKey && move(record.article.textKey),
        signature: record.article.signature && texts.take(record.article.signature),
        details: record.article.details && {
          ...record.article.details,
          data: move(record.article.details.data),
        },
      },
      parts: record.parts.map((part) => ({ ...part, sha256: move(part.sha256), data: move(part.data) })),
    })),
  }))
  return { moved, buffers: [blobs.buffer, texts.buffer] }
}

/** A buffer that is filled from its beginning. */
class Target {
  readonly buffer: ArrayBuffer
  #used = 0

  constructor(size: number) {
    this.buffer = new ArrayBuffer(size)
  }

  take(bytes: Uint8Array): Uint8Array {
    const place = new Uint8Array(this.buffer, this.#used, bytes.length)
    place.set(bytes)
    this.#used += bytes.length
    return place
  }
}

function bytesOf({ original, article, parts }: PreparedRecord): number {
  let size = original ? original.data.length + original.sha256.length : 0
  if (article) {
    const { blocks, urlKey, textKey, details } = article
    size += blocks.length + (urlKey?.length ?? 0) + (textKey?.length ?? 0) + (details?.data.length ?? 0)
  }
  for (const part of parts) size += part.data.length + part.sha256.length
  return size
}

/** What stays in memory until the index takes it. */
function heldBytesOf(article: PreparedRecord['article']): number {
  return article ? article.indexText.length + (article.signature?.length ?? 0) : 0
}

/** Roughly what a record takes on its way to the writer. */
export function weightOf(record: PreparedRecord): number {
  return bytesOf(record) + heldBytesOf(record.article) + 500
}
