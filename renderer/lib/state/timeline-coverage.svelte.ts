/** For what time anything was imported at all: read behind the lanes, which do not wait for it. */
import type { Client } from '../client.ts'

/** The first and last day of an outlet's items; nothing of it was imported for any other. */
export interface Edges {
  first: number
  last: number
}

/** Days that an import holds articles of, in order, both ends included. */
export interface Imported {
  from: Int32Array
  to: Int32Array
}

const A_CALL = 500

export class TimelineCoverage {
  readonly #client: Pick<Client, 'call'>
  #edges = $state.raw<ReadonlyMap<number, Edges>>(new Map())
  #imported = $state.raw<Imported | null>(null)
  #asked = new Set<number>()
  #generation = 0

  constructor(client: Pick<Client, 'call'>) {
    this.#client = client
  }

  /** of the outlets asked for and read; one without a date has NaN */
  get edges(): ReadonlyMap<number, Edges> {
    return this.#edges
  }
  /** null until it is read */
  get imported(): Imported | null {
    return this.#imported
  }

  /** The archive changed: what is shown stays until it is read again. */
  async load(): Promise<void> {
    const outletIds = [...this.#asked]
    this.#asked = new Set()
    const generation = ++this.#generation
    // Without it nothing is said of what was imported; the next load asks again.
    const answer = await this.#client
      .call('archive.coverage', { outletIds: [], imports: true })
      .catch(() => null)
    if (!answer || generation !== this.#generation) return
    this.#imported = { from: answer.importedFrom, to: answer.importedTo }
    this.want(outletIds)
  }

  want(outletIds: readonly number[]): void {
    const fresh = outletIds.filter((id) => id >= 0 && !this.#asked.has(id))
    for (const id of fresh) this.#asked.add(id)
    for (let i = 0; i < fresh.length; i += A_CALL) void this.#read(fresh.slice(i, i + A_CALL))
  }

  async #read(outletIds: number[]): Promise<void> {
    const generation = this.#generation
    const answer = await this.#client.call('archive.coverage', { outletIds }).catch(() => null)
    if (generation !== this.#generation) return
    if (!answer) return outletIds.forEach((id) => this.#asked.delete(id))
    const edges = new Map(this.#edges)
    outletIds.forEach((id, i) => edges.set(id, { first: answer.firstDay[i]!, last: answer.lastDay[i]! }))
    this.#edges = edges
  }
}
