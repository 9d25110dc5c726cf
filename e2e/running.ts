/** The app as a running program: its process, windows, menus and dialogs, and the bridge of its page. */
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { Input, JobProgress, Method, Reply } from '../electron/shared/api.ts'
import { answer, dialogsAsked } from './dialogs.ts'
import type { Place } from './place.ts'

const QUIT_MS = 15_000

export class RunningApp {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly place: Place
  readonly #process: ReturnType<ElectronApplication['process']>

  constructor(electron: ElectronApplication, page: Page, place: Place) {
    this.electron = electron
    this.page = page
    this.place = place
    this.#process = electron.process()
  }

  // ---------------------------------------------------------------- menus and dialogs

  /** An item of the native menu bar, by its path: `File`, `New Archive…`. */
  async nativeMenu(...path: string[]): Promise<void> {
    await this.electron.evaluate(({ Menu, BrowserWindow }, labels) => {
      let items = Menu.getApplicationMenu()?.items ?? []
      let found: Electron.MenuItem | undefined
      for (const label of labels) {
        found = items.find((item) => item.label.replace('&', '') === label)
        if (!found)
          throw new Error(`The menu has no ${label}; it has ${items.map((item) => item.label).join(', ')}`)
        items = found.submenu?.items ?? []
      }
      if (!found?.enabled) throw new Error(`${labels.join(' ▸ ')} is greyed out`)
      found.click(undefined, BrowserWindow.getAllWindows()[0])
    }, path)
  }

  async answerOpen(...filePaths: string[]): Promise<void> {
    await answer(this.electron, 'open', { canceled: false, filePaths })
  }
  async answerSave(filePath: string): Promise<void> {
    await answer(this.electron, 'save', { canceled: false, filePath })
  }
  /** Which button of the next question is pressed. */
  async answerQuestion(response: number): Promise<void> {
    await answer(this.electron, 'message', { response, checkboxChecked: false })
  }

  /** The next dialog of that kind is cancelled. */
  async expectCancel(kind: 'open' | 'save'): Promise<void> {
    await answer(this.electron, kind, { canceled: true, filePaths: [], filePath: '' })
  }

  dialogs(): ReturnType<typeof dialogsAsked> {
    return dialogsAsked(this.electron)
  }

  /** What was copied, as programs take it that know HTML. */
  clipboardHtml(): Promise<string> {
    return this.electron.evaluate(async ({ clipboard }) => {
      const older = clipboard as unknown as { readHTML?: () => string }
      if (older.readHTML) return older.readHTML()
      const [item] = await clipboard.read()
      return item ? (await item.getType('text/html')).text() : ''
    })
  }

  clipboard(): Promise<string> {
    return this.electron.evaluate(({ clipboard }) => clipboard.readText())
  }

  /** Calls the bridge as a script in the page would. */
  call<M extends Method>(method: M | (string & {}), input?: Input<M>): Promise<Reply<unknown>> {
    return this.page.evaluate(
      ([name, argument]) => {
        return window.clipfile.call(name, argument)
      },
      [method, input] as const,
    )
  }

  /** The job that began last. */
  async lastJob(): Promise<JobProgress | undefined> {
    const reply = await this.call('job.list')
    return reply.ok ? (reply.value as JobProgress[]).at(-1) : undefined
  }

  /** The process ids of one of our kinds of process. */
  pidsOf(name: 'Clipfile archive' | 'Clipfile job'): Promise<number[]> {
    return this.electron.evaluate(
      ({ app }, wanted) =>
        app
          .getAppMetrics()
          .filter((metric) => metric.name === wanted)
          .map((metric) => metric.pid),
      name,
    )
  }

  // ---------------------------------------------------------------- windows

  nativeTheme(): Promise<string> {
    return this.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
  }

  windowTitles(): Promise<string[]> {
    return this.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    )
  }

  isShown(): Promise<boolean> {
    return this.electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false,
    )
  }

  /** Closes a window as its frame's button does. */
  async closeWindow(page: Page): Promise<void> {
    const window = await this.electron.browserWindow(page)
    const closed = page.waitForEvent('close')
    await window.evaluate((browserWindow: Electron.BrowserWindow) => browserWindow.close())
    await closed
  }

  bounds(): Promise<Electron.Rectangle> {
    return this.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())
  }

  async setBounds(bounds: Electron.Rectangle): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to),
      bounds,
    )
    await expect.poll(() => this.page.evaluate(() => innerWidth)).toBe(bounds.width)
  }

  get pid(): number {
    return this.#process.pid!
  }

  get isOver(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  /** Quits as the menu does, and sees that every process has ended. */
  async quit(): Promise<void> {
    if (this.isOver) return
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()))
    const late = new Promise<never>((_resolve, reject) =>
      setTimeout(() => reject(new Error(`still running after ${QUIT_MS} ms`)), QUIT_MS).unref(),
    )
    try {
      await Promise.race([Promise.all([this.electron.close(), ended]), late])
    } catch (error) {
      this.#process.kill('SIGKILL')
      throw error
    }
    if (this.#process.exitCode !== 0) throw new Error(`exit code ${this.#process.exitCode}`)
  }

  /** The end that a shutting down system asks for. */
  async terminate(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()))
    this.#process.kill('SIGTERM')
    await ended
  }

  /** The end that nobody asked for. */
  async kill(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()))
    this.#process.kill('SIGKILL')
    await ended
  }
}
