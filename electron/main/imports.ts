/** Ways into an archive: chosen, dropped, resumed, or the sample that comes with the app. */
import { app } from 'electron'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { OpenArchive } from '../shared/api.ts'
import type { ImportRun } from '../shared/model.ts'
import { AppError, fromErrorReply } from '../shared/errors.ts'
import type { JobRequest } from '../shared/wire.ts'
import type { Dialogs } from './dialogs.ts'
import { sortFiles } from './files.ts'
import type { Session } from './session.ts'
import type { ArchiveWindow, WindowArchive } from './window.ts'

export class Imports {
  readonly #session: Session
  readonly #dialogs: Dialogs
  readonly #sampleFolder: string

  constructor(session: Session, dialogs: Dialogs, sampleFolder: string) {
    this.#session = session
    this.#dialogs = dialogs
    this.#sampleFolder = sampleFolder
  }

  async choose(window: ArchiveWindow, kind: 'files' | 'folder'): Promise<number | null> {
    const paths = await this.#dialogs.dumps(window.browser, kind)
    return paths && this.paths(window, paths)
  }

  /** Imports what was dropped or handed over; archives among it are opened, and without one the rest is offered. */
  async paths(window: ArchiveWindow, paths: readonly string[]): Promise<number | null> {
    const { archives, dumps } = sortFiles(paths)
    for (const archive of archives) await this.#session.open(archive, window)
    if (dumps.length === 0) return null
    if (window.archive) return this.#start(window.archive, dumps)
    window.offer(dumps)
    return null
  }

  async resume(window: ArchiveWindow, importId: number): Promise<number> {
    const archive = requireArchive(window)
    const { name } = await readRun(archive, importId)
    await this.makeRoom(archive)
    return this.#session.jobs.start(name, { kind: 'import', path: archive.path, resume: importId })
  }

  /** Reads the refused records of an import once more, or those of one of its dumps. */
  async retry(window: ArchiveWindow, importId: number, dumpId: number | null): Promise<number> {
    const archive = requireArchive(window)
    const { name } = await readRun(archive, importId)
    await this.makeRoom(archive)
    return this.#session.jobs.start(name, { kind: 'import', path: archive.path, retry: importId, dumpId })
  }

  /** Asks for a name, and writes the ledger there; null when that was cancelled. */
  async ledger(
    window: ArchiveWindow,
    choice: Pick<Extract<JobRequest, { kind: 'ledger' }>, 'importId' | 'dumpId' | 'state'>,
  ): Promise<number | null> {
    const { path } = requireForJob(window)
    const { name } = await readRun(requireArchive(window), choice.importId)
    const target = await this.#dialogs.ledgerTarget(window.browser, name)
    if (target === null) return null
    return this.#session.jobs.start(`Ledger of ${name}`, { kind: 'ledger', path, ...choice, target })
  }

  /** Opens the sample archive, made by an ordinary import the first time. */
  async openSample(window: ArchiveWindow): Promise<OpenArchive> {
    const path = join(app.getPath('userData'), 'Sample.clipfile')
    const shown = await this.#session.show(path, window, !existsSync(path))
    const archive = requireArchive(shown)
    const reply = await archive.backend.call('archive.imports', undefined)
    // also when an earlier try ended between making the file and filling it
    if (reply.ok && (reply.value as ImportRun[]).length === 0)
      await this.#start(archive, [this.#sampleFolder])
    return (await this.#session.state(shown)).archive!
  }

  async #start(archive: WindowArchive, paths: string[]): Promise<number> {
    await this.makeRoom(archive)
    const [first = ''] = paths
    const name = paths.length === 1 ? basename(first) : `${paths.length} files`
    return this.#session.jobs.start(name, { kind: 'import', path: archive.path, paths })
  }

  /** The import writes the index as well; whoever is at it goes on when the import has ended, and so does what came by itself. */
  async makeRoom(archive: WindowArchive): Promise<void> {
    this.mustBeWritable(archive)
    await this.#session.jobs.stopKind(archive.path, 'index')
    await this.#session.jobs.pauseByItself(archive.path)
  }

  mustBeWritable({ readOnly, name }: WindowArchive): void {
    if (!readOnly) return
    const next = 'Copy the file to a place where you may write, and open the copy.'
    throw new AppError('archive-read-only', `“${name}” can only be read.`, next)
  }
}

async function readRun(archive: WindowArchive, id: number): Promise<ImportRun> {
  const reply = await archive.backend.call('archive.import', { id })
  if (!reply.ok) throw fromErrorReply(reply.error)
  return reply.value as ImportRun
}

/** The archive of a window; asking for one where none is open is a fault of the asker. */
export function requireArchive(window: ArchiveWindow): WindowArchive {
  if (!window.archive)
    throw new AppError('not-found', 'No archive is open in this window.', 'Open or create one first.')
  return window.archive
}

/** The archive of a window for a job, which opens its file itself: a backup that is looked at is left alone. */
export function requireForJob(window: ArchiveWindow): WindowArchive {
  const archive = requireArchive(window)
  if (!archive.isLook) return archive
  const next = 'Restore it, and do this with the restored archive.'
  throw new AppError('not-allowed', 'This is a backup that you are looking into.', next)
}
