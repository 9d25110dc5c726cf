/** Which branches of a tree are open. Until somebody opened or closed one, those of a small tree are. */
import type { Session } from './session.svelte.ts'

const SMALL = 40
/** So many are remembered. */
const MOST = 5000

export interface Branch {
  id: number
  parentId: number | null
}

export class OpenBranches {
  #session: Session
  #key: 'openTags' | 'openCollections'
  #chosen: ReadonlySet<number> | null = $state.raw(null)

  constructor(session: Session, key: 'openTags' | 'openCollections') {
    this.#session = session
    this.#key = key
  }

  has(id: number, all: readonly Branch[]): boolean {
    return this.#now(all).has(id)
  }

  set(id: number, open: boolean, all: readonly Branch[]): void {
    const next = new Set(this.#now(all))
    if (open) next.add(id)
    else next.delete(id)
    this.#choose(next)
  }

  closeAll(): void {
    this.#choose(new Set())
  }

  /** Takes what was remembered of the archive that is open now. */
  restore(): void {
    const remembered = this.#session.place?.[this.#key]
    this.#chosen = remembered ? new Set(remembered) : null
  }

  #choose(open: ReadonlySet<number>): void {
    this.#chosen = open
    this.#session.rememberPlace({ [this.#key]: [...open].slice(-MOST) })
  }

  #now(all: readonly Branch[]): ReadonlySet<number> {
    if (this.#chosen) return this.#chosen
    return new Set(all.length <= SMALL ? all.map(({ id }) => id) : [])
  }
}
