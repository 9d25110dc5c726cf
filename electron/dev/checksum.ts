// Checksums of what comes from outside.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** The SHA-512 of a file in the form that npm's lockfiles use. */
export async function integrityOf(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return `sha512-${hash.digest('base64')}`
}

/** Refuses a file that is not, byte for byte, the one this source was written against. */
export async function verify(path: string, integrity: string, name: string): Promise<void> {
  const found = await integrityOf(path)
  if (found !== integrity) {
    throw new Error(`${name} is not the file expected, so it is not used: ${found} instead of ${integrity}.`)
  }
}
