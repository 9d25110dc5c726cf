/**
 * Saved pages and e-mails as one kind of capture for the extractor: this file is all that others need of the folder.
 * Pure: no files, no network, no native code; linear in time, bounded in memory; throws nothing but CaptureError.
 */

import type { ContentKind } from '../detect.ts'
import { readEml } from './eml.ts'
import { readHtml, type HtmlOptions } from './html-page.ts'
import { readMhtml } from './mhtml.ts'
import { CaptureError, type PageCapture } from './page-capture.ts'
import { unpackGzip } from './unpack.ts'

export { readEml } from './eml.ts'
export { readHtml, readSingleFile, type HtmlOptions } from './html-page.ts'
export { gunzipLimited, type Gunzipped } from './inflate.ts'
export { readMhtml } from './mhtml.ts'
export {
  CaptureError,
  captureLimits,
  type CaptureFormat,
  type MailFields,
  type PageCapture,
  type PageEncoding,
  type Resource,
} from './page-capture.ts'
export { messagesInMailbox, type MessageRange } from './mailbox.ts'
export { resolveResource } from './resolve-resource.ts'
export { unpackGzip, type Unpacked } from './unpack.ts'
export { savedFileOf, savedFolderOf, type SavedFile } from './saved-folder.ts'

/** The pages of a file of any of these kinds, packed or not. */
export function readCaptures(bytes: Uint8Array, options: HtmlOptions = {}): PageCapture[] {
  const { bytes: page, kind, notices } = unpackGzip(bytes)
  const captures =
    kind === 'html' ? [readHtml(page, options)] : kind === 'mhtml' ? readMhtml(page) : mail(page, kind)
  return captures.map((capture) => ({ ...capture, notices: [...notices, ...capture.notices] }))
}

function mail(bytes: Uint8Array, kind: ContentKind): PageCapture[] {
  if (kind !== 'eml') throw new CaptureError(`This is no saved page and no e-mail but ${kind}.`)
  return [readEml(bytes)]
}
