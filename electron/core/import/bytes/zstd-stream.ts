import { Decompress } from 'fzstd'
import { formatBytes } from '../limits.ts'
import type { Allowance } from './allowance.ts'
import type { ByteReader } from './reader.ts'
import type { UnpackedStream } from './source.ts'

/** Few bytes may become many at once: a block of 4 bytes stands for 128 kB. */
const INPUT_BYTES = 512
/** What zstd itself takes unless it is told otherwise. */
const MOST_WINDOW = 128 * 1024 * 1024

/** A zstd file (https://www.rfc-editor.org/rfc/rfc8878), unpacked while it is read. */
export class ZstdStream implements UnpackedStream {
  readonly #reader: ByteReader
  readonly #allowance: Allowance
  readonly #engine: Decompress
  #ready: Uint8Array[] = []
  #isOver = false
  problem: string | null = null

  constructor(reader: ByteReader, allowance: Allowance) {
    this.#reader = reader
    this.#allowance = allowance
    this.#engine = new Decompress((bytes) => {
      if (bytes.length > 0) this.#ready.push(Buffer.from(bytes))
    })
    const window = windowOf(reader.peek(18))
    if (window > MOST_WINDOW)
      this.#end(
        `Unpacking it takes ${formatBytes(window)} of memory; the limit is ${formatBytes(MOST_WINDOW)}.`,
      )
  }

  next(): Uint8Array | null {
    while (this.#ready.length === 0 && !this.#isOver) this.#step()
    const bytes = this.#ready.shift()
    if (!bytes) return null
    const tooMuch = this.#allowance.take(bytes.length)
    if (!tooMuch) return bytes
    this.#end(tooMuch)
    return null
  }

  #step(): void {
    const place = this.#reader.position
    const input = this.#reader.take(INPUT_BYTES)
    try {
      this.#engine.push(input, input.length === 0)
      if (input.length === 0) this.#isOver = true
    } catch {
      const what = input.length === 0 ? 'ends in the middle' : 'is damaged'
      const ready = this.#ready
      this.#end(
        `The zstd data ${what}, at about byte ${place.toLocaleString('en')}: what came before was read.`,
      )
      this.#ready = ready
    }
  }

  #end(problem: string): void {
    this.#isOver = true
    this.#ready = []
    this.problem = problem
  }
}

/** https://www.rfc-editor.org/rfc/rfc8878#name-window-descriptor */
function windowOf(header: Uint8Array): number {
  const flags = header[4] ?? 0
  // of a single segment the window is its content
  if (flags & 0x20) {
    const length = [1, 2, 4, 8][flags >> 6]!
    const at = 5 + [0, 1, 2, 4][flags & 3]!
    let size = 0
    for (let i = length - 1; i >= 0; i--) size = size * 256 + (header[at + i] ?? 0)
    return size
  }
  const descriptor = header[5] ?? 0
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}
