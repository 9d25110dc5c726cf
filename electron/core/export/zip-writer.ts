import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Write } from './write-whole.ts'

export interface ZipOptions {
  /** not deflated */
  stored?: boolean
}

/**
 * Writes a zip piece by piece, however large: zip64 where it is needed, and never more than one member in memory.
 * Names are ours, with `/`, and no member has an extra field (an EPUB's first must not).
 */
export class ZipWriter {
  readonly #zip = new ZipFile()
  readonly #madeAt = new Date()
  readonly #written: Promise<void>
  readonly #failed: Promise<never>

  constructor(write: Write) {
    this.#written = (async () => {
      for await (const piece of this.#zip.outputStream) await write(piece as Buffer)
    })()
    this.#failed = new Promise((_, reject) => {
      this.#written.catch(reject)
      this.#zip.on('error', reject)
    })
    // told by whoever waits; nobody may be waiting when it happens
    this.#failed.catch(() => {})
  }

  /** @throws what writing throws */
  async add(name: string, content: string | Uint8Array, options: ZipOptions = {}): Promise<void> {
    const bytes =
      typeof content === 'string'
        ? Buffer.from(content)
        : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    await this.addPieces(name, [bytes], options)
  }

  /** The first member of an EPUB: stored, its size before its bytes. */
  addFirst(name: string, content: string): void {
    this.#zip.addBuffer(Buffer.from(content), name, this.#options({ stored: true }))
  }

  /** @throws what writing throws, and what the pieces do */
  async addPieces(
    name: string,
    pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    options: ZipOptions = {},
  ): Promise<void> {
    const source = Readable.from(pieces, { objectMode: false })
    const read = new Promise<void>((resolve, reject) => {
      source.once('end', resolve)
      source.once('error', reject)
    })
    this.#zip.addReadStreamLazy(name, this.#options(options), (give) => give(null, source))
    try {
      await Promise.race([read, this.#failed])
    } catch (error) {
      source.destroy()
      throw error
    }
  }

  /** Writes the directory. @throws what writing throws */
  async end(): Promise<void> {
    this.#zip.end()
    await Promise.race([this.#written, this.#failed])
  }

  #options({ stored = false }: ZipOptions) {
    return { compress: !stored, forceDosTimestamp: true, mtime: this.#madeAt, mode: 0o100644 }
  }
}
