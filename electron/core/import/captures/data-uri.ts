/** Files embedded in links: `data:image/png;base64,…`, https://www.rfc-editor.org/rfc/rfc2397 as browsers read it, https://fetch.spec.whatwg.org/#data-urls. */

import { mimeOf } from './media-kind.ts'
import { captureLimits } from './page-capture.ts'
import { decodeBase64, percentDecoded } from './transfer-encodings.ts'

export interface DataUri {
  mime: string
  bytes: Uint8Array
}

/** @returns null for what is no data URI, too large or empty */
export function decodeDataUri(uri: string): DataUri | null {
  if (!/^\s*data:/i.test(uri)) return null
  const comma = uri.indexOf(',')
  if (comma < 0 || comma > 1000) return null
  const payload = uri.slice(comma + 1)
  if (payload.length > captureLimits.dataUriBytes * 1.4) return null
  const [type, ...params] = uri.slice(uri.indexOf(':') + 1, comma).split(';')
  const isBase64 = params.some((param) => param.trim().toLowerCase() === 'base64')
  const unescaped = percentDecoded(Buffer.from(payload, 'utf8'))
  const bytes = isBase64 ? decodeBase64(unescaped).bytes : unescaped
  if (bytes.length === 0 || bytes.length > captureLimits.dataUriBytes) return null
  return { mime: mimeOf(bytes, type!.trim().toLowerCase() || 'text/plain'), bytes }
}
