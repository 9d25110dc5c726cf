import { constants, createInflateRaw } from 'node:zlib'
import type { ByteReader } from './reader.ts'
import type { ByteStream } from './source.ts'

/**
 * Node's own engine, called without its streams: these are asynchronous, and their one-shot calls need all data at once.
 * Every Node since 11 has these fields; minizlib and others build on them.
 */
interface Engine {
  _handle: {
    writeSync(
      flush: number,
      input: Uint8Array,
      inputFrom: number,
      inputLength: number,
      output: Uint8Array,
      outputFrom: number,
      outputLength: number,
    ): void
    reset(): void
    onerror: (message: string, errno: number, code: string) => void
  }
  /** what is left of output and input after a write */
  _writeState: Uint32Array
}

/** What zlib had made of an input is lost when there is damage in it: so little at once. */
const INPUT_BYTES = 1024
const OUTPUT_BYTES = 256 * 1024

/** An engine that nobody uses just now: web archives have a packed member for each of millions of records. */
let idle: Engine | null = null

/**
 * Raw deflate data (https://www.rfc-editor.org/rfc/rfc1951), unpacked while it is read. It takes from its reader what belongs to the data and
 * not a byte more. A bomb costs no more memory than any other data: so much comes out at once, and no more.
 */
export class InflateStream implements ByteStream {
  readonly #reader: ByteReader
  #engine: Engine | null
  /** how it ended before its end */
  fault: 'damaged' | 'cut' | null = null

  constructor(reader: ByteReader) {
    this.#reader = reader
    this.#engine = idle ?? (createInflateRaw() as unknown as Engine)
    idle = null
    this.#engine._handle.onerror = (_message, _errno, code) => {
      this.fault = code === 'Z_BUF_ERROR' ? 'cut' : 'damaged'
    }
  }

  next(): Uint8Array | null {
    if (!this.#engine) return null
    const output = Buffer.allocUnsafeSlow(OUTPUT_BYTES)
    let filled = 0
    while (this.#engine && filled < OUTPUT_BYTES) filled += this.#step(output, filled)
    if (filled === 0) return null
    // what stays valid must not hold on to a buffer much larger than it
    return filled > OUTPUT_BYTES / 2 ? output.subarray(0, filled) : Buffer.from(output.subarray(0, filled))
  }

  /** @returns how many bytes came out */
  #step(output: Uint8Array, at: number): number {
    const { _handle: handle, _writeState: left } = this.#engine!
    const input = this.#reader.peek(INPUT_BYTES)
    const room = output.length - at
    // with no more input, zlib is asked to finish: it then says whether that was the end of the data
    const flush = input.length === 0 ? constants.Z_FINISH : constants.Z_NO_FLUSH
    handle.writeSync(flush, input, 0, input.length, output, at, room)
    if (this.fault) {
      this.#end()
      return 0
    }
    const used = input.length - left[1]!
    const got = room - left[0]!
    this.#reader.skip(used)
    if (got === 0 && used === 0) this.#end()
    return got
  }

  #end(): void {
    const engine = this.#engine!
    this.#engine = null
    engine._handle.reset()
    idle = engine
  }
}
