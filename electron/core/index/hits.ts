import type { Db } from '../db/connection.ts'
import { readState } from './index-file.ts'
import { dayOfKey, firstDatedKey, keyOfDay } from './index-writer.ts'
import type { Compiled } from './compile.ts'

/** So long a walk goes on past the rows that were asked for, for the sake of an exact count. */
const PATIENCE_MS = 3
/** Hits further down are found by fetching all: quicker than a walk, and whoever is there will ask for more. */
const NEAR = 1000

/** The hits of one compiled query, newest first, taken from the index in whatever portion is asked for. */
export class Hits {
  readonly #index: Db
  readonly #match: string
  readonly #from: bigint
  readonly #to: bigint
  readonly #slotBits: number
  /** of the newest hits, as far as they were walked */
  #newest: number[] = []
  /** of all hits, once they were fetched */
  #all: Float64Array | null = null

  constructor(index: Db, compiled: Compiled) {
    this.#index = index
    this.#match = compiled.match
    this.#slotBits = readState(index).slotBits
    const dated = compiled.fromDay !== null || compiled.toDay !== null
    // A range of days leaves the undated out; BigInt, as FTS5 ignores a REAL bound.
    this.#from = BigInt(
      compiled.fromDay !== null
        ? keyOfDay(compiled.fromDay, this.#slotBits)
        : dated
          ? firstDatedKey(this.#slotBits)
          : 0,
    )
    this.#to = BigInt(
      compiled.toDay !== null ? keyOfDay(compiled.toDay + 1, this.#slotBits) - 1 : Number.MAX_SAFE_INTEGER,
    )
  }

  /**
   * How many there are, as far as it is known. To count a frequent phrase takes 50 ms in 100,000 articles, because its
   * words have to be compared in each: nobody's first rows wait for that.
   */
  known(): { total: number; exact: boolean } {
    return { total: (this.#all ?? this.#newest).length, exact: this.#all !== null }
  }

  /** The articles from a place in the list on. */
  articleIds(offset: number, limit: number): number[] {
    return this.#toArticles(this.#keysAt(offset, limit))
  }

  /** Where all hits stand in the index, newest first. */
  keys(): Float64Array {
    return this.#allKeys()
  }

  /** The days of all hits, newest first; NaN for the undated. */
  days(): Float64Array {
    return this.#allKeys().map((key) => dayOfKey(key, this.#slotBits) ?? Number.NaN)
  }

  /** The place of an article in the list, or null. */
  locate(articleId: number): number | null {
    const key = this.#index.prepare('SELECT key FROM doc WHERE article_id = ?').pluck().get(articleId) as
      number | undefined
    if (key === undefined) return null
    const keys = this.#allKeys()
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (keys[middle]! > key) low = middle + 1
      else high = middle
    }
    return keys[low] === key ? low : null
  }

  #keysAt(offset: number, limit: number): number[] {
    const end = offset + limit
    if (end > NEAR) this.#allKeys()
    else if (!this.#all && end > this.#newest.length) this.#walk(end)
    return [...(this.#all ?? this.#newest).slice(offset, end)]
  }

  /** Takes the newest hits, as many as are wanted, and more while time is left; often that is all of them. */
  #walk(wanted: number): void {
    const until = performance.now() + PATIENCE_MS
    const keys: number[] = []
    for (const key of this.#newestFirst().iterate(this.#match, this.#from, this.#to) as Iterable<number>) {
      keys.push(key)
      if (keys.length >= wanted && performance.now() > until) {
        this.#newest = keys
        return
      }
    }
    this.#all = Float64Array.from(keys)
  }

  #allKeys(): Float64Array {
    this.#all ??= Float64Array.from(this.#newestFirst().all(this.#match, this.#from, this.#to) as number[])
    return this.#all
  }

  #newestFirst() {
    return this.#index
      .prepare(
        'SELECT rowid FROM article_text WHERE article_text MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC',
      )
      .pluck()
  }

  #toArticles(keys: readonly number[]): number[] {
    const read = this.#index.prepare('SELECT article_id FROM doc WHERE key = ?').pluck()
    return keys.flatMap((key) => (read.get(key) as number | undefined) ?? [])
  }
}
