/** Copies of archives: made when asked and when due, looked into, restored; and what another archive holds, merged. */
import { join } from 'node:path'
import { AppError, toErrorReply, type ErrorReply } from '../shared/errors.ts'
import type { Backup, BackupPlan, BackupState } from '../shared/export.ts'
import { askAside } from './aside.ts'
import { nativeBinding, type JobChild } from './child.ts'
import type { Dialogs } from './dialogs.ts'
import { requireArchive, requireForJob, type Imports } from './imports.ts'
import type { Log } from './log.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { ArchiveWindow, WindowArchive } from './window.ts'

interface Parts {
  session: Session
  settings: Settings
  dialogs: Dialogs
  imports: Imports
  fork: () => JobChild
  log: Log
}

const LOOK_EVERY_MS = 3_600_000
/** A drive that is gone can keep whoever asks it waiting for ever. */
const FOLDER_MS = 15_000

export class Backups {
  readonly #parts: Parts
  /** what each window was told: the only backups that its page may name */
  readonly #told = new WeakMap<ArchiveWindow, readonly Backup[]>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Makes those that are due, now and every hour. */
  watch(): void {
    setInterval(() => {
      for (const { archive } of this.#parts.session.windows) if (archive) void this.makeIfDue(archive)
    }, LOOK_EVERY_MS).unref()
  }

  /** Begins a backup of an archive if its time has come. Whatever is in the way of it waits for the next look. */
  async makeIfDue(archive: WindowArchive): Promise<void> {
    const { settings, session, log } = this.#parts
    const { backupFolder: folder, backupPlan: plan } = settings.data
    const isOff = folder === null || plan.everyDays === null || archive.readOnly
    if (isOff || session.jobs.isRunning(archive.path, 'backup')) return
    try {
      const isDue = await this.#look(archive, folder, plan).then(
        (found) => found.isDue,
        // the job tells the person why nothing can be copied there
        () => true,
      )
      if (!isDue || archive.leaving || session.jobs.isRunning(archive.path, 'backup')) return
      session.jobs.start('Scheduled backup', {
        ...{ kind: 'backup', path: archive.path, folder, keep: plan.keep, byItself: true },
      })
    } catch (error) {
      log('warn', `no scheduled backup: ${toErrorReply(error).message}`)
    }
  }

  async state(window: ArchiveWindow): Promise<BackupState> {
    const { backupFolder: folder, backupPlan: plan } = this.#parts.settings.data
    const archive = requireArchive(window)
    let backups: Backup[] = []
    let problem: ErrorReply | null = null
    try {
      if (folder !== null) backups = (await this.#look(archive, folder, plan)).backups
    } catch (error) {
      problem = toErrorReply(error)
    }
    this.#told.set(window, backups)
    return { folder, plan, backups, problem }
  }

  async chooseFolder(window: ArchiveWindow): Promise<BackupState> {
    const { dialogs, settings } = this.#parts
    const folder = await dialogs.backupFolder(window.browser)
    if (folder !== null) settings.update({ backupFolder: folder })
    return this.state(window)
  }

  plan(window: ArchiveWindow, plan: BackupPlan): Promise<BackupState> {
    this.#parts.settings.update({ backupPlan: plan })
    return this.state(window)
  }

  /** Makes one now; asks for the folder where none was chosen. Null when that was cancelled. */
  async make(window: ArchiveWindow): Promise<number | null> {
    const { session, settings } = this.#parts
    const { path, name } = requireForJob(window)
    if (settings.data.backupFolder === null) await this.chooseFolder(window)
    const { backupFolder: folder, backupPlan } = settings.data
    if (folder === null) return null
    if (session.jobs.isRunning(path, 'backup')) {
      throw new AppError('job-running', 'A backup of this archive is being made.', 'Wait for it to end.')
    }
    return session.jobs.start(name, { kind: 'backup', path, folder, keep: backupPlan.keep, byItself: false })
  }

  /** Shows a backup in a window of its own, as a copy that cannot be changed. */
  async preview(window: ArchiveWindow, name: string): Promise<void> {
    await this.#parts.session.look(join(this.#folderOf(window, name), name))
  }

  /** Asks for a name, and makes a new archive of a backup; null when that was cancelled. */
  async restore(window: ArchiveWindow, name: string): Promise<number | null> {
    const { session, dialogs } = this.#parts
    const folder = this.#folderOf(window, name)
    const archive = requireArchive(window)
    const target = await dialogs.restoreTarget(window.browser, archive.name)
    if (target === null) return null
    return session.jobs.start(name, { kind: 'restore', path: archive.path, folder, name, target })
  }

  /** Asks for another archive, and takes in what it holds; null when that was cancelled. */
  async merge(window: ArchiveWindow): Promise<number | null> {
    const { session, dialogs, imports } = this.#parts
    const archive = requireForJob(window)
    imports.mustBeWritable(archive)
    const other = await dialogs.otherArchive(window.browser)
    if (other === null) return null
    await imports.makeRoom(archive)
    return session.jobs.start(archive.name, { kind: 'merge', path: archive.path, other })
  }

  #look(archive: WindowArchive, folder: string, plan: BackupPlan): Promise<Looked> {
    const request = { kind: 'backups' as const, path: archive.path, folder, plan }
    const late = new AbortController()
    const silent = new AppError(
      'read-failed',
      `The folder ${folder} does not answer.`,
      'Look whether its drive is connected, or choose another folder.',
    )
    const timer = setTimeout(() => late.abort(silent), FOLDER_MS)
    const options = { nativeBinding: nativeBinding(), signal: late.signal }
    return askAside(this.#parts.fork(), request, options).finally(() => clearTimeout(timer))
  }

  /** The folder of a backup that the page was told of: it must not open files of its choice. */
  #folderOf(window: ArchiveWindow, name: string): string {
    const folder = this.#parts.settings.data.backupFolder
    const isTold = this.#told.get(window)?.some((backup) => backup.name === name)
    if (folder !== null && isTold) return folder
    throw new AppError('not-found', 'This backup is not in the list any more.', 'Look at the list again.')
  }
}

type Looked = { backups: Backup[]; isDue: boolean }
