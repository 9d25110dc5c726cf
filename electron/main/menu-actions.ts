/** What menu items do: the same as the page could ask for, in the current window. */
import { shell } from 'electron'
import { toErrorReply } from '../shared/errors.ts'
import { forgetRecents, type Handlers, type Parts } from './handlers.ts'
import type { MenuActions } from './menu.ts'
import type { ArchiveWindow } from './window.ts'

export function menuActions(parts: Parts, handlers: Handlers, logPath: string): MenuActions {
  const { session, settings, dialogs, onChange } = parts
  /** A failure has no page to be told to, so a dialog tells it. */
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
    mergeArchive: act((window) => handlers['merge.choose'](undefined, window)),
    checkArchive: act((window) => handlers['archiveFile.check'](undefined, window)),
    showArchive: act((window) => handlers['archiveFile.show'](undefined, window)),
    closeArchive: act((window) => handlers['session.close'](undefined, window)),
    command: (command) => session.currentWindow().send('menu', command),
    setTheme: (theme) => void act((window) => handlers['settings.theme']({ theme }, window))(),
    showLog: () => shell.showItemInFolder(logPath),
  }
}
