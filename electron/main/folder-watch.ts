/**
 * One watched folder: notices that something happened in it, waits until files are complete, and has them taken in. Knows of no
 * Electron and of no archive. What was taken in before is the archive's to know: its ledger holds every file that was read or
 * refused, so nothing comes twice, also after a restart.
 */
import { watch } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'
import { toErrorReply, type ErrorReply } from '../shared/errors.ts'
import type { NewFiles } from '../shared/wire.ts'

export interface FolderWatchOptions {
  folder: string
  /** what is new in it; asked of another process. @throws AppError when it cannot be looked into */
  look: () => Promise<NewFiles>
  /** has these files imported; false when that has to wait for something else that runs */
  take: (files: string[]) => boolean
  /** why it cannot be watched; null when it is again */
  onProblem: (problem: ErrorReply | null) => void
  times?: Partial<typeof TIMES>
}

const TIMES = {
  /** many files copied at once are one look */
  debounceMs: 500,
  /** a file that has not changed for so long is complete */
  stableMs: 2_000,
  /** without any sign from the system: drives of other computers give none */
  everyMs: 5 * 60_000,
  /** while the folder cannot be looked into */
  retryMs: 30_000,
}

type Watcher = { close: () => void }
type Look = NewFiles['files'][number]

export class FolderWatch {
  readonly #options: FolderWatchOptions
  readonly #times: typeof TIMES
  readonly #watchers = new Map<string, Watcher>()
  #timer: NodeJS.Timeout | undefined
  #isLooking = false
  #isAgain = false
  #isClosed = false
  #problem: ErrorReply | null = null

  constructor(options: FolderWatchOptions) {
    this.#options = options
    this.#times = { ...TIMES, ...options.times }
    this.#later(0)
  }

  get problem(): ErrorReply | null {
    return this.#problem
  }

  /** Looks soon: something happened in the folder, or what was in the way of an import has ended. */
  notice(): void {
    if (this.#isLooking) this.#isAgain = true
    else this.#later(this.#times.debounceMs)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#watchOnly([])
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#timer = setTimeout(() => void this.#look(), ms)
    // the app may quit while a folder waits for its next look
    this.#timer.unref()
  }

  async #look(): Promise<void> {
    this.#isLooking = true
    this.#isAgain = false
    let next = this.#times.everyMs
    try {
      const { files, folders } = await this.#options.look()
      if (this.#isClosed) return
      this.#watchOnly(folders)
      this.#tell(null)
      if (files.length > 0) next = await this.#takeComplete(files)
    } catch (error) {
      this.#watchOnly([])
      this.#tell(toErrorReply(error))
      next = this.#times.retryMs
    } finally {
      this.#isLooking = false
    }
    this.#later(this.#isAgain ? Math.min(next, this.#times.debounceMs) : next)
  }

  /** Has those taken in that are complete. @returns when to look again */
  async #takeComplete(files: readonly Look[]): Promise<number> {
    const { stableMs, everyMs } = this.#times
    const before = await Promise.all(files.map(lookAt))
    await new Promise((resolve) => setTimeout(resolve, stableMs).unref())
    const now = await Promise.all(files.map(lookAt))
    if (this.#isClosed) return everyMs
    const complete = files.filter((_, i) => now[i] !== null && now[i] === before[i])
    // whoever is in its way calls notice() at its end
    const isTaken = complete.length > 0 && this.#options.take(complete.map(({ path }) => path))
    return complete.length < files.length && (isTaken || complete.length === 0) ? stableMs : everyMs
  }

  #tell(problem: ErrorReply | null): void {
    const isNews = problem?.message !== this.#problem?.message
    this.#problem = problem
    if (isNews && !this.#isClosed) this.#options.onProblem(problem)
  }

  /** One watcher a folder: one for all of a tree costs one for each of its files. */
  #watchOnly(folders: readonly string[]): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.includes(folder)) continue
      watcher.close()
      this.#watchers.delete(folder)
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watch(folder)
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.notice())
      // no more of them allowed, or the drive is gone: the next look finds what it would have told
      watcher.on('error', () => {
        watcher.close()
        this.#watchers.delete(folder)
      })
      this.#watchers.set(folder, watcher)
    } catch {
      // as above
    }
  }
}

/** What tells whether a file still grows; null where it is gone. What is no file (a broken link) is refused as it is. */
async function lookAt({ path }: Look): Promise<string | null> {
  try {
    const { size, mtimeMs, ino } = await stat(path)
    return `${size} ${mtimeMs} ${ino}`
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT' ? await brokenLink(path) : 'not to be read'
  }
}

async function brokenLink(path: string): Promise<string | null> {
  return lstat(path).then(
    () => 'a link that leads nowhere',
    () => null,
  )
}
