import type { ByteStream, UnpackedStream } from '../bytes/source.ts'

/** @returns all of a stream; null where there are more than `most` bytes */
export function allOf(stream: ByteStream, most: number, size: number | null): Uint8Array | null {
  const pieces: Uint8Array[] = []
  let length = 0
  for (let piece = stream.next(); piece; piece = stream.next()) {
    length += piece.length
    if (length > most) return null
    pieces.push(piece)
    if (length === size) break
  }
  // the last look is what notices damage at the end
  if (length === size) stream.next()
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
}

const KEPT = 4 * 1024 * 1024

/**
 * A stream that comes only once, of which the beginning can be looked at before: each reader begins at the beginning, as long
 * as none of them has read far.
 */
export class Rewindable {
  readonly #stream: UnpackedStream
  #kept: Uint8Array[] = []
  #keptBytes = 0

  constructor(stream: UnpackedStream) {
    this.#stream = stream
  }

  stream(): UnpackedStream {
    let next = 0
    const whole = this.#stream
    return {
      get problem() {
        return whole.problem
      },
      next: () => {
        if (next < this.#kept.length) return this.#kept[next++]!
        const bytes = this.#stream.next()
        if (!bytes) return null
        if (this.#keptBytes < KEPT && next === this.#kept.length) {
          this.#kept.push(bytes)
          this.#keptBytes += bytes.length
          next++
        } else if (this.#kept.length > 0) this.#kept = []
        return bytes
      },
    }
  }
}
