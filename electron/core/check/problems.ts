import { AppError } from '../../shared/errors.ts'

/** Of one kind, so many are named; a damaged page may hold thousands. */
const MOST_NAMED = 20

/** What a check found, in plain words. */
export class Problems {
  readonly #byKind = new Map<string, { named: string[]; more: number }>()

  add(kind: string, problem: string): void {
    let found = this.#byKind.get(kind)
    if (!found) this.#byKind.set(kind, (found = { named: [], more: 0 }))
    if (found.named.length < MOST_NAMED) found.named.push(problem)
    else found.more++
  }

  get list(): string[] {
    return [...this.#byKind.values()].flatMap(({ named, more }) =>
      more > 0 ? [...named, `… and ${more.toLocaleString('en')} more of this kind.`] : named,
    )
  }

  /** Runs one part of a check; what it throws (SQLite throws on a damaged page) is a finding, and the others go on. */
  guard(what: string, check: () => void): void {
    try {
      check()
    } catch (error) {
      this.#caught(what, error)
    }
  }

  async guardAsync(what: string, check: () => Promise<void>): Promise<void> {
    try {
      await check()
    } catch (error) {
      this.#caught(what, error)
    }
  }

  #caught(what: string, error: unknown): void {
    if (error instanceof AppError && error.code === 'cancelled') throw error
    const why = error instanceof Error ? error.message : String(error)
    this.add(what, `Could not finish checking ${what}: ${why}.`)
  }
}
