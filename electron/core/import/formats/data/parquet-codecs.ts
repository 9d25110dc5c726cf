/** How pages are packed, beside Snappy, which hyparquet unpacks itself. Their unpacked size is checked before. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

export const DECOMPRESSORS = {
  GZIP: (bytes: Uint8Array, length: number) => gunzipSync(bytes, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (bytes: Uint8Array, length: number) =>
    brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }),
}
