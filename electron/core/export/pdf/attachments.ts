/** The originals and the annotations of a document's articles, as files within it (PDF/A-3). */
import { extname } from 'node:path'
import { exportedAnnotationsOf } from '../../annotations/exchange.ts'
import type { ReadDb } from '../../db/connection.ts'
import { originalNamed } from '../../db/originals.ts'
import { sourcesOf } from '../../db/records.ts'
import type { PrintedAttachment } from './printed.ts'
import { printableLine } from './printable-text.ts'

export type Attachment = PrintedAttachment & { bytes: Buffer }

const MIMES: Record<string, string> = {
  '.txt': 'text/plain',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.eml': 'message/rfc822',
  '.mbox': 'application/mbox',
  '.mhtml': 'multipart/related',
  '.mht': 'multipart/related',
  '.xml': 'application/xml',
  '.csv': 'text/csv',
  '.warc': 'application/warc',
  '.wacz': 'application/wacz',
}

/**
 * The bytes that an article was extracted from.
 * @param number of the article in its document, from 1
 * @throws AppError `archive-damaged`, `not-found`
 */
export function originalOf(db: ReadDb, articleId: number, number: number, title: string): Attachment | null {
  const [source] = sourcesOf(db, articleId)
  if (!source) return null
  const bytes = originalNamed(db, source.sha256)
  const extension = extname(source.dump).toLowerCase()
  const known = MIMES[extension]
  const stem = printableLine(source.dump)
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 80)
  const name = `${String(number).padStart(4, '0')}-record-${source.record}-${stem}${known ? '' : '.bin'}`
  return {
    path: name,
    from: `/attachments/${number}`,
    mime: known ?? 'application/octet-stream',
    relationship: 'source',
    description: `Original of “${title}”, SHA-256 ${source.sha256}`,
    bytes: Buffer.from(bytes),
  }
}

/** What people marked and noted in these articles. */
export function annotationsFile(
  db: ReadDb,
  articleIds: ReadonlySet<number>,
  label: string,
): Attachment | null {
  const { text, annotations } = exportedAnnotationsOf(db, label, articleIds)
  if (annotations === 0) return null
  return {
    path: 'annotations.jsonld',
    from: '/attachments/annotations',
    mime: 'application/ld+json',
    relationship: 'supplement',
    description: 'Highlights and notes as W3C Web Annotations',
    bytes: Buffer.from(text),
  }
}
