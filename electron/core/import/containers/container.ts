/** Files in a file: what a zip and a tar have in common. */
import { crc32 } from 'node:zlib'
import type { Allowance } from '../bytes/allowance.ts'
import type { ByteSource, UnpackedStream } from '../bytes/source.ts'

/** How what is unpacked is watched. */
export interface Unpacking {
  allowance: Allowance
  beat(): void
}

export interface Entry {
  /** its path as the container has it, cleaned: parts joined by `/`, nothing that leads out or cannot be seen */
  name: string
  isFolder: boolean
  /** unpacked, as the container says */
  size: number
  /** in the container */
  packedSize: number
  /** why it is not read: a link, a password, an unknown method */
  refusal: string | null
  /** what is odd about it, though it can be read */
  remark: string | null
}

export interface Container {
  /** `zip`, `tar` */
  kind: string
  count: number
  entry(index: number): Entry
  /** its bytes for reading anywhere, where they lie there unpacked */
  source(index: number): CheckedSource | null
  /** its bytes from front to back */
  stream(index: number, unpacking: Unpacking): UnpackedStream
  /** what its own header says otherwise than the directory, where there are both */
  mismatch?(index: number): string | null
  /** the same over the same bytes, opened anew */
  over(source: ByteSource): Container
  /** what is wrong with all of it, though its files can be read */
  notice: string | null
}

/** A source that knows whether what it gave was what the container said: where all of it was read in order. */
export interface CheckedSource extends ByteSource {
  readonly problem: string | null
}

export const WRONG_CHECKSUM = 'It is damaged: its checksum in the container is wrong.'

/** @param crc null where the container has none */
export function checkedSource(source: ByteSource, crc: number | null): CheckedSource {
  let sum = 0
  let summed = 0
  return {
    size: source.size,
    read(offset, length) {
      const bytes = source.read(offset, length)
      const end = offset + bytes.length
      if (crc !== null && offset <= summed && end > summed) {
        sum = crc32(bytes.subarray(summed - offset), sum)
        summed = end
      }
      return bytes
    },
    get problem() {
      return crc !== null && summed === source.size && sum !== crc ? WRONG_CHECKSUM : null
    },
  }
}

/** What cannot be seen, or turns the direction of what comes after it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu

/**
 * A path as it is shown and looked up. Nothing is ever unpacked to a disk, so that one that leads out of the container leads
 * nowhere; it only must not look like what it is not.
 */
export function cleanPath(raw: string): string {
  const parts = raw
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
    .split('/')
    .map((part) => part.replace(UNSEEN, '').trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
  return parts.join('/') || 'without a name'
}

/** @returns that a path leads out of its container, for the ledger; null where it does not */
export function outsideRemark(raw: string): string | null {
  const leadsOut = /^[\\/]|^[A-Za-z]:[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(raw)
  return leadsOut
    ? `Its path there, “${shownPath(raw.replace(UNSEEN, ''))}”, leads out of it: only its text was read, nothing is written there.`
    : null
}

const SHOWN = 300

/** Shortened in the middle, where it is longer than anybody reads. */
export function shownPath(path: string): string {
  const letters = path.length > SHOWN ? Array.from(path) : null
  if (!letters || letters.length <= SHOWN) return path
  return `${letters.slice(0, SHOWN / 2).join('')}…${letters.slice(-SHOWN / 2).join('')}`
}
