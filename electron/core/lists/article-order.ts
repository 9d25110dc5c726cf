/** All articles newest first, as columns in memory: what a list of people's own choosing is cut from. */
import { UNDATED } from '../../shared/days.ts'
import type { ReadDb } from '../db/connection.ts'

export interface Ordered {
  ids: Int32Array
  /** in days since 1970; NaN for the undated, at the end */
  days: Float64Array
}

const SECONDS_A_DAY = 86_400

/** Read once and kept: 8 MB and half a second for a million, until articles come, go or get another date. */
export class ArticleOrder {
  readonly #db: ReadDb
  #version = ''
  #all: Ordered = { ids: new Int32Array(0), days: new Float64Array(0) }

  constructor(db: ReadDb) {
    this.#db = db
  }

  get all(): Ordered {
    const version = this.#db
      .prepare(
        `SELECT (SELECT max(id) FROM article) || ' ' || (SELECT articles FROM total) || ' ' ||
           (SELECT coalesce(max(seq), 0) FROM index_change)`,
      )
      .pluck()
      .get() as string
    if (version !== this.#version) {
      this.#all = this.#read()
      this.#version = version
    }
    return this.#all
  }

  /** Those that are members, in the same order. */
  among(members: Uint8Array): Ordered {
    return among(this.all, members)
  }

  #read(): Ordered {
    const column = (name: string) =>
      this.#db
        .prepare(`SELECT ${name} FROM article WHERE sort_at >= ? ORDER BY sort_at DESC, id DESC`)
        .pluck()
        .all(UNDATED) as number[]
    const seconds = Float64Array.from(column('sort_at'))
    return {
      ids: Int32Array.from(column('id')),
      days: seconds.map((at) => (at === UNDATED ? Number.NaN : Math.floor(at / SECONDS_A_DAY))),
    }
  }
}

/** Those of a list that are members, in its order. */
export function among({ ids, days }: Ordered, members: Uint8Array): Ordered {
  let count = 0
  const kept = { ids: new Int32Array(ids.length), days: new Float64Array(ids.length) }
  for (let i = 0; i < ids.length; i++) {
    if (members[ids[i]!] !== 1) continue
    kept.ids[count] = ids[i]!
    kept.days[count] = days[i]!
    count++
  }
  return { ids: kept.ids.slice(0, count), days: kept.days.slice(0, count) }
}
