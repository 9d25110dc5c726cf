/** What the open archive holds, in counts: the sidebar and the footer. */
import type { ArchiveStats, ImportRun, Outlet } from '../../../electron/shared/model.ts'
import type { Client } from '../client.ts'

const ALL_OUTLETS = 100_000

export class Holdings {
  #client: Client
  #stats: ArchiveStats | null = $state.raw(null)
  #outlets: Outlet[] = $state.raw([])
  #imports: ImportRun[] = $state.raw([])
  #version = $state(0)
  #byId = $derived(new Map(this.#outlets.map((outlet) => [outlet.id, outlet])))
  #seq = 0

  constructor(client: Client) {
    this.#client = client
  }

  get stats(): ArchiveStats | null {
    return this.#stats
  }
  /** most articles first */
  get outlets(): Outlet[] {
    return this.#outlets
  }
  /** newest first */
  get imports(): ImportRun[] {
    return this.#imports
  }

  /** rises whenever the contents changed */
  get version(): number {
    return this.#version
  }

  outlet(id: number | null): Outlet | undefined {
    return id === null ? undefined : this.#byId.get(id)
  }
  import(id: number | null): ImportRun | undefined {
    return this.#imports.find((run) => run.id === id)
  }
  hue(outletId: number | null): number | null {
    return this.outlet(outletId)?.hue ?? null
  }

  async refresh(): Promise<void> {
    const seq = ++this.#seq
    const [stats, outlets, imports] = await Promise.all([
      this.#client.call('archive.stats'),
      this.#client.call('archive.outlets', { limit: ALL_OUTLETS }),
      this.#client.call('archive.imports'),
    ])
    if (seq !== this.#seq) return
    this.#stats = stats
    this.#outlets = [...outlets].sort((a, b) => b.articles - a.articles || a.name.localeCompare(b.name))
    this.#imports = [...imports].sort((a, b) => b.startedAtMs - a.startedAtMs || b.id - a.id)
    this.#version += 1
  }

  clear(): void {
    this.#seq += 1
    this.#stats = null
    this.#outlets = []
    this.#imports = []
  }
}
