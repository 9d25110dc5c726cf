import type { ReadDb } from '../db/connection.ts'

/** Which article stands under which key of the index: for hits that have to be sifted by what the index does not know. */
export class DocDirectory {
  readonly #index: ReadDb
  #version: unknown = null
  #keys = new Float64Array(0)
  #ids = new Int32Array(0)

  constructor(index: ReadDb) {
    this.#index = index
  }

  /** @param keys of hits, newest first @returns their articles, 0 where the index lost one meanwhile */
  articlesOf(keys: Float64Array): Int32Array {
    this.#refresh()
    const ids = new Int32Array(keys.length)
    let at = this.#keys.length - 1
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!
      while (at >= 0 && this.#keys[at]! > key) at--
      if (at >= 0 && this.#keys[at] === key) ids[i] = this.#ids[at]!
    }
    return ids
  }

  /** Read anew when another process has written to the index. */
  #refresh(): void {
    const version = this.#index.pragma('data_version', { simple: true })
    if (version === this.#version) return
    const column = (name: string) =>
      this.#index.prepare(`SELECT ${name} FROM doc ORDER BY key`).pluck().all() as number[]
    this.#keys = Float64Array.from(column('key'))
    this.#ids = Int32Array.from(column('article_id'))
    this.#version = version
  }
}
