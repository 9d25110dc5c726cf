/** A page that crashed is loaded again; one that keeps crashing is not. */
import type { Dialogs } from './dialogs.ts'
import type { Log } from './log.ts'
import type { ArchiveWindow } from './window.ts'

const RETRY_WINDOW_MS = 60_000

export function watchPage(window: ArchiveWindow, dialogs: Dialogs, log: Log): void {
  const { browser } = window
  const contents = browser.webContents
  let crashedAtMs = -Infinity

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('error', `gone: ${reason}, code ${exitCode}`)
    if (window.mayClose || reason === 'clean-exit') return
    const again = Date.now() - crashedAtMs < RETRY_WINDOW_MS
    crashedAtMs = Date.now()
    if (!again) return contents.reload()
    void dialogs.error(browser, {
      code: 'internal',
      message: 'This window crashed twice.',
      detail:
        'Nothing in the archive is lost. Close the window and open the archive again; the log says more.',
    })
  })
  contents.on('did-fail-load', (_event, code, description) =>
    log('error', `not loaded: ${code} ${description}`),
  )
  contents.on('preload-error', (_event, _path, error) => log('error', `preload: ${error.message}`))
}
