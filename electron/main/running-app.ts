/** The app once it is ready: everything put together, and the menus kept true. */
import { app, Menu, session as electronSession, shell, BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { Theme } from '../shared/api.ts'
import { toErrorReply } from '../shared/errors.ts'
import { addContextMenu } from './context-menu.ts'
import { Dialogs } from './dialogs.ts'
import type { Given } from './files.ts'
import { applyTheme, forgetRecents, makeHandlers, route, type Handlers } from './handlers.ts'
import { Imports } from './imports.ts'
import { serveCalls } from './ipc.ts'
import { Leaving } from './leaving.ts'
import { scoped, type Log } from './log.ts'
import { menuTemplate, type MenuActions } from './menu.ts'
import { servePage } from './protocol.ts'
import { watchPage } from './page-faults.ts'
import { Session } from './session.ts'
import { Settings } from './settings.ts'
import { ArchiveWindow } from './window.ts'

export interface RunningApp {
  /** opens what the start was given, or what was open the last time */
  begin(given: Given): Promise<void>
  /** opens and imports files that came from outside */
  take(given: Given): Promise<void>
  /** macOS: somebody clicked the dock */
  activate(): void
}

interface Options {
  log: Log
  logPath: string
  isCheckout: boolean
  /** the folder of everything built */
  dist: string
}

export function makeApp(options: Options): RunningApp {
  const { log, logPath, dist, isCheckout } = options
  const resources = join(dist, '..', 'resources')
  const settings = new Settings(join(app.getPath('userData'), 'settings.json'), scoped(log, 'settings'))
  applyTheme(settings.data.theme, settings)

  // in memory: no text of an article stays behind in a cache
  const pages = electronSession.fromPartition('ui')
  servePage(pages, join(dist, 'renderer'))

  const dialogs = new Dialogs(settings, logPath)
  const onChange = (): void => updateMenu()
  const session = new Session({ settings, dialogs, log, makeWindow, onChange })
  const imports = new Imports(session, dialogs, join(resources, 'sample'))
  const leaving = new Leaving(session, settings, dialogs)
  const handlers = makeHandlers({ session, settings, dialogs, imports, leaving, onChange })
  const actions = menuActions({ session, settings, dialogs, handlers, logPath, onChange })

  function makeWindow(): ArchiveWindow {
    const beside = session.windows.size > 0 ? session.currentWindow() : undefined
    const window = new ArchiveWindow({
      session: pages,
      icon: join(resources, 'icons', '256x256.png'),
      isCheckout,
      saved: settings.data.window,
      beside,
      onMoved: (state) => settings.update({ window: state }),
    })
    session.windows.add(window)
    leaving.watchWindow(window)
    addContextMenu(window.browser.webContents)
    watchPage(window, dialogs, scoped(log, 'page'))
    return window
  }

  function updateMenu(): void {
    const focused = [...session.windows].find((window) => window.browser === BrowserWindow.getFocusedWindow())
    const state = {
      mac: process.platform === 'darwin',
      isCheckout,
      hasArchive: Boolean((focused ?? [...session.windows].at(-1))?.archive),
      recents: settings.data.recents.map(({ path }) => path),
      theme: settings.data.theme,
    }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions)))
  }

  async function take({ archives, dumps }: Given): Promise<void> {
    const window = session.currentWindow()
    window.focus()
    for (const archive of archives) await session.openFromOutside(archive, window)
    if (dumps.length > 0) await report(window, () => imports.paths(session.currentWindow(), dumps))
  }

  async function report(window: ArchiveWindow, action: () => unknown): Promise<void> {
    try {
      await action()
    } catch (error) {
      await dialogs.error(window.browser, toErrorReply(error))
    }
  }

  async function begin(given: Given): Promise<void> {
    makeWindow()
    const nothing = given.archives.length === 0 && given.dumps.length === 0
    await take(nothing ? { archives: settings.data.open, dumps: [] } : given)
  }

  serveCalls<ArchiveWindow>(
    {
      windowOf: (contents) => [...session.windows].find((window) => window.browser.webContents === contents),
      route: (window, call) => route(handlers, window, call),
    },
    scoped(log, 'ipc'),
  )
  leaving.watchQuit()
  app.on('browser-window-focus', updateMenu)
  app.setAboutPanelOptions({ applicationName: 'Clipfile', applicationVersion: app.getVersion(), website: '' })
  updateMenu()

  const activate = (): void =>
    session.windows.size === 0 ? void makeWindow() : session.currentWindow().focus()
  return { begin, take, activate }
}

interface MenuParts {
  session: Session
  settings: Settings
  dialogs: Dialogs
  handlers: Handlers
  logPath: string
  onChange: () => void
}

/** Menu items do what the page could ask for, in the current window; a failure has no page to tell it. */
function menuActions({ session, settings, dialogs, handlers, logPath, onChange }: MenuParts): MenuActions {
  const act = (action: (window: ArchiveWindow) => unknown) => async (): Promise<void> => {
    const window = session.currentWindow()
    try {
      await action(window)
    } catch (error) {
      await dialogs.error(window.browser, toErrorReply(error))
    }
  }
  return {
    newArchive: act((window) => handlers['session.new'](undefined, window)),
    openArchive: act(async (window) => {
      const path = await dialogs.openArchive(window.browser)
      if (path !== null) await session.openFromOutside(path, window)
    }),
    openRecent: (path) => void session.openFromOutside(path),
    clearRecents: () => {
      forgetRecents(settings)
      onChange()
      void session.publish()
    },
    importDumps: (kind) => void act((window) => handlers['import.choose']({ kind }, window))(),
    exportJsonLines: act((window) => handlers['export.jsonl'](undefined, window)),
    checkArchive: act((window) => handlers['archiveFile.check'](undefined, window)),
    showArchive: act((window) => handlers['archiveFile.show'](undefined, window)),
    closeArchive: act((window) => handlers['session.close'](undefined, window)),
    command: (command) => session.currentWindow().send('menu', command),
    setTheme: (theme: Theme) => void act((window) => handlers['settings.theme']({ theme }, window))(),
    showLog: () => shell.showItemInFolder(logPath),
  }
}
