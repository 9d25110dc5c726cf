/** The app once it is ready: everything put together, and the menus kept true. */
import { app, Menu, session as electronSession } from 'electron'
import { join } from 'node:path'
import { toErrorReply } from '../shared/errors.ts'
import { Backups } from './backups.ts'
import { Columns } from './columns.ts'
import { forksFrom, type JobChild } from './child.ts'
import { addContextMenu } from './context-menu.ts'
import { Dialogs } from './dialogs.ts'
import { DraggedFiles } from './dragged-files.ts'
import { Exports } from './exports.ts'
import type { Given } from './files.ts'
import { applyTheme, makeHandlers, route } from './handlers.ts'
import { Imports } from './imports.ts'
import { serveCalls } from './ipc.ts'
import { Leaving } from './leaving.ts'
import { scoped, type Log } from './log.ts'
import { menuActions } from './menu-actions.ts'
import { menuTemplate, type MenuActions } from './menu.ts'
import { watchPage } from './page-faults.ts'
import { servePage } from './protocol.ts'
import { Session } from './session.ts'
import { Settings } from './settings.ts'
import { WatchedFolders } from './watched-folders.ts'
import { ArchiveWindow, type WindowArchive } from './window.ts'

export interface AppOptions {
  log: Log
  logPath: string
  isCheckout: boolean
  /** the folder that the Node side was built into */
  built: string
  /** the folder of our page */
  page: string
  resources: string
}

export class RunningApp {
  readonly #options: AppOptions
  // in memory: no text of an article stays behind in a cache
  readonly #pages = electronSession.fromPartition('ui')
  readonly #settings: Settings
  readonly #dialogs: Dialogs
  readonly #session: Session
  readonly #imports: Imports
  readonly #leaving: Leaving
  readonly #exports: Exports
  readonly #menuActions: MenuActions

  constructor(options: AppOptions) {
    const { log, logPath, built, page, resources } = options
    this.#options = options
    const settings = new Settings(join(app.getPath('userData'), 'settings.json'), scoped(log, 'settings'))
    const dialogs = new Dialogs(settings, logPath)
    const makeWindow = (): ArchiveWindow => this.#makeWindow()
    const onChange = (): void => this.#updateMenu()
    const forks = forksFrom(built)
    const onOpened = (archive: WindowArchive): void => {
      void backups.makeIfDue(archive)
      void watched.opened(archive)
    }
    const onJobEnded = (path: string): void => watched.jobEnded(path)
    const about = { settings, dialogs, forks, log, makeWindow, onChange, onOpened, onJobEnded }
    const session = new Session(about)
    const imports = new Imports(session, dialogs, join(resources, 'sample'))
    const leaving = new Leaving(session, settings, dialogs)
    const fork = (): JobChild => forks.job(scoped(log, 'aside'))
    const dragged = new DraggedFiles(join(resources, 'icons', '32x32.png'))
    const exports = new Exports({ session, settings, dialogs, fork, dragged })
    const backups = new Backups({ session, settings, dialogs, imports, fork, log: scoped(log, 'backups') })
    const watched = new WatchedFolders({
      session,
      settings,
      dialogs,
      imports,
      fork,
      log: scoped(log, 'watch'),
    })
    const columns = new Columns(fork)
    const parts = {
      session,
      settings,
      dialogs,
      imports,
      columns,
      leaving,
      exports,
      backups,
      watched,
      onChange,
    }
    const handlers = makeHandlers(parts)
    this.#settings = settings
    this.#dialogs = dialogs
    this.#session = session
    this.#imports = imports
    this.#leaving = leaving
    this.#exports = exports
    this.#menuActions = menuActions(parts, handlers, logPath)

    applyTheme(settings.data.theme, settings)
    servePage(this.#pages, page, (key, sha256) => session.picture(key, sha256))
    const windowOf = (contents: Electron.WebContents): ArchiveWindow | undefined =>
      [...session.windows].find(({ browser }) => !browser.isDestroyed() && browser.webContents === contents)
    serveCalls({ windowOf, route: (window, call) => route(handlers, window, call) }, scoped(log, 'ipc'))
    leaving.watchQuit()
    backups.watch()
    app.on('will-quit', () => dragged.remove())
    app.setAboutPanelOptions({ applicationName: 'Clipfile', applicationVersion: app.getVersion() })
    onChange()
  }

  /** Opens what the start was given, or what was open the last time. */
  async begin(given: Given): Promise<void> {
    const isEmpty = given.archives.length === 0 && given.dumps.length === 0
    const wanted = isEmpty ? { archives: this.#settings.data.open, dumps: [] } : given
    const [first] = wanted.archives
    if (first !== undefined) this.#session.prepare(first)
    this.#makeWindow()
    await this.take(wanted)
  }

  /** Opens and imports files that came from outside. */
  async take({ archives, dumps }: Given): Promise<void> {
    this.#session.currentWindow().focus()
    for (const archive of archives) await this.#session.openFromOutside(archive)
    if (dumps.length === 0) return
    const window = this.#session.currentWindow()
    try {
      await this.#imports.paths(window, dumps)
    } catch (error) {
      await this.#dialogs.error(window.browser, toErrorReply(error))
    }
  }

  /** macOS: somebody clicked the dock. */
  activate(): void {
    this.#session.currentWindow().focus()
  }

  #makeWindow(): ArchiveWindow {
    const { built, resources, isCheckout, log } = this.#options
    const { windows } = this.#session
    const window = new ArchiveWindow({
      session: this.#pages,
      icon: join(resources, 'icons', '256x256.png'),
      preload: join(built, 'preload.cjs'),
      isCheckout,
      saved: this.#settings.data.window,
      beside: windows.size > 0 ? this.#session.currentWindow() : undefined,
      onMoved: (state) => this.#settings.update({ window: state }),
    })
    this.#session.add(window)
    this.#leaving.watchWindow(window)
    window.browser.on('closed', () => this.#exports.endPreview(window))
    addContextMenu(window.browser.webContents)
    watchPage(window, this.#dialogs, scoped(log, 'page'))
    return window
  }

  #updateMenu(): void {
    const current = [...this.#session.windows].at(-1)
    const { recents, theme } = this.#settings.data
    const state = {
      mac: process.platform === 'darwin',
      isCheckout: this.#options.isCheckout,
      hasArchive: Boolean(current?.archive),
      recents: recents.map(({ path }) => path),
      theme,
      changes: current?.archive ? current.changes : { undo: null, redo: null },
    }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, this.#menuActions)))
  }
}
