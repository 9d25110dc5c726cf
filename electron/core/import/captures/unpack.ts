import { sniffKind, type ContentKind } from '../detect.ts'
import { limits } from '../limits.ts'
import { gunzipLimited } from './inflate.ts'
import { CaptureError } from './page-capture.ts'

export interface Unpacked {
  bytes: Uint8Array
  /** what the bytes are; never gzip */
  kind: ContentKind
  isPacked: boolean
  /** what was wrong with the gzip data, in words */
  notices: string[]
}

/** Takes a file out of gzip, however often it is packed up to a limit. @throws CaptureError */
export function unpackGzip(bytes: Uint8Array): Unpacked {
  let kind = sniffKind(bytes)
  const notices: string[] = []
  let depth = 0
  for (; kind === 'gzip'; depth++) {
    if (depth === limits.packedDepth)
      throw new CaptureError(`It is packed more than ${limits.packedDepth} times.`)
    const unpacked = gunzipLimited(bytes)
    notices.push(...unpacked.notices)
    bytes = unpacked.bytes
    kind = sniffKind(bytes)
  }
  return { bytes, kind, isPacked: depth > 0, notices }
}
