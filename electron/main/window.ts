/** A Clipfile window: one page, at most one archive. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { EVENT_CHANNEL, type EventName, type Events, type Input } from '../shared/api.ts'
import type { ErrorReply } from '../shared/errors.ts'
import { PAGE_URL } from './assets.ts'
import type { Backend } from './backend.ts'
import { cascade, fitBounds, MIN_SIZE } from './window-bounds.ts'
import type { WindowState } from './settings.ts'

/** The archive that a window shows, and the process that answers for it. */
export interface WindowArchive {
  path: string
  name: string
  /** names this opening of it in the addresses of its pictures */
  key: string
  readOnly: boolean
  /** a copy to look at, such as a backup: it is not remembered */
  isLook: boolean
  /** about to be closed: no new job may begin on it */
  leaving: boolean
  backend: Backend
}

/** The page's own background, so that a window does not flash before its first drawing. */
const PAPER = { light: '#fbfaf7', dark: '#191817' }
/** A page that draws nothing is shown all the same: an empty window says more than none. */
const SHOW_AFTER_MS = 4_000
/** A page that hangs does not keep anybody from leaving. */
const LAST_WORDS_MS = 1_000

export interface WindowOptions {
  session: Electron.Session
  icon: string
  preload: string
  isCheckout: boolean
  saved: WindowState | null
  /** the window that it should not cover */
  beside: ArchiveWindow | undefined
  onMoved: (state: WindowState) => void
}

export class ArchiveWindow {
  readonly browser: BrowserWindow
  archive: WindowArchive | null = null
  /** why the archive asked for from outside the page did not open */
  failure: { path: string; error: ErrorReply } | null = null
  /** what Undo and Redo would do, for the menu */
  changes: Input<'menu.changes'> = { undo: null, redo: null }
  /** nothing is left to ask or to end: the window may go */
  mayClose = false
  /** files offered for import: the only ones that the page may name */
  readonly #offered = new Set<string>()
  /** those not yet told, because no page listens */
  #untold: string[] = []
  #listens = false
  #pageSaved: (() => void) | null = null
  #drawn = false

  constructor(options: WindowOptions) {
    const { saved, beside, onMoved } = options
    const wish = beside ? cascade(beside.browser.getNormalBounds()) : saved
    this.browser = new BrowserWindow({
      ...fitBounds(wish, workAreas()),
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      show: false,
      title: 'Clipfile',
      icon: options.icon,
      backgroundColor: paper(),
      webPreferences: webPreferences(options),
    })
    this.#showWhenDrawn(saved?.maximised === true && !beside)
    this.#follow(onMoved)
    void this.browser.loadURL(PAGE_URL)
  }

  send<E extends EventName>(name: E, payload: Events[E]): void {
    if (!this.browser.isDestroyed()) this.browser.webContents.send(EVENT_CHANNEL, name, payload)
  }

  /** The page asked what is open: from now on it hears events. */
  pageListens(): void {
    this.#listens = true
    if (this.#untold.length > 0) this.send('import-offered', { paths: this.#untold })
    this.#untold = []
  }

  /** Lets the page save what waits to be saved; the archive is closed after this. */
  async lastWords(): Promise<void> {
    if (!this.#listens || !this.archive || this.browser.isDestroyed()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#pageSaved = resolve
    setTimeout(resolve, LAST_WORDS_MS)
    this.send('leaving', null)
    await promise
  }
  pageSaved(): void {
    this.#pageSaved?.()
  }

  /** Offers files for import where no archive is open: the page asks whether to make one for them. */
  offer(paths: string[]): void {
    for (const path of paths) this.#offered.add(path)
    this.#untold.push(...paths)
    if (this.#listens) this.pageListens()
  }

  wasOffered(paths: readonly string[]): boolean {
    return paths.every((path) => this.#offered.has(path))
  }

  /**
   * The system's print dialog for what the page shows. What lies below the page is printed, too, into the margins: it is
   * white until the dialog is gone.
   */
  print(): void {
    this.browser.setBackgroundColor('#ffffff')
    // closing the dialog without printing is no failure
    this.browser.webContents.print({ silent: false, printBackground: true }, () => {
      if (!this.browser.isDestroyed()) this.browser.setBackgroundColor(paper())
    })
  }

  /** Brings the window to the front; before its first drawing it comes by itself. */
  focus(): void {
    if (this.browser.isDestroyed() || !this.#drawn) return
    if (this.browser.isMinimized()) this.browser.restore()
    this.browser.show()
    this.browser.focus()
  }

  /** Names the window after its archive. */
  updateTitle(): void {
    if (this.browser.isDestroyed()) return
    const { archive } = this
    const name = archive?.isLook ? `${archive.name} (backup, read only)` : archive?.name
    this.browser.setTitle(name === undefined ? 'Clipfile' : `${name} — Clipfile`)
    this.browser.setRepresentedFilename(archive?.path ?? '')
  }

  #showWhenDrawn(maximised: boolean): void {
    const { browser } = this
    const show = (): void => {
      clearTimeout(timer)
      if (browser.isDestroyed() || this.#drawn) return
      this.#drawn = true
      if (maximised) browser.maximize()
      browser.show()
    }
    const timer = setTimeout(show, SHOW_AFTER_MS)
    browser.once('ready-to-show', show)
  }

  #follow(onMoved: (state: WindowState) => void): void {
    const { browser } = this
    const report = (): void => {
      if (browser.isDestroyed() || browser.isMinimized() || !browser.isVisible()) return
      onMoved({ ...browser.getNormalBounds(), maximised: browser.isMaximized() })
    }
    // one name at a time: the typings know each event alone
    browser.on('resize', report)
    browser.on('move', report)
    browser.on('maximize', report)
    browser.on('unmaximize', report)
    browser.webContents.on('did-start-loading', () => (this.#listens = false))
    browser.on('page-title-updated', (event) => event.preventDefault())
    const repaint = (): void => browser.setBackgroundColor(paper())
    nativeTheme.on('updated', repaint)
    browser.on('closed', () => nativeTheme.off('updated', repaint))
  }
}

function paper(): string {
  return nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light
}

function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary, ...others].map((display) => display.workArea)
}

/** Defaults are written out, so that neither a new Electron nor a careless edit changes one unseen. */
function webPreferences({ session, preload, isCheckout }: WindowOptions): Electron.WebPreferences {
  return {
    session,
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    autoplayPolicy: 'document-user-activation-required',
    devTools: isCheckout,
  }
}
