/**
 * Finds which of many texts are near-copies of which, by their signatures: locality-sensitive hashing with 21 bands of three
 * bins. Texts with a Jaccard index of 0.67 (four fifths in common) share a band in 99.9 of 100 cases, with 0.4 in 75.
 */
import { BINS, likenessOf } from './signature.ts'

const ROWS = 3
const BANDS = Math.floor(BINS / ROWS)

/** Signatures that agree in less are not looked at: two standard errors below what counts as a near-copy. */
const LIKELY = 0.3

/** A band that so many texts share says nothing of any of them: a cookie notice, a byline, a template. */
const MOST_IN_BAND = 256

/** Signatures in memory, among which near-copies of others are looked up. */
export class NearCopies {
  readonly #ids: Float64Array
  readonly #signatures: Uint16Array
  /** of every band, open addressing: position + 1 of the last text with that hash, 0 for none */
  readonly #heads: Int32Array
  /** of every text and band: position + 1 of the text before it with the same hash */
  readonly #before: Int32Array
  readonly #mask: number
  #count = 0

  constructor(capacity: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, capacity * 2)))
    this.#mask = slots - 1
    this.#ids = new Float64Array(capacity)
    this.#signatures = new Uint16Array(capacity * BINS)
    this.#heads = new Int32Array(slots * BANDS)
    this.#before = new Int32Array(capacity * BANDS)
  }

  get size(): number {
    return this.#count
  }

  add(id: number, signature: Uint16Array): void {
    const position = this.#count++
    this.#ids[position] = id
    this.#signatures.set(signature, position * BINS)
    for (let band = 0; band < BANDS; band++) {
      const slot = this.#slotOf(signature, band)
      this.#before[position * BANDS + band] = this.#heads[slot]!
      this.#heads[slot] = position + 1
    }
  }

  /**
   * Calls back for every text that may be a near-copy, each once, with its likeness by signature.
   * @param wants whether a text is to be looked at at all: comparing is what takes the time
   */
  find(
    id: number,
    signature: Uint16Array,
    wants: (id: number) => boolean,
    found: (id: number, likeness: number) => void,
  ): void {
    const seen = new Set<number>()
    for (let band = 0; band < BANDS; band++) {
      let position = this.#heads[this.#slotOf(signature, band)]! - 1
      for (let steps = 0; position >= 0 && steps < MOST_IN_BAND; steps++) {
        if (!seen.has(position)) {
          seen.add(position)
          const other = this.#ids[position]!
          if (other !== id && wants(other)) {
            const likeness = likenessOf(this.#signatureAt(position), signature)
            if (likeness >= LIKELY) found(other, likeness)
          }
        }
        position = this.#before[position * BANDS + band]! - 1
      }
    }
  }

  #signatureAt(position: number): Uint16Array {
    return this.#signatures.subarray(position * BINS, position * BINS + BINS)
  }

  #slotOf(signature: Uint16Array, band: number): number {
    const at = band * ROWS
    let hash = Math.imul(signature[at]! | (signature[at + 1]! << 16), 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ signature[at + 2]!, 0x85ebca6b)
    return band * (this.#mask + 1) + ((hash ^ (hash >>> 13)) & this.#mask)
  }
}
