/**
 * Who writes next. An import holds the archive's write lock for most of the time, and SQLite lets whoever waits for it only
 * try again now and then: a person's save could miss gap after gap. So a save that finds the lock taken leaves a mark, at
 * which the import ends its batch early and waits until the mark is gone.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { BUSY_MS, type Db } from './connection.ts'

/** SQLite then tries again after one millisecond and after two more. */
const TRY_MS = 3

/** Nobody waits for longer: the process that left it is gone. */
const STALE_MS = BUSY_MS + 1000

/**
 * The mark: an empty folder among temporary files. Making one follows no link that somebody else may have laid there, and
 * no folder of a person's gets litter.
 */
export function markOf(db: Db): string {
  const name = createHash('sha256').update(resolve(db.name)).digest('hex').slice(0, 16)
  return join(tmpdir(), `clipfile-${name}.waiting`)
}

/**
 * A transaction for what a person does: begins as soon as the batch of an import that runs is written.
 * @throws SQLITE_BUSY when another program does not let go for {@link BUSY_MS}
 */
export function inTurn<T>(db: Db, work: () => T): T {
  let begun = false
  const transaction = db.transaction(() => {
    begun = true
    return work()
  })
  const deadline = performance.now() + BUSY_MS
  let mark: string | null = null
  try {
    db.pragma('busy_timeout = 0')
    for (;;) {
      try {
        return transaction.immediate()
      } catch (error) {
        if (begun || !isBusy(error) || performance.now() > deadline) throw error
      }
      mark ??= markOf(db)
      leave(mark)
      db.pragma(`busy_timeout = ${TRY_MS}`)
    }
  } finally {
    db.pragma(`busy_timeout = ${BUSY_MS}`)
    if (mark) remove(mark)
  }
}

function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_BUSY')
}

/** A folder for temporary files that takes none costs only patience. */
function leave(mark: string): void {
  try {
    mkdirSync(mark)
  } catch {
    // it is there already, or cannot be
  }
}

function remove(mark: string): void {
  try {
    rmdirSync(mark)
  } catch {
    // another who waited has removed it
  }
}

/** For one that writes much: whether somebody waits for its lock. */
export class Waiting {
  readonly #mark: string

  constructor(db: Db) {
    this.#mark = markOf(db)
  }

  /** About 3 µs. */
  isAnyone(): boolean {
    const found = statSync(this.#mark, { throwIfNoEntry: false })
    if (!found) return false
    if (Math.abs(Date.now() - found.mtimeMs) < STALE_MS) return true
    remove(this.#mark)
    return false
  }

  /** Until they have written, but not for ever. To be called outside any transaction. */
  async letGo(mostMs = 200): Promise<void> {
    const until = performance.now() + mostMs
    while (this.isAnyone() && performance.now() < until) await new Promise((go) => setTimeout(go, 1))
  }
}
