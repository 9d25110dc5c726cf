/** Bytes that are read piece by piece, so that a file of any size needs little memory. Offsets are exact up to 2^53. */
import { readSync } from 'node:fs'

/** Bytes of a known size that can be read anywhere: a file, a stored member of a zip, memory. */
export interface ByteSource {
  readonly size: number
  /** Up to `length` bytes from `offset`, fewer only at the end. They stay valid. */
  read(offset: number, length: number): Uint8Array
}

/** Bytes that come one after the other: what is unpacked while it is read. */
export interface ByteStream {
  /** the next ones, as many as come at once (never none); null at the end. They stay valid. */
  next(): Uint8Array | null
}

/** What is unpacked while it is read. It never throws: damage and bombs end it, and are told. */
export interface UnpackedStream extends ByteStream {
  /** why it ended before its end, for people; null while all is well */
  readonly problem: string | null
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) }
}

/** An open file, as long as it was when it was opened. */
export function fileSource(file: number, size: number): ByteSource {
  return {
    size,
    read(offset, length) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - offset)))
      let got = 0
      while (got < bytes.length) {
        const more = readSync(file, bytes, got, bytes.length - got, offset + got)
        if (more === 0) break
        got += more
      }
      return got === bytes.length ? bytes : bytes.subarray(0, got)
    },
  }
}

const PIECE = 1024 * 1024

/** A source from one place to another (its end by default), piece by piece. */
export function streamOf(source: ByteSource, start = 0, end = source.size): ByteStream {
  let at = start
  return {
    next() {
      const bytes = source.read(at, Math.min(PIECE, end - at))
      at += bytes.length
      return bytes.length > 0 ? bytes : null
    },
  }
}

/** A part of a source, from one place to another. */
export function sliceOf(source: ByteSource, start: number, end: number): ByteSource {
  const size = Math.max(0, Math.min(end, source.size) - start)
  return {
    size,
    read: (offset, length) => source.read(start + offset, Math.max(0, Math.min(length, size - offset))),
  }
}
