/** Checksums of records: `sha1:` and base32 as crawlers write them, `sha256:` and hex as newer ones do. */
import { createHash } from 'node:crypto'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** @returns whether one of the candidates has this checksum; null where it is none that can be computed */
export function matchesDigest(digest: string | undefined, candidates: readonly Uint8Array[]): boolean | null {
  const found = /^\s*(sha-?1|sha-?256|sha-?512|md5):(\S+)\s*$/i.exec(digest ?? '')
  if (!found) return null
  const algorithm = found[1]!.toLowerCase().replace('-', '')
  const value = found[2]!
  return candidates.some((bytes) => {
    const sum = createHash(algorithm).update(bytes).digest()
    return isSum(value, sum)
  })
}

function isSum(value: string, sum: Buffer): boolean {
  return (
    value.toLowerCase() === sum.toString('hex') ||
    value.toUpperCase().replace(/=+$/, '') === base32(sum) ||
    value.replace(/=+$/, '') === sum.toString('base64').replace(/=+$/, '') ||
    value.replace(/=+$/, '') === sum.toString('base64url')
  )
}

/** https://www.rfc-editor.org/rfc/rfc4648#section-6 */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + BASE32[(held << (5 - bits)) & 31] : text
}
