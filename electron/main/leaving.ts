/** Closing and quitting: a running job is asked for, then stopped; nothing that is kept depends on it. */
import { app } from 'electron'
import type { Dialogs } from './dialogs.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { ArchiveWindow } from './window.ts'

const isMac = process.platform === 'darwin'

export class Leaving {
  readonly #session: Session
  readonly #settings: Settings
  readonly #dialogs: Dialogs
  #asking = false
  #quitting = false

  constructor(session: Session, settings: Settings, dialogs: Dialogs) {
    this.#session = session
    this.#settings = settings
    this.#dialogs = dialogs
  }

  /** Asks before the app quits while a job runs, and gives archives and settings a moment to close. */
  watchQuit(): void {
    app.on('before-quit', (event) => {
      if (this.#quitting) return
      event.preventDefault()
      void this.#quit()
    })
    app.on('window-all-closed', () => {
      if (!isMac) app.quit()
    })
  }

  /** Does the same for one window. */
  watchWindow(window: ArchiveWindow): void {
    window.browser.on('close', (event) => {
      if (window.mayClose || this.#quitting) return
      event.preventDefault()
      void this.#closeWindow(window)
    })
    window.browser.on('closed', () => {
      this.#session.windows.delete(window)
      // the last one closed is what a person comes back to
      if (this.#session.windows.size > 0 && !this.#quitting) this.#session.rememberOpen()
    })
  }

  /** Closes the archive of a window and leaves the window, unless a job is to go on. */
  async closeArchive(window: ArchiveWindow): Promise<void> {
    const path = window.archive?.path
    if (path !== undefined && !(await this.#stopJobs(window, path))) return
    await window.lastWords()
    await this.#session.closeArchive(window)
    await this.#session.publish(window)
  }

  async #closeWindow(window: ArchiveWindow): Promise<void> {
    const { archive } = window
    if (archive && !(await this.#stopJobs(window, archive.path))) return
    window.mayClose = true
    window.browser.hide()
    await window.lastWords()
    await archive?.backend.close()
    window.browser.destroy()
  }

  async #stopJobs(window: ArchiveWindow | null, path?: string): Promise<boolean> {
    if (this.#asking) return false
    const running = this.#session.jobs.running(path)
    if (running.length > 0) {
      this.#asking = true
      const may = this.#dialogs.mayStop(
        window?.browser ?? null,
        running,
        path === undefined ? 'quit' : 'close',
      )
      if (!(await may.finally(() => (this.#asking = false)))) return false
    }
    for (const { archive } of [...this.#session.windows]) {
      if (archive && (path === undefined || archive.path === path)) archive.leaving = true
    }
    await this.#session.jobs.stopAll(path)
    return true
  }

  async #quit(): Promise<void> {
    const [window = null] = this.#session.windows
    if (!(await this.#stopJobs(window))) return
    this.#quitting = true
    this.#session.isEnding = true
    for (const { browser } of [...this.#session.windows]) browser.hide()
    await Promise.all([...this.#session.windows].map((one) => one.lastWords()))
    await Promise.all([...this.#session.windows].map(({ archive }) => archive?.backend.close()))
    this.#settings.flush()
    app.quit()
  }
}
