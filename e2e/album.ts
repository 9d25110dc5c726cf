/** Pictures of the window, each taken when nothing moves any more. */
import { expect } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clipfile } from './app.ts'

/** as the app writes it: `22 Nov 2026` */
const TODAY = new Date()
  .toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  .replace('Sept ', 'Sep ')

/** Numbers the pictures in the order they are taken. */
export class Album {
  readonly #app: Clipfile
  readonly #folder: string
  #count = 0

  /** @param folder made where it is missing */
  constructor(app: Clipfile, folder: string) {
    this.#app = app
    this.#folder = folder
    mkdirSync(this.#folder, { recursive: true })
  }

  async take(name: string): Promise<void> {
    const { page } = this.#app
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await this.#app.settled()
    await page.evaluate(stillNumbers, TODAY)
    // Playwright waits for no animation of ours; a picture is taken when two in a row are the same
    let last = await page.screenshot()
    await expect
      .poll(async () => {
        const next = await page.screenshot()
        const same = next.equals(last)
        last = next
        return same
      })
      .toBe(true)
    const number = String(++this.#count).padStart(2, '0')
    writeFileSync(join(this.#folder, `${number}-${name}.png`), last)
  }
}

/** Runs in the page: what a clock measured becomes what it measures in a picture. */
function stillNumbers(today: string): void {
  const still: [RegExp, string][] = [
    [new RegExp(`${today}, \\d\\d:\\d\\d`, 'g'), '22 Nov 2026, 12:00'],
    [/\d+ ms$/, '11 ms'],
    [/ · [\d.]+ (?:s|min|min \d+ s) · /, ' · 1.2 s · '],
    [/[\d,]+ records\/s/, '3,180 records/s'],
    [/ — [\d.]+ [kM]B$/, ' — 12 MB'],
  ]
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.nodeValue ?? ''
    const next = still.reduce((value, [what, by]) => value.replace(what, by), text)
    if (next !== text) node.nodeValue = next
  }
}
