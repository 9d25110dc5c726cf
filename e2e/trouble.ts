/** All that went wrong in a test without failing it: console errors, page errors, dialogs nobody expected, log lines. */
import type { ConsoleMessage, ElectronApplication, Page } from '@playwright/test'

const LOG_TROUBLE = /^\S+ (?:warn|error)\s/

export class Trouble {
  readonly #seen: string[] = []
  readonly #allowed: RegExp[] = []
  /** everything that pages wrote to their consoles */
  readonly console: string[] = []

  /** What this test brings about on purpose. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns)
  }

  watch(electron: ElectronApplication): void {
    const context = electron.context()
    context.on('console', (message) => this.#heard(message))
    context.on('weberror', (error) => this.add(`page error: ${error.error().stack ?? error.error().message}`))
    const page = (opened: Page): void => void opened.on('crash', () => this.add('page crashed'))
    context.pages().forEach(page)
    context.on('page', page)
  }

  add(what: string): void {
    this.#seen.push(what)
  }

  readLog(log: string): void {
    for (const line of log.split('\n')) if (LOG_TROUBLE.test(line)) this.add(`log: ${line}`)
  }

  /** What nobody allowed. */
  get rest(): string[] {
    return this.#seen.filter((one) => !this.#allowed.some((pattern) => pattern.test(one)))
  }

  /** Marks that scripts of hostile dumps would leave. The whole text: Chromium quotes what it blocked. */
  get pwned(): string[] {
    return this.console.filter((text) => /^PWN:\S+$/.test(text))
  }

  #heard(message: ConsoleMessage): void {
    this.console.push(message.text())
    if (message.type() === 'error' || message.type() === 'warning') {
      this.add(`console ${message.type()}: ${message.text()} (${message.location().url})`)
    }
  }
}
