import { type ByteSource, type ByteStream, memorySource, streamOf } from './source.ts'

/** A line as {@link ByteReader.line} gives it. */
export interface Line {
  /** without its line end; none where it is longer than the limit */
  bytes: Uint8Array
  /** of the line without its line end, also where it is longer than the limit */
  length: number
}

const NOTHING = new Uint8Array()
const LF = 0x0a

export interface ReaderOptions {
  /** of the byte it begins with */
  lineNumber?: number
  /** counts lines also in what is taken and skipped, which costs a look at every byte */
  countsLines?: boolean
}

/** Reads bytes from front to back, whatever they come from; holds no more of them than is asked for at once. */
export class ByteReader {
  readonly #stream: ByteStream
  #held: Uint8Array = NOTHING
  #from = 0
  #position: number
  #ended = false
  #lineNumber: number
  readonly #countsLines: boolean

  /** @param position where the stream begins in its dump, see {@link position} */
  constructor(stream: ByteStream, position = 0, { lineNumber = 1, countsLines = false }: ReaderOptions = {}) {
    this.#stream = stream
    this.#position = position
    this.#lineNumber = lineNumber
    this.#countsLines = countsLines
  }

  static of(bytes: Uint8Array): ByteReader {
    return ByteReader.from(memorySource(bytes))
  }

  static from(source: ByteSource, start = 0, options: ReaderOptions = {}): ByteReader {
    return new ByteReader(streamOf(source, start), start, options)
  }

  /** The byte that comes next, counted from the beginning of what is read. */
  get position(): number {
    return this.#position
  }

  /** The 1-based line that the next byte stands in, as far as lines are counted: always by {@link line}. */
  get lineNumber(): number {
    return this.#lineNumber
  }

  get atEnd(): boolean {
    return !this.#fill(1)
  }

  /** The next bytes without going on, fewer only at the end. */
  peek(length: number): Uint8Array {
    this.#fill(length)
    return this.#held.subarray(this.#from, this.#from + length)
  }

  /** The next bytes, fewer only at the end. They stay valid. */
  take(length: number): Uint8Array {
    const bytes = this.peek(length)
    this.#pass(bytes.length)
    return bytes
  }

  /** Goes on without keeping anything. @returns how many bytes there were */
  skip(length: number): number {
    let left = length
    while (left > 0 && this.#fill(1)) {
      const step = Math.min(left, this.#held.length - this.#from)
      this.#pass(step)
      left -= step
    }
    return length - left
  }

  /** The bytes up to the next line feed, and past it; null at the end. @param limit a longer line is passed over */
  line(limit: number): Line | null {
    if (this.atEnd) return null
    const pieces: Uint8Array[] = []
    let length = 0
    while (this.#fill(1)) {
      const rest = this.#held.subarray(this.#from)
      const found = rest.indexOf(LF)
      const piece = found < 0 ? rest : rest.subarray(0, found)
      length += piece.length
      if (length <= limit) pieces.push(piece)
      else pieces.length = 0
      this.#move(found < 0 ? piece.length : piece.length + 1)
      if (found < 0) continue
      this.#lineNumber++
      break
    }
    return { bytes: length <= limit ? joined(pieces) : NOTHING, length }
  }

  #pass(by: number): void {
    if (this.#countsLines) {
      const end = this.#from + by
      for (
        let at = this.#held.indexOf(LF, this.#from);
        at >= 0 && at < end;
        at = this.#held.indexOf(LF, at + 1)
      )
        this.#lineNumber++
    }
    this.#move(by)
  }

  #move(by: number): void {
    this.#from += by
    this.#position += by
  }

  /** @returns whether at least so many bytes are held now */
  #fill(wanted: number): boolean {
    let have = this.#held.length - this.#from
    if (have >= wanted) return true
    if (this.#ended) return false
    const pieces = have > 0 ? [this.#held.subarray(this.#from)] : []
    while (have < wanted) {
      const next = this.#stream.next()
      if (!next) {
        this.#ended = true
        break
      }
      pieces.push(next)
      have += next.length
    }
    this.#held = joined(pieces)
    this.#from = 0
    return have >= wanted
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0]! : pieces.length === 0 ? NOTHING : Buffer.concat(pieces)
}
