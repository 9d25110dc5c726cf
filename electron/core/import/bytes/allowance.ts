import { formatBytes, limits } from '../limits.ts'

/** How far packed data may grow, over all that is unpacked from one file: security.md, "importer limits". */
export class Allowance {
  readonly #packedBytes: number
  readonly #most: number
  #used = 0

  constructor(packedBytes: number, most: number = limits.unpackedBytes) {
    this.#packedBytes = packedBytes
    this.#most = Math.min(most, Math.max(limits.ratioFromBytes, packedBytes * limits.unpackedRatio))
  }

  get isSpent(): boolean {
    return this.#used > this.#most
  }

  /** @returns why so many bytes more are too many; null where they are not */
  take(bytes: number): string | null {
    this.#used += bytes
    if (this.#used <= this.#most) return null
    return `It unpacks from ${formatBytes(this.#packedBytes)} to more than ${formatBytes(this.#most)}, the limit for it.`
  }
}
