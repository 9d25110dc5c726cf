import type { DumpPart } from './read-dump.ts'
import type { PreparedRecord } from './prepare.ts'

/**
 * Copies the bytes of all records into one buffer that can be handed over at once. Otherwise each small blob would be
 * copied with the 16 kB that zlib allocated around it.
 */
export function moveTogether(parts: readonly DumpPart[]): { moved: DumpPart[]; buffer: ArrayBuffer } {
  let size = 0
  for (const part of parts) for (const record of part.records) size += bytesOf(record)
  const target = new Uint8Array(new ArrayBuffer(size))
  let at = 0
  const move = (bytes: Uint8Array) => {
    const place = target.subarray(at, at + bytes.length)
    place.set(bytes)
    at += bytes.length
    return place
  }
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
        urlKey: record.article.urlKey && move(record.article.urlKey),
        textKey: record.article.textKey && move(record.article.textKey),
        details: record.article.details && {
          ...record.article.details,
          data: move(record.article.details.data),
        },
      },
      parts: record.parts.map((part) => ({ ...part, sha256: move(part.sha256), data: move(part.data) })),
    })),
  }))
  return { moved, buffer: target.buffer }
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

/** Roughly what a record takes on its way to the writer. */
export function weightOf(record: PreparedRecord): number {
  return bytesOf(record) + 500
}
