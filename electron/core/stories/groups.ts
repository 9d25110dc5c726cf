/** Which articles pairs connect, in memory: union-find (https://dl.acm.org/doi/10.1145/321879.321884). */
export class Groups {
  readonly #above = new Map<number, number>()
  readonly #apart: ReadonlySet<number>

  /** @param apart articles that connect nothing, whatever pairs they are in */
  constructor(apart: Iterable<number>) {
    this.#apart = new Set(apart)
  }

  areOne(a: number, b: number): boolean {
    return this.#top(a) === this.#top(b)
  }

  join(a: number, b: number): void {
    if (this.#apart.has(a) || this.#apart.has(b)) return
    const [one, other] = [this.#top(a), this.#top(b)]
    if (one !== other) this.#above.set(one, other)
  }

  #top(id: number): number {
    let at = id
    for (let above = this.#above.get(at); above !== undefined; above = this.#above.get(at)) {
      const further = this.#above.get(above)
      // the way is half as long the next time
      if (further !== undefined) this.#above.set(at, further)
      at = above
    }
    return at
  }
}
