/** A job outside its page: the taskbar, the power saving, a notification when nobody looks. */
import { Notification, powerSaveBlocker } from 'electron'
import type { JobProgress } from '../shared/api.ts'
import type { ArchiveWindow } from './window.ts'

const NO_BAR = -1
const UNKNOWN_LENGTH = 2

export class JobDisplay {
  #blocker: number | null = null

  /** Keeps the computer awake while any job runs. */
  keepAwake(working: boolean): void {
    if (working && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!working && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }

  /** Shows the progress of a window's job on the taskbar; `null` takes it away. */
  bar(window: ArchiveWindow, progress: JobProgress | null): void {
    if (!window.browser.isDestroyed()) window.browser.setProgressBar(progress ? fraction(progress) : NO_BAR)
  }

  /** Says that a job ended, if the window is not being looked at. */
  notify(window: ArchiveWindow, progress: JobProgress): void {
    if (window.browser.isDestroyed() || window.browser.isFocused() || !Notification.isSupported()) return
    const notification = new Notification({ title: titleOf(progress), body: summary(progress), silent: true })
    notification.on('click', () => window.focus())
    notification.show()
  }
}

/** How far a job is, from 0 to 1, or {@link UNKNOWN_LENGTH}. */
function fraction({ current, total, bytes, bytesTotal }: JobProgress): number {
  if (bytesTotal) return Math.min(1, bytes / bytesTotal)
  if (total) return Math.min(1, current / total)
  return UNKNOWN_LENGTH
}

const KINDS: Record<JobProgress['kind'], string> = {
  import: 'Import',
  export: 'Export',
  check: 'Check',
  index: 'Indexing',
  extract: 'Extraction',
  annotations: 'Annotations',
  trash: 'Emptying the trash',
  backup: 'Backup',
  restore: 'Restoring',
  merge: 'Merge',
  ledger: 'Ledger',
}
const ENDS: Record<JobProgress['state'], string> = {
  running: 'runs',
  cancelling: 'is stopping',
  done: 'finished',
  cancelled: 'stopped',
  paused: 'paused',
  failed: 'failed',
  interrupted: 'was interrupted',
}

function titleOf({ kind, state }: JobProgress): string {
  return `${KINDS[kind]} ${ENDS[state]}`
}

function summary({ kind, name, imported, duplicates, rejected, error, result }: JobProgress): string {
  if (error) return error.message
  if (result) return result
  if (kind !== 'import') return name
  const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}`
  return `${name}: ${count(imported, 'imported')}, ${count(duplicates, 'known already')}, ${count(rejected, 'rejected')}`
}
