import type { Db } from '../../db/connection.ts'
import type { KeptOriginal } from '../../db/exported.ts'
import { readOriginal } from '../../db/originals.ts'
import { readPicture } from '../../db/parts.ts'
import { readCaptures } from '../../import/captures/captures.ts'
import { CaptureError, type PageCapture, webAddress } from '../../import/captures/page-capture.ts'
import { sniffKind } from '../../import/detect.ts'
import { type OriginalRecord, readOriginalRecord } from '../../import/formats/warc/original.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ExportedItem } from '../exported-item.ts'
import type { WarcContent } from './warc-record.ts'

/** What dumps call pages that were saved from the web. */
const PAGES = new Set(['HTML page', 'MHTML page'])

export interface SavedPage {
  page: WarcContent
  /** pictures, styles and frames that came with it */
  others: WarcContent[]
  /** whether the dump says when it was saved; else it has the date of its import */
  isDated: boolean
}

/**
 * A saved page as what its addresses showed.
 * @returns why not, in words, where the original is no capture of the web
 */
export function savedPage(db: Db, item: ExportedItem, original: KeptOriginal): SavedPage | string {
  let bytes: Uint8Array
  let captures: PageCapture[]
  try {
    bytes = readOriginal(db, original.id)
    // whatever it was packed in
    const record = sniffKind(bytes) === 'warc' ? readOriginalRecord(bytes) : null
    if (record) return recordedPage(db, item, original, bytes, record)
    if (!PAGES.has(original.format ?? '')) return 'it did not come from a saved web page'
    captures = readCaptures(bytes, { fileName: original.path })
  } catch (error) {
    if (error instanceof AppError || error instanceof CaptureError) return error.message
    throw error
  }
  const capture = captures.find(({ url }) => url !== null && url === item.url) ?? captures[0]
  const url = webAddress(capture?.url ?? item.url)
  if (!capture || !url) return 'the page does not say from which address it was saved'
  const capturedAtMs = capture.capturedAtMs ?? original.capturedAtMs
  const atMs = capturedAtMs ?? original.importedAtMs
  // the page itself stands alone in its file; in an MHTML it is one part of many
  const isAlone = capture.format === 'html' || capture.format === 'singlefile'
  const page = {
    url,
    atMs,
    mime: isAlone ? 'text/html' : 'text/html; charset=utf-8',
    bytes: isAlone ? bytes : Buffer.from(capture.html),
    ...(isAlone ? {} : { originalSha256: original.sha256 }),
  }
  return { page, others: othersOf(db, item, capture, atMs), isDated: capturedAtMs !== null }
}

/** A record of a web archive goes into the new one as it is, with the head of what the server answered. */
function recordedPage(
  db: Db,
  item: ExportedItem,
  original: KeptOriginal,
  bytes: Uint8Array,
  { page: capture, contentType, status, sent, isSound }: OriginalRecord,
): SavedPage | string {
  const url = webAddress(capture.url ?? item.url)
  if (!url) return 'the page does not say from which address it was saved'
  const atMs = capture.capturedAtMs ?? original.capturedAtMs ?? original.importedAtMs
  const page: WarcContent = isSound
    ? { url, atMs, mime: contentType || 'text/html', status: status ?? 200, bytes: sent, record: bytes }
    : {
        url,
        atMs,
        mime: 'text/html; charset=utf-8',
        bytes: Buffer.from(capture.html),
        originalSha256: original.sha256,
      }
  const isDated = (capture.capturedAtMs ?? original.capturedAtMs) !== null
  return { page, others: othersOf(db, item, capture, atMs), isDated }
}

function othersOf(db: Db, item: ExportedItem, capture: PageCapture, atMs: number): WarcContent[] {
  const found = capture.resources.flatMap(({ url, mime, bytes }): WarcContent[] => {
    const address = webAddress(url)
    return address ? [{ url: address, atMs, mime: mime || 'application/octet-stream', bytes }] : []
  })
  // pictures that lay in a folder beside the page
  const beside = item.blocks.flatMap(({ image }): WarcContent[] => {
    const address = webAddress(image?.src)
    const picture = address && image?.sha256 ? tryPicture(db, image.sha256) : null
    return address && picture ? [{ url: address, atMs, mime: picture.mime, bytes: picture.data }] : []
  })
  return [...new Map([...beside, ...found].map((one) => [one.url, one])).values()]
}

function tryPicture(db: Db, sha256: string) {
  try {
    return readPicture(db, sha256)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
