/**
 * The watched folders of the archives that are open. Which folder belongs to which archive is kept among the settings of this
 * computer, not in the archive: a path means nothing elsewhere, and an archive that somebody sends must not name folders to read.
 */
import { basename } from 'node:path'
import type { WatchState } from '../shared/api.ts'
import { AppError, toErrorReply } from '../shared/errors.ts'
import type { ImportRun } from '../shared/model.ts'
import { askAside } from './aside.ts'
import { nativeBinding, type JobChild } from './child.ts'
import type { Dialogs } from './dialogs.ts'
import { FolderWatch } from './folder-watch.ts'
import { requireForJob, type Imports } from './imports.ts'
import type { Log } from './log.ts'
import type { Session } from './session.ts'
import { setWatched, type Settings } from './settings.ts'
import type { ArchiveWindow, WindowArchive } from './window.ts'

interface Parts {
  session: Session
  settings: Settings
  dialogs: Dialogs
  imports: Imports
  fork: () => JobChild
  log: Log
}

export class WatchedFolders {
  readonly #parts: Parts
  readonly #watches = new Map<WindowArchive, FolderWatch>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Begins to watch the folder of an archive that was opened, and goes on with what was begun the last time. */
  async opened(archive: WindowArchive): Promise<void> {
    if (archive.readOnly || archive.isLook || this.#folderOf(archive) === null) return
    await this.#goOn(archive)
    this.#begin(archive)
  }

  /** A job of an archive ended: it may have been in the way. */
  jobEnded(path: string): void {
    for (const [archive, watch] of this.#watches) {
      if (archive.path !== path || archive.leaving) continue
      void this.#goOn(archive)
      watch.notice()
    }
  }

  closed(archive: WindowArchive): void {
    this.#watches.get(archive)?.close()
    this.#watches.delete(archive)
  }

  state(window: ArchiveWindow): WatchState {
    const archive = requireForJob(window)
    return { folder: this.#folderOf(archive), problem: this.#watches.get(archive)?.problem ?? null }
  }

  /** Asks for a folder; without an answer everything stays as it was. */
  async choose(window: ArchiveWindow): Promise<WatchState> {
    const { dialogs, imports } = this.#parts
    const archive = requireForJob(window)
    imports.mustBeWritable(archive)
    const folder = await dialogs.watchedFolder(window.browser)
    if (folder !== null) {
      this.#keep(archive, folder)
      this.#begin(archive)
    }
    return this.state(window)
  }

  stop(window: ArchiveWindow): WatchState {
    const archive = requireForJob(window)
    this.#keep(archive, null)
    this.closed(archive)
    return this.state(window)
  }

  #keep(archive: WindowArchive, folder: string | null): void {
    const { settings } = this.#parts
    settings.update({ watched: setWatched(settings.data.watched, archive.path, folder) })
  }

  #folderOf({ path }: WindowArchive): string | null {
    return this.#parts.settings.data.watched.find(({ archive }) => archive === path)?.folder ?? null
  }

  #begin(archive: WindowArchive): void {
    this.closed(archive)
    const folder = this.#folderOf(archive)
    if (folder === null) return
    const { session, fork, log } = this.#parts
    const watch = new FolderWatch({
      folder,
      look: () => {
        // one that was closed in the meantime
        if (archive.leaving || session.windowOf(archive.path)?.archive !== archive) {
          this.closed(archive)
          throw new AppError('cancelled', 'The archive is closed.')
        }
        const request = { kind: 'new-files' as const, path: archive.path, folder }
        const late = AbortSignal.timeout(LOOK_MS)
        return askAside(fork(), request, { nativeBinding: nativeBinding(), signal: late })
      },
      take: (only) => this.#take(archive, folder, only),
      onProblem: (problem) => {
        if (problem && problem.code !== 'cancelled') log('warn', problem.message)
        session.windowOf(archive.path)?.send('watch', this.#stateOf(archive, problem))
      },
    })
    this.#watches.set(archive, watch)
  }

  #stateOf(archive: WindowArchive, problem: WatchState['problem']): WatchState {
    return { folder: this.#folderOf(archive), problem }
  }

  /** @returns false while another job writes articles */
  #take(archive: WindowArchive, folder: string, only: string[]): boolean {
    const { session, log } = this.#parts
    if (archive.leaving) return true
    try {
      void session.jobs.stopKind(archive.path, 'index')
      session.jobs.start(basename(folder), { kind: 'import', path: archive.path, folder, only })
      return true
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'job-running') throw error
      log('info', `new files wait: ${error.message}`)
      return false
    }
  }

  async #goOn(archive: WindowArchive): Promise<void> {
    try {
      await this.#resume(archive)
    } catch (error) {
      this.#parts.log('info', `not resumed now: ${toErrorReply(error).message}`)
    }
  }

  /**
   * What was cut short by quitting, or by a person's own import, goes on: nobody started it by hand, and nobody has to go on with
   * it by hand.
   */
  async #resume(archive: WindowArchive): Promise<void> {
    const { session } = this.#parts
    const reply = await archive.backend.call('archive.imports', undefined)
    if (!reply.ok) return
    const cut = (reply.value as ImportRun[]).find(
      ({ watched, state, takenBackAtMs }) =>
        watched && takenBackAtMs === null && (state === 'paused' || state === 'interrupted'),
    )
    if (!cut || archive.leaving || session.jobs.isRunning(archive.path, 'import')) return
    await session.jobs.stopKind(archive.path, 'index')
    session.jobs.start(cut.name, { kind: 'import', path: archive.path, resume: cut.id, byItself: true })
  }
}

/** A drive that is gone can keep whoever looks at it waiting for ever. */
const LOOK_MS = 10 * 60_000
